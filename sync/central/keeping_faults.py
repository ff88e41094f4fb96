"""What no honest window can have written of reminders, hand-overs and moved days; what two did apart is no fault."""

from __future__ import annotations

from forms.journal.date_moves import MovesTold
from forms.journal.decide_clocks import told_fault
from forms.journal.decide_keeping import keeper_fault, reminder_fault
from forms.journal.keeping import KeeperChanged
from forms.journal.kinds import body_of
from forms.journal.operation import Operation
from forms.journal.reminders import ReminderMade
from forms.journal.state import ApplicationState
from forms.message import Message, message

_KINDS = ("reminder_made", "keeper_changed", "moves_told")


def keeping_fault(state: ApplicationState, operation: Operation) -> Message | None:
    """Why a `reminder_made`, `keeper_changed` or `moves_told` is no good here; None when it is, and for others."""
    if operation.kind not in _KINDS:
        return None
    body = body_of(operation)
    if isinstance(body, ReminderMade):
        return reminder_fault(body)
    if isinstance(body, MovesTold):
        return told_fault(body)
    assert isinstance(body, KeeperChanged)
    if not state.accepted_day:
        return message("keeper.not_accepted")
    return keeper_fault(body, actor=operation.actor, site=state.site)
