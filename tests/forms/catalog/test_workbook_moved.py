"""What people do to a workbook that is not wrong, or that Excel would change without a word."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from workbook_given import Edited, faults_of

from forms.catalog.model import Catalog
from forms.catalog.workbook.reader import read_workbook
from forms.catalog.workbook.sheets import ABOUT
from forms.catalog.workbook.writer import write_workbook


@pytest.fixture(scope="module")
def good(sample: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("workbook") / "catalog.xlsx"
    write_workbook(sample, path)
    return path


@pytest.fixture
def edited(good: Path, tmp_path: Path) -> Edited:
    return Edited(Path(shutil.copy(good, tmp_path)))


def test_columns_may_be_moved_with_their_help(edited: Edited, sample: Catalog) -> None:
    for sheet in edited.book:
        if sheet.title == ABOUT:
            continue
        for row in sheet.iter_rows():
            for cell, value in zip(row, [cell.value for cell in reversed(row)], strict=True):
                cell.value = value
    assert read_workbook(edited.save()) == sample


@pytest.mark.parametrize("typed", [2026.1, 2026])
def test_a_version_that_excel_took_for_a_number_is_refused(edited: Edited, typed: object) -> None:
    cell = edited.put("大厅", 3, "目录版本", typed)
    assert faults_of(edited.save()) == [(cell, "workbook.edition_not_text")]


def test_a_version_of_text_keeps_its_last_zero(edited: Edited) -> None:
    edited.put("大厅", 3, "目录版本", "2026.10")
    assert read_workbook(edited.save()).version == "2026.10"


def test_missing_papers_are_told_at_the_sheet_of_templates(edited: Edited) -> None:
    sheet = edited.book["模板"]
    sheet.delete_rows(edited.line("模板", ("receipt",)))
    assert faults_of(edited.save()) == [("模板!A1", "workbook.paper_missing")]


def test_a_sheet_like_no_other_is_near_to_none(edited: Edited) -> None:
    edited.book.create_sheet("Sheet1")
    assert faults_of(edited.save()) == [("Sheet1!A1", "workbook.unknown_sheet_far")]


def test_an_id_like_no_other_is_not_corrected(edited: Edited) -> None:
    cell = edited.put("事项", "SEAL", "部门", "qqqqqq")
    assert faults_of(edited.save()) == [(cell, "workbook.unknown_reference_far")]
