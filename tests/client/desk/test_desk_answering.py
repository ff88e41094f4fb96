"""Answers other than acceptance, at a real store with the real centre: what is printed, counted, sent and admitted."""

from __future__ import annotations

import pytest

from client.desk import accepting, answering, attaching, marked, sent_back
from forms.journal.commands import OwnWords
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationState, ApplicationStatus, DeferralStatus
from sync.central.refused import CallRefused
from tests.client.desk.desk_hall import DAY, DAY_MS, DEFERRED, NOTHING_TYPED, Hall, Pc, codes, done, picture, said

NUMBER = "01-03-20261123-00001"


def without(pc: Pc, application: str, material: str) -> None:
    for scan in pc.state(application).scans[material]:
        done(attaching.remove(pc.session, pc.desk, application, material=material, sha256=scan.sha256))


def receive(pc: Pc) -> ApplicationState:
    return done(answering.receive(pc.session, pc.desk, pc.hall.application, NOTHING_TYPED))


def at_centre(pc: Pc) -> ApplicationState:
    """The centre's state after everything was sent; it is the window's."""
    pc.sync()
    state = pc.hall.kept.applications.state(pc.hall.application)
    assert state is not None and state == pc.state(pc.hall.application)
    assert not pc.store.sync.quarantine()
    return state


def test_a_receipt_then_an_acceptance_under_one_number(complete_pc: Pc) -> None:
    state = receive(complete_pc)
    assert (state.receipt_number, state.status) == (NUMBER, ApplicationStatus.INTAKE)
    assert state.received is not None and state.received.complete and state.received.answer_by == "2026-11-30"
    assert at_centre(complete_pc).received == state.received
    left = complete_pc.store.numbers.left()
    complete_pc.hall.wall += 2 * DAY_MS
    state = complete_pc.accept(complete_pc.hall.application)
    assert (state.receipt_number, state.accepted_day, state.other_receipts) == (NUMBER, DAY, ())
    assert complete_pc.store.numbers.left() == left
    assert at_centre(complete_pc).objections == ()


def test_an_application_that_was_taken_in_is_found_by_its_receipt(complete_pc: Pc) -> None:
    receive(complete_pc)
    assert complete_pc.store.views.by_receipt(NUMBER) == complete_pc.hall.application


def test_one_notice_names_everything_and_the_clerk_may_add(complete_pc: Pc) -> None:
    application = complete_pc.hall.application
    without(complete_pc, application, "M-ID")
    words = (OwnWords(material="M-LAYOUT", words=" 没有标明尺寸 "),)
    before = answering.outlook(complete_pc.desk, application, {"shop_name": None}, words=words)
    named = {lack.element or lack.material for lack in before.lacks}
    assert {"shop_name", "M-ID", "M-LAYOUT"} <= named and (before.late, before.received) == ((), None)
    state = done(
        answering.request_correction(
            complete_pc.session, complete_pc.desk, application, {"shop_name": None}, words=words
        )
    )
    assert state.corrections[0].lacks == before.lacks
    assert [lack.words for lack in before.lacks if lack.material == "M-LAYOUT"] == ["没有标明尺寸"]
    assert complete_pc.kinds(application)[-3:] == ["fields_filled", "application_received", "correction_requested"]
    assert at_centre(complete_pc).corrections == state.corrections


def test_a_second_notice_that_adds_warns_and_then_records_it(complete_pc: Pc) -> None:
    pc, application = complete_pc, complete_pc.hall.application
    without(pc, application, "M-ID")
    done(answering.request_correction(pc.session, pc.desk, application, NOTHING_TYPED))
    words = (OwnWords(material="M-LAYOUT", words="看不清"),)
    assert [lack.material for lack in answering.outlook(pc.desk, application, {}, words=words).late] == ["M-LAYOUT"]
    late = answering.request_correction(pc.session, pc.desk, application, NOTHING_TYPED, words=words)
    assert codes(late) == ["correction.late"] and "一次性告知" in said(late)
    done(answering.request_correction(pc.session, pc.desk, application, {}, words=words, is_late_known=True))
    assert [lack.material for lack in at_centre(pc).corrections[1].late] == ["M-LAYOUT"]
    numbers = [paper.number for paper in pc.state(application).papers if paper.kind == "correction_notice"]
    assert len(numbers) == len(set(numbers)) == 2


def test_a_refusal_has_its_reason_remedies_and_number(complete_pc: Pc) -> None:
    pc, application = complete_pc, complete_pc.hall.application
    assert codes(answering.refuse_application(pc.session, pc.desk, application, {}, reason="")) == [
        "refusal.reason_missing"
    ]
    done(answering.refuse_application(pc.session, pc.desk, application, {}, reason="不属于本机关职权范围"))
    state = at_centre(pc)
    assert state.status is ApplicationStatus.REFUSED and state.ending is not None
    assert (state.ending.reason, state.ending.remedies) == ("不属于本机关职权范围", answering.REMEDIES)
    assert pc.store.numbers.peek(DAY) != NUMBER
    assert codes(accepting.accept(pc.session, pc.desk, application, {}))[0] == "application.is_refused"


