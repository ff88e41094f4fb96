"""The axis of a clock: points of time as whole numbers, and which of them count.

Points are days since year 1, or minutes since then for terms in hours. Pauses are half-open: their first point does
not count any more, the point at which the clock goes on does.
"""

from __future__ import annotations

from datetime import date

from forms.calendar import is_working_day
from forms.catalog.model import WorkCalendar

DAY_MINUTES = 24 * 60
_LAST_DAY = date.max.toordinal()

Span = tuple[int, int]
"""From one point until just before another."""


class Ticks:
    """Counts in `unit` ('wd', 'nd', 'h') by `calendar`; `pauses` do not count."""

    def __init__(
        self, calendar: WorkCalendar, *, unit: str, office: tuple[str, ...] = (), pauses: tuple[Span, ...] = ()
    ) -> None:
        self._calendar = calendar
        self._unit = unit
        self._office = tuple(office_span(span) for span in office)
        self._pauses = pauses

    def nth(self, start: int, count: int) -> int:
        """The point at which `count` (> 0) units after `start` are used up; the end of time when they never are."""
        return self._nth_minute(start, count) if self._unit == "h" else self._nth_day(start, count)

    def count(self, start: int, end: int) -> int:
        """How many units count after `start` up to and with `end` (in hours: until `end`)."""
        if self._unit == "h":
            days = range(start // DAY_MINUTES, end // DAY_MINUTES + 1)
            return sum(_overlap(span, (start, end)) for day in days for span in self._office_of(day))
        return sum(self._counts(day) for day in range(start + 1, end + 1))

    def _nth_day(self, start: int, count: int) -> int:
        day = start
        while count and day < _LAST_DAY:
            day += 1
            count -= self._counts(day)
        return day

    def _nth_minute(self, start: int, count: int) -> int:
        if not self._office:
            return _LAST_DAY * DAY_MINUTES
        for day in range(start // DAY_MINUTES, _LAST_DAY):
            for first, last in self._office_of(day):
                usable = max(0, last - max(first, start))
                if usable >= count:
                    return max(first, start) + count
                count -= usable
        return _LAST_DAY * DAY_MINUTES

    def _counts(self, day: int) -> bool:
        paused = any(first <= day < last for first, last in self._pauses)
        return not paused and (self._unit == "nd" or self._is_worked(day))

    def _is_worked(self, day: int) -> bool:
        return is_working_day(self._calendar, date.fromordinal(day).isoformat())

    def _office_of(self, day: int) -> tuple[Span, ...]:
        """The office hours of a day in order, less the pauses."""
        if not self._is_worked(day):
            return ()
        spans = tuple((day * DAY_MINUTES + first, day * DAY_MINUTES + last) for first, last in self._office)
        for pause in self._pauses:
            spans = tuple(rest for span in spans for rest in _without(span, pause))
        return spans


def office_span(text: str) -> Span:
    """Minutes of the day of office hours like "09:00-12:00"; raises ValueError for anything else."""
    first, dash, last = text.partition("-")
    span = (_minute(first), _minute(last))
    if not dash or span[0] >= span[1]:
        raise ValueError(text)
    return span


def _minute(text: str) -> int:
    hour, _, minute = text.partition(":")
    if not (len(text) == 5 and hour.isdecimal() and minute.isdecimal() and text.isascii()):
        raise ValueError(text)
    if int(hour) > 24 or int(minute) > 59 or int(hour) * 60 + int(minute) > DAY_MINUTES:
        raise ValueError(text)
    return int(hour) * 60 + int(minute)


def _without(span: Span, pause: Span) -> tuple[Span, ...]:
    parts = ((span[0], min(span[1], pause[0])), (max(span[0], pause[1]), span[1]))
    return tuple(part for part in parts if part[0] < part[1])


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))
