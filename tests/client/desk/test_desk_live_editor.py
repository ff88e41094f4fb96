"""Between two looks at an editor, what did not change is the very same object; what did is as if looked at anew."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from client.desk import choosing, filling
from client.desk.editor_view import EditorView, FieldView
from client.desk.live_editor import LiveEditors
from client.desk.typed import typed_over
from forms.journal.decide_acceptance import missing
from forms.values import Value, raw
from tests.client.desk.desk_hall import Pc, done
from tests.support.accepted_papers import RESTAURANT_TYPED

ODD: tuple[Value | None, ...] = (None, raw("很多"), True, 1, "", "lease", "resident", "2026-12-31", ["official"], {})


def fields(view: EditorView) -> Iterator[FieldView]:
    return (field for section in view.sections for field in section.fields)


def anew(pc: Pc, application: str, patch: filling.Patch) -> EditorView:
    """The same look by a desk that has not looked before."""
    kept, pc.desk.editors = pc.desk.editors, LiveEditors()
    try:
        return filling.editor_view(pc.desk, application, patch)
    finally:
        pc.desk.editors = kept


def test_after_any_typing_the_view_is_as_if_looked_at_anew(pc: Pc) -> None:
    application = pc.begin()
    chance = random.Random(20261123)
    typed = dict(pc.typed(RESTAURANT_TYPED))
    names = [*typed, "prem_right", "prem_lease_end", "legal_rep", "org_phone", "uscc", "nobody_asks", "fire_commit"]
    patch: dict[str, Value | None] = {}
    for turn in range(120):
        for name in chance.sample(names, chance.randint(0, 3)):
            if chance.random() < 0.2:
                patch.pop(name, None)
            else:
                patch[name] = chance.choice((typed.get(name), chance.choice(ODD)))
        view = filling.editor_view(pc.desk, application, patch)
        assert view == anew(pc, application, patch)
        state = typed_over(pc.state(application), patch)
        assert view.lacks == missing(state, pc.desk.rules(state.catalog), pc.desk.now())
        if turn % 40 == 39:
            done(filling.save(pc.session, pc.desk, application, {n: v for n, v in patch.items() if n != "nobody_asks"}))
            patch = {}


def test_what_did_not_change_is_the_same_object(pc: Pc) -> None:
    application = pc.begin()
    before = filling.editor_view(pc.desk, application, {"prem_right": "own"})
    again = filling.editor_view(pc.desk, application, {"prem_right": "own"})
    assert again.sections is before.sections and again.materials is before.materials and again.lacks is before.lacks
    after = filling.editor_view(pc.desk, application, {"prem_right": "lease"})
    changed = {new.element.id for old, new in zip(fields(before), fields(after), strict=True) if old is not new}
    assert changed == {"prem_right", "prem_lease_end"}
    sections = {new.id for old, new in zip(before.sections, after.sections, strict=True) if old is not new}
    assert sections == {"S"} and after.materials is before.materials
    committed = filling.editor_view(pc.desk, application, {"prem_right": "lease", "fire_commit": True})
    kept = {view.material: view for view in before.materials}
    assert [view.material for view in committed.materials if kept.get(view.material) is not view] == ["M-FIREC"]


def test_saving_leaves_what_looks_as_before(pc: Pc) -> None:
    application = pc.begin()
    patch = pc.typed({"shop_name": "张三丰家常菜馆", "ap_name": "张三丰"})
    before = filling.editor_view(pc.desk, application, patch)
    done(filling.save(pc.session, pc.desk, application, patch))
    after = filling.editor_view(pc.desk, application, {})
    assert after.sections == before.sections
    assert all(new is old for new, old in zip(after.sections, before.sections, strict=True))


def test_other_items_leave_the_fields_that_nobody_else_asks_for(pc: Pc) -> None:
    application = pc.begin()
    before = filling.editor_view(pc.desk, application, {})
    state = pc.state(application)
    items = tuple(item for item in state.items if item != "DRAIN")
    done(choosing.choose_items(pc.session, pc.desk, application, items=items, answers=state.answers))
    after = filling.editor_view(pc.desk, application, {})
    assert after == anew(pc, application, {})
    old = {field.element.id: field for field in fields(before)}
    same = {field.element.id for field in fields(after) if old[field.element.id] is field}
    assert {"ap_name", "seal_kinds"} <= same and "prem_addr" not in same, "the premises are asked by one item less"


@pytest.mark.parametrize("emptied", [None, ""])
def test_emptying_an_overwritten_field_brings_back_its_source(pc: Pc, emptied: Value | None) -> None:
    application = pc.begin()

    def legal(**patch: Value | None) -> tuple[object, ...]:
        view = filling.editor_view(pc.desk, application, {"ap_name": "张三丰", **patch})
        field = next(field for field in fields(view) if field.element.id == "legal_rep")
        return field.value, field.source, field.source_label

    assert legal() == ("张三丰", "same_as", "申请人姓名")
    assert legal(legal_rep="李四") == ("李四", "", "")
    assert legal(legal_rep=emptied) == ("张三丰", "same_as", "申请人姓名")


def test_a_value_that_no_field_shows_is_given_up_with_its_typing(pc: Pc) -> None:
    """A guardian is asked by another item; left over, the name says who applies as long as it is there."""
    application = pc.begin()
    assert filling.editor_view(pc.desk, application, {"guardian": "刘芳"}).applicant == "刘芳"
    done(filling.save(pc.session, pc.desk, application, {"emp_count": 6}))
    assert filling.editor_view(pc.desk, application, {}).applicant == ""
    done(filling.save(pc.session, pc.desk, application, {"guardian": "刘芳"}))
    assert filling.editor_view(pc.desk, application, {}).applicant == "刘芳"
    done(filling.save(pc.session, pc.desk, application, {"guardian": None}))
    assert filling.editor_view(pc.desk, application, {}).applicant == ""
