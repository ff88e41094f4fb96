"""开饭店, from the first question to the last licence, as decisions over the sample catalog."""

from __future__ import annotations

from journal_story import BROUGHT, CENTRE, CREDIT_CODE, RESTAURANT, REVIEWER, Story, scan_of

from forms.journal.commands import (
    AcceptApplication,
    AttachScan,
    IssueResult,
    MoveStage,
    NumberCases,
    PassDeferral,
    ReceiveDocument,
    RequestDeferral,
    ReturnDeferral,
)
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationStatus, CaseStatus, DeferralStatus

LICENCE = {"uscc": CREDIT_CODE}


def grant(item: str, elements: dict[str, str] | None = None) -> IssueResult:
    return IssueResult(item=item, outcome="granted", number=f"证-{item}", note="", elements=elements or {})


def through_stages(story: Story, item: str) -> None:
    for stage in ("accepted", "handling", "review", "approval"):
        story.done(MoveStage(item=item, stage=stage), by=REVIEWER)


def test_the_lease_may_not_be_deferred_and_the_clerk_can_say_why(filled: Story) -> None:
    said = filled.refused(RequestDeferral(material="M-PREM", reason="在房东处", due_day="2026-09-23"))
    assert said == {
        "deferral.decisive_elsewhere": {
            "name": "住所(经营场所)使用证明/租赁合同",
            "deciding": "营业执照",
            "allowing": "食品许可、消防、门头",
        }
    }


def test_a_deferral_has_a_reason_and_a_day_that_every_item_allows(filled: Story) -> None:
    latest = {"latest": "2026-09-29", "name": "从业人员健康合格证明"}  # five working days, the 25th is a holiday
    for day in ("2026-09-30", "2026-09-21", "2026-09-20", "2026-09-280", ""):
        said = filled.refused(RequestDeferral(material="M-HEALTH", reason="体检", due_day=day))
        assert said == {"deferral.due_day": latest}
    said = filled.refused(RequestDeferral(material="M-HEALTH", reason=" ", due_day="2026-09-29"))
    assert list(said) == ["deferral.reason_missing"]
    filled.done(RequestDeferral(material="M-HEALTH", reason="体检", due_day="2026-09-29"))


def test_what_is_awaited_made_or_not_needed_is_not_deferred(filled: Story) -> None:
    codes = [
        *filled.refused(RequestDeferral(material="M-BL", reason="x", due_day="2026-09-22")),
        *filled.refused(RequestDeferral(material="M-FIREC", reason="x", due_day="2026-09-22")),
        *filled.refused(RequestDeferral(material="M-CHARTER", reason="x", due_day="2026-09-22")),
    ]
    assert codes == ["deferral.awaited", "deferral.made", "deferral.not_needed"]


def test_acceptance_says_everything_that_is_lacking_at_once(opened: Story) -> None:
    told = opened.tell(AcceptApplication(receipt_number="1"))
    assert isinstance(told, Refusal)
    elements = {lack.element for lack in told.messages if lack.code == "field.missing"}
    materials = {lack.material for lack in told.messages if lack.code == "material.missing"}
    # An empty form shows 41 fields less 3 of an agent, 3 of a courier, the end of a lease; one may stay empty,
    # one is awaited from the business licence.
    assert len(elements) == 41 - 3 - 3 - 1 - 1 - 1
    assert "uscc" not in elements and "food_staff" not in elements
    assert materials == {*BROUGHT, "M-HEALTH", "M-DRAINT"}
    assert len(told.messages) == len(elements) + len(materials)
    assert opened.state.status is ApplicationStatus.INTAKE


def test_acceptance_is_one_operation_with_every_fact(accepted: Story) -> None:
    state = accepted.state
    assert accepted.entries[-1].operation.kind == "application_accepted"
    assert (state.status, state.receipt_number, state.accepted_day) == (
        ApplicationStatus.ACCEPTED,
        "江A01-260921-0001",
        "2026-09-21",
    )
    assert (state.party.kind, state.party.name, state.party.id_no) == ("person", "张建国", "11010519491231002X")
    assert state.values["legal_rep"].value == "张建国" and state.values["legal_rep"].source == "same_as"
    assert state.values["org_name"].value == "老张饭店" and state.values["deliv_phone"].value == "13812345678"
    assert set(state.cases) == set(RESTAURANT)
    waiting = {item for item, case in state.cases.items() if case.status is CaseStatus.WAITING}
    assert waiting == set(RESTAURANT) - {"BIZ-IND"}
    assert state.cases["BIZ-IND"].promised_due == "2026-09-21"
    assert {state.cases[item].promised_due for item in waiting} == {""}
    assert {deferral.status for deferral in state.deferrals.values()} == {DeferralStatus.AWAITED}
    assert state.deferrals["M-HEALTH"].items == ("FOOD-LIC",)
    assert [paper.number for paper in state.papers][-2:] == ["江A01-260921-0001-RQ", "江A01-260921-0001-CN"]
    assert not state.deferral_requests