def test_not_required_needs_a_reason_and_no_number(complete_pc: Pc) -> None:
    pc, application = complete_pc, complete_pc.hall.application
    left = pc.store.numbers.left()
    assert codes(answering.not_required(pc.session, pc.desk, application, {}, reason=" ")) == [
        "not_required.reason_missing"
    ]
    done(answering.not_required(pc.session, pc.desk, application, {}, reason="自用，依法不需许可"))
    assert at_centre(pc).status is ApplicationStatus.NOT_REQUIRED and pc.store.numbers.left() == left


def test_withdrawing_with_open_deferrals_ends_them_at_both_ends(accepted_pc: Pc) -> None:
    pc, application = accepted_pc, accepted_pc.hall.application
    done(answering.withdraw(pc.session, pc.desk, application, reason="不再开店"))
    state = at_centre(pc)
    assert state.status is ApplicationStatus.WITHDRAWN and len(state.deferrals) == 2
    assert {held.status for held in state.deferrals.values()} == {DeferralStatus.TERMINATED}
    assert all(held.history[-1].actor == pc.session.name for held in state.deferrals.values())
    assert pc.store.ledger.lines() == ()


def test_after_day_five_the_form_is_accepted_as_it_is(complete_pc: Pc) -> None:
    pc, application = complete_pc, complete_pc.hall.application
    without(pc, application, "M-ID")
    receive(pc)
    pc.sync()
    pc.hall.wall += 7 * DAY_MS
    assert not answering.outlook(pc.desk, application, {}).by_law
    pc.hall.wall += DAY_MS
    assert answering.outlook(pc.desk, application, {}).by_law
    assert codes(answering.request_correction(pc.session, pc.desk, application, {})) == ["answer.accepted_by_law"]
    # Asked for a week ago: the day until which it may come later is asked again.
    assert set(codes(accepting.plan(pc.session, pc.desk, application, {}))) == {"deferral.due_day"}
    for material, reason in DEFERRED.items():
        pc.defer(application, material, reason)
    assert not isinstance(accepting.plan(pc.session, pc.desk, application, {}), Refusal)
    state = pc.accept(application)
    assert (state.accepted_day, state.accepted_by_law) == (DAY, True)
    assert at_centre(pc).objections == ()


def test_a_day_in_doubt_is_confirmed_first(complete_pc: Pc) -> None:
    complete_pc.off = -30 * DAY_MS
    refused = answering.receive(complete_pc.session, complete_pc.desk, complete_pc.hall.application, NOTHING_TYPED)
    assert codes(refused) == ["day.confirm_first"] and complete_pc.state(complete_pc.hall.application).received is None


def test_another_windows_refusal_meets_an_acceptance(complete_hall: Hall) -> None:
    """The acceptance is in the applicant's hand: the late refusal is kept with its reason, and nothing is lost."""
    pc, application = complete_hall.pc(), complete_hall.application
    pc.sync()
    other = complete_hall.pc("04")
    other.sign_in()
    other.sync()
    pc.accept(application)
    pc.sync()
    done(answering.refuse_application(other.session, other.desk, application, {}, reason="缺少条件"))
    other.sync()
    state = complete_hall.kept.applications.state(application)
    assert state is not None and state.status is ApplicationStatus.ACCEPTED
    assert [row.message.code for row in other.store.sync.quarantine()] == ["application.already_accepted"]
    assert other.state(application).status is ApplicationStatus.ACCEPTED


def test_a_send_back_travels_both_ways(accepted_pc: Pc) -> None:
    pc, application = accepted_pc, accepted_pc.hall.application
    hall = pc.hall
    hall.review.send_back(
        hall.reviewer, application, item="SIGN", elements=("sign_size",), materials=("M-SIGNP",), reason="尺寸不符"
    )
    pc.sync()
    assert marked.is_sent_back(pc.state(application))
    assert marked.reasons(pc.state(application)) == ("陈审核：尺寸不符",)
    assert set(codes(sent_back.answer(pc.session, pc.desk, application, {}))) == {
        "send_back.field_untouched",
        "send_back.material_untouched",
    }
    pc.attach(application, "M-SIGNP", data=picture("new"))
    done(sent_back.answer(pc.session, pc.desk, application, {"sign_size": "5 x 1 x 0.2"}))
    state = at_centre(pc)
    assert not marked.is_sent_back(state) and state.values["sign_size"].value == "5 x 1 x 0.2"
    assert len(state.scans["M-SIGNP"]) == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"reason": ""}, "send_back.reason_missing"),
        ({"elements": ("nobody",)}, "send_back.not_of_case"),
        ({"item": "NOBODY"}, "send_back.not_now"),
    ],
)
def test_what_the_centre_refuses_to_send_back(accepted_pc: Pc, change: dict[str, object], code: str) -> None:
    hall = accepted_pc.hall
    asked = {"item": "SIGN", "elements": ("sign_size",), "materials": (), "reason": "尺寸不符", **change}
    with pytest.raises(CallRefused) as refused:
        hall.review.send_back(hall.reviewer, hall.application, **asked)
    assert refused.value.status == 409 and refused.value.message.code == code
