"""Receiving a deferred document: found by its receipt however it is read, taken late or early, and never lost."""

from __future__ import annotations

import pytest

from client.desk import attaching, deferring, filling, looking
from forms.journal.state import ApplicationState, DeferralState, DeferralStatus
from forms.message import message
from forms.notices.receipt_code import make_code
from sync.central.refused import CallRefused
from tests.client.desk.desk_hall import DAY, DAY_MS, Hall, Pc, codes, done, picture, said

NUMBER = "01-03-20261123-00001"


def found(pc: Pc, code: str) -> str:
    return done(deferring.find_receipt(pc.desk, code)).id


def health(state: ApplicationState) -> DeferralState:
    return state.deferrals["M-HEALTH"]


@pytest.mark.parametrize(
    "code",
    [
        make_code(NUMBER),
        NUMBER,
        f"  {NUMBER}\r\n",
        "０１－０３－２０２６１１２３－００００１",
        make_code(NUMBER).lower(),
        f"{NUMBER}-SJ",
    ],
    ids=["scanned", "typed", "with white space", "full width", "small letters", "number of the receipt paper"],
)
def test_the_receipt_leads_to_the_application(accepted_pc: Pc, code: str) -> None:
    assert found(accepted_pc, code) == accepted_pc.hall.application


def test_every_paper_leads_to_the_application(accepted_pc: Pc) -> None:
    application = accepted_pc.hall.application
    numbers = [paper.number for paper in accepted_pc.state(application).papers]
    assert len(numbers) == 5 and {found(accepted_pc, number) for number in numbers} == {application}


def test_an_unknown_receipt_is_named(accepted_pc: Pc) -> None:
    refusal = deferring.find_receipt(accepted_pc.desk, "01-03-20261123-00099")
    assert codes(refusal) == ["receipt.unknown"] and "01-03-20261123-00099" in said(refusal) and "F5" in said(refusal)


@pytest.mark.parametrize(
    ("code", "refused"),
    [
        (make_code(NUMBER)[:-2], "receipt_code.torn"),
        (make_code(NUMBER).replace("00001", "00007"), "receipt_code.torn"),
        ("YC1", "receipt_code.torn"),
        (make_code(NUMBER).replace("YC1", "YC9"), "receipt_code.newer"),
        ("https://example.cn/x?a=1", "receipt_code.web"),
        ("张三丰", "receipt_code.foreign"),
        (" ", "receipt_code.empty"),
    ],
)
def test_what_is_no_whole_code_of_ours_is_refused_by_its_kind(accepted_pc: Pc, code: str, refused: str) -> None:
    refusal = deferring.find_receipt(accepted_pc.desk, code)
    assert codes(refusal) == [refused] and said(refusal) != refused


def test_a_document_that_came_waits_for_its_check(accepted_pc: Pc) -> None:
    application, wakes = accepted_pc.hall.application, accepted_pc.wakes
    state = accepted_pc.receive(application, "M-HEALTH")
    deferral = health(state)
    assert (deferral.status, deferral.due_day) == (DeferralStatus.ARRIVED, "2026-11-30")
    opened, arrived = deferral.history
    assert (opened.kind, arrived.kind) == ("deferral_opened", "deferral_arrived")
    assert (arrived.actor, arrived.day) == ("王芳", DAY)
    assert arrived.scans == tuple(scan.sha256 for scan in state.scans["M-HEALTH"]) and len(arrived.scans) == 1
    assert accepted_pc.wakes == wakes + 1
    ledger = {row.material: row.status for row in looking.ledger(accepted_pc.desk)}
    assert ledger == {"M-HEALTH": "arrived", "M-DRAINT": "awaited"}


def test_an_arrival_survives_and_reaches_the_reviewer(accepted_pc: Pc) -> None:
    hall, application = accepted_pc.hall, accepted_pc.hall.application
    state = accepted_pc.receive(application, "M-HEALTH")
    accepted_pc.reopen()
    assert accepted_pc.state(application) == state
    (waiting,) = accepted_pc.store.sync.outgoing_scans()
    assert accepted_pc.store.scans.read(waiting.scan) == picture("M-HEALTH later")
    accepted_pc.sync()
    media_type, data = hall.review.scan(hall.reviewer, application, waiting.scan)
    assert (media_type, data) == ("image/jpeg", picture("M-HEALTH later"))
    hall.review.pass_deferral(hall.reviewer, application, material="M-HEALTH")
    accepted_pc.sync()
    assert health(accepted_pc.state(application)).status is DeferralStatus.PASSED


def test_two_documents_for_one_material_are_both_kept(accepted_pc: Pc) -> None:
    application = accepted_pc.hall.application
    pages = tuple(attaching.keep_scan(accepted_pc.desk, picture(name), name=f"{name}.jpg") for name in ("one", "two"))
    first = deferring.receive(
        accepted_pc.session, accepted_pc.desk, application, material="M-HEALTH", scans=pages[:1], note="先交一份"
    )
    assert health(done(first)).history[-1].reason == "先交一份"
    state = done(
        deferring.receive(accepted_pc.session, accepted_pc.desk, application, material="M-HEALTH", scans=pages)
    )
    assert state.scans["M-HEALTH"] == pages, "the second bundle held the first page again"
    assert [move.kind for move in health(state).history] == ["deferral_opened", "deferral_arrived", "deferral_arrived"]
    assert health(state).status is DeferralStatus.ARRIVED


