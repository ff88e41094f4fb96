"""Due days across 春节 and 国庆 of 2025 and 2026, counted by hand on the published calendars (放假安排的通知).

2025 春节: off 28 January to 4 February, worked 26 January (Sunday) and 8 February (Saturday).
2025 国庆: off 1 to 8 October, worked 28 September (Sunday) and 11 October (Saturday).
2026 春节: off 15 to 23 February, worked 14 February (Saturday) and 28 February (Saturday).
2026 中秋 and 国庆: off 25 to 27 September and 1 to 7 October, worked 20 September (Sunday) and 10 October (Saturday).
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from forms.catalog.model import Term
from forms.catalog.source import read_source
from forms.clock.clock import Clock, Moment, Pause, due, hours_of, standing

HOURS = hours_of(read_source(Path(__file__).parents[3] / "resources/catalog"))

TABLE = """
2025-01-20 wd  1 -                     2025-01-21
2025-01-24 wd  1 -                     2025-01-26
2025-01-24 wd  2 -                     2025-01-27
2025-01-24 wd  3 -                     2025-02-05
2025-01-25 wd  1 -                     2025-01-26
2025-01-27 wd  1 -                     2025-02-05
2025-01-28 wd  1 -                     2025-02-05
2025-02-04 wd  3 -                     2025-02-07
2025-02-04 wd  4 -                     2025-02-08
2025-02-04 wd  5 -                     2025-02-10
2025-01-20 wd 10 -                     2025-02-08
2025-01-20 wd 20 -                     2025-02-21
2025-01-26 wd  5 2025-02-06/2025-02-10 2025-02-12
2025-01-24 wd  3 2025-01-26/2025-02-05 2025-02-07
2025-01-24 nd 10 -                     2025-02-03
2025-09-26 wd  1 -                     2025-09-28
2025-09-26 wd  3 -                     2025-09-30
2025-09-26 wd  4 -                     2025-10-09
2025-09-27 wd  1 -                     2025-09-28
2025-09-28 wd  2 -                     2025-09-30
2025-09-30 wd  1 -                     2025-10-09
2025-09-30 wd  3 -                     2025-10-11
2025-09-30 wd  4 -                     2025-10-13
2025-10-01 wd  5 -                     2025-10-14
2025-10-08 wd  2 -                     2025-10-10
2025-10-10 wd  1 -                     2025-10-11
2025-10-10 wd  2 -                     2025-10-13
2025-09-22 wd 15 -                     2025-10-17
2025-09-29 wd  5 2025-09-30/2025-10-10 2025-10-15
2025-09-30 nd  8 -                     2025-10-08
2026-02-12 wd  1 -                     2026-02-13
2026-02-13 wd  1 -                     2026-02-14
2026-02-13 wd  2 -                     2026-02-24
2026-02-13 wd  5 -                     2026-02-27
2026-02-13 wd  6 -                     2026-02-28
2026-02-13 wd  7 -                     2026-03-02
2026-02-14 wd  1 -                     2026-02-24
2026-02-15 wd  1 -                     2026-02-24
2026-02-23 wd  5 -                     2026-02-28
2026-02-27 wd  1 -                     2026-02-28
2026-02-27 wd  2 -                     2026-03-02
2026-02-09 wd 10 -                     2026-02-28
2026-02-09 wd 15 -                     2026-03-06
2026-02-12 wd  5 2026-02-14/2026-02-25 2026-02-28
2026-02-14 nd 14 -                     2026-02-28
2026-09-18 wd  1 -                     2026-09-20
2026-09-18 wd  2 -                     2026-09-21
2026-09-19 wd  5 -                     2026-09-24
2026-09-24 wd  1 -                     2026-09-28
2026-09-24 wd  3 -                     2026-09-30
2026-09-24 wd  4 -                     2026-10-08
2026-09-30 wd  1 -                     2026-10-08
2026-09-30 wd  3 -                     2026-10-10
2026-09-30 wd  4 -                     2026-10-12
2026-10-01 wd  5 -                     2026-10-13
2026-10-09 wd  1 -                     2026-10-10
2026-10-09 wd  2 -                     2026-10-12
2026-09-14 wd 15 -                     2026-10-10
2026-09-22 wd  5 2026-09-24/2026-09-29 2026-10-09
2026-09-25 nd 15 -                     2026-10-10
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]


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
