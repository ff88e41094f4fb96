"""Reminders (催办): somebody phoned or told an applicant what is still to come, and until when."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from forms.journal.deferrals import moved
from forms.journal.operation import Operation
from forms.journal.state import ApplicationState, Reminder

OVERDUE = -1
"""The step of a reminder of what is overdue."""

WAYS = ("phone", "sms", "in_person")


class ReminderMade(msgspec.Struct, frozen=True, kw_only=True):
    """The applicant was reminded of `material`, due on `due_day` (ISO), `step` working days before that day.

    `way` is one of `WAYS`; `reached` says whether somebody was there; `note` what they said.
    """

    material: str
    due_day: str
    step: int
    way: str
    reached: bool
    note: str = ""


def apply_reminder(state: ApplicationState, operation: Operation, body: ReminderMade, rev: int) -> ApplicationState:
    """Keep it, wherever the deferral stands by now: the applicant was told."""
    deferral = state.deferrals.get(body.material)
    if deferral is None:
        return state
    made = Reminder(
        step=body.step,
        due_day=body.due_day,
        day=operation.day,
        wall=operation.wall,
        way=body.way,
        reached=body.reached,
        actor=operation.actor.name,
    )
    reminded = replace(deferral, reminders=(*deferral.reminders, made))
    return moved(state, reminded, operation, status=deferral.status, reason=body.note)