def test_accepted_twice_is_refused(accepted: Story) -> None:
    assert "application.already_accepted" in accepted.refused(AcceptApplication(receipt_number="2"))
    assert "application.already_accepted" in accepted.refused(AttachScan(material="M-ID", scan=scan_of("later")))


def test_the_whole_way_to_six_licences(accepted: Story) -> None:
    story = accepted
    numbers = {item: f"370000-{index}" for index, item in enumerate(RESTAURANT)}
    story.done(NumberCases(numbers=numbers), by=CENTRE)
    assert story.tell(NumberCases(numbers={"SEAL": "other"}), by=CENTRE) == []
    assert story.state.cases["SEAL"].case_number == "370000-1"

    # Another case's clock has not started; stages go one by one.
    assert "case.waiting" in story.refused(MoveStage(item="FOOD-LIC", stage="accepted"))
    assert "stage.out_of_order" in story.refused(MoveStage(item="BIZ-IND", stage="review"))
    through_stages(story, "BIZ-IND")
    assert "stage.out_of_order" in story.refused(MoveStage(item="BIZ-IND", stage="concluded"))

    # The licence needs none of the deferred materials: it issues at once and feeds the others.
    story.day = "2026-09-23"
    assert "result.output_missing" in story.refused(grant("BIZ-IND"))
    assert "result.output_unexpected" in story.refused(grant("BIZ-IND", {**LICENCE, "ap_name": "别人"}))
    assert "element.credit_code.check" in story.refused(grant("BIZ-IND", {"uscc": "91350100M000100Y44"}))
    story.done(grant("BIZ-IND", LICENCE), by=REVIEWER)
    assert story.state.values["uscc"].value == CREDIT_CODE
    assert story.state.values["uscc"].source == "case:BIZ-IND"
    assert story.state.produced["M-BL"].number == "证-BIZ-IND"
    started = {item: case for item, case in story.state.cases.items() if item != "BIZ-IND"}
    assert {case.status for case in started.values()} == {CaseStatus.RECEIVED}
    assert started["FOOD-LIC"].promised_due == "2026-10-08"  # five working days from the 23rd, over both holidays
    assert started["SEAL"].promised_due == "2026-09-23"
    assert "case.ended" in story.refused(grant("BIZ-IND", LICENCE))

    # A case that needs a deferred material does not issue before that has passed.
    through_stages(story, "FOOD-LIC")
    assert story.refused(grant("FOOD-LIC"))["result.deferral_open"]["name"] == "从业人员健康合格证明"
    assert "deferral.not_arrived" in story.refused(PassDeferral(material="M-HEALTH"))
    assert "deferral.no_scan" in story.refused(ReceiveDocument(material="M-HEALTH", scans=()))
    story.done(ReceiveDocument(material="M-HEALTH", scans=(scan_of("health-1"),)))
    assert "result.deferral_open" in story.refused(grant("FOOD-LIC"))
    assert "deferral.return_reason_missing" in story.refused(ReturnDeferral(material="M-HEALTH", reason=" "))
    story.done(ReturnDeferral(material="M-HEALTH", reason="缺一人"), by=REVIEWER)
    assert story.state.deferrals["M-HEALTH"].status is DeferralStatus.AWAITED
    story.done(ReceiveDocument(material="M-HEALTH", scans=(scan_of("health-2"),)))
    story.done(PassDeferral(material="M-HEALTH"), by=REVIEWER)
    assert "deferral.already_passed" in story.refused(
        ReceiveDocument(material="M-HEALTH", scans=(scan_of("health-3"),))
    )
    history = [move.kind for move in story.state.deferrals["M-HEALTH"].history]
    assert history == [
        "deferral_opened",
        "deferral_arrived",
        "deferral_returned",
        "deferral_arrived",
        "deferral_passed",
    ]
    assert len(story.state.scans["M-HEALTH"]) == 2
    story.done(grant("FOOD-LIC"), by=REVIEWER)

    story.done(ReceiveDocument(material="M-DRAINT", scans=(scan_of("water"),)))
    story.done(PassDeferral(material="M-DRAINT"), by=REVIEWER)
    for item in ("SEAL", "FIRE-OPEN", "SIGN", "DRAIN"):
        assert story.state.status is ApplicationStatus.ACCEPTED
        story.done(grant(item), by=REVIEWER)
    assert story.state.status is ApplicationStatus.CONCLUDED


def test_a_refused_licence_does_not_wedge_those_who_wait_for_it(accepted: Story) -> None:
    story = accepted
    refusal = IssueResult(item="BIZ-IND", outcome="refused", number="", note="名称不符", elements={})
    assert "case.waiting" in story.refused(IssueResult(item="SEAL", outcome="refused", number="", note="", elements={}))
    story.done(refusal, by=REVIEWER)
    assert story.state.cases["SEAL"].status is CaseStatus.WAITING
    assert story.refused(grant("SEAL")) == {
        "case.feeder_refused": {"item": "公章刻制备案", "refused": "个体工商户设立登记"}
    }
    for item in RESTAURANT[1:]:
        story.done(IssueResult(item=item, outcome="refused", number="", note="", elements={}), by=REVIEWER)
    assert story.state.status is ApplicationStatus.CONCLUDED
    assert not story.state.produced
