"""Reviewers: every act through decide, in the feed of the windows, and only for the own department."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from msgspec.structs import replace

from forms.journal.actor import Actor, ActorKind
from forms.journal.commands import ReceiveDocument
from forms.journal.intake import FieldsFilled
from forms.journal.state import ApplicationStatus, CaseStatus, DeferralStatus, digest
from sync.central.refused import CallRefused
from sync.central.review import Review, ReviewerSignIn
from sync.central.sessions import ReviewerSession
from sync.wire import ScanPart
from tests.sync.central.centre_window import SCAN_DATA, WALL, Hall, Window, changed, outcomes, scan_of, told

ALL = ReviewerSession(account="wu", name="吴敏", departments=("*",))
MARKET = ReviewerSession(account="lu", name="陆青", departments=("scjg",))
NUMBER = "01-3-20261123-00001"
STAGES = ("accepted", "handling", "review", "approval")
OUTPUT = {"uscc": "91350100M000100Y43"}


class Reviewed:
    """One accepted restaurant with two deferrals, and the desk of its reviewers."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self.review = Review(hall.centre)
        self.window: Window = hall.window("pc1")
        self.window.send()
        self.window.accepted("a1")
        self.window.send_all()

    def refused(self, verb: str, *, by: ReviewerSession = ALL, **said: object) -> tuple[int, set[str]]:
        with pytest.raises(CallRefused) as refused:
            getattr(self.review, verb)(by, "a1", **said)
        return refused.value.status, {reason.code for reason in refused.value.messages}

    def arrives(self, material: str) -> None:
        self.window.states["a1"] = self.window.refold("a1")
        self.window.do("a1", ReceiveDocument(material=material, scans=(scan_of(SCAN_DATA),)))
        assert outcomes(self.window.send_all())[-1] == "applied"

    def upload(self) -> None:
        scan = scan_of(SCAN_DATA).sha256
        part = ScanPart(scan=scan, offset=0, total=len(SCAN_DATA), media_type="application/pdf", data=SCAN_DATA)
        assert self.hall.centre.send_part(self.window.session, part).complete

    def grants(self, item: str, **elements: str) -> None:
        for stage in STAGES:
            self.review.move_stage(ALL, "a1", item=item, stage=stage)
        self.review.issue_result(ALL, "a1", item=item, outcome="granted", number=f"{item}-1", elements=elements)


@pytest.fixture
def desk(hall: Hall) -> Reviewed:
    return Reviewed(hall)


def test_stages_go_forward_one_by_one_and_reach_the_window(desk: Reviewed) -> None:
    state = desk.review.move_stage(ALL, "a1", item="BIZ-IND", stage="accepted")
    assert state.cases["BIZ-IND"].stage == "accepted"
    assert desk.refused("move_stage", item="BIZ-IND", stage="approval") == (409, {"stage.out_of_order"})
    moved = told(desk.window.send())[-1]
    assert (moved.kind, moved.device, moved.actor) == ("stage_moved", "centre", ALL.actor)
    assert digest(desk.window.refold("a1")) == digest(desk.review.application(ALL, "a1"))


def test_a_granted_case_hands_its_output_over_and_starts_those_that_waited(desk: Reviewed) -> None:
    assert desk.refused("move_stage", item="FOOD-LIC", stage="accepted") == (409, {"case.waiting"})
    missing = {"item": "BIZ-IND", "outcome": "granted", "number": "1", "elements": {}}
    assert desk.refused("issue_result", **missing) == (409, {"result.output_missing"})
    desk.grants("BIZ-IND", **OUTPUT)
    state = desk.window.refold("a1")
    assert state.values["uscc"].value == OUTPUT["uscc"]
    assert state.cases["FOOD-LIC"].status is CaseStatus.RECEIVED and state.cases["FOOD-LIC"].promised_due
    assert state.produced["M-BL"].number == "BIZ-IND-1"
    rows = {case.item: case for case in desk.review.list_cases(ALL)}
    assert (rows["BIZ-IND"].status, rows["FOOD-LIC"].status) == ("ended", "received")


