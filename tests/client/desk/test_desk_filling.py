"""Filling the unified form: what is typed survives, what is saved becomes facts, and the view says what is lacking."""

from __future__ import annotations

import pytest

from client.desk import filling, moving
from client.desk.editor_view import EditorView, FieldView, SectionView
from forms.journal.state import FieldValue
from forms.message import message
from tests.client.desk.desk_hall import CREDIT_CODE, DAY, Hall, Pc, codes, done
from tests.support.accepted_papers import RESTAURANT_TYPED

NAME = {"shop_name": "张三丰家常菜馆"}


def view(pc: Pc, application: str, **texts: str) -> EditorView:
    return filling.editor_view(pc.desk, application, pc.typed(texts))


def section(shown: EditorView, name: str) -> SectionView:
    return next(section for section in shown.sections if section.id == name)


def field(shown: EditorView, element: str) -> FieldView:
    return next(field for part in shown.sections for field in part.fields if field.element.id == element)


def draft(pc: Pc, application: str) -> dict[str, object]:
    return dict(moving.typing_of(pc.session, pc.desk, application).patch)


# What is typed


def test_unsaved_typing_survives_a_restart(pc: Pc) -> None:
    application = pc.begin()
    patch = {**pc.typed({**NAME, "prem_area": "八十六"}), "ap_phone": None}
    wall = filling.autosave(pc.session, pc.desk, application, patch)
    pc.reopen()
    assert draft(pc, application) == {
        "shop_name": "张三丰家常菜馆",
        "prem_area": {"raw": "八十六"},
        "ap_phone": None,
    }
    stored = pc.store.drafts.load(application, "wangfang")
    assert stored is not None and stored.saved_wall == wall and stored.catalog == pc.desk.current_catalog()
    assert pc.kinds(application) == ["application_opened"] and pc.state(application).values == {}


def test_a_draft_belongs_to_its_clerk(pc: Pc) -> None:
    application = pc.begin()
    filling.autosave(pc.session, pc.desk, application, NAME)
    other = pc.sign_in("zhaolei")
    assert moving.typing_of(other, pc.desk, application).patch == {}


def test_the_newest_autosave_counts(pc: Pc) -> None:
    application = pc.begin()
    for text in ("张", "张三", "张三丰"):
        filling.autosave(pc.session, pc.desk, application, {"ap_name": text})
    assert draft(pc, application) == {"ap_name": "张三丰"}


def test_autosave_wakes_nobody(pc: Pc) -> None:
    application = pc.begin()
    wakes = pc.wakes
    filling.autosave(pc.session, pc.desk, application, NAME)
    assert pc.wakes == wakes
    assert pc.kinds(application) == ["application_opened"]


# Saving


def test_saving_turns_typing_into_one_operation_and_ends_the_draft(pc: Pc) -> None:
    application = pc.begin()
    pc.fill(application, {**NAME, "prem_area": "86.5"})
    patch = pc.typed({**NAME, "prem_area": "90", "emp_count": "6"})
    filling.autosave(pc.session, pc.desk, application, patch)
    state = done(filling.save(pc.session, pc.desk, application, patch))
    operation = pc.last_operation(application)
    assert operation.kind == "fields_filled" and set(operation.body["values"]) == {"prem_area", "emp_count"}
    assert (operation.day, operation.actor) == (DAY, pc.session.actor)
    assert state.values["prem_area"].value == patch["prem_area"]
    assert draft(pc, application) == {}
    pc.reopen()
    assert pc.state(application) == state


def test_saving_what_is_already_there_is_no_operation_but_ends_the_draft(pc: Pc) -> None:
    application = pc.begin()
    pc.fill(application, NAME)
    before = pc.kinds(application)
    filling.autosave(pc.session, pc.desk, application, NAME)
    pc.fill(application, NAME)
    assert pc.kinds(application) == before and draft(pc, application) == {}


def test_a_field_can_be_emptied(pc: Pc) -> None:
    application = pc.begin()
    pc.fill(application, NAME)
    state = done(filling.save(pc.session, pc.desk, application, {"shop_name": None}))
    assert "shop_name" not in state.values
    assert field(view(pc, application), "shop_name").value is None


