"""The rule of day 5 (行政许可法 第三十二条): what was received and not answered in time is accepted by law.

The hall tells everything that is lacking at once or within five working days. Otherwise the application counts as
accepted from the day it was received on.
"""

from __future__ import annotations

import msgspec

from forms.calendar import add_working_days, covers, working_days_between
from forms.catalog.model import WorkCalendar
from forms.clock.clock import Light

ANSWER_DAYS = 5
"""Working days until the end of which an application has to be answered."""

_ALARM_DAYS = 2
"""So many working days before the last one the alarm begins."""


class AnswerDue(msgspec.Struct, frozen=True, kw_only=True):
    """Until when an application has to be answered, the working days `left`, and what silence has led to.

    `accepted_from` is the day (ISO) from which the law takes it as accepted, '' while there is time.
    """

    due: str
    left: int
    light: Light
    accepted_from: str
    is_sure: bool


def answer_due(calendar: WorkCalendar, *, received: str, today: str, days: int = ANSWER_DAYS) -> AnswerDue:
    """How an unanswered application that was received on `received` (ISO) stands on `today`."""
    last = add_working_days(calendar, received, days)
    left = working_days_between(calendar, today, last)
    silent = today > last
    light = Light.RED if silent else Light.YELLOW if left <= _ALARM_DAYS else Light.GREEN
    return AnswerDue(
        due=last,
        left=left,
        light=light,
        accepted_from=received if silent else "",
        is_sure=covers(calendar, received) and covers(calendar, last),
    )
