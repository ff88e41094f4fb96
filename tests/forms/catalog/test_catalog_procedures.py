"""Procedures that pause a clock (特别程序) and quick terms of themes are the catalog's, alike after Excel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from forms.catalog.checks import faults
from forms.catalog.model import PROCEDURES, Catalog, Procedure, Term
from forms.catalog.sources import read_any, write_any
from forms.catalog.workbook.reader import read_workbook
from forms.elements.element import Label
from tests.forms.catalog.workbook_given import Edited

HEARING = Procedure(id="hearing", label=Label("听证", en="Hearing"), days=20)
PUBLICITY = Procedure(id="publicity", label=Label("公示"), paper="publicity_notice", stops_promise=False)
BLUEPRINT = Procedure(id="blueprint", label=Label("图审"), days=15, stops_legal=False)


def with_procedures(catalog: Catalog, *procedures: Procedure) -> Catalog:
    return replace(
        catalog,
        hall=replace(catalog.hall, procedures=procedures),
        templates={**catalog.templates, "publicity_notice": catalog.templates["procedure_notice"]},
    )


def test_a_hall_that_says_nothing_has_the_usual_six(sample: Catalog) -> None:
    assert sample.hall.procedures == PROCEDURES and not list(faults(sample))
    assert [one.label.zh for one in PROCEDURES][:3] == ["补正", "听证", "公示"]


@pytest.mark.parametrize("target", ["book.xlsx", "folder"])
def test_procedures_come_back_the_same(sample: Catalog, target: str, tmp_path: Path) -> None:
    catalog = with_procedures(sample, HEARING, PUBLICITY, BLUEPRINT)
    assert not list(faults(catalog))
    write_any(catalog, tmp_path / target)
    assert read_any(tmp_path / target) == catalog


def test_a_workbook_without_the_sheet_has_the_usual_six(sample: Catalog, tmp_path: Path) -> None:
    write_any(sample, tmp_path / "book.xlsx")
    edited = Edited(tmp_path / "book.xlsx")
    edited.book.remove(edited.book["特别程序"])
    assert read_workbook(edited.save()).hall.procedures == PROCEDURES


@pytest.mark.parametrize(
    ("procedures", "code", "field"),
    [
        ((), "catalog.no_procedure", "procedures"),
        ((replace(HEARING, days=-1),), "catalog.procedure_days", "days"),
        ((replace(HEARING, days=251),), "catalog.procedure_days", "days"),
        ((replace(HEARING, paper="acceptance_notice"),), "catalog.procedure_paper", "paper"),
        ((replace(HEARING, paper="procedure_notise"),), "catalog.unknown_template", "paper"),
    ],
)
def test_what_is_no_procedure(sample: Catalog, procedures: tuple[Procedure, ...], code: str, field: str) -> None:
    (fault,) = faults(with_procedures(sample, *procedures))
    assert (fault.message.code, fault.place[-1]) == (code, field)


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"quick_if": ""}, ["catalog.quick_half"]),
        ({"quick": Term(days=0)}, ["catalog.quick_half"]),
        ({"quick_if": "q_tobacco"}, ["catalog.situation_not_asked"]),
        ({"quick": Term(days=-1)}, ["catalog.days_negative"]),
    ],
)
def test_what_is_no_quick_term_of_a_theme(sample: Catalog, change: dict[str, Any], codes: list[str]) -> None:
    land = replace(sample.themes["C-LAND"], **change)
    assert [fault.message.code for fault in faults(replace(sample, themes={**sample.themes, "C-LAND": land}))] == codes
