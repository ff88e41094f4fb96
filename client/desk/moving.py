"""Moving: an application begun under an earlier catalog, what the newer one asks otherwise, and the clerk's word."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from client.desk.carry_out import carry_out
from client.desk.desk import Desk
from client.desk.filling import Patch, typed_over
from client.desk.form_versions import form_version
from client.desk.session import Session
from client.store.rows import Draft
from forms.elements.element import DataElement, ElementKind, Label
from forms.journal.commands import MoveCatalog
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationState, ApplicationStatus, EarlierCatalog
from forms.unify.carried import Carried, carried
from forms.unify.moved import FormDiff, form_diff
from forms.values import Value

_STAYED = "stayed:"


class MoveOffer(msgspec.Struct, frozen=True, kw_only=True):
    """A newer catalog than the pinned one, and what it changes for this application.

    `scans` counts scanned files by material, `deferred` are materials that were to come later. `stayed` when a clerk
    has chosen to go on under the earlier one before.
    """

    catalog: str
    from_version: str
    to_version: str
    diff: FormDiff
    scans: Mapping[str, int]
    deferred: frozenset[str]
    stayed: bool

    @property
    def may_move(self) -> bool:
        """False when the newer catalog lacks an item of the application."""
        return not self.diff.lost_items


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """The application under the newer catalog, and the clerk's unsaved typing as it is read there."""

    state: ApplicationState
    typing: Carried


class LeftAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """An answer that is asked no more, and the field of the earlier catalog `version` that it answers."""

    element: DataElement
    version: str
    value: Value


def move_offer(desk: Desk, application: str, patch: Patch) -> MoveOffer | None:
    """What moving to the current catalog would change; None when the application pins it or may move no more."""
    state = desk.store.journal.state(application)
    current = desk.current_catalog()
    if state.status is not ApplicationStatus.INTAKE or not current or current == state.catalog:
        return None
    old, new, day = desk.rules(state.catalog), desk.rules(current), desk.now().day
    values = typed_over(state, patch).plain_values()
    before, after = (
        form_version(rules, items=state.items, answers=state.answers, values=values, day=day) for rules in (old, new)
    )
    return MoveOffer(
        catalog=current,
        from_version=old.version,
        to_version=new.version,
        diff=form_diff(before, after, values=values, day=day),
        scans={material: len(scans) for material, scans in state.scans.items()},
        deferred=frozenset(state.deferral_requests),
        stayed=desk.store.settings.get(_STAYED + application) == current,
    )


def move(session: Session, desk: Desk, application: str, patch: Patch) -> Moved | Refusal:
    """Go on under the current catalog. Saved answers stay as they are; unsaved typing stays unsaved."""
    with desk.store.turn():
        before = desk.store.journal.state(application)
        command = MoveCatalog(target=desk.rules(desk.current_catalog()))
        result = carry_out(session, desk, application=application, command=command)
        if isinstance(result, Refusal):
            return result
        typing = carry(desk, patch, result, before=before.catalog)
        if typing.patch:
            _keep(session, desk, result, typing.patch)
    return Moved(state=result, typing=typing)


def stay(desk: Desk, application: str) -> None:
    """Go on under the earlier catalog; the offer stands, but does not come forward again by itself."""
    desk.store.settings.put(_STAYED + application, desk.current_catalog())


def typing_of(session: Session, desk: Desk, application: str) -> Carried:
    """The clerk's unsaved typing, read under the catalog that the application pins by now."""
    draft = desk.store.drafts.load(application, session.account)
    if draft is None:
        return Carried(patch={})
    return carry(desk, draft.patch, desk.store.journal.state(application), before=draft.catalog)


def carry(desk: Desk, patch: Patch, state: ApplicationState, *, before: str) -> Carried:
    """`patch` typed under the catalog `before`, for the one that `state` pins; as it is while one is not here."""
    catalogs = desk.catalog_if_here(before), desk.catalog_if_here(state.catalog)
    if before == state.catalog or not patch or None in catalogs:
        return Carried(patch=dict(patch))
    old, new = desk.rules(before), desk.rules(state.catalog)
    known = tuple(item for item in state.items if item in old.source.items)
    gone = old.asked_elements(known, state.answers) - new.asked_elements(state.items, state.answers)
    kept = {name: element for name, element in new.source.elements.items() if name not in gone}
    return carried(patch, old=old.source.elements, new=kept)


def left_answers(desk: Desk, application: str, patch: Patch) -> tuple[LeftAnswer, ...]:
    """Answers, saved or typed, to fields of earlier catalogs that are on the form no more, newest catalog first."""
    saved = desk.store.journal.state(application)
    if not saved.earlier or desk.catalog_if_here(saved.catalog) is None:
        return ()
    state = typed_over(saved, patch)
    asked = desk.rules(state.catalog).asked_elements(state.items, state.answers)
    found: dict[str, LeftAnswer] = {}
    for earlier in reversed(state.earlier):
        for element in _elements_of(desk, state, earlier):
            if element.id in state.values and element.id not in asked and element.id not in found:
                value = state.values[element.id].value
                found[element.id] = LeftAnswer(element=element, version=earlier.version, value=value)
    return tuple(found.values())


def _elements_of(desk: Desk, state: ApplicationState, earlier: EarlierCatalog) -> tuple[DataElement, ...]:
    """What an earlier catalog asked; where it never came to this window, what the move said was gone, as plain text."""
    if desk.catalog_if_here(earlier.catalog) is None:
        plain = ElementKind.TEXT
        return tuple(DataElement(id=name, label=Label(label), kind=plain) for name, label in earlier.gone.items())
    rules = desk.rules(earlier.catalog)
    known = tuple(item for item in state.items if item in rules.source.items)
    asked = rules.asked_elements(known, state.answers) | set(earlier.gone)
    return tuple(element for name, element in rules.source.elements.items() if name in asked)


def _keep(session: Session, desk: Desk, state: ApplicationState, patch: Patch) -> None:
    desk.store.drafts.save(
        Draft(
            application=state.id,
            clerk=session.account,
            base_rev=state.rev,
            catalog=state.catalog,
            patch=patch,
            saved_wall=desk.clock(),
        )
    )