def test_no_result_while_a_deferral_of_the_case_has_not_passed(desk: Reviewed) -> None:
    desk.grants("BIZ-IND", **OUTPUT)
    result = {"item": "DRAIN", "outcome": "granted", "number": "1", "elements": {}}
    assert desk.refused("issue_result", **result) == (409, {"result.deferral_open"})
    desk.arrives("M-DRAINT")
    assert desk.refused("issue_result", **result) == (409, {"result.deferral_open"})
    desk.upload()
    desk.review.pass_deferral(ALL, "a1", material="M-DRAINT")
    desk.grants("DRAIN")
    assert desk.window.refold("a1").cases["DRAIN"].status is CaseStatus.ENDED


def test_a_deferral_passes_only_when_the_centre_holds_every_scan_whole(desk: Reviewed) -> None:
    assert desk.refused("pass_deferral", material="M-HEALTH") == (409, {"deferral.not_arrived"})
    desk.arrives("M-HEALTH")
    status, codes = desk.refused("pass_deferral", material="M-HEALTH")
    assert (status, codes) == (409, {"centre.scan_not_here"})
    desk.upload()
    state = desk.review.pass_deferral(ALL, "a1", material="M-HEALTH", note="齐")
    assert state.deferrals["M-HEALTH"].status is DeferralStatus.PASSED
    assert state.deferrals["M-HEALTH"].history[-1].actor == "吴敏"
    assert desk.refused("pass_deferral", material="M-HEALTH") == (409, {"deferral.not_arrived"})


def test_a_returned_deferral_is_awaited_again_and_may_arrive_again(desk: Reviewed) -> None:
    desk.arrives("M-HEALTH")
    assert desk.refused("return_deferral", material="M-HEALTH", reason=" ")[1] == {"deferral.return_reason_missing"}
    state = desk.review.return_deferral(ALL, "a1", material="M-HEALTH", reason="看不清")
    assert state.deferrals["M-HEALTH"].status is DeferralStatus.AWAITED
    desk.arrives("M-HEALTH")
    assert len(desk.window.refold("a1").deferrals["M-HEALTH"].history) == 4


def test_when_every_case_ended_the_application_is_concluded(desk: Reviewed) -> None:
    for material in ("M-HEALTH", "M-DRAINT"):
        desk.arrives(material)
    desk.upload()
    for material in ("M-HEALTH", "M-DRAINT"):
        desk.review.pass_deferral(ALL, "a1", material=material)
    desk.grants("BIZ-IND", **OUTPUT)
    for case in desk.review.list_cases(ALL):
        if case.status != "ended":
            desk.grants(case.item)
    assert desk.window.refold("a1").status is ApplicationStatus.CONCLUDED


def test_a_reviewer_sees_and_decides_only_for_the_own_department(desk: Reviewed) -> None:
    assert {case.item for case in desk.review.list_cases(MARKET)} == {"BIZ-IND", "FOOD-LIC"}
    assert {case.item for case in desk.review.list_cases(ALL, "gaj")} == {"SEAL"}
    assert desk.refused("move_stage", by=MARKET, item="SIGN", stage="accepted") == (403, {"centre.other_department"})
    assert desk.refused("pass_deferral", by=MARKET, material="M-DRAINT") == (403, {"centre.other_department"})
    with pytest.raises(CallRefused) as refused:
        desk.review.list_cases(MARKET, "gaj")
    assert refused.value.status == 403
    stranger = replace(MARKET, departments=("ycj",))
    assert desk.refused("move_stage", by=stranger, item="SIGN", stage="accepted") == (
        404,
        {"centre.application_unknown"},
    )


def test_a_case_is_found_by_either_number(desk: Reviewed) -> None:
    (row,) = desk.review.find_number(MARKET, "scjg-20261123-000001")
    assert row.receipt_number == NUMBER
    assert len(desk.review.find_number(ALL, NUMBER)) == 6
    assert desk.review.find_number(replace(ALL, departments=("gaj",)), "scjg-20261123-000001") == []


def test_unknown_things_are_refused(desk: Reviewed) -> None:
    assert desk.refused("move_stage", item="NOWHERE", stage="accepted") == (409, {"case.unknown"})
    assert desk.refused("return_deferral", material="NOTHING", reason="x") == (409, {"deferral.none_open"})
    with pytest.raises(CallRefused) as refused:
        desk.review.application(ALL, "a2")
    assert refused.value.status == 404


