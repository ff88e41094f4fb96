"""The Excel file of a list, read back by the library that the hall's own tools use."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from client.desk.sheet_file import CellKind, NotWanted, Sheet, SheetColumn, sheet_bytes

COLUMNS = (
    SheetColumn(title="申请人", chars=20),
    SheetColumn(title="联系电话", chars=14),
    SheetColumn(title="补齐期限", chars=12, kind=CellKind.DAY),
    SheetColumn(title="剩余工作日", chars=12, kind=CellKind.NUMBER),
)
FORMULAS = ("=1+1", "+86 1380013", "-张三", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")')


def sheet(*rows: tuple[str | int, ...]) -> Sheet:
    return Sheet(title="容缺台账", mark="王芳 & 李敏 导出", columns=COLUMNS, rows=rows)


def opened(data: bytes) -> Worksheet:
    return openpyxl.load_workbook(BytesIO(data)).worksheets[0]


def test_days_are_days_numbers_are_numbers_and_the_rest_is_text() -> None:
    page = opened(sheet_bytes(sheet(("张三", "013800138000", "2026-12-03", -2), ("李四", "", "", ""))))
    name, phone, day, left = page[3]
    assert (name.value, name.data_type) == ("张三", "s")
    assert (phone.value, phone.data_type, phone.number_format) == ("013800138000", "s", "@")
    assert (day.value, day.is_date) == (datetime(2026, 12, 3), True)
    assert (left.value, left.data_type) == (-2, "n")
    assert [cell.value for cell in page[4]] == ["李四", None, None, None]


def test_the_head_is_frozen_under_the_line_that_says_who_took_it_out() -> None:
    page = opened(sheet_bytes(sheet(("张三", "", "2026-12-03", 1))))
    assert page.title == "容缺台账"
    assert page["A1"].value == "王芳 & 李敏 导出"
    assert [cell.value for cell in page[2]] == [column.title for column in COLUMNS]
    assert page.freeze_panes == "A3"
    assert page.auto_filter.ref == "A2:D3"
    assert page.oddFooter.left.text == "王芳 && 李敏 导出"


@pytest.mark.parametrize("text", FORMULAS)
def test_what_begins_like_a_formula_stays_text(text: str) -> None:
    cell = opened(sheet_bytes(sheet((text, text, text, ""))))["A3"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_what_no_cell_can_hold_does_not_stop_the_file() -> None:
    page = opened(sheet_bytes(sheet(("张\x00三\x0b", "长" * 40_000, "never", ""))))
    assert page["A3"].value == "张三"
    assert len(page["B3"].value) == 32_767
    assert page["C3"].value == "never"


def test_it_says_how_far_it_is_and_stops_when_nobody_wants_it() -> None:
    rows = tuple((f"张{number}", "", "2026-12-03", number) for number in range(600))
    told: list[tuple[int, int]] = []

    def keep_going(done: int, total: int) -> bool:
        told.append((done, total))
        return len(told) < 2

    with pytest.raises(NotWanted):
        sheet_bytes(sheet(*rows), keep_going=keep_going)
    assert told == [(0, 600), (250, 600)]


def test_nothing_is_written_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    assert opened(sheet_bytes(sheet(("张三", "", "2026-12-03", 1))))["A3"].value == "张三"
