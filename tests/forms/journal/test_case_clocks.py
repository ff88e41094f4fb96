"""Clocks of cases: a procedure stops one, its end lets it go on, a newer calendar moves every open day."""

from __future__ import annotations

import pytest
from journal_story import ANSWERS, BROUGHT, CENTRE, CLERK, CREDIT_CODE, FIELDS, RESTAURANT, REVIEWER, Story, scan_of
from msgspec.structs import replace

from forms.catalog.model import Procedure, WorkCalendar
from forms.elements.element import Label
from forms.journal.authority import authorise
from forms.journal.clocks import CasePausedFirst, clock_start, moves_to_tell
from forms.journal.commands import (
    AcceptApplication,
    AttachScan,
    FillFields,
    IssueResult,
    MoveStage,
    OpenApplication,
    PauseCase,
    RecomputeDates,
    RequestDeferral,
    ResumeCase,
    TellMoves,
    WithdrawApplication,
)
from forms.journal.date_moves import DateMove, with_move, without
from forms.journal.decision import Now
from forms.journal.seal import seal
from forms.rulebook import Rulebook

LICENCE = IssueResult(item="BIZ-IND", outcome="granted", number=CREDIT_CODE, note="", elements={"uscc": CREDIT_CODE})
NUMBER = "江A01-260921-0007"
PAUSE = PauseCase(item="FOOD-LIC", procedure="survey", reason="现场踏勘", basis="行政许可法第四十五条", number=NUMBER)
ISSUED = IssueResult(item="FOOD-LIC", outcome="refused", number="", note="不符合条件", elements={})
FIRST_YEARS = WorkCalendar(revision="2025", first="2025-01-01", last="2025-12-31", holidays=(), workdays=())


@pytest.fixture
def started(accepted: Story) -> Story:
    """The licence was granted on Monday the 21st: FOOD-LIC has five working days, ten by law."""
    accepted.done(LICENCE, by=REVIEWER)
    return accepted


def days(story: Story, item: str = "FOOD-LIC") -> tuple[str, str]:
    case = story.state.cases[item]
    return case.promised_due, case.legal_due


def test_a_pause_gives_back_the_days_it_took(started: Story) -> None:
    """Stopped on Wednesday the 23rd with four and nine days left; on 9 October they are left again, that day too."""
    assert days(started) == ("2026-09-29", "2026-10-12")
    assert clock_start(started.state, started.state.cases["FOOD-LIC"]) == "2026-09-21"
    started.day = "2026-09-23"
    started.done(PAUSE, by=REVIEWER)
    assert started.state.cases["FOOD-LIC"].paused is not None and days(started) == ("2026-09-29", "2026-10-12")
    started.day = "2026-10-09"
    started.done(ResumeCase(item="FOOD-LIC"), by=REVIEWER)
    assert days(started) == ("2026-10-13", "2026-10-20")
    (pause,) = started.state.cases["FOOD-LIC"].pauses
    assert (pause.procedure, pause.first, pause.last) == ("survey", "2026-09-23", "2026-10-09")


def test_a_pause_on_the_day_a_clock_starts_gives_no_day_more(started: Story) -> None:
    """The day of the start counts in no case: five days are left on Monday the 28th, that day too."""
    started.done(PAUSE, by=REVIEWER)
    started.day = "2026-09-28"
    started.done(ResumeCase(item="FOOD-LIC"), by=REVIEWER)
    assert days(started) == ("2026-10-09", "2026-10-15")


def test_a_pause_that_ends_on_the_day_a_clock_starts_moves_nothing(started: Story) -> None:
    started.done(PAUSE, by=REVIEWER)
    started.done(ResumeCase(item="FOOD-LIC"), by=REVIEWER)
    assert days(started) == ("2026-09-29", "2026-10-12")


def test_a_pause_that_ends_on_its_day_moves_nothing(started: Story) -> None:
    started.day = "2026-09-23"
    started.done(PAUSE, by=REVIEWER)
    started.done(ResumeCase(item="FOOD-LIC"), by=REVIEWER)
    assert days(started) == ("2026-09-29", "2026-10-12")