def test_a_scan_is_shown_only_whole_and_only_of_its_application(desk: Reviewed) -> None:
    scan = scan_of(SCAN_DATA).sha256
    desk.upload()
    assert desk.refused("scan", sha256=scan) == (404, {"centre.scan_unknown"})
    desk.arrives("M-HEALTH")
    assert desk.review.scan(ALL, "a1", scan) == ("application/pdf", SCAN_DATA)
    assert desk.refused("scan", sha256=scan_of(b"M-ID").sha256) == (404, {"centre.scan_unknown"})


def test_a_released_application_takes_operations_of_the_window_again(desk: Reviewed) -> None:
    desk.window.opened("a9")
    desk.window.tell("a1", FieldsFilled(values={"ap_name": "太晚"}))
    desk.window.tell("a1", FieldsFilled(values={"ap_name": "太晚"}))
    assert outcomes(desk.window.send_all())[-2:] == ["rejected", "held"]
    assert desk.review.release(ALL, "a1") == 1
    desk.window.tell("a1", FieldsFilled(values={"ap_name": "太晚"}))
    assert outcomes(desk.window.send_all())[-3:] == ["rejected", "held", "rejected"]


def test_it_is_known_who_ended_a_quarantine_and_when(desk: Reviewed) -> None:
    assert desk.review.release(ALL, "a1") == 0 and desk.review.releases(ALL) == []
    desk.window.tell("a1", FieldsFilled(values={"ap_name": "太晚"}))
    assert outcomes(desk.window.send_all())[-1] == "rejected"
    dseq = len(desk.window.sealed)
    assert desk.review.release(MARKET, "a1") == 1
    (noted,) = desk.review.releases(ALL)
    assert (noted.account, noted.name, noted.application) == ("lu", "陆青", "a1")
    assert (noted.device, noted.dseq) == ("pc1", dseq) and noted.wall >= WALL
    with pytest.raises(CallRefused) as refused:
        desk.review.releases(MARKET)
    assert refused.value.status == 403


class Clerk(ReviewerSession):
    """Somebody whose session came about by another way."""

    @property
    def actor(self) -> Actor:
        return Actor(kind=ActorKind.CLERK, account=self.account)


def test_only_a_reviewer_ends_a_quarantine(desk: Reviewed) -> None:
    desk.window.tell("a1", FieldsFilled(values={"ap_name": "太晚"}))
    desk.window.send_all()
    clerk = Clerk(account="wangfang", name="", departments=("*",))
    assert desk.refused("release", by=clerk) == (403, {"authority.not_allowed"})
    assert desk.review.release(ALL, "a1") == 1


def test_alarms_are_for_reviewers_of_all_departments(desk: Reviewed) -> None:
    assert desk.review.alarms(ALL) == []
    desk.window.send(changed(desk.window.sealed[0], salt="00" * 16))
    assert [(alarm.code, alarm.dseq) for alarm in desk.review.alarms(ALL)] == [("centre.identity_reused", 1)]
    with pytest.raises(CallRefused) as refused:
        desk.review.alarms(MARKET)
    assert refused.value.status == 403


def test_a_reviewer_signs_in_for_twelve_hours(desk: Reviewed) -> None:
    desk.hall.person("wu", role="reviewer", departments=("scjg", "gaj"))
    person = desk.hall.store.accounts.find("wu")
    assert person is not None
    desk.hall.store.accounts.put(
        replace(person, verifier=PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash("审批"))
    )
    signed = desk.review.sign_in(ReviewerSignIn(account="wu", password="审批"))
    assert desk.review.session(signed.token).departments == ("scjg", "gaj")
    desk.hall.wall += 12 * 3600 * 1000 + 1000
    for token in (signed.token, "", "guess"):
        with pytest.raises(CallRefused) as refused:
            desk.review.session(token)
        assert refused.value.status == 401
    for account, password, status in (("wu", "x", 401), ("wangfang", "审批", 401)):
        with pytest.raises(CallRefused) as refused:
            desk.review.sign_in(ReviewerSignIn(account=account, password=password))
        assert refused.value.status == status
