"""Clocks at the centre: reviewers pause and let go on, a newer calendar moves open days, both ends count alike."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from forms.calendar import add_term
from forms.clock.clock import Clock, Moment, Pause, due, hours_of
from forms.journal.commands import PauseCase
from forms.journal.state import ApplicationState, CaseState, digest
from sync.central.refused import CallRefused
from sync.central.review import Review
from sync.central.sessions import ReviewerSession
from tests.support.accepted_papers import shipped_catalog
from tests.support.publisher import published
from tests.sync.central.centre_window import Hall, Window, told

ALL = ReviewerSession(account="wu", name="吴敏", departments=("*",))
MARKET = ReviewerSession(account="lu", name="陆青", departments=("scjg",))
CITY = ReviewerSession(account="he", name="何明", departments=("cgj",))
OUTPUT = {"uscc": "91350100M000100Y43"}
CATALOG = shipped_catalog()
NEXT_YEAR = replace(
    CATALOG.calendar,
    revision="2025-2027",
    last="2027-12-31",
    holidays=(*CATALOG.calendar.holidays, "2026-11-26", "2027-01-01"),
)
NEWER = published(replace(CATALOG, version="2027.1", calendar=NEXT_YEAR))
PAUSE = PauseCase(item="FOOD-LIC", procedure="inspection", reason="送检", basis="行政许可法第四十五条")


@pytest.fixture
def window(hall: Hall) -> Window:
    """A restaurant accepted on Monday 23 November 2026 whose licence was granted at once: the others run."""
    window = hall.window("pc1")
    window.send()
    window.accepted("a1")
    window.send_all()
    issue(hall)
    return window


def issue(hall: Hall) -> None:
    Review(hall.centre).issue_result(ALL, "a1", item="BIZ-IND", outcome="granted", number="L1", elements=OUTPUT)


def case(hall: Hall, item: str = "FOOD-LIC") -> CaseState:
    return state(hall).cases[item]


def state(hall: Hall) -> ApplicationState:
    found = hall.store.applications.state("a1")
    assert found is not None
    return found


def test_a_reviewer_pauses_and_lets_go_on(hall: Hall, window: Window) -> None:
    review = Review(hall.centre)
    assert (case(hall).promised_due, case(hall).legal_due) == ("2026-11-30", "2026-12-07")
    hall.day = "2026-11-25"
    review.pause_case(ALL, "a1", PAUSE)
    assert [paper.kind for paper in state(hall).papers].count("procedure_notice") == 1
    hall.day = "2026-12-02"
    review.resume_case(ALL, "a1", item="FOOD-LIC", note="检验报告已到")
    assert (case(hall).promised_due, case(hall).legal_due) == ("2026-12-07", "2026-12-14")
    window.send_all()
    assert digest(window.refold("a1")) == digest(state(hall))


def test_a_pause_is_refused_with_every_reason(hall: Hall, window: Window) -> None:
    review = Review(hall.centre)
    with pytest.raises(CallRefused) as refused:
        review.pause_case(ALL, "a1", replace(PAUSE, procedure="lunch"))
    assert (refused.value.status, refused.value.messages[0].code) == (409, "pause.procedure")
    with pytest.raises(CallRefused) as foreign:
        review.pause_case(CITY, "a1", PAUSE)
    assert foreign.value.messages[0].code in {"centre.other_department", "centre.application_unknown"}
    with pytest.raises(CallRefused):
        review.resume_case(ALL, "a1", item="FOOD-LIC")
    assert review.pause_case(MARKET, "a1", PAUSE).cases["FOOD-LIC"].paused is not None


def test_each_pause_has_a_number_of_its_own_from_the_ledger_of_numbers(hall: Hall, window: Window) -> None:
    """Numbers of the window's series that no window gets any more; a pause that is refused uses none up."""
    review = Review(hall.centre)
    review.pause_case(ALL, "a1", PAUSE)
    with pytest.raises(CallRefused):
        review.pause_case(ALL, "a1", PAUSE)
    review.pause_case(ALL, "a1", replace(PAUSE, item="SIGN", procedure="publicity"))
    review.resume_case(ALL, "a1", item="FOOD-LIC")
    review.pause_case(ALL, "a1", PAUSE)
    numbers = [paper.number for paper in state(hall).papers if paper.kind == "procedure_notice"]
    assert [number.rpartition("-")[2] for number in numbers] == ["TX"] * 3
    given = [number.removesuffix("-TX") for number in numbers]
    counts = [int(number.rpartition("-")[2]) for number in given]
    assert counts == [counts[0], counts[0] + 1, counts[0] + 2] and given[0].startswith("01-3-20261123-")
    used = [hall.store.numbers.used_by(receipt_number=given[n], prefix="01-3-", number=counts[n]) for n in range(3)]
    assert used == ["a1"] * 3
    other = hall.window("pc2")
    leased = [told.body for told in told(other.send()) if told.kind == "numbers_leased"]
    assert all(block["first"] > counts[-1] for block in leased)
    window.send_all()
    assert digest(window.refold("a1")) == digest(state(hall))


