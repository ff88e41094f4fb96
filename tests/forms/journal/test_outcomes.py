"""Outcomes at the window other than acceptance, as decisions over the sample catalog."""

from __future__ import annotations

import pytest
from journal_story import CLERK, REVIEWER, Story, scan_of
from msgspec.structs import replace

from forms.journal.admission import admission
from forms.journal.commands import (
    AcceptApplication,
    AttachScan,
    DeclareNotRequired,
    FillFields,
    OwnWords,
    PassDeferral,
    ReceiveApplication,
    ReceiveDocument,
    RefuseApplication,
    RemoveScan,
    RequestCorrection,
    WithdrawApplication,
)
from forms.journal.decision import Refusal
from forms.journal.operation import Operation
from forms.journal.state import ApplicationStatus, CaseStatus, DeferralStatus

NUMBER = "江A01-20260921-00007"
ANSWER_BY = "2026-09-29"
"""Five working days after Monday, 21 September 2026: the 25th is a holiday."""


def received(story: Story) -> Story:
    story.done(ReceiveApplication(receipt_number=NUMBER))
    return story


def hand_in(story: Story) -> None:
    for material in ("M-HEALTH", "M-DRAINT"):
        story.done(AttachScan(material=material, scan=scan_of(material)))


def test_a_receipt_starts_the_five_days_and_the_form_stays_open(filled: Story) -> None:
    received(filled)
    state = filled.state
    assert state.status is ApplicationStatus.INTAKE and state.receipt_number == NUMBER
    assert state.received is not None
    assert (state.received.day, state.received.answer_by) == ("2026-09-21", ANSWER_BY)
    assert not state.received.complete
    assert [(paper.kind, paper.number) for paper in state.papers] == [("receipt", f"{NUMBER}-SJ")]
    filled.done(FillFields(values={"emp_count": 7}))
    assert list(filled.refused(ReceiveApplication(receipt_number="x"))) == ["answer.already_received"]


def test_no_receipt_without_a_number(filled: Story) -> None:
    assert list(filled.refused(ReceiveApplication(receipt_number=""))) == ["answer.no_number"]


def test_a_received_application_is_accepted_under_its_number(filled: Story) -> None:
    received(filled)
    hand_in(filled)
    filled.done(AcceptApplication(receipt_number="江A01-20260921-00099"))
    state = filled.state
    assert (state.receipt_number, state.other_receipts) == (NUMBER, ())
    receipts = [paper for paper in state.papers if paper.kind == "receipt"]
    assert [paper.number for paper in receipts] == [f"{NUMBER}-SJ"]


def test_what_was_complete_at_receipt_counts_from_that_day(filled: Story) -> None:
    hand_in(filled)
    received(filled)
    filled.day = "2026-09-23"
    filled.done(AcceptApplication(receipt_number=""))
    assert filled.state.accepted_day == "2026-09-21" and not filled.state.accepted_by_law
    due = {case.item: case.promised_due for case in filled.state.cases.values()}
    other = filled.rules.cases(filled.state.items, filled.state.answers, filled.state.plain_values(), day="2026-09-21")
    assert due["BIZ-IND"] == next(plan.promised_due for plan in other if plan.item == "BIZ-IND")


def test_a_corrected_set_counts_from_the_day_it_became_complete(filled: Story) -> None:
    filled.tell(RequestCorrection(number=NUMBER))
    filled.day = "2026-09-24"
    hand_in(filled)
    filled.day = "2026-10-12"
    filled.done(AcceptApplication(receipt_number=""))
    assert filled.state.accepted_day == "2026-09-24" and not filled.state.accepted_by_law


def test_taking_a_paper_off_again_makes_it_incomplete(filled: Story) -> None:
    hand_in(filled)
    received(filled)
    filled.day = "2026-09-22"
    filled.done(RemoveScan(material="M-ID", sha256=scan_of("M-ID").sha256))
    filled.done(AttachScan(material="M-ID", scan=scan_of("M-PREM")))
    filled.day = "2026-09-23"
    filled.done(AcceptApplication(receipt_number=""))
    assert filled.state.accepted_day == "2026-09-22"


def test_without_a_receipt_it_counts_from_today(filled: Story) -> None:
    hand_in(filled)
    filled.day = "2026-09-23"
    filled.done(AcceptApplication(receipt_number=NUMBER))
    assert filled.state.accepted_day == "2026-09-23"


@pytest.mark.parametrize(("day", "by_law"), [(ANSWER_BY, False), ("2026-09-30", True)])
def test_silence_until_the_end_of_day_five_accepts_from_the_receipt(filled: Story, day: str, by_law: bool) -> None:
    received(filled)
    filled.day = day
    told = filled.tell(AcceptApplication(receipt_number=""))
    assert isinstance(told, Refusal) is not by_law
    if by_law:
        assert (filled.state.accepted_day, filled.state.accepted_by_law) == ("2026-09-21", True)