def test_two_materials_arrive_one_by_one(accepted_pc: Pc) -> None:
    application = accepted_pc.hall.application
    accepted_pc.receive(application, "M-HEALTH")
    state = accepted_pc.receive(application, "M-DRAINT")
    assert {name: held.status for name, held in state.deferrals.items()} == {
        "M-HEALTH": DeferralStatus.ARRIVED,
        "M-DRAINT": DeferralStatus.ARRIVED,
    }


def test_what_has_passed_is_not_taken_again(accepted_pc: Pc) -> None:
    hall, application = accepted_pc.hall, accepted_pc.hall.application
    accepted_pc.receive(application, "M-HEALTH")
    accepted_pc.sync()
    hall.review.pass_deferral(hall.reviewer, application, material="M-HEALTH")
    accepted_pc.sync()
    before = accepted_pc.state(application)
    paper = attaching.keep_scan(accepted_pc.desk, picture("third"), name="third.jpg")
    again = deferring.receive(accepted_pc.session, accepted_pc.desk, application, material="M-HEALTH", scans=(paper,))
    assert codes(again) == ["deferral.already_passed"] and "从业人员健康合格证明" in said(again)
    assert accepted_pc.state(application) == before


def test_what_was_sent_back_is_awaited_and_taken_again(accepted_pc: Pc) -> None:
    hall, application = accepted_pc.hall, accepted_pc.hall.application
    accepted_pc.receive(application, "M-HEALTH")
    accepted_pc.sync()
    hall.review.return_deferral(hall.reviewer, application, material="M-HEALTH", reason="看不清")
    accepted_pc.sync()
    returned = health(accepted_pc.state(application))
    assert (returned.status, returned.history[-1].reason) == (DeferralStatus.AWAITED, "看不清")
    paper = attaching.keep_scan(accepted_pc.desk, picture("sharper"), name="sharper.jpg")
    state = done(
        deferring.receive(accepted_pc.session, accepted_pc.desk, application, material="M-HEALTH", scans=(paper,))
    )
    assert health(state).status is DeferralStatus.ARRIVED and len(state.scans["M-HEALTH"]) == 2


def test_a_late_document_is_late_but_taken(accepted_pc: Pc) -> None:
    hall = accepted_pc.hall
    hall.wall += 10 * DAY_MS
    arrived = health(accepted_pc.receive(hall.application, "M-HEALTH"))
    assert (arrived.status, arrived.history[-1].day, arrived.due_day) == (
        DeferralStatus.ARRIVED,
        "2026-12-03",
        "2026-11-30",
    )


def test_without_a_scan_nothing_has_come(accepted_pc: Pc) -> None:
    nothing = deferring.receive(
        accepted_pc.session, accepted_pc.desk, accepted_pc.hall.application, material="M-HEALTH", scans=()
    )
    assert codes(nothing) == ["deferral.no_scan"]


@pytest.mark.parametrize("material", ["M-FIREP", "M-NOPE"])
def test_what_was_not_deferred_is_not_received(accepted_pc: Pc, material: str) -> None:
    paper = attaching.keep_scan(accepted_pc.desk, picture("x"), name="x.jpg")
    refusal = deferring.receive(
        accepted_pc.session, accepted_pc.desk, accepted_pc.hall.application, material=material, scans=(paper,)
    )
    assert codes(refusal) == ["deferral.none_open"]


def test_another_window_receives_what_was_deferred_here(accepted_hall: Hall) -> None:
    """It finds the receipt after its first exchange, and both windows and the centre end with the same state."""
    here, there, application = accepted_hall.pc("03"), accepted_hall.pc("04"), accepted_hall.application
    there.sign_in("zhaolei")
    assert codes(deferring.find_receipt(there.desk, NUMBER)) == ["receipt.unknown"]
    there.sync()
    assert found(there, make_code(NUMBER)) == application
    there.receive(application, "M-HEALTH")
    here.receive(application, "M-DRAINT")
    for pc in (there, here, there):
        pc.sync()
    assert here.state(application) == there.state(application) == accepted_hall.centre.ordering.state(application)
    assert {held.status for held in here.state(application).deferrals.values()} == {DeferralStatus.ARRIVED}


def test_no_result_before_the_document_was_found_in_order(accepted_pc: Pc) -> None:
    hall, application = accepted_pc.hall, accepted_pc.hall.application
    hall.issue_licence(application)
    accepted_pc.receive(application, "M-HEALTH")
    accepted_pc.sync()
    for stage in ("accepted", "handling", "review", "approval"):
        hall.review.move_stage(hall.reviewer, application, item="FOOD-LIC", stage=stage)

    def issue() -> ApplicationState:
        return hall.review.issue_result(
            hall.reviewer, application, item="FOOD-LIC", outcome="granted", number="JY-1", elements={}
        )

    with pytest.raises(CallRefused) as caught:
        issue()
    assert caught.value.message == message(
        "result.deferral_open", material="M-HEALTH", item="食品经营许可新办", name="从业人员健康合格证明"
    )
    hall.review.pass_deferral(hall.reviewer, application, material="M-HEALTH")
    assert issue().cases["FOOD-LIC"].result is not None


def test_the_editor_shows_the_document_as_scanned(accepted_pc: Pc) -> None:
    application = accepted_pc.hall.application
    accepted_pc.receive(application, "M-HEALTH")
    views = {view.material: view.status for view in filling.editor_view(accepted_pc.desk, application, {}).materials}
    assert (views["M-HEALTH"], views["M-DRAINT"]) == ("scanned", "deferred")
