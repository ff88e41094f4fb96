"""Deferrals (容缺) after acceptance: a document arrives, a reviewer passes or returns it.

How they are extended and terminated is in `deferrals_ended`.

A deferral moves only by one of these operations, each with an actor. Overdue is computed from the due day by
whoever looks; no clock, merge or catalog ever ends a deferral.
"""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from forms.journal.operation import Operation
from forms.journal.state import ApplicationState, DeferralMove, DeferralState, DeferralStatus, ScanRef

_WAITS_AGAIN = frozenset({"deferral_extended", "deferral_returned"})


class DeferralArrived(msgspec.Struct, frozen=True, kw_only=True):
    """The document came in; the time that counts is the window's recorded time."""

    material: str
    scans: tuple[ScanRef, ...]
    note: str = ""


class DeferralPassed(msgspec.Struct, frozen=True, kw_only=True):
    """A reviewer found the document in order."""

    material: str
    note: str = ""


class DeferralReturned(msgspec.Struct, frozen=True, kw_only=True):
    """A reviewer sent the document back; it is awaited again."""

    material: str
    reason: str


def apply_arrived(state: ApplicationState, operation: Operation, body: DeferralArrived, rev: int) -> ApplicationState:
    """Keep every scan, also when two windows received the same document; a passed deferral stays passed.

    A terminated one stays so too, unless the document was there first and a case still waits for it: what counts is
    the window's recorded time.
    """
    deferral = state.deferrals.get(body.material)
    if deferral is None:
        return state
    held = state.scans.get(body.material, ())
    known = {scan.sha256 for scan in held}
    scans = (*held, *(scan for scan in body.scans if scan.sha256 not in known))
    state = replace(state, scans={**state.scans, body.material: scans})
    stays = not deferral.is_open and not _came_before_the_end(state, deferral, operation)
    status = deferral.status if stays else DeferralStatus.ARRIVED
    hashes = tuple(scan.sha256 for scan in body.scans)
    return moved(state, deferral, operation, status=status, reason=body.note, scans=hashes)


def _came_before_the_end(state: ApplicationState, deferral: DeferralState, operation: Operation) -> bool:
    """Ends that came to nothing do not count: before the deferral waited again, or while more time was given."""
    if deferral.status is not DeferralStatus.TERMINATED or state.has_ended(deferral.items):
        return False
    again = [place for place, move in enumerate(deferral.history) if move.kind in _WAITS_AGAIN]
    ends = [
        (move.day, move.wall)
        for move in deferral.history[max(again, default=0) :]
        if move.kind == "deferral_terminated" and move.day > deferral.due_day
    ]
    return bool(ends) and (operation.day, operation.wall) < min(ends)


def apply_passed(state: ApplicationState, operation: Operation, body: DeferralPassed, rev: int) -> ApplicationState:
    """The deferral has ended well."""
    return _from_arrived(state, operation, material=body.material, status=DeferralStatus.PASSED, reason=body.note)


def apply_returned(state: ApplicationState, operation: Operation, body: DeferralReturned, rev: int) -> ApplicationState:
    """The document is awaited again."""
    return _from_arrived(state, operation, material=body.material, status=DeferralStatus.AWAITED, reason=body.reason)


def _from_arrived(
    state: ApplicationState, operation: Operation, *, material: str, status: DeferralStatus, reason: str
) -> ApplicationState:
    deferral = state.deferrals.get(material)
    if deferral is None or deferral.status is not DeferralStatus.ARRIVED:
        return state
    return moved(state, deferral, operation, status=status, reason=reason)


def moved(
    state: ApplicationState,
    deferral: DeferralState,
    operation: Operation,
    *,
    status: DeferralStatus,
    reason: str,
    scans: tuple[str, ...] = (),
    due_day: str = "",
) -> ApplicationState:
    """`state` with one more line in the history of `deferral`, which stands at `status` now."""
    move = DeferralMove(
        kind=operation.kind,
        actor=operation.actor.name,
        wall=operation.wall,
        day=operation.day,
        reason=reason,
        scans=scans,
        due_day=due_day,
    )
    changed = replace(deferral, status=status, history=(*deferral.history, move))
    return replace(state, deferrals={**state.deferrals, deferral.material: changed})