@pytest.mark.parametrize(
    "command",
    [
        RequestCorrection(number="n"),
        RefuseApplication(number="n", reason="r", remedies="m"),
        DeclareNotRequired(reason="r"),
    ],
)
def test_after_day_five_only_acceptance_is_lawful(filled: Story, command: RequestCorrection) -> None:
    received(filled)
    filled.day = "2026-09-30"
    said = filled.refused(command)
    assert said == {"answer.accepted_by_law": {"day": "2026-09-21", "answer_by": ANSWER_BY}}


def test_a_notice_in_time_ends_the_rule_of_day_five(filled: Story) -> None:
    filled.tell(RequestCorrection(number=NUMBER))
    filled.day = "2026-10-20"
    told = filled.refused(AcceptApplication(receipt_number=""))
    assert list(told) == ["material.missing"]
    filled.done(RequestCorrection(number="江A01-20261020-00001"))


def test_by_law_a_wrong_value_is_still_not_kept(filled: Story) -> None:
    received(filled)
    filled.done(FillFields(values={"ap_phone": {"raw": "abc"}}))
    filled.day = "2026-10-20"
    told = filled.tell(AcceptApplication(receipt_number=""))
    assert isinstance(told, Refusal) and {lack.element for lack in told.messages} == {"ap_phone"}


def test_a_correction_takes_in_what_was_not_and_names_everything(filled: Story) -> None:
    filled.done(FillFields(values={"sign_size": None}))
    words = (OwnWords(material="M-LAYOUT", words="没有标明尺寸"), OwnWords(material="M-HEALTH", words="两人都要"))
    told = filled.tell(RequestCorrection(number=NUMBER, words=words))
    assert not isinstance(told, Refusal)
    assert [operation.kind for operation in told] == ["application_received", "correction_requested"]
    (given,) = filled.state.corrections
    assert {(lack.element, lack.material): lack.words for lack in given.lacks} == {
        ("sign_size", ""): "",
        ("", "M-HEALTH"): "两人都要",
        ("", "M-DRAINT"): "",
        ("", "M-LAYOUT"): "没有标明尺寸",
    }
    assert all(lack.name and lack.name not in ("sign_size", lack.material) for lack in given.lacks)
    assert given.late == ()
    kinds = {paper.kind: paper.number for paper in filled.state.papers}
    assert kinds == {"receipt": f"{NUMBER}-SJ", "correction_notice": f"{NUMBER}-BZ"}
    assert f"{NUMBER}-BZ" in filled.state.issued


def test_nothing_to_correct_and_what_is_not_asked(filled: Story) -> None:
    hand_in(filled)
    assert list(filled.refused(RequestCorrection(number=NUMBER))) == ["correction.nothing_lacks"]
    for strange in (OwnWords(element="nobody", words="x"), OwnWords(material="M-CHARTER", words="x")):
        assert list(filled.refused(RequestCorrection(number=NUMBER, words=(strange,)))) == ["correction.not_asked"]
    blank = OwnWords(material="M-ID", words="  ")
    assert list(filled.refused(RequestCorrection(number=NUMBER, words=(blank,)))) == ["correction.nothing_lacks"]


def second(material: str = "", element: str = "") -> RequestCorrection:
    return RequestCorrection(number="第二号", words=(OwnWords(material=material, element=element, words="不清楚"),))


def test_a_second_notice_that_adds_what_stood_there_warns_first(filled: Story) -> None:
    filled.tell(RequestCorrection(number=NUMBER))
    filled.day = "2026-09-22"
    late = filled.refused(second(material="M-LAYOUT"))
    assert (
        late == {"correction.late": {"names": "食品经营场所布局图", "day": "2026-09-21"}} or "correction.late" in late
    )
    assert list(filled.refused(second(element="shop_name"))) == ["correction.late"]
    filled.done(RequestCorrection(number="第二号", words=second(material="M-LAYOUT").words, is_late_known=True))
    assert [lack.material for lack in filled.state.corrections[1].late] == ["M-LAYOUT"]


def test_what_changed_or_came_since_the_first_notice_is_not_late(filled: Story) -> None:
    filled.tell(RequestCorrection(number=NUMBER))
    filled.done(AttachScan(material="M-LAYOUT", scan=scan_of("another")))
    filled.done(FillFields(values={"shop_name": "新名字"}))
    # Named before: told again, not added.
    again = (second(material="M-LAYOUT"), second(element="shop_name"), second(material="M-HEALTH"))
    for place, command in enumerate(again, start=2):
        told = filled.tell(replace(command, number=f"第{place}号"))
        assert not isinstance(told, Refusal), told
        assert filled.state.corrections[-1].late == ()


