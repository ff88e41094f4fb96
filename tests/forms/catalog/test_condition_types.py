"""What can never fit together in a condition is found by `catalog check`, each with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from forms.catalog.checks import faults
from forms.catalog.model import Catalog
from forms.elements.element import Constraint, DataElement, ElementKind, Label, Option

OPTIONS = (Option(id="own", label=Label("自有")), Option(id="lease", label=Label("租赁")))


def elements() -> Iterator[DataElement]:
    def made(element: str, kind: ElementKind, **rest: object) -> DataElement:
        return DataElement(id=element, label=Label(element), kind=kind, **rest)  # type: ignore[arg-type]

    yield made("name", ElementKind.TEXT)
    yield made("right", ElementKind.ONE_OF, options=OPTIONS)
    yield made("rights", ElementKind.SEVERAL_OF, options=OPTIONS)
    yield made("area", ElementKind.DECIMAL)
    yield made("price", ElementKind.MONEY, unit="元")
    yield made("exits", ElementKind.INTEGER)
    yield made("net", ElementKind.YES_NO)
    yield made("begun", ElementKind.DATE)
    yield made("ends", ElementKind.DATE)
    yield made("met", ElementKind.DATETIME)
    yield made("period", ElementKind.DATE_RANGE)


def catalog_with(sample: Catalog, **changed: object) -> Catalog:
    """The sample, where one item also asks for an element of every kind, of which `tested` has `changed`."""
    tested = replace(DataElement(id="tested", label=Label("测试"), kind=ElementKind.TEXT), **changed)
    new = {element.id: element for element in (*elements(), tested)}
    item = replace(sample.items["RE-QUERY"], own=(*sample.items["RE-QUERY"].own, *new))
    return replace(sample, elements={**sample.elements, **new}, items={**sample.items, "RE-QUERY": item})


def told(sample: Catalog, **changed: object) -> list[tuple[tuple[str | int, ...], str]]:
    return [(fault.place[2:], fault.message.code) for fault in faults(catalog_with(sample, **changed))]


@pytest.mark.parametrize(
    "text",
    [
        'right == "lease" or right in ["own", "lease"]',
        '"own" in rights and rights.length > 1',
        "area > 50.5 and price * 2 >= 100 and exits - 1 < 3",
        "net and not q_agent",
        'begun < "2026-12-31" and begun <= ends and "2026-01-01" != ends',
        'met >= "2026-12-31T09:00"',
        'period["to"] < "2027-01-01" and period["from"] == begun',
        "days_between(begun, ends) <= 365 and add_months(begun, 12) > ends",
        "name != null and name.length > 3 and not name.is_empty",
        'name =~ "[0-9]+" and name[0:2] == "江州" and "市" in name',
        'right == null or (net ? "own" : "lease") == right',
        '(right ?? "own") == "own" and -area < 0',
        'right == "own"  # a comment',
    ],
)
def test_what_fits_is_accepted(sample: Catalog, text: str) -> None:
    assert told(sample, shown_if=text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('right == "leese"', "catalog.unknown_option"),
        ('"leese" == right', "catalog.unknown_option"),
        ('right in ["own", "leese"]', "catalog.unknown_option"),
        ('right not in ["leese"]', "catalog.unknown_option"),
        ('"leese" in rights', "catalog.unknown_option"),
        ('(net ? "own" : "leese") == right', "catalog.unknown_option"),
        ("right == area", "condition.mismatch"),
        ("right == true", "condition.mismatch"),
        ("right == 1", "condition.mismatch"),
        ('area == "50"', "condition.mismatch"),
        ('net == "yes"', "condition.mismatch"),
        ("begun == met", "condition.mismatch"),
        ("begun < area", "condition.mismatch"),
        ("begun == name", "condition.mismatch"),
        ("rights == right", "condition.mismatch"),
        ('area in ["50"]', "condition.mismatch"),
        ('begun < "next year"', "condition.not_a_day"),
        ('begun == "2026-02-30"', "condition.not_a_day"),
        ('begun in ["2026-01-01", "2026/1/2"]', "condition.not_a_day"),
        ('met < "2026-01-01"', "condition.not_a_day"),
        ('period["to"] == "soon"', "condition.not_a_day"),
        ('days_between("soon", begun) > 3', "condition.not_a_day"),
        ('period["until"] > "2026-01-01"', "condition.range_side"),
        ("name > 3", "condition.not_ordered"),
        ('area > "50"', "condition.not_ordered"),
        ('right < "own"', "condition.not_ordered"),
        ("net >= true", "condition.not_ordered"),
        ("area", "condition.not_boolean"),
        ('"own"', "condition.not_boolean"),
        ("area + 1", "condition.not_boolean"),
        ("null", "condition.not_boolean"),
        ("area and net", "condition.wants_truth"),
        ("not name", "condition.wants_truth"),
        ("right ? net : q_agent", "condition.wants_truth"),
        ("begun + 1 > ends", "condition.wants_number"),
        ("ends - begun > 365", "condition.wants_number"),
        ('name * 2 == "x"', "condition.wants_number"),
        ("rounded(name, 2) > 1", "condition.wants_number"),
        ("days_between(area, begun) > 3", "condition.wants"),
        ("3 in area", "condition.wants"),
        ("name[0] == net", "condition.wants"),
        ("days_between(begun) > 3", "condition.arguments"),
        ('begun < d"2026-01-01"', "condition.foreign"),
        ("[r for r in rights] == rights", "catalog.unknown_name_far"),
        ("name.as_upper == name", "condition.foreign"),
        ("name.length(3) > 1", "condition.foreign"),
        ("exits & 3 == 1", "condition.foreign"),
        ('{"a": exits}["a"] == exits', "condition.foreign"),
        ("nmae != null", "catalog.unknown_name"),
        ("area > ", "condition.unfinished"),
        ("-" * 1500 + "1 > 0", "condition.nested"),
        ("area > 1 or " * 300 + "net", "condition.long"),
    ],
)
@pytest.mark.parametrize("field", ["shown_if", "required_if"])
def test_what_can_never_fit_is_named(sample: Catalog, field: str, text: str, code: str) -> None:
    found = told(sample, **{field: text})
    assert [(place, code) for place, code in found if place == (field,)][:1] == [((field,), code)]
    assert all(place == (field,) for place, _ in found)


def test_everything_wrong_in_one_condition_is_said_at_once(sample: Catalog) -> None:
    codes = [code for _, code in told(sample, shown_if='right == "leese" and area and begun == "soon"')]
    assert codes == ["catalog.unknown_option", "condition.wants_truth", "condition.not_a_day"]


def test_an_unknown_option_lists_those_that_there_are(sample: Catalog) -> None:
    (fault,) = faults(catalog_with(sample, shown_if='"leese" == right'))
    assert fault.place == ("elements", "tested", "shown_if")
    assert fault.message.params["options"] == "own, lease" and fault.message.params["name"] == "right"


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        (ElementKind.MONEY, "price * area", ""),
        (ElementKind.INTEGER, "days_between(begun, ends)", ""),
        (ElementKind.DATE, "add_months(begun, 12)", ""),
        (ElementKind.DATE, 'net ? begun : "2026-12-31"', ""),
        (ElementKind.ONE_OF, 'area > 100 ? "own" : "lease"', ""),
        (ElementKind.YES_NO, "area > 100", ""),
        (ElementKind.TEXT, 'name + "市"', ""),
        (ElementKind.SEVERAL_OF, "rights", ""),
        (ElementKind.MONEY, "name", "condition.computed_other_kind"),
        (ElementKind.INTEGER, "area > 1", "condition.computed_other_kind"),
        (ElementKind.DATE, "name", "condition.computed_other_kind"),
        (ElementKind.DATE, 'net ? "soon" : "2026-12-31"', "condition.computed_other_kind"),
        (ElementKind.ONE_OF, 'area > 100 ? "big" : "lease"', "condition.computed_other_kind"),
        (ElementKind.TEXT, "area", "condition.computed_other_kind"),
        (ElementKind.DATE_RANGE, "period", "condition.computed_other_kind"),
        (ElementKind.MONEY, "price * name", "condition.wants_number"),
        (ElementKind.MONEY, "price *", "condition.unfinished"),
        (ElementKind.MONEY, "prize * 2", "catalog.unknown_name"),
    ],
)
def test_what_is_computed_fits_its_kind(sample: Catalog, kind: ElementKind, text: str, code: str) -> None:
    options = OPTIONS if kind in (ElementKind.ONE_OF, ElementKind.SEVERAL_OF) else ()
    found = told(sample, kind=kind, computed=text, options=options)
    assert found == ([(("computed",), code)] if code else [])


def test_a_constraint_is_checked_like_any_condition(sample: Catalog) -> None:
    def wrong(holds: str, zh: str = "不得早于起始日") -> list[tuple[tuple[str | int, ...], str]]:
        fine = Constraint(holds="area > 1", message=Label("面积"))
        return told(sample, constraints=(fine, Constraint(holds=holds, message=Label(zh))))

    assert wrong("ends >= begun") == []
    assert wrong("ends >= area") == [(("constraints", 1, "holds"), "condition.mismatch")]
    assert wrong("ends") == [(("constraints", 1, "holds"), "condition.not_boolean")]
    assert wrong("") == [(("constraints", 1, "holds"), "condition.constraint_incomplete")]
    assert wrong("ends >= begun", " ") == [(("constraints", 1, "message"), "condition.constraint_incomplete")]


def test_what_is_computed_is_typed_by_nobody(sample: Catalog) -> None:
    found = told(sample, computed="name", same_as=("name",), required_if="net")
    assert found == [(("same_as",), "condition.computed_and_typed"), (("required_if",), "condition.computed_and_typed")]


def test_a_computation_may_not_go_in_a_circle(sample: Catalog) -> None:
    found = told(sample, kind=ElementKind.INTEGER, computed="tested + 1")
    assert found == [(("computed",), "catalog.reads_itself")]


@pytest.mark.parametrize(
    ("kind", "minimum", "maximum", "codes"),
    [
        (ElementKind.DATE, "2026-01-01", "today", []),
        (ElementKind.DATE_RANGE, "today", "", []),
        (ElementKind.DATE, "20", "", ["catalog.not_a_limit_day"]),
        (ElementKind.DATETIME, "2026-01-02", "2026-01-01", ["catalog.bounds_crossed"]),
        (ElementKind.DECIMAL, "today", "", ["catalog.not_a_number"]),
        (ElementKind.DECIMAL, "NaN", "1", ["catalog.not_a_number"]),
    ],
)
def test_limits_of_days_are_days(
    sample: Catalog, kind: ElementKind, minimum: str, maximum: str, codes: list[str]
) -> None:
    assert [code for _, code in told(sample, kind=kind, minimum=minimum, maximum=maximum)] == codes


def test_an_item_may_not_depend_on_what_only_others_ask(sample: Catalog) -> None:
    """Alone, its form would look otherwise than its part of a unified form."""
    assert told(sample, shown_if='prem_right == "lease"') == [(("shown_if",), "condition.reads_elsewhere")]
    assert told(sample, kind=ElementKind.INTEGER, computed="exits + floor") == [(("computed",), "catalog.unknown_name")]
    assert told(sample, kind=ElementKind.TEXT, computed="shop_name") == [(("computed",), "condition.reads_elsewhere")]
    assert told(sample, shown_if="q_open_public") == []
    paper = sample.materials["M-PREM"]
    needy = replace(paper, needed_if='deliv_mode == "courier" and query_use != null')
    wrong = faults(replace(sample, materials={**sample.materials, paper.id: needy}))
    assert {fault.place for fault in wrong} == {("materials", paper.id, "needed_if")}
    assert {fault.message.params["name"] for fault in wrong} == {"query_use"}


def test_an_item_does_not_read_what_its_own_result_fills(sample: Catalog) -> None:
    shop = replace(sample.elements["shop_name"], shown_if="uscc == null")
    places = [f.place for f in faults(replace(sample, elements={**sample.elements, "shop_name": shop}))]
    assert ("elements", "shop_name", "shown_if") in places


def test_sections_of_one_field_do_not_disagree(sample: Catalog) -> None:
    blocks = {**sample.blocks, "D": replace(sample.blocks["D"], shown_if="q_agent")}
    item = replace(sample.items["RE-QUERY"], own=(*sample.items["RE-QUERY"].own, "deliv_mode"))
    assert "D" not in item.blocks
    two = replace(sample, blocks=blocks, items={**sample.items, "RE-QUERY": item})
    assert ("elements", "deliv_mode") in [fault.place for fault in faults(two)]


def test_no_element_has_the_name_of_a_function(sample: Catalog) -> None:
    element = DataElement(id="rounded", label=Label("x"), kind=ElementKind.TEXT)
    found = faults(replace(sample, elements={**sample.elements, "rounded": element}))
    assert [fault.message.code for fault in found] == ["catalog.not_a_name"]
