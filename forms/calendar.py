"""Working-day arithmetic: when a promise, a legal period or a deferral ends.

Periods of permits are working days without public holidays (行政许可法 第八十二条); the day a period starts on is
not counted (民法典 第二百零一条). Days are ISO text in the hall's zone. Outside the calendar's range only weekends
are free: a later calendar may move such days, and whoever shows one can ask `covers`.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from forms.catalog.model import Term, WorkCalendar

_DAY = timedelta(days=1)
_SATURDAY = 5


def is_working_day(calendar: WorkCalendar, day: str) -> bool:
    """True when offices count `day`: a weekday that is no holiday, or a weekend day worked instead (调休)."""
    return _is_working(calendar, date.fromisoformat(day))


def add_working_days(calendar: WorkCalendar, day: str, count: int) -> str:
    """The `count`-th working day after `day`, which itself is not counted; before it for a negative count.

    Zero gives `day`, working or not: what is due at once is due on that day.
    """
    moved = date.fromisoformat(day)
    step = _DAY if count > 0 else -_DAY
    left = abs(count)
    while left:
        moved += step
        left -= _is_working(calendar, moved)
    return moved.isoformat()


def add_term(calendar: WorkCalendar, day: str, term: Term) -> str:
    """The last day of `term` when it starts on `day`; natural days ('nd') run through weekends and holidays.

    A term in hours ends on a day only with the hour it began at: see `forms.clock`.
    """
    if term.unit == "nd":
        return (date.fromisoformat(day) + term.days * _DAY).isoformat()
    return add_working_days(calendar, day, term.days)


def working_days_between(calendar: WorkCalendar, first: str, last: str) -> int:
    """Working days after `first` up to and with `last`, negative when `last` is earlier: how many days are left."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    if end < start:
        return -working_days_between(calendar, last, first)
    return sum(_is_working(calendar, start + passed * _DAY) for passed in range(1, (end - start).days + 1))


def term_days(calendar: WorkCalendar, *, first: str, last: str, unit: str) -> int:
    """Days that a term in `unit` counts after `first` up to and with `last`, none when `last` is not later."""
    if unit == "nd":
        return max(0, (date.fromisoformat(last) - date.fromisoformat(first)).days)
    return max(0, working_days_between(calendar, first, last))


def is_hall_open(calendar: WorkCalendar, day: str) -> bool:
    """True when the hall receives people on `day`: a working day that it is not closed on, or one it opens beyond."""
    return day in calendar.hall_open or (is_working_day(calendar, day) and day not in calendar.hall_closed)


def is_newer(calendar: WorkCalendar, than: WorkCalendar) -> bool:
    """True when `calendar` takes the place of `than`: another edition, which reaches at least as far."""
    return calendar.revision != than.revision and calendar.last >= than.last


def covers(calendar: WorkCalendar, day: str) -> bool:
    """True when the calendar knows the holidays around `day`; otherwise a due day may still move."""
    return calendar.first <= day <= calendar.last


def _is_working(calendar: WorkCalendar, day: date) -> bool:
    holidays, workdays = _exceptions(calendar)
    if day.weekday() >= _SATURDAY:
        return day in workdays
    return day not in holidays


@lru_cache(maxsize=8)
def _exceptions(calendar: WorkCalendar) -> tuple[frozenset[date], frozenset[date]]:
    holidays = frozenset(date.fromisoformat(day) for day in calendar.holidays)
    return holidays, frozenset(date.fromisoformat(day) for day in calendar.workdays)
