"""Accepting: one operation for everything, or every reason why not; a fault in the middle leaves nothing half done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from client.desk import accepting, filling, moving
from client.desk.accepting import Acceptance
from forms.errors import StorageFailed
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationStatus, CaseStatus, DeferralStatus
from tests.client.desk.desk_hall import DAY, DAY_MS, DEFERRED, ITEMS, NOTHING_TYPED, Hall, Pc, codes, said

FIRST, SECOND = "01-03-20261123-00001", "01-03-20261123-00002"
LATEST = "2026-11-30"


def refused(pc: Pc, application: str, **texts: str) -> Refusal:
    """The refusal of an acceptance, after making sure that it was none."""
    result = accepting.accept(pc.session, pc.desk, application, pc.typed(texts))
    assert isinstance(result, Refusal)
    state = pc.state(application)
    assert (state.status, state.receipt_number, state.cases) == (ApplicationStatus.INTAKE, "", {})
    assert "application_accepted" not in pc.kinds(application)
    return result


def planned(pc: Pc, application: str) -> Acceptance:
    result = accepting.plan(pc.session, pc.desk, application, NOTHING_TYPED)
    assert isinstance(result, Acceptance), said(result)
    return result


# What is lacking


def test_accept_lists_everything_that_is_missing(pc: Pc) -> None:
    application = pc.begin()
    lacks = filling.editor_view(pc.desk, application, NOTHING_TYPED).lacks
    refusal = refused(pc, application)
    assert refusal.messages == lacks
    assert [lack.element for lack in lacks[:3]] == ["ap_name", "ap_id_type", "ap_id_no"]
    assert len([lack for lack in lacks if lack.element]) == 32 and len([lack for lack in lacks if lack.material]) == 14
    assert "申请人姓名" in said(refusal) and "排水水质检测报告" in said(refusal)
    assert accepting.plan(pc.session, pc.desk, application, NOTHING_TYPED) == refusal


def test_what_is_missing_and_what_is_wrong_come_together_in_the_order_of_the_screen(complete_pc: Pc) -> None:
    application = complete_pc.hall.application
    complete_pc.attach(application, "M-HEALTH")
    shown = complete_pc.state(application).scans
    typed = {"ap_phone": "1391234567", "exits": "两个"}
    before = complete_pc.kinds(application)
    patch = {**complete_pc.typed(typed), "shop_name": None}
    refusal = accepting.accept(complete_pc.session, complete_pc.desk, application, patch)
    assert isinstance(refusal, Refusal)
    assert [lack.element for lack in refusal.messages] == [
        *("ap_phone", "org_name", "org_phone", "shop_name", "deliv_phone", "exits")
    ]
    assert complete_pc.kinds(application) == [*before, "fields_filled"], "what was typed is saved, and nothing else"
    assert complete_pc.state(application).scans == shown


def test_what_another_case_will_produce_is_neither_missing_nor_deferred(complete_pc: Pc) -> None:
    state = complete_pc.accept(complete_pc.hall.application)
    assert "uscc" not in state.values and "M-BL" not in state.scans and "M-BL" not in state.deferrals
    licence = state.cases["BIZ-IND"]
    assert (licence.status, licence.promised_due, licence.feeds_elements) == (CaseStatus.RECEIVED, DAY, ("uscc",))
    for item in ITEMS[1:]:
        waiting = state.cases[item]
        assert (waiting.status, waiting.waits_for) == (CaseStatus.WAITING, ("BIZ-IND",))
        assert (waiting.promised_due, waiting.legal_due) == ("", ""), "its clock starts when the licence comes"


# The acceptance


def test_an_acceptance_is_one_operation_with_all_that_was_decided(complete_pc: Pc) -> None:
    application, before = complete_pc.hall.application, complete_pc.kinds(complete_pc.hall.application)
    wakes = complete_pc.wakes
    state = complete_pc.accept(application)
    assert complete_pc.kinds(application) == [*before, "application_accepted"]
    assert (state.status, state.receipt_number, state.accepted_day) == (ApplicationStatus.ACCEPTED, FIRST, DAY)
    assert tuple(state.cases) == ITEMS
    assert {name: held.reason for name, held in state.deferrals.items()} == DEFERRED
    assert {held.due_day for held in state.deferrals.values()} == {LATEST}
    assert {held.status for held in state.deferrals.values()} == {DeferralStatus.AWAITED}
    assert (state.party.name, state.party.id_no) == ("张三丰", "11010519491231002X")
    assert state.values["legal_rep"].value == "张三丰", "what follows from another field is a fact now"
    assert all(paper.number.startswith(f"{FIRST}-") for paper in state.papers) and len(state.papers) == 5
    operation = complete_pc.last_operation(application)
    assert (operation.actor, operation.catalog) == (complete_pc.session.actor, state.catalog)
    assert complete_pc.wakes == wakes + 1
    complete_pc.reopen()
    assert complete_pc.state(application) == state and complete_pc.store.journal.verify() == ()


def test_what_was_typed_last_is_accepted_with_it_and_the_draft_ends(complete_pc: Pc) -> None:
    application = complete_pc.hall.application
    patch = complete_pc.typed({"shop_name": "张三丰面馆"})
    filling.autosave(complete_pc.session, complete_pc.desk, application, patch)
    before = complete_pc.kinds(application)
    state = complete_pc.accept(application, patch)
    assert complete_pc.kinds(application) == [*before, "fields_filled", "application_accepted"]
    assert state.values["org_name"].value == "张三丰面馆"
    assert moving.typing_of(complete_pc.session, complete_pc.desk, application).patch == {}


def test_the_plan_is_what_the_acceptance_does_and_writes_nothing(complete_pc: Pc) -> None:
    application, before = complete_pc.hall.application, complete_pc.kinds(complete_pc.hall.application)
    plan = planned(complete_pc, application)
    assert complete_pc.kinds(application) == before and complete_pc.store.numbers.peek(DAY) == FIRST
    assert [(case.item, case.due, case.waits_for) for case in plan.cases[:2]] == [
        ("BIZ-IND", DAY, ""),
        ("SEAL", "", "营业执照"),
    ]
    assert [(line.name, line.due_day) for line in plan.deferrals] == [
        ("从业人员健康合格证明", LATEST),
        ("排水水质检测报告(或书面承诺书)", LATEST),
    ]
    assert plan.fees == () and "受理通知书" in plan.papers
    state = complete_pc.accept(application)
    assert accepting.described(complete_pc.desk, state) == plan


def test_nothing_is_accepted_twice(complete_pc: Pc) -> None:
    application = complete_pc.hall.application
    state = complete_pc.accept(application)
    again = accepting.accept(complete_pc.session, complete_pc.desk, application, NOTHING_TYPED)
    assert codes(again) == ["application.already_accepted"] and FIRST in said(again)
    assert complete_pc.state(application) == state
    assert complete_pc.store.numbers.peek(DAY) == SECOND


# The number


def test_numbers_come_from_the_block_in_order_and_never_twice(complete_pc: Pc) -> None:
    left = complete_pc.store.numbers.left()
    complete_pc.accept(complete_pc.hall.application)
    complete_pc.reopen()
    complete_pc.hall.wall += DAY_MS
    small = complete_pc.accept(complete_pc.complete_small())
    assert small.receipt_number == "01-03-20261124-00002", "the day changes, the sequence goes on"
    assert complete_pc.store.numbers.left() == left - 2


def test_a_refused_acceptance_uses_no_number(complete_pc: Pc) -> None:
    refused(complete_pc, complete_pc.hall.application, ap_phone="1391234567")
    assert (
        complete_pc.accept(complete_pc.hall.application, complete_pc.typed({"ap_phone": "13912345678"})).receipt_number
        == FIRST
    )


def test_a_used_up_block_falls_back_to_provisional_numbers_that_the_centre_binds(hall: Hall) -> None:
    hall.start_centre(lease=1, lease_at=1)
    pc = hall.pc("05")
    pc.sign_in()
    pc.sync()
    assert pc.store.numbers.left() == 1
    assert pc.accept(pc.complete_small()).receipt_number == "01-05-20261123-00001"
    offline = [pc.accept(pc.complete_small()) for _ in range(2)]
    numbers = [state.receipt_number for state in offline]
    own = f"临〔{pc.store.device.id.upper()}〕1-"
    assert numbers == [f"{own}0001", f"{own}0002"]
    assert {paper.number.startswith(own) for state in offline for paper in state.papers} == {True}
    pc.reopen()
    assert pc.accept(pc.complete_small()).receipt_number == f"{own}0003"
    pc.sync()
    assert pc.store.numbers.left() == 1
    for state in offline:
        known = pc.state(state.id)
        bound = known.bound_numbers[state.receipt_number]
        assert bound.startswith("01-05-20261123-") and known.objections == ()
        assert known.receipt_number == state.receipt_number and known.papers == state.papers, "no reprint"
        assert pc.store.views.by_receipt(bound) == pc.store.views.by_receipt(state.receipt_number) == state.id
        assert [row.application for row in pc.store.views.search(bound)] == [state.id]
    assert len({pc.state(state.id).bound_numbers[state.receipt_number] for state in offline}) == 2
    leased = pc.accept(pc.complete_small()).receipt_number
    assert leased.startswith("01-05-") and leased not in {
        number for state in offline for number in pc.state(state.id).bound_numbers.values()
    }


def test_before_the_first_block_came_there_is_no_number(hall: Hall) -> None:
    hall.pc().sync()
    assert hall.pc().store.numbers.peek(DAY) == FIRST
    assert hall.pc("05").store.numbers.peek(DAY) is None


# No half acceptance


def breaks_after(pc: Pc, monkeypatch: pytest.MonkeyPatch, part: object, step: str) -> None:
    """The program dies of a fault right after `step` of a commit did its work."""
    worked: Callable[..., Any] = getattr(part, step)

    def broken(*args: Any, **named: Any) -> Any:
        worked(*args, **named)
        raise ZeroDivisionError(step)

    monkeypatch.setattr(part, step, broken)


@pytest.mark.parametrize("step", ["_insert", "expect", "project", "end"])
def test_a_fault_in_the_middle_leaves_nothing_of_an_acceptance(
    complete_pc: Pc, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    application, journal = complete_pc.hall.application, complete_pc.store.journal
    before = (complete_pc.state(application), complete_pc.kinds(application), complete_pc.store.views.search(""))
    parts = {"_insert": journal, "expect": journal._uploads, "project": journal._projector, "end": journal._drafts}
    with monkeypatch.context() as patch:
        breaks_after(complete_pc, patch, parts[step], step)
        with pytest.raises(ZeroDivisionError):
            complete_pc.accept(application)
    for _ in range(2):
        after = (complete_pc.state(application), complete_pc.kinds(application), complete_pc.store.views.search(""))
        assert after == before
        assert complete_pc.store.views.by_receipt(FIRST) is None and complete_pc.store.ledger.lines() == ()
        assert complete_pc.store.journal.verify() == ()
        complete_pc.reopen()
    assert complete_pc.accept(application).receipt_number == FIRST


def test_a_full_disk_refuses_and_everything_typed_is_still_there(complete_pc: Pc) -> None:
    application = complete_pc.hall.application
    patch = complete_pc.typed({"shop_name": "张三丰面馆"})
    filling.autosave(complete_pc.session, complete_pc.desk, application, patch)
    complete_pc.disk_is_full()
    with pytest.raises(StorageFailed) as caught:
        complete_pc.accept(application, patch)
    assert caught.value.message.code == "store.disk_full"
    complete_pc.reopen()
    state = complete_pc.state(application)
    assert (state.status, state.cases, state.deferrals) == (ApplicationStatus.INTAKE, {}, {})
    kept = {**state.plain_values(), **moving.typing_of(complete_pc.session, complete_pc.desk, application).patch}
    assert kept["shop_name"] == "张三丰面馆"
    assert complete_pc.store.journal.verify() == ()
    assert complete_pc.accept(application, patch).receipt_number == FIRST


def test_the_centre_makes_the_same_of_it(complete_pc: Pc) -> None:
    hall = complete_pc.hall
    complete_pc.accept(hall.application)
    complete_pc.sync()
    state = complete_pc.state(hall.application)
    assert state == hall.centre.ordering.state(hall.application)
    assert state.objections == () and all(case.case_number for case in state.cases.values())
    assert complete_pc.store.sync.summary().operations == 0
