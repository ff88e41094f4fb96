"""Two windows filled a field differently: the editor shows both values and whose they are; saving one settles it."""

from __future__ import annotations

import pytest

from client.desk import accepting, choosing, filling, moving
from client.desk.editor_view import FieldView
from client.desk.rivals import Rival
from client.desk.settling import settle
from tests.client.desk.desk_hall import Hall, Pc, codes, done

SHOP = "shop_name"
HERE = Rival(value="甲店", own=True)
THERE = Rival(value="乙店", own=False, window="04", clerk="赵磊")


@pytest.fixture
def windows(complete_hall: Hall) -> tuple[Pc, Pc]:
    """Window 03, whose value is in force, and window 04."""
    first, second = complete_hall.pc(), complete_hall.pc("04")
    second.sign_in("zhaolei")
    first.sync()
    second.sync()
    first.fill(complete_hall.application, {SHOP: "甲店"})
    second.fill(complete_hall.application, {SHOP: "乙店"})
    for pc in (first, second, first):
        pc.sync()
    return first, second


def field(pc: Pc, **typed: str | None) -> FieldView:
    shown = filling.editor_view(pc.desk, pc.hall.application, typed)
    return next(one for section in shown.sections for one in section.fields if one.element.id == SHOP)


def lacks(pc: Pc, **typed: str | None) -> list[str]:
    return [lack.code for lack in filling.editor_view(pc.desk, pc.hall.application, typed).lacks]


def test_each_window_sees_both_values_and_whose_they_are(windows: tuple[Pc, Pc]) -> None:
    first, second = windows
    assert field(first).rivals == (HERE, THERE)
    there = Rival(value="甲店", own=False, window="03", clerk="王芳")
    assert field(second).rivals == (there, Rival(value="乙店", own=True))
    assert [problem.code for problem in field(first).problems] == ["conflict.open"]
    assert lacks(first) == ["conflict.open"]
    assert codes(accepting.accept(first.session, first.desk, first.hall.application, {})) == ["conflict.open"]


def test_an_emptied_field_is_a_value_too(windows: tuple[Pc, Pc]) -> None:
    first, second = windows
    done(settle(first.session, first.desk, first.hall.application, element=SHOP, value="丙店"))
    done(filling.save(second.session, second.desk, second.hall.application, {SHOP: None}))
    for pc in (first, second, first):
        pc.sync()
    assert [rival.value for rival in field(first).rivals] == ["丙店", None]


@pytest.mark.parametrize("value", ["甲店", "乙店", "丙店", None])
def test_saving_a_value_settles_together_with_all_that_was_typed(windows: tuple[Pc, Pc], value: str | None) -> None:
    first, second = windows
    patch = {SHOP: value, "ap_name": "张四"}
    assert "conflict.open" not in lacks(first, **patch)
    assert field(first, **patch).rivals == (HERE, THERE)
    filling.autosave(first.session, first.desk, first.hall.application, patch)
    done(filling.save(first.session, first.desk, first.hall.application, patch))
    assert first.kinds(first.hall.application)[-2:] == ["conflict_settled", "fields_filled"]
    assert moving.typing_of(first.session, first.desk, first.hall.application).patch == {}
    first.sync()
    second.sync()
    for pc in windows:
        held = pc.state(pc.hall.application).values.get(SHOP)
        assert (held.value if held else None, field(pc).rivals) == (value, ())
    assert first.store.journal.digests() == second.store.journal.digests()


def test_accepting_settles_with_what_was_typed_last(windows: tuple[Pc, Pc]) -> None:
    first, _ = windows
    plan = accepting.plan(first.session, first.desk, first.hall.application, {SHOP: "丙店"})
    assert isinstance(plan, accepting.Acceptance)
    state = first.accept(first.hall.application, {SHOP: "丙店"})
    assert (state.values[SHOP].value, state.conflicts) == ("丙店", {})


def test_a_conflict_over_a_field_that_nothing_asks_for_stops_nobody(windows: tuple[Pc, Pc]) -> None:
    first, _ = windows
    rules = first.desk.rules(first.desk.current_catalog())
    without = next(item for item in rules.source.items if SHOP not in rules.asked_elements((item,), {}))
    done(choosing.choose_items(first.session, first.desk, first.hall.application, items=(without,), answers={}))
    assert SHOP in first.state(first.hall.application).conflicts
    assert "conflict.open" not in lacks(first)
