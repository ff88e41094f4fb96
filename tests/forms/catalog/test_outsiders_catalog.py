"""A catalog that an outsider wrote from the guides alone: one theme, opening a hairdresser's, asks for 23 fields."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.catalog.cli import build_file, check
from forms.catalog.model import Catalog
from forms.catalog.package import catalog_id, read
from forms.catalog.source import read_source
from forms.catalog.sources import read_any, write_any
from forms.elements.element import ElementKind
from forms.unify.compiled_form import CompiledForm
from forms.unify.live_form import LiveForm
from forms.unify.situations import situations_for, theme_items
from forms.unify.unify import unify
from forms.values import Value

HAIRDRESSER = Path(__file__).parent / "hairdresser"
FORM = {
    "operator": ["op_name", "op_id_type", "op_id_no", "op_phone"],
    "shop": ["shop_name", "shop_uscc"],
    "premises": ["prem_region", "prem_addr", "prem_area", "prem_right", "prem_lease_end"],
    "I-REG": ["capital", "open_day"],
    "I-HYG": ["seats", "area_per_seat", "staff"],
}
SIGN = {"I-SIGN": ["sign_text", "sign_width", "sign_height", "sign_size"]}


@pytest.fixture(scope="module")
def hairdresser() -> Catalog:
    return read_source(HAIRDRESSER)


def form(catalog: Catalog, answers: dict[str, bool]) -> CompiledForm:
    """The unified form of the theme."""
    items = theme_items(catalog, "C-HAIR", answers)
    return CompiledForm(unify(catalog, items=items, answers=answers), catalog)


def filled(catalog: Catalog, answers: dict[str, bool] | None = None, **values: Value) -> LiveForm:
    return LiveForm(form(catalog, answers or {}), values=values, answers=answers or {}, today="2026-11-23")


def fields(catalog: Catalog, answers: dict[str, bool]) -> dict[str, list[str]]:
    """The ids of the fields, by section."""
    sections = form(catalog, answers).form.sections
    return {section.id: [field.element.id for field in section.fields] for section in sections}


def materials(catalog: Catalog, answers: dict[str, bool] | None = None, **values: Value) -> list[str]:
    return [need.material for need in filled(catalog, answers, **values).now.materials]


def test_it_is_sound() -> None:
    assert check(HAIRDRESSER) == ()


def test_it_builds(hairdresser: Catalog, tmp_path: Path) -> None:
    built = build_file(HAIRDRESSER, tmp_path / "hall.package")
    assert built.id == catalog_id(hairdresser)
    assert read((tmp_path / "hall.package").read_bytes()) == hairdresser


def test_it_goes_through_a_workbook_and_back(hairdresser: Catalog, tmp_path: Path) -> None:
    write_any(hairdresser, tmp_path / "hall.xlsx")
    assert check(tmp_path / "hall.xlsx") == ()
    from_workbook = read_any(tmp_path / "hall.xlsx")
    write_any(from_workbook, tmp_path / "folder")
    assert from_workbook == read_any(tmp_path / "folder") == hairdresser


def test_a_question_adds_the_sign(hairdresser: Catalog) -> None:
    assert theme_items(hairdresser, "C-HAIR", {}) == ("I-REG", "I-HYG")
    assert theme_items(hairdresser, "C-HAIR", {"q_sign": True}) == ("I-REG", "I-HYG", "I-SIGN")
    asked = situations_for(hairdresser, items=["I-REG", "I-HYG"], theme="C-HAIR")
    assert [situation.id for situation in asked] == ["q_agent", "q_sign"]


def test_the_form_has_each_field_once(hairdresser: Catalog) -> None:
    assert fields(hairdresser, {}) == FORM
    assert fields(hairdresser, {"q_sign": True}) == FORM | SIGN
    assert fields(hairdresser, {"q_agent": True}) == FORM | {"agent": ["ag_name", "ag_id_no", "ag_phone"]}


def test_the_form_has_fields_of_many_kinds(hairdresser: Catalog) -> None:
    kinds = {field.element.id: field.element.kind for field in form(hairdresser, {}).form.fields()}
    assert kinds["capital"] is ElementKind.MONEY
    assert kinds["staff"] is ElementKind.TABLE
    assert kinds["prem_region"] is ElementKind.REGION
    assert [column.id for column in hairdresser.elements["staff"].columns] == ["name", "id_no", "job", "cert_until"]


def test_a_lease_has_an_end(hairdresser: Catalog) -> None:
    assert "prem_lease_end" not in filled(hairdresser, prem_right="own").now.shown
    leased = filled(hairdresser, prem_right="lease").now
    assert "prem_lease_end" in leased.shown & leased.required


def test_a_shop_opens_before_its_lease_ends(hairdresser: Catalog) -> None:
    lease: dict[str, Value] = {"prem_right": "lease", "prem_lease_end": "2027-06-30"}
    early = filled(hairdresser, {}, open_day="2027-06-29", **lease)
    late = filled(hairdresser, {}, open_day="2027-06-30", **lease)
    assert early.problems("open_day") == ()
    assert [problem.params["text"] for problem in late.problems("open_day")] == ["拟开业日期应早于租赁到期日"]
    owned = filled(hairdresser, open_day="2027-06-30", prem_right="own", prem_lease_end="2027-06-30")
    assert owned.problems("open_day") == ()


def test_what_is_computed(hairdresser: Catalog) -> None:
    values = filled(
        hairdresser, {"q_sign": True}, prem_area="60", seats=7, shop_name="一剪", sign_width="3.5", sign_height="1.2"
    ).now.values
    assert (values["area_per_seat"], values["sign_size"], values["sign_text"]) == ("8.57", "4.2", "一剪")


def test_who_needs_which_paper(hairdresser: Catalog) -> None:
    registration, hygiene = ["M-APP", "M-ID", "M-PREM"], ["M-LICENCE", "M-PLAN", "M-TEST", "M-HEALTH"]
    assert materials(hairdresser, prem_area="50") == registration + hygiene
    assert set(materials(hairdresser, prem_area="50.01")) - {*registration, *hygiene} == {"M-SYSTEM"}
    assert set(materials(hairdresser, {"q_sign": True})) - {*registration, *hygiene} == {"M-SIGN"}
    assert set(materials(hairdresser, {"q_agent": True})) - {*registration, *hygiene} == {"M-POA", "M-AGENT-ID"}


def test_the_registration_gives_the_licence_to_the_others(hairdresser: Catalog) -> None:
    both = form(hairdresser, {}).form
    assert {need.material: need.awaited_from for need in both.materials if need.awaited_from} == {"M-LICENCE": "I-REG"}
    awaited = {field.element.id: field.awaited_from for field in both.fields() if field.awaited_from}
    assert awaited == {"shop_uscc": "I-REG"}
    alone = unify(hairdresser, items=["I-HYG"], answers={})
    assert not any(need.awaited_from for need in alone.materials)


def test_two_papers_may_come_later(hairdresser: Catalog) -> None:
    later = {
        need.material: [(item, allowed.days) for item, allowed in need.deferrable_for]
        for need in form(hairdresser, {"q_sign": True}).form.materials
        if need.deferrable_for
    }
    assert later == {"M-TEST": [("I-HYG", 3)], "M-HEALTH": [("I-HYG", 5)]}
