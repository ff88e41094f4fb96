"""Moves of deferrals that a window decided: what no honest one can have decided under its catalog is rejected here.

What only shows that two windows decided apart is no fault: it is admitted, the fold keeps what holds, and where an
operation remained without effect an objection makes a task of it.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from forms.journal.decide_deferrals import completion_faults, extension_faults, termination_faults
from forms.journal.deferrals_ended import DeferralExtended, DeferralsCompleted, DeferralTerminated
from forms.journal.kinds import body_of
from forms.journal.operation import Operation
from forms.journal.rules import Rules
from forms.journal.state import ApplicationState, DeferralStatus
from forms.message import Message, message


def deferral_fault(
    state: ApplicationState,
    operation: Operation,
    rules: Callable[[str], Rules],
    following: Callable[[ApplicationState], Rules],
) -> Message | None:
    """Why a move of a deferral is no good whatever its window had seen; None when it is, and for other operations.

    `rules` are those of a pinned catalog, `following` those with the calendar that an application's days follow by now:
    a window that has not heard of the newer calendar counts by the other.
    """
    fault = _JUDGES.get(operation.kind)
    if fault is None:
        return None
    try:
        judging = (rules(state.catalog), following(state))
    except KeyError:
        # Its catalog was never published here: an objection against its acceptance says so already.
        return None
    found = [fault(state, operation, body_of(operation), each) for each in judging]
    return found[-1][0] if all(found) else None


def _extended(state: ApplicationState, operation: Operation, body: msgspec.Struct, rules: Rules) -> tuple[Message, ...]:
    assert isinstance(body, DeferralExtended)
    deferral = state.deferrals[body.material]
    if not body.reason.strip():
        return (message("deferral.extension_reason", material=body.material, name=deferral.name),)
    return tuple(extension_faults(deferral, body.due_day, rules))


def _terminated(
    state: ApplicationState, operation: Operation, body: msgspec.Struct, rules: Rules
) -> tuple[Message, ...]:
    """Before the first due day the hall's rule could not have allowed it, whatever was extended meanwhile."""
    assert isinstance(body, DeferralTerminated)
    deferral = state.deferrals[body.material]
    if not body.reason.strip():
        return (message("deferral.termination_reason", material=body.material, name=deferral.name),)
    if state.has_ended(deferral.items):
        return ()
    first = deferral.first_due or deferral.due_day
    return termination_faults(deferral, rules, day=operation.day, due_day=first)


def _completed(
    state: ApplicationState, operation: Operation, body: msgspec.Struct, rules: Rules
) -> tuple[Message, ...]:
    """Only the centre passes documents, so that what a window saw as complete is so here."""
    assert isinstance(body, DeferralsCompleted)
    return completion_faults(state)


_JUDGES = {
    "deferral_extended": _extended,
    "deferral_terminated": _terminated,
    "deferrals_completed": _completed,
}

MOVED_APART = frozenset({"deferral_arrived", "deferral_extended", "deferral_terminated"})
"""Moves of which one may come to nothing, since its window had not seen another's."""


def without_effect(after: ApplicationState, operation: Operation) -> tuple[Message, ...]:
    """What to tell a person when a move that a window decided apart came to nothing; `after` is the state with it."""
    deferral = after.deferrals.get(str(operation.body.get("material", "")))
    if after.needs_upgrade or deferral is None:
        return ()
    is_terminated = deferral.status is DeferralStatus.TERMINATED
    about = {"name": deferral.name, "due_day": deferral.due_day}
    if operation.kind == "deferral_terminated":
        return () if is_terminated else (message("centre.termination_crossed", **about),)
    if operation.kind == "deferral_extended" and is_terminated:
        return (message("centre.extension_crossed", **about),)
    # A late one waits for a supervisor; one that no case waits for any more would lie there unseen.
    if operation.kind == "deferral_arrived" and is_terminated and after.has_ended(deferral.items):
        return (message("centre.arrival_crossed", **about),)
    return ()
