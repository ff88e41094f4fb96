"""The clock: the vectors of the trade without holidays, hours, pauses, lights, and what lies beyond a calendar."""

from __future__ import annotations

import pytest

from forms.calendar import is_hall_open, is_working_day
from forms.catalog.model import Term, WorkCalendar
from forms.clock.axis import office_span
from forms.clock.clock import Clock, Hours, Light, Moment, Pause, due, standing
from forms.clock.theme import Work, theme_clock

PLAIN = Hours(
    calendar=WorkCalendar(
        revision="none", first="2024-01-01", last="2024-12-31", holidays=(), workdays=(), hall_open=("2024-03-09",)
    ),
    office=("09:00-12:00", "13:30-17:00"),
)
FIVE = Term(days=5)
NINE, NOON, HALF_TWO, FIVE_PM = 9 * 60, 12 * 60, 13 * 60 + 30, 17 * 60


def at(day: int, minute: int = 0) -> Moment:
    """A day of March 2024, whose 4th is a Monday."""
    return Moment(f"2024-03-{day:02}", minute)


def clock(start: Moment, term: Term = FIVE, *pauses: Pause) -> Clock:
    return Clock(start=start, term=term, pauses=pauses)


@pytest.mark.parametrize(
    ("started", "expected"),
    [
        (clock(at(4)), at(11)),  # accepted on Monday: next Monday
        (clock(at(8, FIVE_PM), Term(days=1)), at(11)),  # accepted on Friday at 17:00: Monday
        (clock(at(9)), at(15)),  # accepted on a Saturday on which the hall is open: Friday
        (clock(at(4), FIVE, Pause(first=at(5), last=at(7))), at(13)),  # paused from Tuesday to Thursday: two more
    ],
)
def test_the_four_vectors(started: Clock, expected: Moment) -> None:
    assert due(PLAIN, started, now=started.start) == expected


def test_a_hall_may_be_open_on_a_day_that_no_term_counts() -> None:
    assert is_hall_open(PLAIN.calendar, "2024-03-09") and not is_working_day(PLAIN.calendar, "2024-03-09")
    assert not is_hall_open(PLAIN.calendar, "2024-03-10") and is_hall_open(PLAIN.calendar, "2024-03-11")


def test_lights_turn_with_the_days() -> None:
    ten = clock(at(4), Term(days=10))
    lights = {day: standing(PLAIN, ten, now=at(day)).light for day in (4, 13, 14, 18, 19)}
    assert lights == {4: "green", 13: "green", 14: "yellow", 18: "yellow", 19: "red"}
    assert standing(PLAIN, ten, now=at(14)).spent == 8


def test_a_short_term_warns_on_its_last_working_day() -> None:
    two = clock(at(4), Term(days=2))
    assert [standing(PLAIN, two, now=at(day)).light for day in (4, 5, 6, 7)] == ["green", "yellow", "yellow", "red"]


def test_over_a_weekend_it_is_over_though_no_working_day_passed() -> None:
    stands = standing(PLAIN, clock(at(4), Term(days=4)), now=at(9))
    assert (stands.light, stands.left, stands.over) == (Light.RED, 0, 0)
    assert standing(PLAIN, clock(at(4), Term(days=4)), now=at(12)).over == 2


def test_a_pause_that_lasts_moves_the_due_day_on_from_day_to_day() -> None:
    waiting = clock(at(4), FIVE, Pause(first=at(5)))
    stands = [standing(PLAIN, waiting, now=at(day)) for day in (5, 6, 14)]
    assert [one.due.day[-2:] for one in stands] == ["11", "12", "20"]
    assert {(one.light, one.spent, one.left) for one in stands} == {(Light.PAUSED, 0, 5)}


def test_pauses_that_overlap_count_once_and_those_after_the_due_day_not_at_all() -> None:
    twice = clock(at(4), FIVE, Pause(first=at(5), last=at(7)), Pause(first=at(6), last=at(8)))
    assert due(PLAIN, twice, now=at(8)) == at(14)
    late = clock(at(4), FIVE, Pause(first=at(12)))
    assert standing(PLAIN, late, now=at(13)).light is Light.RED


def test_hours_run_in_office_hours_only() -> None:
    three = Term(days=3, unit="h")
    assert due(PLAIN, clock(at(4, NINE), three), now=at(4)) == at(4, NOON)
    assert due(PLAIN, clock(at(4, 11 * 60), three), now=at(4)) == at(4, 15 * 60 + 30)
    assert due(PLAIN, clock(at(8, 16 * 60), three), now=at(8)) == at(11, 11 * 60)
    assert due(PLAIN, clock(at(9, 10 * 60), three), now=at(9)) == at(11, NOON)


def test_a_pause_of_minutes_moves_hours_by_minutes() -> None:
    paused = clock(at(4, NINE), Term(days=3, unit="h"), Pause(first=at(4, 10 * 60), last=at(4, HALF_TWO + 10)))
    assert due(PLAIN, paused, now=at(4)) == at(4, HALF_TWO + 10 + 120)
    assert standing(PLAIN, paused, now=at(4, 11 * 60)).light is Light.PAUSED


def test_hours_warn_when_four_fifths_are_spent() -> None:
    five = clock(at(4, NINE), Term(days=5, unit="h"))
    lights = [standing(PLAIN, five, now=at(4, minute)).light for minute in (NINE, 14 * 60, 14 * 60 + 30, 16 * 60)]
    assert lights == ["green", "green", "yellow", "red"]


def test_beyond_the_calendar_a_due_day_is_marked() -> None:
    late = Clock(start=Moment("2024-12-27"), term=FIVE)
    assert not standing(PLAIN, late, now=late.start).is_sure
    assert due(PLAIN, late, now=late.start).day == "2025-01-03"
    assert standing(PLAIN, clock(at(4)), now=at(4)).is_sure


def test_the_end_of_time_is_no_fault() -> None:
    endless = Clock(start=Moment("9999-12-30"), term=FIVE)
    assert due(PLAIN, endless, now=endless.start).day == "9999-12-31"
    assert due(Hours(calendar=PLAIN.calendar, office=()), clock(at(4), Term(days=1, unit="h")), now=at(4)).minute == 0


def test_a_theme_counts_the_time_of_the_government_only() -> None:
    """15 working days; from the 6th to the 8th every case waits for the applicant, on the 7th one was at work."""
    limit = Term(days=15)
    works = (
        Work(first=at(4), pauses=(Pause(first=at(6), last=at(11)),)),
        Work(first=at(4), last=at(5)),
    )
    assert due(PLAIN, theme_clock(at(4), limit, works, now=at(11)), now=at(11)) == at(28)
    busy = (*works, Work(first=at(7), last=at(7)))
    assert due(PLAIN, theme_clock(at(4), limit, busy, now=at(11)), now=at(11)) == at(27)
    waiting = (Work(first=at(4), pauses=(Pause(first=at(6)),)),)
    assert standing(PLAIN, theme_clock(at(4), limit, waiting, now=at(12)), now=at(12)).light is Light.PAUSED


def test_a_theme_stands_still_once_all_has_ended() -> None:
    done = theme_clock(at(4), FIVE, (Work(first=at(4), last=at(5)),), now=at(20))
    stands = standing(PLAIN, done, now=at(20))
    assert (stands.spent, stands.light) == (1, Light.PAUSED)


@pytest.mark.parametrize("wrong", ["9:00-12:00", "12:00-09:00", "09:00", "09:60-10:00", "24:01-24:02", "", "上午-下午"])
def test_office_hours_that_are_none(wrong: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        office_span(wrong)
