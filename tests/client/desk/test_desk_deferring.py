"""Deferring at the window: what may come later, until when, and who decides that the rest may not."""

from __future__ import annotations

import pytest

from client.desk import choosing, deferring, filling
from client.desk.editor_view import MaterialView
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationState
from tests.client.desk.desk_hall import ANSWERS, DAY, DAY_MS, ITEMS, WORDS, Pc, codes, done, said

LATEST = "2026-11-30"
"""Five working days after Monday, 2026-11-23."""

REASON = "体检报告还没有出来"


def defer(
    pc: Pc, application: str, material: str, *, reason: str = REASON, due_day: str = LATEST
) -> ApplicationState | Refusal:
    return deferring.defer(pc.session, pc.desk, application, material=material, reason=reason, due_day=due_day)


def shown(pc: Pc, application: str, material: str) -> MaterialView:
    views = filling.editor_view(pc.desk, application, {}).materials
    return next(view for view in views if view.material == material)


def lacking(pc: Pc, application: str) -> list[tuple[str, str]]:
    lacks = filling.editor_view(pc.desk, application, {}).lacks
    return [(lack.code, lack.material) for lack in lacks if lack.material]


@pytest.mark.parametrize("material", ["M-HEALTH", "M-DRAINT"])
def test_what_every_item_lets_come_later_is_deferred(pc: Pc, material: str) -> None:
    application = pc.begin()
    before = shown(pc, application, material)
    assert (before.status, before.latest_due, before.refusal) == ("missing", LATEST, None)
    state = done(defer(pc, application, material, reason=f"  {REASON}\n"))
    request = state.deferral_requests[material]
    assert (request.reason, request.due_day) == (REASON, LATEST)
    after = shown(pc, application, material)
    assert (after.status, after.reason, after.due_day) == ("deferred", REASON, LATEST)
    assert material not in [name for _, name in lacking(pc, application)]
    assert state.deferrals == {}, "it begins with the acceptance"
    assert pc.last_operation(application).day == DAY


def test_what_one_item_decides_on_may_not_come_later_and_the_clerk_can_say_why(pc: Pc) -> None:
    application = pc.begin()
    before = pc.kinds(application)
    refusal = defer(pc, application, "M-PREM")
    assert codes(refusal) == ["deferral.decisive_elsewhere"]
    assert said(refusal) == (
        "“住所(经营场所)使用证明/租赁合同”不能容缺：“食品许可、消防、门头”允许后补，但它是“营业执照”的主审要件。"
        "请当场收取，或把“营业执照”移出本次申请。"
    )
    view = shown(pc, application, "M-PREM")
    assert view.refusal is not None and WORDS.say(view.refusal) == said(refusal), "said before anybody asks"
    assert view.latest_due == "" and pc.kinds(application) == before


def test_without_the_item_that_decides_it_may(pc: Pc) -> None:
    application = pc.begin()
    done(choosing.choose_items(pc.session, pc.desk, application, items=ITEMS[1:], answers=ANSWERS))
    assert shown(pc, application, "M-PREM").latest_due == "2026-11-26", "the shortest of three items"
    done(defer(pc, application, "M-PREM", due_day="2026-11-26"))
    assert codes(defer(pc, application, "M-PREM", due_day="2026-11-27")) == ["deferral.due_day"]


def test_when_the_item_that_decides_comes_back_the_deferral_is_no_good(pc: Pc) -> None:
    application = pc.begin()
    done(choosing.choose_items(pc.session, pc.desk, application, items=ITEMS[1:], answers=ANSWERS))
    done(defer(pc, application, "M-PREM", due_day="2026-11-26"))
    done(choosing.choose_items(pc.session, pc.desk, application, items=ITEMS, answers=ANSWERS))
    assert ("deferral.decisive_elsewhere", "M-PREM") in lacking(pc, application)