def test_what_was_over_before_the_pause_stays_over(started: Story) -> None:
    started.day = "2026-09-30"
    started.done(PAUSE, by=REVIEWER)
    started.day = "2026-10-09"
    started.done(ResumeCase(item="FOOD-LIC"), by=REVIEWER)
    assert days(started) == ("2026-09-29", "2026-10-14")


def test_each_pause_has_its_paper(started: Story) -> None:
    started.done(PAUSE, by=REVIEWER)
    other = replace(PAUSE, item="SIGN", procedure="publicity", until="2026-09-28", number="江A01-260921-0008")
    assert list(started.refused(replace(other, number=NUMBER))) == ["paper.number_used"]
    started.done(other, by=REVIEWER)
    papers = [paper.number for paper in started.state.papers if paper.kind == "procedure_notice"]
    assert papers == ["江A01-260921-0007-TX", "江A01-260921-0008-TX"]
    facts = started.state.issued[papers[1]].facts
    assert (facts["procedure"], facts["until"], facts["from_day"]) == ("公示", "2026-09-28", "2026-09-21")
    assert facts["due"] == "2026-10-09", "five working days are left on Monday the 28th"


def test_a_procedure_of_the_halls_own_stops_the_clock_that_it_says(started: Story, rulebook: Rulebook) -> None:
    """A hall whose publicity takes three working days and stops only the clock of the law, told on its own paper."""
    hall = rulebook.source.hall
    own = (
        Procedure(id="publicity", label=Label("公示"), paper="publicity_notice", days=3, stops_promise=False),
        Procedure(id="blueprint", label=Label("图审"), stops_legal=False),
    )
    catalog = replace(rulebook.source, hall=replace(hall, procedures=own))
    started.rules = Rulebook(catalog, catalog_id=rulebook.catalog)
    assert started.refused(PAUSE)["pause.procedure"]["known"] == "publicity、blueprint"
    started.day = "2026-09-22"
    told = started.done(replace(PAUSE, procedure="publicity"), by=REVIEWER).body
    assert (told["label"], told["until"], told["due"], told["paper"]) == (
        "公示",
        "2026-09-28",
        "2026-09-29",
        "publicity_notice",
    )
    assert [paper.number for paper in started.state.papers if paper.kind == "publicity_notice"] == [f"{NUMBER}-TX"]
    started.day = "2026-09-28"
    started.done(ResumeCase(item="FOOD-LIC"), by=REVIEWER)
    assert days(started) == ("2026-09-29", "2026-10-15")
    started.done(replace(PAUSE, procedure="blueprint", number="江A01-260921-0009"), by=REVIEWER)
    started.day = "2026-09-30"
    started.done(ResumeCase(item="FOOD-LIC"), by=REVIEWER)
    assert days(started) == ("2026-10-08", "2026-10-15")


def test_the_first_version_of_a_pause_still_says_what_it_said(started: Story) -> None:
    first = CasePausedFirst(
        item="FOOD-LIC", procedure="survey", reason="踏勘", basis="", until="", number="江A01-260921-0001"
    )
    started.take(seal(first, place=started._place(), actor=REVIEWER, now=Now(wall=0, day=started.day)))
    pause = started.state.cases["FOOD-LIC"].paused
    assert pause is not None and (pause.label, pause.stops_promise, pause.stops_legal) == ("现场踏勘", True, True)
    assert started.state.issued["江A01-260921-0001-TX"].facts["procedure"] == "现场踏勘"


def test_while_it_stands_still_a_case_moves_nowhere(started: Story) -> None:
    started.done(PAUSE, by=REVIEWER)
    assert list(started.refused(MoveStage(item="FOOD-LIC", stage="accepted"))) == ["case.paused"]
    assert list(started.refused(replace(LICENCE, item="FOOD-LIC", elements={}))) == ["case.paused"]
    assert list(started.refused(PAUSE)) == ["pause.already"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"item": "NOBODY"}, "case.unknown"),
        ({"item": "BIZ-IND"}, "case.ended"),
        ({"procedure": "lunch"}, "pause.procedure"),
        ({"reason": "  "}, "pause.reason_missing"),
        ({"until": "2026-09-21"}, "pause.until"),
        ({"until": "soon"}, "pause.until"),
        ({"number": ""}, "paper.no_number"),
    ],
)
def test_what_is_no_pause(started: Story, change: dict[str, str], code: str) -> None:
    assert list(started.refused(replace(PAUSE, **change))) == [code]


