"""Choosing: search, what a choice means before it is made, and the application's beginning."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from client.desk import choosing, filling
from client.desk.choosing import ChoicePreview
from forms.journal.state import ApplicationStatus
from tests.client.desk.desk_hall import ANSWERS, DAY, ITEMS, THEME, Pc, codes, done, said

UNANSWERED: Mapping[str, bool] = {}
AGENTS_FIELDS = ("ag_name", "ag_id_no", "ag_phone")


def preview(
    pc: Pc, *, theme: str = "", items: tuple[str, ...] = (), answers: Mapping[str, bool] = UNANSWERED
) -> ChoicePreview:
    return choosing.preview(pc.desk, theme=theme, items=items, answers=answers)


@pytest.mark.parametrize("query", ["kfd", " KFD ", "ｋｆｄ", "开饭店", "饭店", "饭 店", "kaifandian"])
def test_a_theme_is_found_however_it_is_typed(pc: Pc, query: str) -> None:
    (hit,) = choosing.find(pc.desk, query)
    assert (hit.id, hit.is_theme) == (THEME, True)


def test_what_nobody_offers_is_not_found(pc: Pc) -> None:
    assert choosing.find(pc.desk, "造火箭") == ()


def test_the_areas_are_those_of_the_hall_and_narrow_the_search(pc: Pc) -> None:
    assert choosing.areas(pc.desk) == ("不动产登记", "商事登记", "民生事务(含公积金)", "社会事务", "工程建设")
    estate = [hit.id for hit in choosing.find(pc.desk, "", area="不动产登记")]
    assert {"RE-TRANSFER", "RE-MORTGAGE", "RE-MTG-CANCEL", "RE-QUERY", "RE-FIRST"} <= set(estate)
    assert choosing.find(pc.desk, "kfd", area="不动产登记") == ()
    assert [hit.id for hit in choosing.find(pc.desk, "kfd", area="社会事务")] == [THEME], "some of its items are there"


def test_before_it_is_chosen_a_theme_says_what_it_saves(pc: Pc) -> None:
    full = preview(pc, theme=THEME, answers=ANSWERS)
    assert (full.title, full.items) == ("开饭店", ITEMS)
    assert (full.fields_unified, full.fields_separate) == (41, 116)
    assert (full.materials_distinct, full.materials_listed) == (17, 30)
    assert (full.promised_days, full.instant, full.fees) == (5, False, ())
    assert full.item_names[0] == "个体工商户设立登记" and full.departments[1] == "公安局"
    assert [asked.id for asked in full.situations] == ["q_open_public", "q_drain_city", "q_agent"]


def test_an_answer_takes_items_out(pc: Pc) -> None:
    small = preview(pc, theme=THEME, answers={"q_open_public": False, "q_drain_city": False})
    assert small.items == ("BIZ-IND", "SEAL", "FOOD-LIC", "SIGN")
    assert (small.fields_unified, small.fields_separate) == (34, 73)
    assert preview(pc, theme=THEME).items == small.items, "unanswered counts as the default of the catalog"


def test_items_can_be_picked_singly(pc: Pc) -> None:
    query = preview(pc, items=("RE-QUERY",))
    assert (query.title, query.items, query.instant, query.promised_days) == ("不动产查询", ("RE-QUERY",), True, 0)
    assert query.fields_unified == query.fields_separate == 10
    two = preview(pc, items=("SEAL", "SIGN"))
    assert (two.title, two.instant, two.promised_days) == ("公章、门头", False, 5)


def test_nothing_chosen_promises_nothing(pc: Pc) -> None:
    nothing = preview(pc)
    assert (nothing.items, nothing.fields_unified, nothing.instant) == ((), 0, False)


@pytest.mark.parametrize("agent", [True, False])
def test_an_agent_brings_fields_and_papers(pc: Pc, agent: bool) -> None:
    application = pc.begin(answers={**ANSWERS, "q_agent": agent})
    view = filling.editor_view(pc.desk, application, {})
    fields = [field.element.id for section in view.sections for field in section.fields]
    assert len(fields) == (41 if agent else 38)
    assert (set(AGENTS_FIELDS) <= set(fields)) is agent
    assert ({"M-POA", "M-AGID"} <= {material.material for material in view.materials}) is agent
    assert (view.overlap.fields_unified, view.overlap.fields_separate) == (41, 116)


def test_an_application_begins_under_the_current_catalog_and_pins_it(pc: Pc) -> None:
    state = done(choosing.open_application(pc.session, pc.desk, theme=THEME, items=(), answers=ANSWERS))
    assert (state.status, state.items, state.catalog) == (ApplicationStatus.INTAKE, ITEMS, pc.desk.current_catalog())
    operation = pc.last_operation(state.id)
    assert (operation.kind, operation.day, operation.actor) == ("application_opened", DAY, pc.session.actor)
    assert choosing.title_of(pc.desk, state) == "开饭店"
    assert pc.wakes == 1


def test_nothing_chosen_begins_nothing(pc: Pc) -> None:
    refusal = choosing.open_application(pc.session, pc.desk, theme="", items=(), answers={})
    assert codes(refusal) == ["items.none_chosen"]
    refusal = choosing.open_application(pc.session, pc.desk, theme="", items=("SEAL", "GONE"), answers={})
    assert codes(refusal) == ["items.unknown"] and "GONE" in said(refusal)
    assert pc.store.views.search("") == () and pc.wakes == 0


def test_items_may_change_and_what_was_typed_stays(pc: Pc) -> None:
    application = pc.begin()
    pc.fill(application, {"shop_name": "张三丰家常菜馆", "drain_m3": "3.5"})
    fewer = done(
        choosing.choose_items(pc.session, pc.desk, application, items=("SEAL", "DRAIN"), answers={"q_agent": True})
    )
    assert (fewer.items, fewer.answers) == (("SEAL", "DRAIN"), {"q_agent": True})
    back = done(choosing.choose_items(pc.session, pc.desk, application, items=ITEMS, answers=ANSWERS))
    assert back.values["shop_name"].value == "张三丰家常菜馆" and "drain_m3" in back.values
    again = done(choosing.choose_items(pc.session, pc.desk, application, items=ITEMS, answers=ANSWERS))
    assert again == back and pc.kinds(application).count("items_chosen") == 2, "the same choice is no new fact"


def test_after_the_acceptance_the_choice_is_made(complete_pc: Pc) -> None:
    application = complete_pc.hall.application
    number = complete_pc.accept(application).receipt_number
    refusal = choosing.choose_items(complete_pc.session, complete_pc.desk, application, items=("SEAL",), answers={})
    assert codes(refusal) == ["application.already_accepted"] and number in said(refusal)
