"""What becomes of a form under another catalog, or with other items: every kind of change, and no value touched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from forms.catalog.model import CaseType, Catalog, Deferrable, Material, Offer, Policy, Term
from forms.elements.element import Constraint, DataElement, ElementKind, Label, Option
from forms.elements.reading import edit_text, read, show
from forms.rulebook import Rulebook
from forms.unify.carried import carried
from forms.unify.moved import Aspect, FormDiff, FormVersion, form_diff
from forms.values import Value, Values

DAY = "2026-11-23"
ITEMS = ("BIZ-IND", "FOOD-LIC", "SIGN")
VALUES: Values = {
    "ap_name": "张建国",
    "shop_name": "老张饭店",
    "prem_area": "86.5",
    "prem_right": "lease",
    "prem_lease_end": "2029-06-30",
    "sign_type": "门头招牌",
}


def version(
    catalog: Catalog, values: Values, items: Sequence[str] = ITEMS, answers: Mapping[str, bool] | None = None
) -> FormVersion:
    rules, answers = Rulebook(catalog, catalog_id=catalog.version), answers or {}
    known = [item for item in items if item in catalog.items]
    if not known:
        known = [next(iter(catalog.items))]
    return FormVersion(
        catalog=catalog,
        form=rules.form(known, answers),
        now=rules.form_now(known, answers, values),
        lacks=rules.field_lacks(known, answers, values, today=DAY),
    )


def compared(old: Catalog, new: Catalog, values: Values = VALUES, items: Sequence[str] = ITEMS) -> FormDiff:
    return form_diff(version(old, values, items), version(new, values, items), values=values, day=DAY)


def with_element(catalog: Catalog, name: str, **changes: Any) -> Catalog:
    element = replace(catalog.elements[name], **changes)
    return replace(catalog, elements={**catalog.elements, name: element})


def with_item(catalog: Catalog, name: str, **changes: Any) -> Catalog:
    return replace(catalog, items={**catalog.items, name: replace(catalog.items[name], **changes)})


def with_material(catalog: Catalog, material: Material) -> Catalog:
    return replace(catalog, materials={**catalog.materials, material.id: material})


def asked_too(catalog: Catalog, item: str, element: DataElement) -> Catalog:
    known = replace(catalog, elements={**catalog.elements, element.id: element})
    return with_item(known, item, own=(*catalog.items[item].own, element.id))


def test_nothing_differs_under_the_same_catalog(hall: Catalog) -> None:
    assert compared(hall, hall).is_empty
    assert compared(hall, replace(hall, version="later")).is_empty, "another version of what is not asked here"


def test_a_field_that_is_new(hall: Catalog) -> None:
    alias = DataElement(id="shop_alias", label=Label("店铺简称"), kind=ElementKind.TEXT)
    diff = compared(hall, asked_too(hall, "BIZ-IND", alias))
    assert [field.element.id for field in diff.new_fields] == ["shop_alias"]
    assert not diff.gone_fields and not diff.changed_fields and not diff.is_empty


def test_a_field_that_is_gone_keeps_its_answer(hall: Catalog) -> None:
    alias = DataElement(id="shop_alias", label=Label("店铺简称"), kind=ElementKind.TEXT)
    values = {**VALUES, "shop_alias": "老张"}
    (gone,) = compared(asked_too(hall, "BIZ-IND", alias), hall, values).gone_fields
    assert (gone.element.label.zh, gone.value) == ("店铺简称", "老张")
    (empty,) = compared(asked_too(hall, "BIZ-IND", alias), hall).gone_fields
    assert empty.value is None


CHANGES: tuple[tuple[Aspect, str, dict[str, Any]], ...] = (
    (Aspect.LABEL, "shop_name", {"label": Label("字号名称")}),
    (Aspect.KIND, "shop_name", {"kind": ElementKind.MULTILINE}),
    (Aspect.OPTIONS, "prem_right", {"options": (Option(id="lease", label=Label("租用")),)}),
    (Aspect.COLUMNS, "food_mgr", {"columns": ()}),
    (Aspect.UNIT, "prem_area", {"unit": "亩"}),
    (Aspect.LIMITS, "shop_name", {"max_length": 60}),
    (Aspect.LIMITS, "prem_area", {"maximum": "5000"}),
    (Aspect.LIMITS, "prem_area", {"constraints": (Constraint(holds="prem_area > 1", message=Label("太小")),)}),
    (Aspect.REQUIRED, "shop_name", {"required": False}),
    (Aspect.REQUIRED, "shop_name", {"required_if": "prem_right == 'lease'"}),
    (Aspect.CONDITION, "shop_name", {"shown_if": "prem_right == 'lease'"}),
    (Aspect.SOURCE, "shop_name", {"same_as": ("ap_name",)}),
)


@pytest.mark.parametrize(("aspect", "element", "change"), CHANGES, ids=[f"{a}-{e}" for a, e, _ in CHANGES])
def test_a_field_that_is_asked_otherwise(hall: Catalog, aspect: Aspect, element: str, change: dict[str, Any]) -> None:
    (changed,) = compared(hall, with_element(hall, element, **change)).changed_fields
    assert (changed.element.id, changed.aspects) == (element, (aspect,))
    assert changed.value == VALUES.get(element)
    assert changed.before == hall.elements[element]


def test_what_changes_no_answer_is_no_change(hall: Catalog) -> None:
    assert compared(hall, with_element(hall, "shop_name", hint=Label("与招牌一致"), reusable=True)).is_empty


def test_an_answer_that_is_wrong_now(hall: Catalog) -> None:
    diff = compared(hall, with_element(hall, "shop_name", max_length=2))
    (wrong,) = diff.invalid
    assert (wrong.element.id, wrong.value) == ("shop_name", "老张饭店")
    assert wrong.problems[0].element == "shop_name"
    narrow = with_element(hall, "prem_right", options=(Option(id="own", label=Label("自有")),))
    assert [answer.element.id for answer in compared(hall, narrow).invalid] == ["prem_right"]


def test_an_answer_that_was_wrong_already_is_not_wrong_now(hall: Catalog) -> None:
    values = {**VALUES, "prem_area": {"raw": "约八十"}}
    assert not compared(hall, with_element(hall, "prem_area", maximum="5000"), values).invalid


@pytest.mark.parametrize("kind", list(ElementKind))
def test_an_answer_of_another_kind_is_said_or_still_read(hall: Catalog, kind: ElementKind) -> None:
    """Nothing raises, whatever a kind becomes; what cannot be an answer of the new kind is listed."""
    later = with_element(hall, "shop_name", kind=kind, options=(), columns=())
    diff = compared(hall, later)
    if kind is not ElementKind.TEXT:
        assert [change.element.id for change in diff.changed_fields] == ["shop_name"]
    is_read = read(later.elements["shop_name"], "老张饭店") == "老张饭店"
    assert (not diff.invalid) == is_read, diff.invalid
    assert show(later.elements["shop_name"], "老张饭店", language="zh_CN") == "老张饭店"


ODD: tuple[Value, ...] = (6, True, ["a1"], {"from": "2026-01-01", "to": ""}, {"1": {"c": "x"}}, {"raw": "约八十"})


@pytest.mark.parametrize("kind", list(ElementKind))
@pytest.mark.parametrize("value", ODD, ids=str)
def test_any_answer_may_meet_any_kind(hall: Catalog, kind: ElementKind, value: Value) -> None:
    """Whatever was stored, comparing raises nothing and the answer is in what is told of the field."""
    later = with_element(hall, "prem_right", kind=kind)
    values = {**VALUES, "prem_right": value}
    diff = compared(hall, later, values)
    told = [*(change.value for change in diff.changed_fields), *(wrong.value for wrong in diff.invalid)]
    assert kind is ElementKind.ONE_OF or value in told
    moved = carried({"prem_right": value}, old=hall.elements, new=later.elements)
    assert moved.patch["prem_right"] is not None


def test_a_condition_that_hides_an_answer(hall: Catalog) -> None:
    diff = compared(hall, with_element(hall, "sign_type", shown_if="prem_right == 'own'"))
    assert [(hidden.element.id, hidden.value) for hidden in diff.hidden_fields] == [("sign_type", "门头招牌")]
    assert compared(hall, with_element(hall, "sign_type", shown_if="prem_right == 'lease'")).hidden_fields == ()


def test_materials_that_are_new_gone_or_may_no_longer_wait(hall: Catalog) -> None:
    food = hall.items["FOOD-LIC"]
    extra = Material(id="M-EXTRA", name=Label("平面布局图"))
    more = with_item(with_material(hall, extra), "FOOD-LIC", main=(*food.main, "M-EXTRA"))
    assert [need.material for need in compared(hall, more).new_materials] == ["M-EXTRA"]
    assert [need.material for need in compared(more, hall).gone_materials] == ["M-EXTRA"]
    health = next(entry for entry in food.deferrable if entry.material == "M-HEALTH")
    rest = tuple(entry for entry in food.deferrable if entry is not health)
    sooner = with_item(hall, "FOOD-LIC", deferrable=(*rest, Deferrable(material="M-HEALTH", days=health.days - 1)))
    (changed,) = compared(hall, sooner).changed_materials
    assert (changed.material, changed.days_before, changed.days) == ("M-HEALTH", health.days, health.days - 1)
    decisive = with_item(hall, "FOOD-LIC", deferrable=rest, main=(*food.main, "M-HEALTH"))
    (changed,) = compared(hall, decisive).changed_materials
    assert (changed.aspects, changed.days) == ((Aspect.DEFERRAL,), 0)
    renamed = with_material(hall, replace(hall.materials["M-HEALTH"], name=Label("健康证")))
    (changed,) = compared(hall, renamed).changed_materials
    assert (changed.aspects, changed.name.zh) == ((Aspect.LABEL,), "健康证")


def test_a_material_that_a_condition_no_longer_needs(hall: Catalog) -> None:
    later = with_material(hall, replace(hall.materials["M-HEALTH"], needed_if="prem_right == 'own'"))
    assert [need.material for need in compared(hall, later).gone_materials] == ["M-HEALTH"]


def test_promised_days_that_change(hall: Catalog) -> None:
    assert hall.items["FOOD-LIC"].case_type is CaseType.PROMISED
    (days,) = compared(hall, with_item(hall, "FOOD-LIC", promised=Term(days=3))).days
    assert (days.item, days.before, days.promised.days) == ("FOOD-LIC", hall.items["FOOD-LIC"].promised, 3)


@pytest.mark.parametrize(
    ("policy", "closed"),
    [
        (Policy(offer=Offer.CLOSED), True),
        (Policy(offer=Offer.CLOSING, until="2026-11-22"), True),
        (Policy(offer=Offer.CLOSING, until=DAY), False),
    ],
)
def test_items_that_close(hall: Catalog, policy: Policy, closed: bool) -> None:
    (offer,) = compared(hall, with_item(hall, "SIGN", policy=policy)).offers
    assert (offer.item, offer.closed, offer.policy) == ("SIGN", closed, policy)


def test_items_that_the_later_catalog_does_not_know(hall: Catalog) -> None:
    without = replace(hall, items={name: item for name, item in hall.items.items() if name != "SIGN"})
    diff = compared(hall, without)
    assert diff.lost_items == ("SIGN",)
    assert "sign_type" in {gone.element.id for gone in diff.gone_fields}


def test_dropping_an_item_is_the_same_comparison(hall: Catalog) -> None:
    diff = form_diff(version(hall, VALUES), version(hall, VALUES, ITEMS[:2]), values=VALUES, day=DAY)
    gone = {answer.element.id: answer.value for answer in diff.gone_fields}
    assert gone["sign_type"] == "门头招牌" and "ap_name" not in gone
    assert not diff.changed_fields and not diff.lost_items and not diff.days


OPTIONS = (Option(id="a1", label=Label("合伙", "Partnership")), Option(id="a2", label=Label("独资", "Sole")))
SAMPLE = DataElement(id="x", label=Label("形式", "Form"), kind=ElementKind.ONE_OF, options=OPTIONS)


def test_typing_is_read_again_by_its_words_not_by_its_codes() -> None:
    renumbered = replace(SAMPLE, options=(Option(id="b7", label=Label("合伙")),))
    assert carried({"x": "a1"}, old={"x": SAMPLE}, new={"x": renumbered}).patch == {"x": "b7"}
    as_text = replace(SAMPLE, kind=ElementKind.TEXT, options=())
    assert carried({"x": "a1"}, old={"x": SAMPLE}, new={"x": as_text}).patch == {"x": "合伙"}


def test_typing_that_cannot_be_read_is_kept_and_said() -> None:
    as_day = replace(SAMPLE, kind=ElementKind.DATE, options=())
    moved = carried({"x": "a2", "y": None}, old={"x": SAMPLE}, new={"x": as_day})
    assert moved.patch == {"x": {"raw": "独资"}, "y": None}
    assert [(told.code, told.params["text"]) for told in moved.told] == [("catalog.typed_unreadable", "独资")]


def test_typing_into_a_field_that_is_gone_is_kept_and_said() -> None:
    moved = carried({"x": "a1"}, old={"x": SAMPLE}, new={})
    assert moved.patch == {"x": "a1"}
    assert [(told.code, told.element, told.params["text"]) for told in moved.told] == [
        ("catalog.typed_gone", "x", "合伙")
    ]


def test_typing_under_the_same_definition_stays_as_it_is() -> None:
    relabelled = replace(SAMPLE, label=Label("组织形式"))
    moved = carried({"x": "a1"}, old={"x": SAMPLE}, new={"x": relabelled})
    assert (moved.patch, moved.told) == ({"x": "a1"}, ())


KINDS = [replace(SAMPLE, kind=kind, options=OPTIONS) for kind in ElementKind if kind is not ElementKind.TABLE]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(before=st.sampled_from(KINDS), after=st.sampled_from(KINDS), text=st.text(max_size=30))
def test_no_typing_is_dropped_between_any_two_kinds(before: DataElement, after: DataElement, text: str) -> None:
    typed: Value | None = read(before, text)
    moved = carried({"x": typed}, old={"x": before}, new={"x": after})
    assert (moved.patch["x"] is None) == (typed is None)
    if isinstance(moved.patch["x"], dict) and set(moved.patch["x"]) == {"raw"} and typed is not None:
        assert moved.patch["x"]["raw"] == edit_text(before, typed)