def test_only_a_started_clock_is_paused_and_only_a_paused_one_goes_on(accepted: Story) -> None:
    assert list(accepted.refused(PAUSE)) == ["pause.not_started"]
    assert list(accepted.refused(ResumeCase(item="FOOD-LIC"))) == ["pause.none"]


def test_the_clock_of_a_withdrawn_case_does_not_go_on(started: Story) -> None:
    started.done(PAUSE, by=REVIEWER)
    started.done(WithdrawApplication(reason="不开店了"))
    assert list(started.refused(ResumeCase(item="FOOD-LIC"))) == ["case.ended"]


def test_reviewers_pause_and_nobody_else() -> None:
    for kind in ("case_paused", "case_resumed"):
        assert authorise(REVIEWER, kind) is None
        assert authorise(CLERK, kind) is not None and authorise(CENTRE, kind) is not None
    assert authorise(CLERK, "dates_recomputed") is None and authorise(CENTRE, "dates_recomputed") is None


@pytest.fixture
def unknowing(rulebook: Rulebook) -> Story:
    """Accepted while the calendar of the year was not out: the 25th, a holiday, was counted."""
    story = Story(rulebook.counting_by(FIRST_YEARS))
    story.done(OpenApplication(theme="C-RESTAURANT", items=RESTAURANT, answers=ANSWERS))
    story.done(FillFields(values=dict(FIELDS)))
    for material in BROUGHT:
        story.done(AttachScan(material=material, scan=scan_of(material)))
    story.done(RequestDeferral(material="M-HEALTH", reason="正在体检", due_day="2026-09-28"))
    story.done(RequestDeferral(material="M-DRAINT", reason="化验未出", due_day="2026-09-25"))
    return story


def test_a_newer_calendar_moves_every_open_day_once(unknowing: Story, rulebook: Rulebook) -> None:
    unknowing.done(AcceptApplication(receipt_number="江A01-260921-0001"))
    unknowing.done(LICENCE, by=REVIEWER)
    assert days(unknowing) == ("2026-09-28", "2026-10-05")
    recompute = RecomputeDates(target=rulebook)
    operation = unknowing.done(recompute, by=CENTRE)
    assert days(unknowing) == ("2026-09-29", "2026-10-12")
    assert unknowing.state.deferrals["M-DRAINT"].due_day == "2026-09-28"
    assert unknowing.state.deferrals["M-HEALTH"].due_day == "2026-09-28"
    line = unknowing.state.deferrals["M-DRAINT"].history[-1]
    assert (line.kind, line.actor, line.due_day) == ("dates_recomputed", CENTRE.name, "2026-09-28")
    assert unknowing.state.calendar_revision == rulebook.calendar_revision
    move = DateMove(what="promised", id="FOOD-LIC", before="2026-09-28", after="2026-09-29")
    assert {"what": "promised", "id": "FOOD-LIC", "before": move.before, "after": move.after} in operation.body["moves"]
    assert "BIZ-IND" not in {one["id"] for one in operation.body["moves"]}
    assert unknowing.tell(recompute) == []


def test_days_counted_before_the_calendar_came_are_counted_anew(unknowing: Story, rulebook: Rulebook) -> None:
    """The newer calendar comes late, on 28 September: the 25th lies behind and was no working day after all."""
    unknowing.done(AcceptApplication(receipt_number="江A01-260921-0001"))
    unknowing.done(LICENCE, by=REVIEWER)
    unknowing.day = "2026-09-28"
    unknowing.done(RecomputeDates(target=rulebook), by=CENTRE)
    assert days(unknowing) == ("2026-09-29", "2026-10-12")


