"""What a hurried hand types into cells is put right: widths, spaces, numbers and days of Excel, names for ids."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbook_given import Edited

from forms.catalog.model import CaseType, Catalog
from forms.catalog.shape import Content
from forms.catalog.workbook import choices
from forms.catalog.workbook.cells import (
    CONDITION,
    ID,
    TEXT,
    YES_OR_NO,
    Amount,
    Cell,
    Choice,
    Day,
    Exact,
    Listed,
    Reference,
    Whole,
)
from forms.catalog.workbook.names import Names
from forms.catalog.workbook.reader import read_workbook
from forms.catalog.workbook.typed import CellValue, literal, pieces, quoted
from forms.catalog.workbook.writer import write_workbook
from forms.elements.element import ElementKind, Privacy
from forms.message import Message


@pytest.fixture
def names() -> Names:
    names = Names()
    names.add("departments", "scjg", {"市场监督管理局", "工商局"})
    names.add("departments", "gaj", {"公安局"})
    names.add("materials", "M-ID", {"身份证"})
    names.add("materials", "M-AGID", {"身份证"})
    return names


@pytest.mark.parametrize(
    ("cell", "typed", "content"),
    [
        (TEXT, "  名称\u3000", "名称"),
        (TEXT, 12.0, "12"),
        (TEXT, 0.5, "0.5"),
        (TEXT, True, "TRUE"),
        (TEXT, datetime(2026, 1, 5), "2026-01-05"),
        (TEXT, "全角１２，（甲）", "全角１２，（甲）"),
        (TEXT, '" 空格 "', " 空格 "),
        (TEXT, '"引"号', '"引"号'),
        (TEXT, "两_x000D_\n行", "两\n行"),
        (ID, "ＦＯＯＤ－ＬＩＣ ", "FOOD-LIC"),
        (ID, 1.0, "1"),
        (ID, "\ufeffM-ID\u200b", "M-ID"),
        (CONDITION, "prem_right ＝＝ “lease”", 'prem_right == "lease"'),
        (YES_OR_NO, "是", "true"),
        (YES_OR_NO, "否 ", "false"),
        (YES_OR_NO, True, "true"),
        (YES_OR_NO, False, "false"),
        (YES_OR_NO, "ＹＥＳ", "true"),
        (YES_OR_NO, 1.0, "true"),
        (Choice(choices.KINDS), "金额", "money"),
        (Choice(choices.KINDS), "Money", "money"),
        (Choice(choices.KINDS), " 身份证号", "id18"),
        (Choice(choices.CASE_TYPES), "马上办", "instant"),
        (Whole(), "１５", "15"),
        (Whole(), 15.0, "15"),
        (Amount(), "１，２００．５０", "1200.50"),
        (Amount(), 0.01, "0.01"),
        (Amount(days=True), "今天", "today"),
        (Amount(days=True), datetime(2026, 3, 1), "2026-03-01"),
        (Day(), datetime(2026, 10, 1), "2026-10-01"),
        (Day(), "2026年10月1日", "2026-10-01"),
        (Day(), "2026/1/5", "2026-01-05"),
        (Day(), "２０２６．１．５", "2026-01-05"),
        (Day(), 20260105, "2026-01-05"),
        (Reference("departments"), "scjg", "scjg"),
        (Reference("departments"), "SCJG", "scjg"),
        (Reference("departments"), "市场监督管理局 ", "scjg"),
        (Reference("departments"), "工商局", "scjg"),
        (Reference("departments"), "税务局", "税务局"),
        (Listed("departments"), "公安局、ｓｃｊｇ；\n", ["gaj", "scjg"]),
        (Listed("departments"), "gaj,scjg", ["gaj", "scjg"]),
        (Listed(), '卫计委； "甲、乙"\n规划局', ["卫计委", "甲、乙", "规划局"]),
        (Exact(), " <p>\n", " <p>\n"),
    ],
)
def test_what_is_typed_is_put_right(names: Names, cell: Cell, typed: CellValue, content: Content) -> None:
    assert cell.read(typed, names) == content


@pytest.mark.parametrize(
    ("cell", "typed", "code"),
    [
        (Whole(), "5天", "workbook.not_whole"),
        (Whole(), 1.5, "workbook.not_whole"),
        (Whole(), True, "workbook.not_whole"),
        (Whole(), "9" * 400, "workbook.not_whole"),
        (Amount(), "约五元", "workbook.not_amount"),
        (Amount(), "NaN", "workbook.not_amount"),
        (Amount(), "今天", "workbook.not_amount"),
        (Amount(), datetime(2026, 1, 1), "workbook.not_amount"),
        (Day(), "2026-02-30", "workbook.not_a_day"),
        (Day(), 46000.0, "workbook.not_a_day"),
        (YES_OR_NO, "大概", "workbook.no_choice_far"),
        (Reference("materials"), "身份证", "workbook.several_called_so"),
        (Listed("materials"), "M-ID、身份证", "workbook.several_called_so"),
    ],
)
def test_what_cannot_be_put_right_is_told(names: Names, cell: Cell, typed: CellValue, code: str) -> None:
    read = cell.read(typed, names)
    assert isinstance(read, Message) and read.code == code


ANY: st.SearchStrategy[CellValue] = st.one_of(
    st.text(max_size=40),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
)
CELLS: list[Cell] = [TEXT, ID, CONDITION, YES_OR_NO, Whole(), Amount(), Amount(days=True), Day(), Exact()]
CELLS += [Reference("materials"), Listed("materials"), Listed(), Choice(choices.KINDS)]


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: type(cell).__name__)
@given(value=ANY)
def test_no_cell_makes_reading_fail(cell: Cell, value: CellValue) -> None:
    assert isinstance(cell.read(value, Names()), str | list | Message)


@given(st.text())
def test_quotes_keep_any_text(text: str) -> None:
    assert literal(quoted(text)) == text
    assert pieces(quoted(text)) == [quoted(text)]


@pytest.mark.parametrize("day", ["1899-12-31", "1900-01-01", "1900-02-28", "1900-03-01", "2026-10-01", "9999-12-31"])
def test_days_are_written_as_days(day: str) -> None:
    assert Day().read(Day().write(day), Names()) == day


def test_a_date_without_a_time_is_a_day() -> None:
    assert TEXT.read(date(2026, 1, 5), Names()) == "2026-01-05"


Check = Callable[[Catalog], object]


@pytest.mark.parametrize(
    ("sheet", "row", "column", "typed", "check", "expected"),
    [
        ("事项", "SEAL", "部门", "市场监督管理局", lambda c: c.items["SEAL"].department, "scjg"),
        ("事项", "SEAL", "区块", "单位；代理人", lambda c: c.items["SEAL"].blocks, ("O", "A")),
        ("事项", "SEAL", "办件类型", " 马上办", lambda c: c.items["SEAL"].case_type, CaseType.INSTANT),
        ("事项", "SEAL", "法定时限", "１０", lambda c: c.items["SEAL"].legal.days, 10),
        ("数据元", "shop_name", "类型", "TEXT", lambda c: c.elements["shop_name"].kind, ElementKind.TEXT),
        ("数据元", "shop_name", "信息类别", "敏感", lambda c: c.elements["shop_name"].privacy, Privacy.SENSITIVE),
        ("数据元", "shop_name", "必填", None, lambda c: c.elements["shop_name"].required, True),
        ("大厅", 3, "日历版本", 2027.0, lambda c: c.calendar.revision, "2027"),
        ("大厅", 3, "日历末日", "2027/12/31", lambda c: c.calendar.last, "2027-12-31"),
    ],
)
def test_a_cell_of_a_workbook_is_put_right(
    good: Path, tmp_path: Path, sheet: str, row: int | str, column: str, typed: object, check: Check, expected: object
) -> None:
    edited = Edited(Path(shutil.copy(good, tmp_path)))
    edited.put(sheet, row, column, typed)
    assert check(read_workbook(edited.save())) == expected


def test_columns_may_stand_in_any_order_without_their_help(good: Path, tmp_path: Path, sample: Catalog) -> None:
    edited = Edited(Path(shutil.copy(good, tmp_path)))
    sheet = edited.book["情形"]
    rows = [[cell.value for cell in reversed(row)] for row in sheet.iter_rows()]
    edited.book.remove(sheet)
    again = edited.book.create_sheet("情形 ")
    for row in (rows[0], *rows[2:4], [], *rows[4:]):
        again.append(row)
    assert read_workbook(edited.save()) == sample


@pytest.fixture(scope="module")
def good(sample: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("workbook") / "catalog.xlsx"
    write_workbook(sample, path)
    return path


def test_texts_are_read_as_excel_saves_them(good: Path, tmp_path: Path, sample: Catalog) -> None:
    path = with_shared_texts(good, tmp_path / "c.xlsx")
    assert read_workbook(path) == sample


SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHARED = (
    '<Override PartName="/xl/sharedStrings.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)


def with_shared_texts(good: Path, target: Path) -> Path:
    """A copy of `good` whose texts stand in one part, some in several runs: as Excel keeps them."""
    texts: list[str] = []

    def shared(cell: re.Match[str]) -> str:
        texts.append(cell[2])
        return f'<c{cell[1]} t="s"><v>{len(texts) - 1}</v></c>'

    with zipfile.ZipFile(good) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            if name.startswith("xl/worksheets/"):
                content = re.sub(r'<c([^>]*?) t="inlineStr"><is><t[^>]*>([^<]*)</t></is></c>', shared, content)
            if name == "[Content_Types].xml":
                content = content.replace("</Types>", SHARED)
            if name != "xl/sharedStrings.xml":
                new.writestr(name, content)
        items = "".join(shared_text(text, in_runs=number % 7 == 0) for number, text in enumerate(texts))
        new.writestr("xl/sharedStrings.xml", f"<sst xmlns='{SPACE}'>{items}</sst>")
    assert len(texts) > 1_000
    return target


def shared_text(text: str, *, in_runs: bool) -> str:
    if not in_runs or "&" in text:
        return f"<si><t xml:space='preserve'>{text}</t></si>"
    runs = (f"<r><t xml:space='preserve'>{part}</t></r>" for part in (text[:1], text[1:]))
    return f"<si>{''.join(runs)}<rPh sb='0' eb='1'><t>pin</t></rPh></si>"