def test_when_saving_is_refused_the_typing_stays(complete_pc: Pc) -> None:
    application = complete_pc.hall.application
    complete_pc.accept(application)
    filling.autosave(complete_pc.session, complete_pc.desk, application, NAME)
    refusal = filling.save(complete_pc.session, complete_pc.desk, application, {"shop_name": "新店名"})
    assert codes(refusal) == ["application.already_accepted"]
    assert draft(complete_pc, application) == dict(NAME)


def test_what_another_window_changed_since_the_typing_began_is_a_conflict(hall: Hall) -> None:
    """Neither value is lost, whoever saves last: the typing began over the old one."""
    here, there = hall.pc("03"), hall.pc("04")
    there.sign_in("zhaolei")
    application = here.begin()
    here.fill(application, {**NAME, "prem_area": "86.5"})
    here.sync()
    there.sync()
    typed = there.typed({"shop_name": "赵家菜馆", "emp_count": "6"})
    filling.autosave(there.session, there.desk, application, typed)
    began_at = there.state(application).rev
    here.fill(application, {"shop_name": "张家菜馆"})
    here.sync()
    there.sync()
    assert there.state(application).rev > began_at
    filling.autosave(there.session, there.desk, application, typed)
    state = done(filling.save(there.session, there.desk, application, typed))
    assert there.last_operation(application).base_rev == began_at
    assert state.values["shop_name"].value == "张家菜馆" and state.values["emp_count"].value == typed["emp_count"]
    assert [kept.value for kept in state.conflicts["shop_name"]] == ["赵家菜馆"]
    assert view(there, application).lacks[0] == message("conflict.open", element="shop_name")
    there.sync()
    here.sync()
    assert here.state(application) == there.state(application)


def test_who_typed_over_the_newest_value_changes_it(hall: Hall) -> None:
    here, there = hall.pc("03"), hall.pc("04")
    there.sign_in("zhaolei")
    application = here.begin()
    here.fill(application, NAME)
    here.sync()
    there.sync()
    state = there.fill(application, {"shop_name": "赵家菜馆"})
    assert state.values["shop_name"].value == "赵家菜馆" and state.conflicts == {}


# The view


def test_the_view_shows_typing_over_what_is_saved(pc: Pc) -> None:
    application = pc.begin()
    pc.fill(application, NAME)
    shown = view(pc, application, shop_name="新店名")
    assert field(shown, "shop_name").value == "新店名" and pc.state(application).values["shop_name"].value != "新店名"
    emptied = filling.editor_view(pc.desk, application, {"shop_name": None})
    assert field(emptied, "shop_name").value is None
    assert (shown.title, shown.day) == ("开饭店", DAY)


def test_the_same_fact_is_not_asked_twice(pc: Pc) -> None:
    application = pc.begin()
    shown = view(pc, application, ap_name="张三丰", ap_phone="13912345678")
    legal = field(shown, "legal_rep")
    assert (legal.value, legal.source, legal.source_label) == ("张三丰", "same_as", "申请人姓名")
    assert field(shown, "org_phone").value == "13912345678"
    own = field(view(pc, application, ap_name="张三丰", legal_rep="李四"), "legal_rep")
    assert (own.value, own.source, own.source_label) == ("李四", "", "")
    assert field(view(pc, application), "legal_rep").source == ""


def test_who_asks_for_a_field_is_said(pc: Pc) -> None:
    shown = view(pc, pc.begin())
    assert field(shown, "prem_addr").items == ("营业执照", "食品许可", "消防", "门头", "排水")
    assert field(shown, "seal_kinds").items == ("公章",)
    assert (section(shown, "SEAL").label.zh, section(shown, "SEAL").short.zh) == ("公章刻制备案", "公章")