def test_what_moved_is_to_be_told_until_it_was_and_only_that(unknowing: Story, rulebook: Rulebook) -> None:
    unknowing.done(AcceptApplication(receipt_number="江A01-260921-0001"))
    unknowing.done(LICENCE, by=REVIEWER)
    assert list(unknowing.refused(TellMoves(way="phone"))) == ["moves.none"]
    unknowing.done(RecomputeDates(target=rulebook), by=CENTRE)
    food = DateMove(what="promised", id="FOOD-LIC", before="2026-09-28", after="2026-09-29")
    water = DateMove(what="deferral", id="M-DRAINT", before="2026-09-25", after="2026-09-28")
    assert {food, water} < set(moves_to_tell(unknowing.state))
    assert list(unknowing.refused(TellMoves(way="drums"))) == ["moves.way"]
    told = unknowing.done(TellMoves(way="phone", note=" 本人接听 "))
    assert moves_to_tell(unknowing.state) == () and told.body["note"] == "本人接听"
    unknowing.done(ISSUED, by=REVIEWER)
    later = replace(
        rulebook.source.calendar, revision="2027", holidays=(*rulebook.source.calendar.holidays, "2026-09-29")
    )
    unknowing.rules = rulebook
    unknowing.done(RecomputeDates(target=rulebook.counting_by(later)), by=CENTRE)
    moved = {(move.what, move.id) for move in moves_to_tell(unknowing.state)}
    assert ("promised", "SIGN") in moved and ("promised", "FOOD-LIC") not in moved, "that case has ended"


def test_a_day_that_moved_twice_is_told_from_where_the_applicant_knows_it() -> None:
    def move(before: str, after: str) -> DateMove:
        return DateMove(what="promised", id="SIGN", before=before, after=after)

    twice = with_move(with_move((), move("2026-09-25", "2026-09-28")), move("2026-09-28", "2026-09-29"))
    assert twice == (move("2026-09-25", "2026-09-29"),)
    assert with_move(twice, move("2026-09-29", "2026-09-25")) == (), "back where it was"
    said = (move("2026-09-25", "2026-09-28"),)
    assert without(twice, said) == (move("2026-09-28", "2026-09-29"),), "a calendar came while the window phoned"
    assert without(twice, twice) == ()


def test_a_pause_beyond_the_old_calendar_is_counted_by_neither(rulebook: Rulebook, unknowing: Story) -> None:
    """Paused from the 23rd to 9 October, all of it holidays or not: four days are left by any calendar."""
    unknowing.done(AcceptApplication(receipt_number="江A01-260921-0001"))
    unknowing.done(LICENCE, by=REVIEWER)
    unknowing.day = "2026-09-23"
    unknowing.done(PAUSE, by=REVIEWER)
    unknowing.day = "2026-10-09"
    unknowing.done(ResumeCase(item="FOOD-LIC"), by=REVIEWER)
    assert days(unknowing)[0] == "2026-10-14", "nobody knows that the 10th is worked"
    unknowing.done(RecomputeDates(target=rulebook), by=CENTRE)
    assert days(unknowing)[0] == "2026-10-13"


def test_what_moved_meanwhile_is_left_alone(unknowing: Story, rulebook: Rulebook) -> None:
    """Made for a state in which the clock still ran to the 28th, and ordered after a pause had moved it."""
    unknowing.done(AcceptApplication(receipt_number="江A01-260921-0001"))
    unknowing.done(LICENCE, by=REVIEWER)
    other = Story(rulebook, device="centre")
    for entry in unknowing.entries:
        other.take(entry.operation)
    other.rules = unknowing.rules
    late = other.done(RecomputeDates(target=rulebook), by=CENTRE)
    unknowing.done(PAUSE, by=REVIEWER)
    unknowing.day = "2026-09-24"
    unknowing.done(ResumeCase(item="FOOD-LIC"), by=REVIEWER)
    assert days(unknowing)[0] == "2026-09-30"
    unknowing.take(late)
    assert days(unknowing)[0] == "2026-09-30"


def test_a_day_asked_for_in_a_draft_moves_back_so_that_the_pinned_rules_still_take_it(
    unknowing: Story, rulebook: Rulebook
) -> None:
    unknowing.done(RecomputeDates(target=rulebook))
    assert unknowing.state.deferral_requests["M-DRAINT"].due_day == "2026-09-24"
    unknowing.done(AcceptApplication(receipt_number="江A01-260921-0001"))
    assert unknowing.state.deferrals["M-DRAINT"].due_day == "2026-09-24"