def test_a_refusal_says_why_and_how_to_object_and_ends_it(filled: Story) -> None:
    say = {"number": NUMBER, "reason": "不属本机关职权", "remedies": "可在六十日内申请行政复议"}
    assert list(filled.refused(RefuseApplication(**{**say, "reason": " "}))) == ["refusal.reason_missing"]
    assert list(filled.refused(RefuseApplication(**{**say, "remedies": ""}))) == ["refusal.remedies_missing"]
    assert list(filled.refused(RefuseApplication(**{**say, "number": ""}))) == ["answer.no_number"]
    filled.done(RefuseApplication(**say, competent="市住建局"))
    state = filled.state
    assert (state.status, state.receipt_number) == (ApplicationStatus.REFUSED, NUMBER)
    assert [paper.number for paper in state.papers] == [f"{NUMBER}-BY"]
    assert state.issued[f"{NUMBER}-BY"].facts["competent"] == "市住建局"
    assert list(filled.refused(FillFields(values={"emp_count": 8}))) == ["application.is_refused"]
    assert list(filled.refused(AcceptApplication(receipt_number="x"))) == ["application.is_refused"]


def test_not_required_ends_it_without_a_paper(filled: Story) -> None:
    assert list(filled.refused(DeclareNotRequired(reason=""))) == ["not_required.reason_missing"]
    filled.done(DeclareNotRequired(reason="自用，不需许可"))
    assert (filled.state.status, filled.state.papers) == (ApplicationStatus.NOT_REQUIRED, ())
    assert list(filled.refused(ReceiveApplication(receipt_number="x"))) == ["application.is_not_required"]


def test_withdrawing_ends_open_deferrals_and_cases_by_a_person(accepted: Story) -> None:
    assert list(accepted.refused(WithdrawApplication(reason=" "))) == ["withdrawal.reason_missing"]
    accepted.done(WithdrawApplication(reason="不办了"))
    state = accepted.state
    assert state.status is ApplicationStatus.WITHDRAWN
    assert {held.status for held in state.deferrals.values()} == {DeferralStatus.TERMINATED}
    assert len(state.deferrals) == 2
    assert all(
        (held.history[-1].actor, held.history[-1].reason) == (CLERK.name, "不办了") for held in state.deferrals.values()
    )
    assert all(case.status is CaseStatus.ENDED and case.result.outcome == "withdrawn" for case in state.cases.values())
    assert list(accepted.refused(WithdrawApplication(reason="x"))) == ["application.is_withdrawn"]


def test_an_acceptance_made_elsewhere_meanwhile_holds(filled: Story) -> None:
    """The paper is in the applicant's hand: the centre admits it, and it stands in the fold."""
    hand_in(filled)
    kept = filled.state
    acceptance = filled.done(AcceptApplication(receipt_number=NUMBER))
    filled.state, filled.entries = kept, filled.entries[:-1]
    filled.done(WithdrawApplication(reason="不办了"))
    assert admission(filled.state, acceptance) is None
    filled.take(acceptance)
    assert filled.state.status is ApplicationStatus.ACCEPTED and filled.state.ending is None


def test_after_acceptance_no_other_answer_is_admitted(accepted: Story) -> None:
    for kind in ("correction_requested", "application_refused", "application_not_required"):
        late = seal_as(accepted, kind)
        refusal = admission(accepted.state, late)
        assert refusal is not None and refusal.code == "application.already_accepted"
    assert admission(accepted.state, seal_as(accepted, "application_received")) is None
    assert admission(accepted.state, seal_as(accepted, "application_withdrawn")) is None
    accepted.done(WithdrawApplication(reason="x"))
    refusal = admission(accepted.state, seal_as(accepted, "application_withdrawn"))
    assert refusal is not None and refusal.code == "application.is_withdrawn"


def seal_as(story: Story, kind: str) -> Operation:
    return replace(story.entries[-1].operation, kind=kind, body={"reason": "x"})


def test_what_has_passed_before_a_withdrawal_stays_passed(accepted: Story) -> None:
    accepted.done(ReceiveDocument(material="M-HEALTH", scans=(scan_of("later"),)))
    accepted.done(PassDeferral(material="M-HEALTH"), by=REVIEWER)
    accepted.done(WithdrawApplication(reason="不办了"))
    ends = {material: held.status for material, held in accepted.state.deferrals.items()}
    assert ends == {"M-HEALTH": DeferralStatus.PASSED, "M-DRAINT": DeferralStatus.TERMINATED}


def test_a_conflict_of_two_windows_is_no_lack_of_the_applicant(filled: Story) -> None:
    hand_in(filled)
    filled.state = replace(filled.state, conflicts={"shop_name": ()})
    assert list(filled.refused(RequestCorrection(number=NUMBER))) == ["correction.nothing_lacks"]