def test_what_another_case_will_produce_is_awaited_and_nobody_types_it(pc: Pc) -> None:
    uscc = field(view(pc, pc.begin()), "uscc")
    assert (uscc.awaited_from, uscc.required, uscc.value, uscc.problems) == ("营业执照", False, None, ())
    assert all(lack.element != "uscc" for lack in view(pc, pc.begin()).lacks)


def test_a_result_fills_what_was_awaited_and_says_where_it_came_from(accepted_pc: Pc) -> None:
    application = accepted_pc.hall.application
    assert field(view(accepted_pc, application), "uscc").awaited_from == "营业执照"
    accepted_pc.hall.issue_licence(application)
    accepted_pc.sync()
    uscc = field(view(accepted_pc, application), "uscc")
    assert (uscc.value, uscc.awaited_from) == (CREDIT_CODE, "")
    assert (uscc.source, uscc.source_label) == ("case", "营业执照")


@pytest.mark.parametrize(
    ("element", "text", "code"),
    [
        ("ap_id_no", "110105194912310021", "element.identity.check"),
        ("ap_phone", "1391234567", "element.phone.short"),
        ("prem_area", "八十六", "element.number.unreadable"),
        ("prem_lease_end", "2026-02-30", "element.date.no_day"),
    ],
)
def test_a_wrong_value_is_kept_and_its_problem_named_at_the_field(pc: Pc, element: str, text: str, code: str) -> None:
    application = pc.begin()
    typed = {"ap_id_type": "居民身份证", "prem_right": "租赁", element: text}
    pc.fill(application, typed)
    shown = field(view(pc, application), element)
    assert shown.value == pc.typed(typed)[element] and shown.problems
    assert [(problem.code, problem.element) for problem in shown.problems] == [(code, element)]
    lacks = view(pc, application).lacks
    assert all(problem in lacks for problem in shown.problems), "it may be saved, not accepted"


def test_a_condition_shows_a_field_and_makes_it_required(pc: Pc) -> None:
    application = pc.begin()
    hidden = field(view(pc, application), "deliv_addr")
    asked = field(view(pc, application, deliv_mode="快递寄送"), "deliv_addr")
    assert (hidden.shown, hidden.required) == (False, False)
    assert (asked.shown, asked.required) == (True, True)


def test_a_section_counts_what_is_done_of_what_is_wanted(pc: Pc) -> None:
    application = pc.begin()
    empty = section(view(pc, application), "P")
    assert (empty.done, empty.wanted) == (0, 5)
    some = section(view(pc, application, ap_name="张三丰", ap_phone="1391234567"), "P")
    assert (some.done, some.wanted) == (1, 5), "a wrong number is not done"
    organisation = section(view(pc, application, **RESTAURANT_TYPED), "O")
    assert (organisation.done, organisation.wanted) == (5, 5), "what follows counts, what is awaited is not wanted"
    delivery = section(view(pc, application, deliv_mode="快递寄送"), "D")
    assert (delivery.done, delivery.wanted) == (1, 4), "an answer that asks for more makes more wanted"


def test_all_lacks_come_in_the_order_of_the_screen(pc: Pc) -> None:
    shown = view(pc, pc.begin())
    fields = [field.element.id for part in shown.sections for field in part.fields]
    materials = [material.material for material in shown.materials]
    lacking = [lack.element or lack.material for lack in shown.lacks]
    assert lacking == sorted(lacking, key=[*fields, *materials].index)
    assert (lacking[0], lacking[-1]) == ("ap_name", "M-DRAINT")


def test_an_accepted_application_lacks_nothing(accepted_pc: Pc) -> None:
    shown = view(accepted_pc, accepted_pc.hall.application)
    assert shown.lacks == ()
    assert {m.material: m.status for m in shown.materials if m.status == "deferred"} == {
        "M-HEALTH": "deferred",
        "M-DRAINT": "deferred",
    }


def test_typing_over_a_state_is_only_a_look(pc: Pc) -> None:
    state = pc.state(pc.begin())
    typed = filling.typed_over(state, {"ap_name": "张三丰", "ap_phone": None})
    assert typed.values == {"ap_name": FieldValue(value="张三丰", device="", rev=0)} and state.values == {}
