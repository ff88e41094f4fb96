"""Intake: what happens at the window before acceptance. Body types and their folds.

Fields belong to the window before acceptance. Two windows may fill the same field from the same base: the first
in revision order stays in force, the other is kept as a conflict until a clerk chooses. Nothing wins silently.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from forms.journal.operation import Operation
from forms.journal.state import (
    ApplicationState,
    ApplicationStatus,
    Conflict,
    DeferralRequest,
    FieldValue,
    ScanRef,
)
from forms.values import Value


class ApplicationOpened(msgspec.Struct, frozen=True, kw_only=True):
    """A clerk began an application for `items`; `theme` is '' when items were picked singly."""

    theme: str
    items: tuple[str, ...]
    answers: Mapping[str, bool]


class ItemsChosen(msgspec.Struct, frozen=True, kw_only=True):
    """The choice of items or the answers to a theme's questions changed."""

    items: tuple[str, ...]
    answers: Mapping[str, bool]


class FieldsFilled(msgspec.Struct, frozen=True, kw_only=True):
    """Values typed by a clerk; `None` empties a field."""

    values: Mapping[str, Value | None]


class ConflictSettled(msgspec.Struct, frozen=True, kw_only=True):
    """A clerk chose the value of a field that two windows had filled differently."""

    element: str
    value: Value | None


class ScanAttached(msgspec.Struct, frozen=True, kw_only=True):
    """A scan was attached to a material."""

    material: str
    scan: ScanRef


class ScanRemoved(msgspec.Struct, frozen=True, kw_only=True):
    """A scan was taken off a material; the stored file stays until collected."""

    material: str
    sha256: str


class DeferralRequested(msgspec.Struct, frozen=True, kw_only=True):
    """The applicant asks to hand in a material later."""

    material: str
    reason: str
    due_day: str


class DeferralRequestWithdrawn(msgspec.Struct, frozen=True, kw_only=True):
    """The material will not be deferred after all."""

    material: str


def apply_opened(state: ApplicationState, operation: Operation, body: ApplicationOpened, rev: int) -> ApplicationState:
    """Begin the application."""
    return replace(
        state,
        status=ApplicationStatus.INTAKE,
        catalog=operation.catalog,
        theme=body.theme,
        items=body.items,
        answers=dict(body.answers),
        site=operation.actor.site,
        window=operation.actor.window,
        opened_wall=operation.wall,
        opened_by=operation.actor.name,
    )


def apply_items(state: ApplicationState, operation: Operation, body: ItemsChosen, rev: int) -> ApplicationState:
    """Change the choice; values of elements that fall away stay in the state."""
    return replace(state, items=body.items, answers=dict(body.answers))


def apply_filled(state: ApplicationState, operation: Operation, body: FieldsFilled, rev: int) -> ApplicationState:
    """Set fields; a field that another device changed after `base_rev` becomes a conflict instead.

    Filling in what already stands there keeps its first author: else a window could repeat a value that it never
    saw another window enter, then change it as its own.
    """
    values, conflicts = dict(state.values), dict(state.conflicts)
    for element, value in body.values.items():
        held = values.get(element)
        if held is not None and held.value == value:
            continue
        if held is not None and changed_elsewhere(held, operation):
            lost = Conflict(value="" if value is None else value, device=operation.device, rev=rev)
            conflicts[element] = (*conflicts.get(element, ()), lost)
        elif value is None:
            values.pop(element, None)
        else:
            values[element] = FieldValue(value=value, device=operation.device, rev=rev)
    return replace(state, values=values, conflicts=conflicts)


def changed_elsewhere(held: FieldValue, operation: Operation) -> bool:
    """True when another device set the field after what the maker of `operation` had seen."""
    return held.device != operation.device and held.rev > operation.base_rev


def apply_settled(state: ApplicationState, operation: Operation, body: ConflictSettled, rev: int) -> ApplicationState:
    """Take the chosen value and close the conflict; where another window settled first, it is filled like any other."""
    if body.element not in state.conflicts:
        return apply_filled(state, operation, FieldsFilled(values={body.element: body.value}), rev)
    values = dict(state.values)
    if body.value is None:
        values.pop(body.element, None)
    else:
        values[body.element] = FieldValue(value=body.value, device=operation.device, rev=rev)
    conflicts = {element: kept for element, kept in state.conflicts.items() if element != body.element}
    return replace(state, values=values, conflicts=conflicts)


def apply_attached(state: ApplicationState, operation: Operation, body: ScanAttached, rev: int) -> ApplicationState:
    """Add a scan; attaching the same file twice changes nothing."""
    held = state.scans.get(body.material, ())
    if any(scan.sha256 == body.scan.sha256 for scan in held):
        return state
    return replace(state, scans={**state.scans, body.material: (*held, body.scan)})


def apply_removed(state: ApplicationState, operation: Operation, body: ScanRemoved, rev: int) -> ApplicationState:
    """Take a scan off; a material without scans has no entry."""
    kept = tuple(scan for scan in state.scans.get(body.material, ()) if scan.sha256 != body.sha256)
    scans = {**state.scans, body.material: kept}
    if not kept:
        del scans[body.material]
    return replace(state, scans=scans, flawed=_still_flawed(state.flawed, body))


def _still_flawed(flawed: Mapping[str, tuple[str, ...]], body: ScanRemoved) -> Mapping[str, tuple[str, ...]]:
    """A scan that was taken off is judged anew when it is attached again."""
    kept = {
        material: tuple(sha for sha in marked if (material, sha) != (body.material, body.sha256))
        for material, marked in flawed.items()
    }
    return {material: marked for material, marked in kept.items() if marked}


def apply_requested(
    state: ApplicationState, operation: Operation, body: DeferralRequested, rev: int
) -> ApplicationState:
    """Note the wish; the deferral itself begins with the acceptance."""
    request = DeferralRequest(reason=body.reason, due_day=body.due_day)
    return replace(state, deferral_requests={**state.deferral_requests, body.material: request})


def apply_request_withdrawn(
    state: ApplicationState, operation: Operation, body: DeferralRequestWithdrawn, rev: int
) -> ApplicationState:
    """Forget the wish."""
    kept = {material: request for material, request in state.deferral_requests.items() if material != body.material}
    return replace(state, deferral_requests=kept)
