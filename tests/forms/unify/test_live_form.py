"""The form under a clerk's hands says at any time what a form that is worked out anew would say."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from random_forms import ITEM, Made, answers, catalogs, changes

from forms.catalog.conditions import compile_condition, exposed
from forms.catalog.model import Catalog
from forms.elements.element import Constraint, DataElement, ElementKind, Label
from forms.elements.reading import check
from forms.message import Message, message
from forms.unify.compiled_form import CompiledForm, FormNow
from forms.unify.computed import computed_value
from forms.unify.live_form import LiveForm
from forms.unify.unify import unify
from forms.values import Value, Values, is_empty, is_raw

pytestmark = pytest.mark.slow

TODAY = "2026-09-21"
RESTAURANT = ("BIZ-IND", "SEAL", "FOOD-LIC", "FIRE-OPEN", "SIGN", "DRAIN")


def live(
    catalog: Catalog,
    values: Values | None = None,
    *,
    items: tuple[str, ...] = (ITEM,),
    given: dict[str, bool] | None = None,
) -> LiveForm:
    given = given or {}
    form = CompiledForm(unify(catalog, items=items, answers=given), catalog)
    return LiveForm(form, values=values or {}, answers=given, today=TODAY)


def plainly(catalog: Catalog, values: Values, given: dict[str, bool]) -> tuple[FormNow, dict[str, tuple[Message, ...]]]:
    """The same by brute force, over elements that read only earlier ones: e0, e1…"""
    names: dict[str, object] = {name: given.get(name, catalog.situations[name].default) for name in catalog.situations}
    form = unify(catalog, items=(ITEM,), answers=given)
    sections = {field.element.id: section.shown_if for section in form.sections for field in section.fields}
    completed, shown, followed = dict(values), [], {}
    for element in sorted((catalog.elements[name] for name in sections), key=lambda element: int(element.id[1:])):
        if element.computed:
            completed.pop(element.id, None)
        if not all(compile_condition(text).holds(names) for text in (sections[element.id], element.shown_if)):
            continue
        shown.append(element.id)
        if element.computed:
            result = computed_value(element, compile_condition(element.computed).result(names))
            completed |= {} if result is None else {element.id: result}
        elif is_empty(completed.get(element.id)):
            full = [s for s in element.same_as if s in shown and not is_empty(completed.get(s))]
            for source in [s for s in full if not is_raw(completed[s])][:1]:
                completed[element.id], followed[element.id] = completed[source], source
        seen = exposed(element, completed.get(element.id))
        names |= {} if seen is None else {element.id: seen}
    typed = [catalog.elements[name] for name in shown if not catalog.elements[name].computed]
    wanted = [e for e in typed if e.required or (e.required_if and compile_condition(e.required_if).holds(names))]
    needed = [n for n in form.materials if compile_condition(catalog.materials[n.material].needed_if).holds(names)]
    problems = {name: wrong for name in shown if (wrong := _wrong(catalog.elements[name], completed, names))}
    now = FormNow(
        shown=frozenset(shown),
        required=frozenset(element.id for element in wanted),
        values=completed,
        materials=tuple(needed),
        followed=followed,
    )
    return now, problems


def _wrong(element: DataElement, values: Values, names: dict[str, object]) -> tuple[Message, ...]:
    value = values.get(element.id)
    found = list(check(element, value, values=values, today=TODAY)) if value is not None else []
    for rule in element.constraints:
        condition = compile_condition(rule.holds)
        if all(name in names for name in condition.names) and condition.result(names) is False:
            found.append(message("element.constraint", element=element.id, text="不符", text_en="Wrong"))
    return tuple(found)


@settings(max_examples=300, deadline=None)
@given(data=st.data(), made=catalogs(), given=answers())
def test_after_any_changes_it_is_as_if_worked_out_anew(data: st.DataObject, made: Made, given: dict[str, bool]) -> None:
    catalog = made.catalog
    form, typed = live(catalog, given=given), dict[str, Value]()
    for element, value in data.draw(st.lists(changes(made), min_size=1, max_size=12)):
        before = _parts(form, catalog)
        news = form.change(element, value)
        typed.pop(element, None)
        typed |= {} if value is None else {element: value}
        fresh = live(catalog, typed, given=given)
        assert form.now == fresh.now
        assert form.lacks() == fresh.lacks()
        after = _parts(form, catalog)
        assert after == _parts(fresh, catalog)
        assert {name for name in after if before[name] != after[name]} <= news, "whatever is new is named"
    now, problems = plainly(catalog, typed, given)
    assert form.now == now
    assert {name: wrong for name in catalog.elements if (wrong := form.problems(name))} == problems


def _parts(form: LiveForm, catalog: Catalog) -> dict[str, object]:
    now = form.now
    return {
        name: (
            name in now.shown,
            name in now.required,
            repr(now.values.get(name)),
            now.followed.get(name),
            form.problems(name),
        )
        for name in catalog.elements
    }


def test_what_does_not_change_stays_the_same_object(hall: Catalog) -> None:
    form = live(hall, {"ap_name": "张三"}, items=RESTAURANT)
    now = form.now
    assert form.change("ap_name", "张三") == frozenset()
    assert form.now is now
    assert form.change("ap_phone", "13812345678") >= {"ap_phone", "org_phone"}
    assert form.now.materials is now.materials
    form.change("fire_commit", True)
    assert form.now.materials is not now.materials


def test_only_what_depends_on_a_change_is_new(hall: Catalog) -> None:
    form = live(hall, items=RESTAURANT)
    assert form.change("emp_count", 3) == {"emp_count"}
    assert form.change("prem_right", "lease") == {"prem_right", "prem_lease_end"}
    assert form.change("ap_id_no", "110105194912310021") == {"ap_id_no", "legal_rep_id"}
    assert form.problems("ap_id_no")[0].code == "element.identity.check"
    told = form.change("ap_id_type", "passport")
    assert "ap_id_no" in told, "the document decides how its number is checked"
    assert form.problems("ap_id_no") == ()


def with_elements(hall: Catalog, *elements: DataElement) -> Catalog:
    item = replace(hall.items["RE-QUERY"], blocks=(), own=tuple(element.id for element in elements))
    known = {**hall.elements, **{element.id: element for element in elements}}
    return replace(hall, elements=known, items={**hall.items, "RE-QUERY": item})


def test_a_constraint_speaks_under_its_field_once_all_is_known(hall: Catalog) -> None:
    rule = Constraint(holds="ends >= begun", message=Label("截止日期不得早于开始日期", "It ends before it begins"))
    begun = DataElement(id="begun", label=Label("开始"), kind=ElementKind.DATE)
    ends = DataElement(id="ends", label=Label("截止"), kind=ElementKind.DATE, constraints=(rule,))
    form = live(with_elements(hall, begun, ends))
    form.change("ends", "2026-01-01")
    assert form.problems("ends") == ()
    assert form.change("begun", "2026-02-01") == {"begun", "ends"}
    said = message("element.constraint", element="ends", text=rule.message.zh, text_en=rule.message.en)
    assert form.problems("ends") == form.lacks() == (said,)
    form.change("ends", "2026-02-01")
    assert form.lacks() == ()


def test_a_computed_value_follows_and_is_typed_by_nobody(hall: Catalog) -> None:
    money = {"kind": ElementKind.MONEY, "unit": "元"}
    price = DataElement(id="price", label=Label("单价"), **money)  # type: ignore[arg-type]
    area = DataElement(id="size", label=Label("面积"), kind=ElementKind.DECIMAL)
    total = DataElement(id="total", label=Label("总价"), computed="price * size", maximum="1000", **money)  # type: ignore[arg-type]
    form = live(with_elements(hall, price, area, total), {"total": "5", "price": "0.1"})
    assert "total" not in form.now.values and "total" not in form.now.required
    form.change("size", "3")
    assert form.now.values["total"] == "0.3", "no float was near it"
    form.change("total", "7")
    assert form.now.values["total"] == "0.3"
    form.change("price", "123456789.12")
    assert form.now.values["total"] == "370370367.36"
    assert [lack.code for lack in form.lacks()] == ["element.number.above"]


@pytest.mark.parametrize(
    ("kind", "unit", "expression", "value"),
    [
        (ElementKind.MONEY, "元", "10 / 3", "3.33"),
        (ElementKind.MONEY, "元", "0.125 * 1", "0.13"),
        (ElementKind.MONEY, "万元", "10 / 3", "3.3333333333"),
        (ElementKind.DECIMAL, "", "0.1 + 0.2", "0.3"),
        (ElementKind.DECIMAL, "", "100000000000000000000000000.5 + 0.25", "100000000000000000000000000.75"),
        (ElementKind.DECIMAL, "", "rounded(10 / 3, 1)", "3.3"),
        (ElementKind.DECIMAL, "", "1 / rounded(0, 0)", None),
        (ElementKind.DECIMAL, "", "9 ** 99", None),
        (ElementKind.INTEGER, "", "7 // 2", 3),
        (ElementKind.INTEGER, "", "7 / 2", None),
        (ElementKind.INTEGER, "", 'days_between("2026-02-28", "2026-03-01")', 1),
        (ElementKind.DATE, "", 'add_months("2026-08-31", 6)', "2027-02-28"),
        (ElementKind.DATE, "", 'add_days("2026-12-31", 1)', "2027-01-01"),
        (ElementKind.DATE, "", 'add_days("9999-12-31", 1)', None),
        (ElementKind.YES_NO, "", "1 > 2", False),
        (ElementKind.TEXT, "", '"a" + "b"', "ab"),
        (ElementKind.DATE, "", '"2026-02-30"', None),
    ],
)
def test_what_an_expression_gives_is_the_canonical_value(
    hall: Catalog, kind: ElementKind, unit: str, expression: str, value: object
) -> None:
    element = DataElement(id="given", label=Label("值"), kind=kind, unit=unit, computed=expression)
    held = live(with_elements(hall, element)).now.values.get("given")
    assert held == value and type(held) is type(value)


def test_emptying_an_overwritten_field_brings_back_what_it_follows(hall: Catalog) -> None:
    form = live(hall, {"ap_name": "张三"}, items=RESTAURANT)
    assert (form.now.values["legal_rep"], form.now.followed["legal_rep"]) == ("张三", "ap_name")
    form.change("legal_rep", "李四")
    assert form.now.values["legal_rep"] == "李四" and "legal_rep" not in form.now.followed
    form.change("ap_name", "王五")
    assert form.now.values["legal_rep"] == "李四", "a clerk's own words stay"
    form.change("legal_rep", None)
    assert (form.now.values["legal_rep"], form.now.followed["legal_rep"]) == ("王五", "ap_name")


def test_a_change_costs_what_depends_on_it_not_the_form(hall: Catalog) -> None:
    """Checked by its time, generously: a whole form takes twenty times as long."""
    items = tuple(list(hall.items)[:12])
    form = live(hall, items=items)
    texts = random.Random(1)
    samples = []
    for _ in range(50):
        begun = time.perf_counter()
        form.change("emp_count", texts.randrange(1000))
        samples.append(time.perf_counter() - begun)
    assert min(samples) < 0.0005
