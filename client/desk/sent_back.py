"""Answering what a reviewer sent back: marked fields are amended, then the reviewer is told."""

from __future__ import annotations

from client.desk.carry_out import carry_out
from client.desk.desk import Desk
from client.desk.session import Session
from client.desk.typed import Patch
from forms.elements.typed_text import tidy
from forms.journal.commands import AmendFields, AnswerSendBack
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationState


def amend(session: Session, desk: Desk, application: str, patch: Patch) -> ApplicationState | Refusal:
    """Save what was typed into marked fields; only what could have been accepted is taken."""
    return carry_out(session, desk, application=application, command=AmendFields(values=patch), ends_draft=True)


def answer(
    session: Session, desk: Desk, application: str, patch: Patch, *, note: str = ""
) -> ApplicationState | Refusal:
    """Save what is typed and tell the reviewer that it is done; `note` says why something stays as it is."""
    with desk.store.turn():
        amended = amend(session, desk, application, patch) if patch else None
        if isinstance(amended, Refusal):
            return amended
        return carry_out(session, desk, application=application, command=AnswerSendBack(note=tidy(note)))
