"""The hall's day: law counts in it, and a PC whose clock is wrong must not date anything by itself."""

from __future__ import annotations

import pytest

from client.desk import accepting, attaching, deferring, filling, signing_in
from client.desk.hall_day import day_of
from tests.client.desk.desk_hall import (
    DAY,
    DAY_MS,
    MORNING,
    NOTHING_TYPED,
    YEAR_MS,
    Hall,
    Pc,
    codes,
    done,
    picture,
    said,
)

YEAR_BACK, YEAR_AHEAD = "2025-11-23", "2027-11-23"
A_MINUTE_MS = 60_000


def test_the_day_is_the_halls_and_not_the_one_of_greenwich() -> None:
    assert day_of(MORNING) == DAY
    until_midnight = (24 - 9) * 3_600_000 - 42 * 60_000
    assert day_of(MORNING + until_midnight - 1) == DAY
    assert day_of(MORNING + until_midnight) == "2026-11-24", "while it is still 16:00 of the day before in UTC"


@pytest.mark.parametrize(("off", "day"), [(-YEAR_MS, YEAR_BACK), (YEAR_MS, YEAR_AHEAD)])
def test_before_the_first_contact_there_is_only_the_pc(hall: Hall, off: int, day: str) -> None:
    pc = hall.pc("09")
    pc.off = off
    known = signing_in.today(pc.desk)
    assert (known.day, known.doubtful) == (day, False)


@pytest.mark.parametrize("off", [-YEAR_MS, YEAR_MS])
def test_an_answer_of_the_centre_corrects_a_clock_that_is_a_year_off(hall: Hall, off: int) -> None:
    pc = hall.pc("09")
    pc.off = off
    pc.sign_in()
    pc.sync()
    known = signing_in.today(pc.desk)
    assert (known.day, known.doubtful) == (DAY, False)
    operation = pc.last_operation(pc.begin())
    assert operation.day == DAY
    assert abs(operation.skew + off) < A_MINUTE_MS
    assert abs(operation.wall + operation.skew - hall.wall) < A_MINUTE_MS, "wall is what the PC said"


@pytest.mark.parametrize("off", [-YEAR_MS, -DAY_MS, 61 * DAY_MS, YEAR_MS])
def test_a_clock_that_jumped_since_is_doubted_and_nothing_is_accepted(complete_hall: Hall, off: int) -> None:
    pc, application = complete_hall.pc(), complete_hall.application
    pc.off = off
    before = pc.kinds(application)
    known = signing_in.today(pc.desk)
    assert known.doubtful and known.day == day_of(MORNING + off)
    patch = pc.typed({"shop_name": "新店名"})
    refusal = accepting.accept(pc.session, pc.desk, application, patch)
    assert codes(refusal) == ["day.confirm_first"] and known.day in said(refusal)
    assert codes(accepting.plan(pc.session, pc.desk, application, patch)) == ["day.confirm_first"]
    assert pc.kinds(application) == before


@pytest.mark.parametrize("off", [0, DAY_MS, 59 * DAY_MS])
def test_a_pc_that_was_off_over_the_holidays_is_believed(complete_hall: Hall, off: int) -> None:
    pc = complete_hall.pc()
    pc.off = off
    known = signing_in.today(pc.desk)
    assert (known.day, known.doubtful) == (day_of(MORNING + off), False)


def test_in_doubt_a_document_is_not_received_either(accepted_hall: Hall) -> None:
    """Whether it came in time is counted by the day of its arrival."""
    pc, application = accepted_hall.pc(), accepted_hall.application
    pc.off = -YEAR_MS
    paper = attaching.keep_scan(pc.desk, picture("later"), name="later.jpg")
    came = deferring.receive(pc.session, pc.desk, application, material="M-HEALTH", scans=(paper,))
    assert codes(came) == ["day.confirm_first"]
    signing_in.confirm_day(pc.session, pc.desk, day=DAY)
    done(deferring.receive(pc.session, pc.desk, application, material="M-HEALTH", scans=(paper,)))
    assert pc.last_operation(application).day == DAY


def test_in_doubt_the_clerk_goes_on_typing(complete_hall: Hall) -> None:
    pc, application = complete_hall.pc(), complete_hall.application
    pc.off = YEAR_MS
    state = done(filling.save(pc.session, pc.desk, application, pc.typed({"shop_name": "新店名"})))
    assert state.values["shop_name"].value == "新店名"


@pytest.mark.parametrize(("off", "pc_day"), [(-YEAR_MS, YEAR_BACK), (YEAR_MS, YEAR_AHEAD)])
def test_the_day_that_a_clerk_confirms_counts_and_stands_in_the_journal(
    complete_hall: Hall, off: int, pc_day: str
) -> None:
    pc, application = complete_hall.pc(), complete_hall.application
    pc.off = off
    signing_in.confirm_day(pc.session, pc.desk, day=DAY)
    confirmed = pc.store.journal.device_operations()[-1].operation
    assert (confirmed.kind, confirmed.body) == ("day_confirmed", {"day": DAY, "pc_day": pc_day})
    assert confirmed.actor.account == "wangfang"
    state = pc.accept(application)
    operation = pc.last_operation(application)
    assert (operation.day, state.accepted_day) == (DAY, DAY)
    assert abs(operation.wall - off - complete_hall.wall) < A_MINUTE_MS, "what the PC says is not smoothed over"
    assert "-20261123-" in state.receipt_number
    assert state.cases["BIZ-IND"].promised_due == DAY


def test_a_confirmed_day_is_good_for_that_day_only(complete_hall: Hall) -> None:
    pc = complete_hall.pc()
    pc.off = -YEAR_MS
    signing_in.confirm_day(pc.session, pc.desk, day=DAY)
    pc.reopen()
    assert signing_in.today(pc.desk).day == DAY and not signing_in.today(pc.desk).doubtful
    complete_hall.wall += DAY_MS
    assert signing_in.today(pc.desk).doubtful


def test_the_next_contact_ends_the_doubt(complete_hall: Hall) -> None:
    pc = complete_hall.pc()
    pc.off = -YEAR_MS
    assert signing_in.today(pc.desk).doubtful
    pc.sync()
    known = signing_in.today(pc.desk)
    assert (known.day, known.doubtful) == (DAY, False)
    pc.accept(complete_hall.application)
    assert abs(pc.last_operation(complete_hall.application).skew - YEAR_MS) < A_MINUTE_MS


def test_a_clock_put_right_after_a_contact_is_doubted_until_the_next(hall: Hall, pc: Pc) -> None:
    """The correction of yesterday's wrong clock makes today's right one wrong, and that is seen."""
    pc.off = -YEAR_MS
    pc.sync()
    pc.off = 0
    assert signing_in.today(pc.desk).doubtful
    pc.sync()
    assert (signing_in.today(pc.desk).day, signing_in.today(pc.desk).doubtful) == (DAY, False)
    assert codes(accepting.plan(pc.session, pc.desk, pc.begin(), NOTHING_TYPED))[0] != "day.confirm_first"
