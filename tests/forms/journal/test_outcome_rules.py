"""The rule of day 5 and the day an acceptance counts from: vectors by hand, properties over any history."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as some

from forms.answer_day import ANSWER_DAYS, acceptance_day, answer_by, is_accepted_by_law
from forms.calendar import add_working_days, is_working_day, working_days_between
from forms.catalog.calendar_seed import seed
from forms.journal.answers import Correction, Receipt

CALENDAR = seed(2025, 2026)
add = partial(add_working_days, CALENDAR)
FIRST = date(2025, 1, 1)
DAYS = some.integers(0, 700).map(lambda count: (FIRST + timedelta(days=count)).isoformat())


def receipt(day: str, *, complete: bool = False, set_day: str = "") -> Receipt:
    last = answer_by(day, add_working_days=add)
    return Receipt(number="1", day=day, by="陈晓", answer_by=last, complete=complete, set_day=set_day or day)


def notice(day: str) -> Correction:
    return Correction(number="2", day=day, by="陈晓", lacks=(), late=())


@pytest.mark.parametrize(
    ("day", "last"),
    [
        ("2026-09-14", "2026-09-20"),  # Monday; the 20th is a Sunday worked for 国庆
        ("2026-09-21", "2026-09-29"),  # over 中秋, the 25th
        ("2026-09-30", "2026-10-13"),  # over 国庆, the 10th is a Saturday worked instead
        ("2026-11-21", "2026-11-27"),  # a Saturday with the hall open: counted from Monday
        ("2025-01-27", "2025-02-10"),  # over 春节, the 8th is a Saturday worked instead
    ],
)
def test_the_last_day_for_an_answer_by_hand(day: str, last: str) -> None:
    assert answer_by(day, add_working_days=add) == last


@given(DAYS)
def test_an_answer_is_due_on_the_fifth_working_day_after(day: str) -> None:
    last = answer_by(day, add_working_days=add)
    assert working_days_between(CALENDAR, day, last) == ANSWER_DAYS and is_working_day(CALENDAR, last)


@given(DAYS, some.lists(DAYS, max_size=3), DAYS)
def test_silence_accepts_exactly_when_no_notice_came_in_time(day: str, notices: list[str], today: str) -> None:
    held = receipt(day)
    told = [given for given in notices if given <= held.answer_by]
    by_law = is_accepted_by_law(held, [notice(given) for given in notices], today=today)
    assert by_law is (today > held.answer_by and not told)
    assert not is_accepted_by_law(None, [], today=today)


@given(DAYS, DAYS, some.booleans(), some.lists(DAYS, max_size=2), DAYS)
def test_an_acceptance_never_counts_from_before_the_receipt_or_after_the_set(
    day: str, changed: str, complete: bool, notices: list[str], today: str
) -> None:
    held = receipt(day, complete=complete, set_day=max(day, changed))
    given = [notice(each) for each in notices]
    counts = acceptance_day(held, given, today=today)
    assert counts == (day if complete or is_accepted_by_law(held, given, today=today) else held.set_day)
    assert day <= counts <= held.set_day
    assert acceptance_day(None, given, today=today) == today


def test_a_notice_on_the_last_day_is_in_time() -> None:
    held = receipt("2026-09-21")
    assert not is_accepted_by_law(held, [notice(held.answer_by)], today="2026-10-20")
    assert is_accepted_by_law(held, [notice("2026-09-30")], today="2026-10-20")
