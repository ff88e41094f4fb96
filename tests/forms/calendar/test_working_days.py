"""The vectors of the trade (民法典 201, 行政许可法 82) and the published holidays of 2026, moved days included."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.calendar import add_term, add_working_days, covers, is_working_day, working_days_between
from forms.catalog.model import Term, WorkCalendar
from forms.catalog.source import read_source

PLAIN = WorkCalendar(revision="none", first="2024-01-01", last="2024-12-31", holidays=(), workdays=())
HALL = read_source(Path(__file__).parents[3] / "resources/catalog").calendar


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2024-03-04", 5, "2024-03-11"),  # accepted on Monday: next Monday
        ("2024-03-08", 1, "2024-03-11"),  # accepted late on Friday: Monday
        ("2024-03-09", 5, "2024-03-15"),  # accepted on an open Saturday: Friday, not Thursday
        ("2024-03-09", 0, "2024-03-09"),  # decided on the spot
        ("2024-03-11", -1, "2024-03-08"),  # a reminder one working day before Monday
        ("2024-03-11", -5, "2024-03-04"),
    ],
)
def test_vectors_without_holidays(start: str, days: int, due: str) -> None:
    assert add_working_days(PLAIN, start, days) == due


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-02-13", 1, "2026-02-14"),  # the Saturday before Spring Festival is worked
        ("2026-02-13", 2, "2026-02-24"),  # then nine days off
        ("2026-09-18", 1, "2026-09-20"),  # a worked Sunday
        ("2026-09-24", 1, "2026-09-28"),  # Mid-Autumn Friday
        ("2026-09-30", 1, "2026-10-08"),  # National Day week
        ("2026-10-09", 1, "2026-10-10"),  # a worked Saturday after it
        ("2025-12-31", 1, "2026-01-04"),  # New Year, with a worked Sunday
    ],
)
def test_holidays_and_moved_days_of_2026(start: str, days: int, due: str) -> None:
    assert add_working_days(HALL, start, days) == due


def test_a_day_is_worked_as_the_notice_says() -> None:
    worked = {day: is_working_day(HALL, day) for day in ("2026-10-01", "2026-10-10", "2026-10-11", "2026-10-12")}
    assert worked == {"2026-10-01": False, "2026-10-10": True, "2026-10-11": False, "2026-10-12": True}


def test_outside_the_calendar_only_weekends_are_free() -> None:
    assert covers(HALL, "2026-12-31") and not covers(HALL, "2027-01-01") and not covers(HALL, "2024-12-31")
    assert is_working_day(HALL, "2027-10-01")
    assert not is_working_day(HALL, "2027-10-02")
    assert add_working_days(HALL, "2026-12-31", 1) == "2027-01-01"


def test_natural_days_run_through_holidays() -> None:
    assert add_term(HALL, "2026-09-28", Term(days=10, unit="nd")) == "2026-10-08"
    assert add_term(HALL, "2026-09-28", Term(days=10)) == "2026-10-16"


def test_working_days_between_counts_what_is_left() -> None:
    assert working_days_between(HALL, "2026-09-30", "2026-10-08") == 1
    assert working_days_between(HALL, "2026-10-08", "2026-09-30") == -1
    assert working_days_between(HALL, "2026-10-08", "2026-10-08") == 0


days = st.dates(min_value=date(2024, 12, 1), max_value=date(2027, 1, 31)).map(date.isoformat)


@given(day=days, count=st.integers(min_value=1, max_value=40))
def test_a_due_day_is_a_working_day_and_that_many_days_away(day: str, count: int) -> None:
    due = add_working_days(HALL, day, count)
    assert is_working_day(HALL, due)
    assert working_days_between(HALL, day, due) == count
    day_before = (date.fromisoformat(due) - timedelta(days=1)).isoformat()
    assert working_days_between(HALL, day, day_before) == count - 1
