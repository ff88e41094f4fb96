"""When applicants are reminded: a hand-written table over the holidays of 2026, and halls closed on working days."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from forms.catalog.model import WorkCalendar
from forms.catalog.source import read_source
from forms.journal.reminders import OVERDUE
from forms.reminding import day_before, due_days, step_begins, step_on

STEPS = (3, 1, 0)

TABLE = [
    # an ordinary week
    ("2026-11-27", "2026-11-24", "2026-11-26"),
    ("2026-11-30", "2026-11-25", "2026-11-27"),
    ("2026-12-01", "2026-11-26", "2026-11-30"),
    # 元旦: 1 to 3 January free, Sunday the 4th worked
    ("2025-12-31", "2025-12-26", "2025-12-30"),
    ("2026-01-04", "2025-12-29", "2025-12-31"),
    ("2026-01-05", "2025-12-30", "2026-01-04"),
    ("2026-01-06", "2025-12-31", "2026-01-05"),
    # 春节: 15 to 23 February free, Saturdays the 14th and the 28th worked
    ("2026-02-14", "2026-02-11", "2026-02-13"),
    ("2026-02-24", "2026-02-12", "2026-02-14"),
    ("2026-02-25", "2026-02-13", "2026-02-24"),
    ("2026-02-26", "2026-02-14", "2026-02-25"),
    ("2026-02-27", "2026-02-24", "2026-02-26"),
    ("2026-02-28", "2026-02-25", "2026-02-27"),
    ("2026-03-02", "2026-02-26", "2026-02-28"),
    # 清明: 4 to 6 April free
    ("2026-04-07", "2026-04-01", "2026-04-03"),
    # 国庆: 1 to 7 October free, Sunday 20 September and Saturday 10 October worked; 中秋 25 to 27 September
    ("2026-09-21", "2026-09-17", "2026-09-20"),
    ("2026-09-28", "2026-09-22", "2026-09-24"),
    ("2026-09-30", "2026-09-24", "2026-09-29"),
    ("2026-10-08", "2026-09-28", "2026-09-30"),
    ("2026-10-09", "2026-09-29", "2026-10-08"),
    ("2026-10-10", "2026-09-30", "2026-10-09"),
    ("2026-10-12", "2026-10-08", "2026-10-10"),
]
"""Due day, T-3, T-1: counted off a wall calendar."""


@pytest.fixture(scope="module")
def calendar() -> WorkCalendar:
    return read_source(Path(__file__).parents[2] / "resources" / "catalog").calendar


@pytest.mark.parametrize(("due", "three", "one"), TABLE, ids=[row[0] for row in TABLE])
def test_the_steps_fall_on_the_days_of_the_table(calendar: WorkCalendar, due: str, three: str, one: str) -> None:
    assert [step_begins(calendar, due, step) for step in STEPS] == [three, one, due]


@pytest.mark.parametrize(("due", "three", "one"), TABLE, ids=[row[0] for row in TABLE])
def test_a_step_begins_on_its_day_and_lasts_until_the_next(
    calendar: WorkCalendar, due: str, three: str, one: str
) -> None:
    assert step_on(calendar, day_before(three), due, STEPS) > 3
    assert step_on(calendar, three, due, STEPS) == 3
    assert step_on(calendar, day_before(one), due, STEPS) == 3
    assert step_on(calendar, one, due, STEPS) == 1
    assert step_on(calendar, day_before(due), due, STEPS) in (0, 1)
    assert step_on(calendar, due, due, STEPS) == 0
    assert step_on(calendar, "2027-03-01", due, STEPS) == OVERDUE


def test_before_the_national_holiday_all_of_it_is_due(calendar: WorkCalendar) -> None:
    days = due_days(calendar, "2026-09-30", STEPS)
    assert [(each.step, each.first, each.last) for each in days] == [
        (0, "2026-09-30", "2026-10-07"),
        (1, "2026-10-08", "2026-10-08"),
        (3, "2026-10-09", "2026-10-10"),
    ]


def test_when_the_hall_is_closed_on_a_working_day_the_step_comes_before(calendar: WorkCalendar) -> None:
    closed = replace(calendar, hall_closed=("2026-11-26", "2026-11-25"))
    assert step_begins(closed, "2026-11-30", 1) == "2026-11-27"
    assert step_begins(closed, "2026-11-27", 1) == "2026-11-24"
    assert step_begins(closed, "2026-11-30", 3) == "2026-11-24"
    assert step_begins(closed, "2026-11-26", 0) == "2026-11-24"


def test_a_saturday_on_which_the_hall_opens_is_a_day_to_phone_but_counts_for_no_term(calendar: WorkCalendar) -> None:
    opened = replace(calendar, hall_open=("2026-11-28",), hall_closed=("2026-11-30",))
    assert step_begins(opened, "2026-12-01", 1) == "2026-11-28"
    assert step_begins(opened, "2026-12-01", 3) == "2026-11-26"


def test_a_hall_that_is_closed_for_ever_still_has_its_working_day(calendar: WorkCalendar) -> None:
    first = date.fromisoformat("2026-06-01")
    shut = tuple((first + timedelta(days=number)).isoformat() for number in range(200))
    assert step_begins(replace(calendar, hall_closed=shut), "2026-11-30", 1) == "2026-11-27"


@pytest.mark.parametrize("steps", [(3, 1, 0), (5, 2), (0,), (10, 3, 1, 0), ()])
def test_every_due_day_is_at_one_step_as_listed(calendar: WorkCalendar, steps: tuple[int, ...]) -> None:
    first = date.fromisoformat("2026-01-20")
    for number in range(320):
        today = (first + timedelta(days=number)).isoformat()
        days = due_days(calendar, today, steps)
        for ahead in range(40):
            due = (first + timedelta(days=number + ahead)).isoformat()
            at = [each.step for each in days if each.first <= due <= each.last]
            step = step_on(calendar, today, due, steps)
            assert at == ([step] if step in steps else []), (today, due)