def test_a_newer_calendar_moves_the_open_days_at_the_next_exchange(hall: Hall, window: Window) -> None:
    hall.store.catalogs.publish(NEWER.id, version="2027.1", data=NEWER.data)
    window.send_all()
    assert case(hall).promised_due == "2026-12-01" and state(hall).calendar_revision == "2025-2027"
    (recomputed,) = (operation for operation in told(window.send()) if operation.kind == "dates_recomputed")
    moves = {(move["what"], move["id"]): (move["before"], move["after"]) for move in recomputed.body["moves"]}
    assert moves["promised", "FOOD-LIC"] == ("2026-11-30", "2026-12-01")
    assert digest(window.refold("a1")) == digest(state(hall))
    before = state(hall).rev
    window.send_all()
    hall.reopen()
    window.send_all()
    assert state(hall).rev == before


def test_what_is_accepted_under_the_old_calendar_later_follows_at_once(hall: Hall) -> None:
    window = hall.window("pc1")
    window.send()
    hall.store.catalogs.publish(NEWER.id, version="2027.1", data=NEWER.data)
    window.accepted("a1")
    window.send_all()
    assert state(hall).calendar_revision == "2025-2027" and not state(hall).objections
    assert case(hall, "BIZ-IND").legal_due == "2026-11-27"


def test_a_pause_after_the_new_calendar_counts_by_it(hall: Hall, window: Window) -> None:
    hall.store.catalogs.publish(NEWER.id, version="2027.1", data=NEWER.data)
    review = Review(hall.centre)
    hall.day = "2026-11-25"
    review.pause_case(ALL, "a1", PAUSE)
    hall.day = "2026-11-27"
    review.resume_case(ALL, "a1", item="FOOD-LIC")
    assert case(hall).promised_due == "2026-12-02"


def test_both_ends_and_the_pure_clock_name_the_same_day(hall: Hall, window: Window) -> None:
    """The window's fold, the centre's fold, and the clock that a screen reads: one day, through a pause and a year."""
    review = Review(hall.centre)
    hall.day = "2026-11-25"
    review.pause_case(ALL, "a1", PAUSE)
    hall.day = "2026-12-29"
    review.resume_case(ALL, "a1", item="FOOD-LIC")
    window.send_all()
    mine = window.refold("a1").cases["FOOD-LIC"]
    item = CATALOG.items["FOOD-LIC"]
    pause = Pause(first=Moment("2026-11-25"), last=Moment("2026-12-29"))
    clock = Clock(start=Moment("2026-11-23"), term=item.promised, pauses=(pause,))
    assert due(hours_of(CATALOG), clock, now=Moment("2026-12-29")).day == "2027-01-01"
    assert (mine.promised_due, case(hall).promised_due) == ("2027-01-01", "2027-01-01")
    hall.store.catalogs.publish(NEWER.id, version="2027.1", data=NEWER.data)
    window.send_all()
    newer = hours_of(replace(CATALOG, calendar=NEXT_YEAR))
    assert due(newer, clock, now=Moment("2026-12-29")).day == "2027-01-04"
    assert window.refold("a1").cases["FOOD-LIC"].promised_due == case(hall).promised_due == "2027-01-04"
    assert add_term(CATALOG.calendar, "2026-11-23", item.promised) == "2026-11-30"
