"""The rulebook answers for one selection of items; what the whole story needs of it is told in tests/forms/journal."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from forms.catalog.model import Catalog, Deferrable, Term
from forms.catalog.package import build, catalog_id, read_package
from forms.catalog.source import read_source
from forms.journal.rules import NeededMaterial, Rules
from forms.rulebook import Rulebook
from forms.values import raw

MONDAY = "2026-09-21"
RESTAURANT = ("BIZ-IND", "SEAL", "FOOD-LIC", "FIRE-OPEN", "SIGN", "DRAIN")


@pytest.fixture(scope="module")
def hall() -> Catalog:
    return read_source(Path(__file__).parents[3] / "resources/catalog")


@pytest.fixture(scope="module")
def rules(hall: Catalog) -> Rulebook:
    return Rulebook(hall, catalog_id=catalog_id(hall))


def needed(rules: Rulebook, material: str, *items: str) -> NeededMaterial:
    return next(need for need in rules.materials(items, {}, {}, day=MONDAY) if need.material == material)


def test_it_is_what_decide_asks(rules: Rulebook) -> None:
    door: Rules = rules
    assert len(door.catalog) == len(door.template_hash) == 64
    assert door.calendar_revision == "2025-2026"
    assert door.unknown_items(("SEAL", "NO-SUCH", "SIGN")) == ("NO-SUCH",)


def test_a_template_that_changes_changes_the_hash(hall: Catalog, rules: Rulebook) -> None:
    changed = replace(hall, templates={**hall.templates, "receipt": "<p>new</p>"})
    assert Rulebook(changed, catalog_id="x").template_hash != rules.template_hash


def test_a_package_gives_the_same_answers_as_its_source(hall: Catalog, rules: Rulebook) -> None:
    package = build(hall)
    again = Rulebook(read_package(package.data, package.id), catalog_id=package.id)
    assert again.form(RESTAURANT, {}) == rules.form(RESTAURANT, {})
    assert again.cases(RESTAURANT, {}, {}, day=MONDAY) == rules.cases(RESTAURANT, {}, {}, day=MONDAY)
    assert again.template_hash == rules.template_hash


def test_a_theme_wants_what_its_answers_choose(rules: Rulebook) -> None:
    assert rules.theme_items("C-RESTAURANT", {}) == ("BIZ-IND", "SEAL", "FOOD-LIC", "SIGN")
    assert rules.theme_items("C-RESTAURANT", {"q_open_public": True, "q_drain_city": True}) == RESTAURANT
    assert rules.theme_items("C-STORE", {"q_prepacked_only": True}) == ("BIZ-IND", "FOOD-REC", "SIGN")


def test_questions_are_asked_once_in_the_order_of_the_catalog(rules: Rulebook) -> None:
    def asked(*items: str, theme: str = "") -> list[str]:
        return [situation.id for situation in rules.situations_for(items=items, theme=theme)]

    assert asked("BIZ-IND", theme="C-RESTAURANT") == ["q_open_public", "q_drain_city", "q_agent"]
    assert asked("RE-TRANSFER", "GJJ-WD") == ["q_married", "q_agent"]
    assert asked("ID-CARD") == []


def test_a_deferral_ends_with_the_promise_at_the_latest(hall: Catalog, rules: Rulebook) -> None:
    lease = needed(rules, "M-PREM", "FOOD-LIC")
    assert [(allowed.days, allowed.due_day) for allowed in lease.deferrable_for] == [(3, "2026-09-24")]
    generous = replace(hall.items["FOOD-LIC"], deferrable=(Deferrable(material="M-PREM", days=30),))
    longer = Rulebook(replace(hall, items={**hall.items, "FOOD-LIC": generous}), catalog_id="x")
    assert [(a.days, a.due_day) for a in needed(longer, "M-PREM", "FOOD-LIC").deferrable_for] == [(5, "2026-09-29")]
    natural = replace(generous, promised=Term(days=5, unit="nd"))
    calendar = Rulebook(replace(hall, items={**hall.items, "FOOD-LIC": natural}), catalog_id="x")
    assert needed(calendar, "M-PREM", "FOOD-LIC").deferrable_for[0].due_day == "2026-09-26"


def test_the_latest_due_day_is_the_earliest_that_any_item_allows(rules: Rulebook) -> None:
    items = ("FOOD-LIC", "TOBACCO")
    assert rules.latest_due(items, {}, {}, material="M-PREM", day=MONDAY) == "2026-09-24"
    assert rules.latest_due(("TOBACCO",), {}, {}, material="M-PREM", day=MONDAY) == "2026-09-29"
    assert rules.latest_due((*items, "BIZ-IND"), {}, {}, material="M-PREM", day=MONDAY) == ""
    assert rules.latest_due(items, {}, {}, material="M-HOSP", day=MONDAY) == ""


def test_cases_count_their_days_and_name_their_department(rules: Rulebook) -> None:
    cases = {case.item: case for case in rules.cases(RESTAURANT, {}, {}, day=MONDAY)}
    assert list(cases) == ["BIZ-IND", "SEAL", "FOOD-LIC", "FIRE-OPEN", "SIGN", "DRAIN"]
    food = cases["FOOD-LIC"]
    assert (food.promised_due, food.legal_due) == ("2026-09-29", "2026-10-12")
    assert (food.department, food.department_name, food.instant) == ("scjg", "市场监督管理局", False)
    assert food.waits_for == ("BIZ-IND",)
    assert "uscc" in food.needs_elements and "M-BL" in food.needs_materials
    licence = cases["BIZ-IND"]
    assert (licence.feeds_elements, licence.feeds_materials) == (("uscc",), ("M-BL",))
    alone = rules.cases(("BIZ-IND",), {}, {}, day=MONDAY)[0]
    assert (alone.feeds_elements, alone.feeds_materials, alone.waits_for) == ((), (), ())
    assert rules.cases(("ID-CARD",), {}, {}, day=MONDAY)[0].legal_due == "2026-11-20"


@pytest.mark.parametrize(
    ("theme", "waiting"),
    [
        ("C-LAND", {"PLAN-PROJ": 1, "FIRE-DESIGN": 1, "CONST": 3}),
        ("C-FREIGHT", {"ROAD-FRT": 2, "ROAD-VEH": 2}),
        ("C-NEWBORN", {"BIRTH-HK": 1, "MED-INS": 2, "SS-CARD": 2, "MAT-REIMB": 1}),
    ],
)
def test_chains_hand_over_in_their_order(hall: Catalog, rules: Rulebook, theme: str, waiting: dict[str, int]) -> None:
    items = [entry.item for entry in hall.themes[theme].items]
    cases = {case.item: case for case in rules.cases(items, {}, {}, day=MONDAY)}
    assert {item: len(case.waits_for) for item, case in cases.items() if case.waits_for} == waiting
    for case in cases.values():
        for feeder in case.waits_for:
            assert cases[feeder].feeds_elements or cases[feeder].feeds_materials


def test_a_waiting_case_waits_only_for_what_it_needs_now(hall: Catalog) -> None:
    """A paper that the answers make needless is awaited from nobody."""
    materials = {**hall.materials, "M-QUAL": replace(hall.materials["M-QUAL"], needed_if="drv_score != null")}
    conditional = Rulebook(replace(hall, materials=materials), catalog_id="x")
    items = ("ROAD-DRV", "ROAD-FRT")
    waits = {case.item: case.waits_for for case in conditional.cases(items, {}, {}, day=MONDAY)}
    assert waits["ROAD-FRT"] == ()
    waits = {case.item: case.waits_for for case in conditional.cases(items, {}, {"drv_score": "7"}, day=MONDAY)}
    assert waits["ROAD-FRT"] == ("ROAD-DRV",)


def test_lacks_come_in_reading_order_with_their_label(rules: Rulebook) -> None:
    values = {"ap_id_type": "resident", "ap_id_no": "110105194912310021", "ap_phone": "1381", "ap_addr": "中山路 8 号"}
    lacks = rules.field_lacks(("RE-QUERY",), {}, values, today=MONDAY)
    assert [(lack.element, lack.code) for lack in lacks] == [
        ("ap_name", "field.missing"),
        ("ap_id_no", "element.identity.check"),
        ("ap_phone", "element.phone.short"),
        ("bdc_addr", "field.missing"),
        ("query_use", "field.missing"),
    ]
    assert lacks[0].params == {"label": "申请人姓名"}


def test_an_awaited_field_is_neither_missing_nor_wrong(rules: Rulebook) -> None:
    def told(*items: str, uscc: object) -> set[str]:
        return {lack.element for lack in rules.field_lacks(items, {}, {"uscc": uscc}, today=MONDAY)}  # type: ignore[dict-item]

    assert "uscc" in told("SEAL", uscc="")
    assert "uscc" in told("SEAL", uscc=raw("还没有"))
    assert "uscc" not in told("BIZ-IND", "SEAL", uscc="")
    assert "uscc" not in told("BIZ-IND", "SEAL", uscc=raw("还没有"))


def test_a_hidden_field_is_neither(rules: Rulebook) -> None:
    lacks = rules.field_lacks(("BIZ-IND",), {}, {"prem_lease_end": raw("?"), "prem_right": "own"}, today=MONDAY)
    assert "prem_lease_end" not in {lack.element for lack in lacks}


def test_one_value_is_checked_and_an_unknown_one_named(rules: Rulebook) -> None:
    assert rules.check_value("uscc", "91350100M000100Y43", {}, today=MONDAY) == ()
    assert rules.check_value("uscc", "91350100M000100Y44", {}, today=MONDAY)[0].code == "element.credit_code.check"
    assert rules.check_value("no_such", "1", {}, today=MONDAY)[0].code == "field.unknown"


@pytest.mark.parametrize(
    ("values", "party"),
    [
        (
            {
                "ap_name": "张建国",
                "ap_id_type": "hmt",
                "ap_id_no": "81",
                "ap_phone": "1",
                "org_name": "老张",
                "uscc": "9",
            },
            ("person", "张建国", "hmt", "81", "1"),
        ),
        (
            {"org_name": "老张货运", "uscc": "91350100M000100Y43", "org_phone": "2"},
            ("organisation", "老张货运", "uscc", "91350100M000100Y43", "2"),
        ),
        ({"mother_name": "刘芳", "mother_id": "11", "parents_phone": "3"}, ("person", "刘芳", "resident", "11", "3")),
        ({"guardian": "刘芳", "parents_phone": "3"}, ("person", "刘芳", "", "", "3")),
        ({"guardian": "外婆", "mother_name": "刘芳", "mother_id": "11"}, ("person", "刘芳", "resident", "11", "")),
        (
            {"buyers": {"r2": {"name": "乙"}, "r1": {"name": "甲", "id_no": "12", "phone": "4"}}},
            ("person", "甲", "resident", "12", "4"),
        ),
        ({"ap_name": raw("?"), "buyers": raw("?")}, ("person", "", "", "", "")),
        ({}, ("person", "", "", "", "")),
    ],
)
def test_who_applies(rules: Rulebook, values: dict[str, object], party: tuple[str, ...]) -> None:
    found = rules.applicant(values)  # type: ignore[arg-type]
    assert (found.kind, found.name, found.id_type, found.id_no, found.phone) == party


def test_names_for_screens(rules: Rulebook) -> None:
    assert (rules.short_name("FIRE-OPEN"), rules.short_name("GONE")) == ("消防", "GONE")
    assert (rules.element_label("ap_name"), rules.element_label("gone")) == ("申请人姓名", "gone")


def test_a_form_is_compiled_once_per_choice(rules: Rulebook) -> None:
    assert rules.form(RESTAURANT, {"q_agent": True}) is rules.form(list(RESTAURANT), {"q_agent": True})
    assert rules.form(RESTAURANT, {}) is not rules.form(RESTAURANT, {"q_agent": True})
