"""One clock: a term that runs from a start, stands still in pauses, and ends on a day.

Sources: 行政许可法 第八十二条 (working days), 第四十五条 (hearings, inspections and the like are not counted), 民法典
第二百零一条 (the day a period starts on is not counted; a period in hours starts at its hour).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import msgspec

from forms.catalog.model import OFFICE_HOURS, Catalog, Term, WorkCalendar
from forms.clock.axis import DAY_MINUTES, Ticks

_SPENT_PERCENT = 80
"""A clock warns when this much of its term is spent, and on its last working day."""


class Light(StrEnum):
    """绿 in time, 黄 soon due, 红 over, 停 paused."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    PAUSED = "paused"


class Moment(msgspec.Struct, frozen=True, order=True):
    """A day (ISO) in the hall and the minute of it; the minute counts for terms in hours only."""

    day: str
    minute: int = 0


_NEVER = Moment(date.max.isoformat())


class Pause(msgspec.Struct, frozen=True, kw_only=True):
    """Time that does not count: from `first` until just before `last`; `last` is None while it lasts.

    In days, the first day is not counted any more and the last one, on which the clock goes on, is.
    """

    first: Moment
    last: Moment | None = None


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """A term that runs from `start` with its pauses, in any order."""

    start: Moment
    term: Term
    pauses: tuple[Pause, ...] = ()


class Hours(msgspec.Struct, frozen=True, kw_only=True):
    """What a clock is read by: the working-day calendar and the office hours of the hall."""

    calendar: WorkCalendar
    office: tuple[str, ...] = OFFICE_HOURS


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A clock read at a moment. `total`, `spent`, `left` are days of its unit, minutes for hours; `left` < 0 when over.

    `is_sure` is False when the calendar does not reach the due day: a later one may move it.
    """

    due: Moment
    total: int
    spent: int
    left: int
    light: Light
    is_sure: bool

    @property
    def over(self) -> int:
        """How much too late it is, 0 while in time."""
        return max(0, -self.left)


def hours_of(catalog: Catalog) -> Hours:
    """What the clocks of `catalog` are read by."""
    return Hours(calendar=catalog.calendar, office=catalog.hall.office_hours)


def due(hours: Hours, clock: Clock, *, now: Moment) -> Moment:
    """When the term ends; while a pause lasts, when it would end if the clock went on `now`."""
    return _ends(_ticks(hours, clock, now), clock)


def standing(hours: Hours, clock: Clock, *, now: Moment) -> Standing:
    """The clock as it stands `now`."""
    ends, total = due(hours, clock, now=now), _total(clock.term)
    spent = _spent(_ticks(hours, clock, _NEVER), clock, now)
    return Standing(
        due=ends,
        total=total,
        spent=spent,
        left=total - spent,
        light=_light(clock, ends, now=now, spent=spent),
        is_sure=hours.calendar.first <= clock.start.day and ends.day <= hours.calendar.last,
    )


def recorded(hours: Hours, *, start: str, due: str, unit: str, pauses: tuple[Pause, ...], now: Moment) -> Standing:
    """A clock of which the journal says that it ends on the day `due`, pauses that have ended included."""
    ended = tuple(pause for pause in pauses if pause.last is not None)
    clock = Clock(start=Moment(start), term=Term(days=0, unit=unit), pauses=ended)
    days = _ticks(hours, clock, now).count(_point(clock, clock.start), _point(clock, Moment(due)))
    return standing(hours, Clock(start=clock.start, term=Term(days=days, unit=unit), pauses=pauses), now=now)


def is_paused(clock: Clock, *, now: Moment) -> bool:
    """True while one of its pauses lasts."""
    return any(
        _point(clock, pause.first) <= _point(clock, now)
        and (pause.last is None or _point(clock, now) < _point(clock, pause.last))
        for pause in clock.pauses
    )


def _spent(ticks: Ticks, clock: Clock, now: Moment) -> int:
    return ticks.count(_point(clock, clock.start), _point(clock, now)) if now > clock.start else 0


def _light(clock: Clock, ends: Moment, *, now: Moment, spent: int) -> Light:
    total = _total(clock.term)
    if _point(clock, now) > _point(clock, ends):
        return Light.RED
    if is_paused(clock, now=now):
        return Light.PAUSED
    # A term of a few hours would warn from its first minute if its last working day warned.
    last_day = clock.term.unit != "h" and total - spent <= 1
    return Light.YELLOW if last_day or spent * 100 >= total * _SPENT_PERCENT else Light.GREEN


def _ends(ticks: Ticks, clock: Clock) -> Moment:
    total = _total(clock.term)
    if not total:
        return clock.start
    point = ticks.nth(_point(clock, clock.start), total)
    if clock.term.unit == "h":
        return Moment(_day(point // DAY_MINUTES), point % DAY_MINUTES)
    return Moment(_day(point))


def _ticks(hours: Hours, clock: Clock, until: Moment) -> Ticks:
    """The axis of a clock; a pause that lasts ends at `until`."""
    pauses = tuple(
        (_point(clock, pause.first), _point(clock, pause.last or max(until, pause.first))) for pause in clock.pauses
    )
    return Ticks(hours.calendar, unit=clock.term.unit, office=hours.office, pauses=pauses)


def _total(term: Term) -> int:
    return term.days * 60 if term.unit == "h" else term.days


def _point(clock: Clock, moment: Moment) -> int:
    """A moment on the axis of the clock's unit: days since year 1, or minutes for hours."""
    ordinal = date.fromisoformat(moment.day).toordinal()
    return ordinal * DAY_MINUTES + moment.minute if clock.term.unit == "h" else ordinal


def _day(ordinal: int) -> str:
    return date.fromordinal(min(ordinal, date.max.toordinal())).isoformat()
