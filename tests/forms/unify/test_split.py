"""What each department receives is what its own form would have given, for any items and whatever was answered."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from msgspec.structs import replace

from forms.catalog.model import Catalog
from forms.catalog.source import read_source
from forms.elements.element import DataElement, ElementKind
from forms.rulebook import Rulebook
from forms.unify.compiled_form import CompiledForm, FormNow
from forms.unify.split import ItemForm, split
from forms.unify.unified_form import UnifiedForm
from forms.unify.unify import unify
from forms.values import Value, Values, is_empty, raw

pytestmark = pytest.mark.slow

ALL = read_source(Path(__file__).parents[3] / "resources/catalog")
RESTAURANT = ("BIZ-IND", "SEAL", "FOOD-LIC", "FIRE-OPEN", "SIGN", "DRAIN")
DAYS = ("2026-01-01", "2026-12-31")
PLAIN: dict[ElementKind, tuple[Value, ...]] = {
    ElementKind.INTEGER: (0, 1, 5),
    ElementKind.DECIMAL: ("0.5", "80", "12000"),
    ElementKind.MONEY: ("0", "500", "100000.50"),
    ElementKind.DATE: DAYS,
    ElementKind.DATETIME: ("2026-01-01T09:00",),
    ElementKind.DATE_RANGE: ({"from": DAYS[0], "to": DAYS[1]},),
    ElementKind.YES_NO: (True, False),
    ElementKind.TABLE: ({"1": {"name": "甲"}, "2": {"name": "乙"}}, {}),
}


def values_of(element: DataElement) -> tuple[Value | None, ...]:
    options = tuple(option.id for option in element.options)
    several: tuple[Value, ...] = (list(options[:1]), list(options))
    texts = options or PLAIN.get(element.kind, ("甲", "13812345678"))
    plain = several if element.kind is ElementKind.SEVERAL_OF else texts
    return (*plain, *plain, raw("?"), "", None)


@st.composite
def filled(draw: DrawFn) -> tuple[tuple[str, ...], dict[str, bool], dict[str, Value]]:
    """Some items, answers to their questions, and values of any of their fields or of a dropped item's."""
    items = tuple(draw(st.lists(st.sampled_from(sorted(ALL.items)), min_size=1, max_size=7, unique=True)))
    answers = draw(st.dictionaries(st.sampled_from(sorted(ALL.situations)), st.booleans(), max_size=6))
    form = unify(ALL, items=items, answers={**answers, ALL.agent_situation: True})
    asked = [field.element for field in form.fields()]
    spare = ALL.elements[draw(st.sampled_from(sorted(ALL.elements)))]
    chosen = draw(st.lists(st.sampled_from([*asked, spare]), unique_by=lambda element: element.id, max_size=40))
    given = {element.id: draw(st.sampled_from(values_of(element))) for element in chosen}
    return items, answers, {name: value for name, value in given.items() if value is not None}


def now(form: UnifiedForm, catalog: Catalog, values: Values, answers: dict[str, bool]) -> FormNow:
    return CompiledForm(form, catalog).now(values, answers)


def assert_as_alone(part: ItemForm, values: Values, answers: dict[str, bool]) -> None:
    """`values` are what the clerk saw in the unified form; with these the item's own form is filled in."""
    own = unify(ALL, items=[part.item], answers=answers)
    alone = now(own, ALL, values, answers)
    awaited = {field.element.id for field in part.fields if field.awaited_from}
    assert {field.element.id for field in part.fields} == alone.shown
    assert part.required == alone.required - awaited
    for name in alone.shown - awaited:
        held = alone.values.get(name)
        assert part.values.get(name) == (None if is_empty(held) else held)
    assert all(part.values[name] == values[name] for name in awaited & part.values.keys())
    assert {replace(need, awaited_from="").material: replace(need, awaited_from="") for need in part.materials} == {
        need.material: need for need in alone.materials
    }


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(case=filled())
def test_each_department_receives_what_its_own_form_would_have_given(
    case: tuple[tuple[str, ...], dict[str, bool], dict[str, Value]],
) -> None:
    items, answers, values = case
    form = unify(ALL, items=items, answers=answers)
    unified = now(form, ALL, values, answers)
    parts = split(form, unified)
    assert tuple(parts) == items
    for item, part in parts.items():
        assert part.item == item
        assert_as_alone(part, unified.values, answers)
    assert {f.element.id for part in parts.values() for f in part.fields} == unified.shown
    assert {n.material for part in parts.values() for n in part.materials} == {n.material for n in unified.materials}


def test_what_another_item_produces_is_awaited_from_it(hall: Catalog) -> None:
    form = unify(hall, items=RESTAURANT, answers={})
    part = split(form, now(form, hall, {}, {}))["FOOD-LIC"]
    awaited = {field.element.id: field.awaited_from for field in part.fields if field.awaited_from}
    assert awaited == {"uscc": "BIZ-IND"} and "uscc" not in part.required
    licence = next(need for need in part.materials if need.material == "M-BL")
    assert (licence.items, licence.awaited_from) == (("FOOD-LIC",), "BIZ-IND")
    arrived = split(form, now(form, hall, {"uscc": "91350100M000100Y43"}, {}))["FOOD-LIC"]
    assert arrived.values["uscc"] == "91350100M000100Y43"


def test_a_fact_that_only_another_item_asks_for_is_handed_on(hall: Catalog) -> None:
    form = unify(hall, items=RESTAURANT, answers={})
    parts = split(form, now(form, hall, {"shop_name": "老张饭店"}, {}))
    assert "shop_name" not in {field.element.id for field in parts["SEAL"].fields}
    assert parts["SEAL"].values == {"org_name": "老张饭店"}


def test_nobody_learns_of_the_others(hall: Catalog) -> None:
    form = unify(hall, items=RESTAURANT, answers={})
    for item, part in split(form, now(form, hall, {}, {})).items():
        assert {name for field in part.fields for name in field.items} == {item}
        for need in part.materials:
            assert {*need.items, *need.decisive_for, *(name for name, _ in need.deferrable_for)} == {item}


def test_the_cases_of_an_application_are_its_parts(hall: Catalog) -> None:
    rules, values = Rulebook(hall, catalog_id="x"), {"prem_right": "lease", "fire_commit": True}
    form = rules.form(RESTAURANT, {})
    parts = split(form, rules.form_now(RESTAURANT, {}, values))
    for case in rules.cases(RESTAURANT, {}, values, day="2026-09-21"):
        part = parts[case.item]
        assert case.needs_elements == tuple(field.element.id for field in part.fields)
        assert case.needs_materials == tuple(need.material for need in part.materials)
