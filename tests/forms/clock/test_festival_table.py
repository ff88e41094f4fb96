"""The table of due days across 春节 and 国庆, read by the clock and by a second calendar."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from forms.catalog.model import Term
from forms.catalog.source import read_source
from forms.clock.clock import Clock, Moment, Pause, due, hours_of, standing
from tests.support.festival_table import ROWS

HOURS = hours_of(read_source(Path(__file__).parents[3] / "resources/catalog"))


def test_the_table_has_sixty_rows_of_both_festivals_in_both_years() -> None:
    months = [row[0][:7] for row in ROWS]
    assert len({tuple(row) for row in ROWS}) == 60
    assert {months.count(month) >= 3 for month in ("2025-01", "2025-09", "2026-02", "2026-09")} == {True}


@pytest.mark.parametrize(("start", "unit", "days", "pause", "expected"), ROWS)
def test_a_due_day_is_what_a_person_counts(start: str, unit: str, days: str, pause: str, expected: str) -> None:
    clock = _clock(start, unit, days, pause)
    assert due(HOURS, clock, now=clock.start).day == expected
    on_its_day = standing(HOURS, clock, now=Moment(expected))
    assert (on_its_day.left, on_its_day.spent, on_its_day.is_sure) == (0, int(days), True)


@pytest.mark.parametrize(("start", "unit", "days", "pause", "expected"), ROWS)
def test_a_second_calendar_agrees(start: str, unit: str, days: str, pause: str, expected: str) -> None:
    """`chinese_calendar` counts the working days between both days; no line of the clock is asked."""
    first, last = date.fromisoformat(start), date.fromisoformat(expected)
    stopped = [date.fromisoformat(day) for day in pause.split("/")] if pause != "-" else [date.max, date.max]
    after = [first + timedelta(days=passed) for passed in range(1, (last - first).days + 1)]
    running = [day for day in after if not stopped[0] <= day < stopped[1]]
    if unit == "wd":
        assert chinese_calendar.is_workday(last)
        running = [day for day in running if chinese_calendar.is_workday(day)]
    assert len(running) == int(days)


def _clock(start: str, unit: str, days: str, pause: str) -> Clock:
    pauses = ()
    if pause != "-":
        first, last = pause.split("/")
        pauses = (Pause(first=Moment(first), last=Moment(last)),)
    return Clock(start=Moment(start), term=Term(days=int(days), unit=unit), pauses=pauses)
