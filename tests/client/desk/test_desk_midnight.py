"""Moments that are easily taken twice: a sign-in with a wrong clock, an acceptance at midnight."""

from __future__ import annotations

import pytest

from client.desk.hall_day import day_of
from tests.client.desk.desk_hall import DAY, MORNING, YEAR_MS, Hall

UNTIL_MIDNIGHT_MS = (24 - 9) * 3_600_000 - 42 * 60_000


@pytest.mark.parametrize("off", [-YEAR_MS, YEAR_MS])
def test_the_first_sign_in_is_dated_by_the_centre(hall: Hall, off: int) -> None:
    """The reply says what time it is; the clock of the PC must not get into the journal for the day."""
    pc = hall.pc("09")
    pc.off = off
    pc.sign_in()
    signed_in = pc.store.journal.device_operations()[-1].operation
    assert (signed_in.kind, signed_in.day) == ("clerk_signed_in", DAY)
    assert abs(signed_in.skew + off) < 60_000
    assert pc.store.sync.last_central_day() == DAY


@pytest.mark.parametrize("seconds", range(1, 12))
def test_an_acceptance_at_midnight_is_of_one_day(complete_hall: Hall, seconds: int) -> None:
    """Every look at the clock is a second later; wherever midnight falls, number and day agree."""
    pc = complete_hall.pc()
    complete_hall.wall = MORNING + UNTIL_MIDNIGHT_MS - seconds * 1000
    state = pc.accept(complete_hall.application)
    assert f"-{state.accepted_day.replace('-', '')}-" in state.receipt_number
    operation = pc.last_operation(complete_hall.application)
    assert operation.day == state.accepted_day == day_of(operation.wall + operation.skew)
