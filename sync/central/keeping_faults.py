"""Reminders and hand-overs that no honest window can have written; what two windows did apart is no fault."""

from __future__ import annotations

from forms.journal.decide_keeping import keeper_fault, reminder_fault
from forms.journal.keeping import KeeperChanged
from forms.journal.kinds import body_of
from forms.journal.operation import Operation
from forms.journal.reminders import ReminderMade
from forms.journal.state import ApplicationState
from forms.message import Message, message

_KINDS = ("reminder_made", "keeper_changed")


def keeping_fault(state: ApplicationState, operation: Operation) -> Message | None:
    """Why a `reminder_made` or `keeper_changed` is no good here; None when it is, and for other operations."""
    if operation.kind not in _KINDS:
        return None
    body = body_of(operation)
    if isinstance(body, ReminderMade):
        return reminder_fault(body)
    assert isinstance(body, KeeperChanged)
    if not state.accepted_day:
        return message("keeper.not_accepted")
    return keeper_fault(body, actor=operation.actor, site=state.site)
