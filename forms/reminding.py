"""When an applicant is reminded of a deferred document (催办): so many working days before it is due.

The day of a step is the last one on which the hall is open, not later than the working day so many before the due
day: on a working day that the hall is closed nobody phones, and the day after would be too late. A step lasts until
the next one begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from forms.calendar import add_working_days, is_hall_open, working_days_between
from forms.catalog.model import WorkCalendar
from forms.journal.reminders import OVERDUE

_DAY = timedelta(days=1)
_LONGEST_CLOSED = 60
"""Days for which a hall may be closed without a break; beyond, the calendar is wrong and the working day counts."""


class DueDays(msgspec.Struct, frozen=True, kw_only=True):
    """The due days `first` to `last` (ISO) that are at one step on some day; none when `last` lies before `first`."""

    step: int
    first: str
    last: str


def step_begins(calendar: WorkCalendar, due_day: str, step: int) -> str:
    """The day (ISO) on which one due on `due_day` comes to `step`."""
    counted = add_working_days(calendar, due_day, -step)
    day = date.fromisoformat(counted)
    for back in range(_LONGEST_CLOSED):
        candidate = (day - back * _DAY).isoformat()
        if is_hall_open(calendar, candidate):
            return candidate
    return counted


def due_days(calendar: WorkCalendar, today: str, steps: Sequence[int]) -> tuple[DueDays, ...]:
    """Which due days are at which of `steps` on `today` (ISO), the nearest first; each day is at one step at most."""
    found: list[DueDays] = []
    first = today
    for step in sorted(set(steps)):
        last = _last_due(calendar, today, step)
        found.append(DueDays(step=step, first=first, last=last))
        first = max(first, _next(last))
    return tuple(found)


def step_on(calendar: WorkCalendar, today: str, due_day: str, steps: Sequence[int]) -> int:
    """The step of one due on `due_day`: `OVERDUE`, one of `steps`, or a greater number before the first has begun."""
    if due_day < today:
        return OVERDUE
    ordered = sorted(set(steps))
    begun = (step for step in ordered if step_begins(calendar, due_day, step) <= today)
    early = max(working_days_between(calendar, today, due_day), *(step + 1 for step in ordered), 1)
    return next(begun, early)


def _last_due(calendar: WorkCalendar, today: str, step: int) -> str:
    """The latest due day that has come to `step`: later days come to it later or on the same day."""
    last = today
    while step_begins(calendar, _next(last), step) <= today:
        last = _next(last)
    return last


def day_before(day: str) -> str:
    """The natural day (ISO) before `day`."""
    return (date.fromisoformat(day) - _DAY).isoformat()


def _next(day: str) -> str:
    return (date.fromisoformat(day) + _DAY).isoformat()
