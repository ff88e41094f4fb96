"""Filling the unified form: the editor's view, autosave of what is typed, and saving it as facts."""

from __future__ import annotations

from client.desk import credit
from client.desk.carry_out import carry_out_all
from client.desk.choosing import title_of
from client.desk.desk import Desk
from client.desk.editor_view import EditorView
from client.desk.rivals import rivals_of
from client.desk.session import Session
from client.desk.typed import Patch as Patch
from client.desk.typed import typed_over as typed_over
from client.store.rows import Draft
from forms.journal.commands import FillFields, SettleConflict
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationState


def autosave(session: Session, desk: Desk, application: str, patch: Patch) -> int:
    """Keep unsaved typing on disk; returns when (UTC ms). Never sent, never hashed."""
    state = desk.store.journal.state(application)
    wall = desk.clock()
    desk.store.drafts.save(
        Draft(
            application=application,
            clerk=session.account,
            base_rev=state.rev,
            catalog=state.catalog,
            patch=dict(patch),
            saved_wall=wall,
        )
    )
    return wall


def save(session: Session, desk: Desk, application: str, patch: Patch) -> ApplicationState | Refusal:
    """Save what was typed as facts and end the draft. Wrong values may be saved; they are only not accepted.

    What was typed into a field that two windows had filled differently is the clerk's choice of its value. Where
    something is deferred, another applicant's number is looked up in the distrust list at once.
    """
    with desk.store.turn():
        open_ones = desk.store.journal.state(application).conflicts
        chosen = [SettleConflict(element=name, value=value) for name, value in patch.items() if name in open_ones]
        filled = FillFields(values={name: value for name, value in patch.items() if name not in open_ones})
        saved = carry_out_all(session, desk, application=application, commands=(*chosen, filled), ends_draft=True)
        return saved if isinstance(saved, Refusal) else credit.follow(session, desk, saved)


def editor_view(desk: Desk, application: str, patch: Patch) -> EditorView:
    """The editor for `application` with `patch` typed over what is saved.

    Views of fields, sections and materials that did not change since the last look are the very same objects.
    """
    saved = desk.store.journal.state(application)
    return desk.editors.view(
        saved,
        patch,
        rules=desk.rules(saved.catalog),
        rivals=rivals_of(desk, saved),
        title=title_of(desk, saved),
        now=desk.now(),
    )