@pytest.mark.parametrize(
    ("material", "code", "named"),
    [
        ("M-LAYOUT", "deferral.decisive", "食品许可"),
        ("M-BL", "deferral.awaited", "营业执照"),
        ("M-APP", "deferral.made", "申请表"),
        ("M-BDC", "deferral.not_needed", "不需要"),
    ],
)
def test_what_is_never_asked_later_is_refused_with_its_reason(pc: Pc, material: str, code: str, named: str) -> None:
    refusal = defer(pc, pc.begin(), material)
    assert codes(refusal) == [code] and named in said(refusal)


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_a_reason_is_wanted(pc: Pc, reason: str) -> None:
    application = pc.begin()
    assert codes(defer(pc, application, "M-HEALTH", reason=reason)) == ["deferral.reason_missing"]
    assert shown(pc, application, "M-HEALTH").status == "missing"


@pytest.mark.parametrize(
    "due_day",
    ["2026-12-01", "2027-11-23", DAY, "2026-11-20", "", "30.11.2026", "2026-11-31", "20261130", "2026-11-3"],
    ids=["late", "a year late", "today", "past", "none", "not ISO", "no such day", "without dashes", "half a day"],
)
def test_the_due_day_lies_between_tomorrow_and_the_latest(pc: Pc, due_day: str) -> None:
    application = pc.begin()
    refusal = defer(pc, application, "M-HEALTH", due_day=due_day)
    assert codes(refusal) == ["deferral.due_day"] and LATEST in said(refusal)
    assert shown(pc, application, "M-HEALTH").status == "missing"


@pytest.mark.parametrize("due_day", ["2026-11-24", "2026-11-27", LATEST])
def test_a_working_day_within_the_time_is_taken(pc: Pc, due_day: str) -> None:
    state = done(defer(pc, pc.begin(), "M-HEALTH", due_day=due_day))
    assert state.deferral_requests["M-HEALTH"].due_day == due_day


def test_everything_wrong_is_said_at_once(pc: Pc) -> None:
    refusal = defer(pc, pc.begin(), "M-HEALTH", reason="", due_day=DAY)
    assert codes(refusal) == ["deferral.reason_missing", "deferral.due_day"]


def test_a_deferral_can_be_taken_back(pc: Pc) -> None:
    application = pc.begin()
    done(defer(pc, application, "M-HEALTH"))
    state = done(deferring.take_back(pc.session, pc.desk, application, material="M-HEALTH"))
    assert state.deferral_requests == {} and ("material.missing", "M-HEALTH") in lacking(pc, application)
    done(deferring.take_back(pc.session, pc.desk, application, material="M-HEALTH"))
    assert pc.kinds(application).count("deferral_request_withdrawn") == 1


def test_reason_and_day_can_be_changed(pc: Pc) -> None:
    application = pc.begin()
    done(defer(pc, application, "M-HEALTH"))
    state = done(defer(pc, application, "M-HEALTH", reason="医院停电", due_day="2026-11-25"))
    request = state.deferral_requests["M-HEALTH"]
    assert (request.reason, request.due_day) == ("医院停电", "2026-11-25")


def test_a_document_that_came_after_all_needs_no_deferral(complete_pc: Pc) -> None:
    application = complete_pc.hall.application
    complete_pc.attach(application, "M-HEALTH")
    assert shown(complete_pc, application, "M-HEALTH").status == "scanned"
    assert set(complete_pc.accept(application).deferrals) == {"M-DRAINT"}


def test_a_due_day_that_has_passed_before_the_acceptance_is_lacking(complete_pc: Pc) -> None:
    hall = complete_pc.hall
    assert lacking(complete_pc, hall.application) == []
    hall.wall += 7 * DAY_MS
    assert lacking(complete_pc, hall.application) == [
        ("deferral.due_day", "M-HEALTH"),
        ("deferral.due_day", "M-DRAINT"),
    ]


def test_after_the_acceptance_nothing_more_is_deferred(accepted_pc: Pc) -> None:
    application = accepted_pc.hall.application
    assert codes(defer(accepted_pc, application, "M-FIREP")) == ["application.already_accepted"]
    back = deferring.take_back(accepted_pc.session, accepted_pc.desk, application, material="M-HEALTH")
    assert codes(back) == ["application.already_accepted"]
    assert set(accepted_pc.state(application).deferrals) == {"M-HEALTH", "M-DRAINT"}


def test_an_unknown_application_is_refused(pc: Pc) -> None:
    refusal = deferring.take_back(pc.session, pc.desk, "nobody", material="M-HEALTH")
    assert codes(refusal) == ["application.unknown"]
    assert pc.store.views.search("") == () and pc.kinds("nobody") == []
