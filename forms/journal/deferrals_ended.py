"""How deferrals (容缺) are extended, terminated and confirmed complete, each by a person's operation.

Windows decide apart and meet at the centre, so that each fold here gives the same for either order: an extension never
shortens and reopens what was terminated, and a termination counts only after the due day that holds.
"""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from forms.journal.deferrals import moved
from forms.journal.issuing import CompletedMaterial, CompletionFacts, MovedClock, with_paper
from forms.journal.operation import Operation
from forms.journal.state import (
    ApplicationState,
    CaseState,
    CaseStatus,
    Completion,
    DeferralState,
    DeferralStatus,
)


class DeferralExtended(msgspec.Struct, frozen=True, kw_only=True):
    """A supervisor gave more time for `reason` (force majeure): until `due_day` (ISO)."""

    material: str
    due_day: str
    reason: str


class DeferralTerminated(msgspec.Struct, frozen=True, kw_only=True):
    """A person ended the wait for the document; its cases can only be refused, unless it is extended again."""

    material: str
    reason: str


class CaseClock(msgspec.Struct, frozen=True, kw_only=True):
    """Where the clock of a case ends once everything is in (ISO days)."""

    item: str
    promised_due: str
    legal_due: str


class DeferralsCompleted(msgspec.Struct, frozen=True, kw_only=True):
    """Every deferred material is in (确认补齐): the notice's number, and the clocks that moved."""

    number: str
    clocks: tuple[CaseClock, ...]


def apply_extended(state: ApplicationState, operation: Operation, body: DeferralExtended, rev: int) -> ApplicationState:
    """More time, never less; a passed deferral needs none, a terminated one waits again.

    One for which no case waits any more (withdrawn, or each case has its result) stays as it is.
    """
    deferral = state.deferrals.get(body.material)
    if deferral is None:
        return state
    reopens = deferral.status is DeferralStatus.TERMINATED and not state.has_ended(deferral.items)
    status = _reopened(deferral) if reopens else deferral.status
    longer = replace(deferral, due_day=max(deferral.due_day, body.due_day))
    return moved(state, longer, operation, status=status, reason=body.reason, due_day=body.due_day)


def _reopened(deferral: DeferralState) -> DeferralStatus:
    """Where a terminated deferral stands when it waits again: what came in after the termination is to be verified."""
    judged = max((place for place, move in enumerate(deferral.history) if move.kind == "deferral_returned"), default=0)
    late = any(move.kind == "deferral_arrived" for move in deferral.history[judged:])
    return DeferralStatus.ARRIVED if late else DeferralStatus.AWAITED


def apply_terminated(
    state: ApplicationState, operation: Operation, body: DeferralTerminated, rev: int
) -> ApplicationState:
    """End the wait; without effect when the document came first, or more time was given that its maker had not seen."""
    deferral = state.deferrals.get(body.material)
    if deferral is None:
        return state
    ends = deferral.status is DeferralStatus.AWAITED and may_end(state, deferral, day=operation.day)
    status = DeferralStatus.TERMINATED if ends else deferral.status
    return moved(state, deferral, operation, status=status, reason=body.reason)


def may_end(state: ApplicationState, deferral: DeferralState, *, day: str) -> bool:
    """True when it is overdue on `day` (ISO), or when no case waits for the document any more."""
    return deferral.due_day < day or state.has_ended(deferral.items)


def apply_completed(
    state: ApplicationState, operation: Operation, body: DeferralsCompleted, rev: int
) -> ApplicationState:
    """Make the notice and move the clocks. Of two confirmations the first in order moves them; both notices stay."""
    state = with_paper(state, operation, number=body.number, facts=_facts(state, operation, body))
    completion = Completion(number=body.number, actor=operation.actor.name, wall=operation.wall, day=operation.day)
    cases = dict(state.cases)
    for clock in () if state.completions else body.clocks:
        if clock.item in cases and cases[clock.item].status is not CaseStatus.ENDED:
            cases[clock.item] = _running(state, cases[clock.item], clock)
    return replace(state, cases=cases, completions=(*state.completions, completion))


def _running(state: ApplicationState, case: CaseState, clock: CaseClock) -> CaseState:
    """A clock that had not started starts on the day the last material came in."""
    arrived = [held.last_day("deferral_arrived") for held in state.deferrals.values() if case.item in held.items]
    started = case.started if case.promised_due else max(arrived, default="")
    return replace(case, promised_due=clock.promised_due, legal_due=clock.legal_due, started=started)


def _facts(state: ApplicationState, operation: Operation, body: DeferralsCompleted) -> CompletionFacts:
    # A mapping is in another order where the state was stored in between; what stands on a paper is not.
    passed = sorted(
        (held for held in state.deferrals.values() if held.status is DeferralStatus.PASSED),
        key=lambda held: (held.first_due, held.material),
    )
    return CompletionFacts(
        materials=tuple(
            CompletedMaterial(
                name=held.name,
                arrived_day=held.last_day("deferral_arrived"),
                passed_day=held.last_day("deferral_passed"),
            )
            for held in passed
        ),
        clocks=tuple(
            MovedClock(item=clock.item, before=state.cases[clock.item].promised_due, due=clock.promised_due)
            for clock in body.clocks
            if clock.item in state.cases
        ),
        day=operation.day,
    )
