from __future__ import annotations

import pytest

from forms.elements.element import Column, ElementKind, Label, Privacy
from forms.elements.reading import check, edit_text, mask, read, read_cell, show, shown_rows

TODAY = "2026-11-20"
KNOWN = "11010519491231002X"


@pytest.fixture(scope="module")
def staff(field, options):
    columns = (
        Column(id="name", label=Label("姓名", "Name")),
        Column(id="no", label=Label("证件号码", "Document number"), kind=ElementKind.IDENTITY),
        Column(id="until", label=Label("有效期"), kind=ElementKind.DATE, required=False),
        Column(id="right", label=Label("权属"), kind=ElementKind.ONE_OF, options=options, required=False),
        Column(id="share", label=Label("份额"), kind=ElementKind.INTEGER, unit="%", required=False),
        Column(id="chief", label=Label("负责人"), kind=ElementKind.YES_NO, required=False),
    )
    return field(ElementKind.TABLE, columns=columns, privacy=Privacy.PERSONAL)


@pytest.fixture(scope="module")
def good_row():
    return {"name": "张三", "no": KNOWN, "until": "2027-01-03", "right": "lease", "share": "1200", "chief": "是"}


def found(element, value):
    return [
        (problem.code, problem.params.get("row"), problem.params.get("column_id"))
        for problem in check(element, value, values={}, today=TODAY)
    ]


def test_a_table_without_rows_is_empty(staff):
    assert check(staff, {}, values={}, today=TODAY) == ()


def test_names_row_and_column_of_every_wrong_cell(staff, good_row):
    table = {
        "a": good_row,
        "b": {**good_row, "no": "110105194912310021", "until": "2027-02-30"},
        "c": {"name": " ", "no": KNOWN},
        "d": {"name": "", "no": ""},
        "e": {**good_row, "right": "gone", "share": "x"},
    }
    assert found(staff, table) == [
        ("element.cell.identity.check", "2", "no"),
        ("element.cell.date.no_day", "2", "until"),
        ("element.cell.table.cell_missing", "3", "name"),
        ("element.table.blank_row", "4", None),
        ("element.cell.choice.unknown", "5", "right"),
        ("element.cell.number.unreadable", "5", "share"),
    ]


def test_a_message_names_the_column_in_both_languages_and_the_field(staff, good_row):
    (problem,) = check(staff, {"a": {**good_row, "no": "1"}}, values={}, today=TODAY)
    assert (problem.params["column"], problem.params["column_en"]) == ("证件号码", "Document number")
    assert problem.element == "the_field"


def test_rows_are_numbered_by_row_id_whatever_the_order_of_the_mapping(staff, good_row):
    bad = {**good_row, "name": ""}
    table = {"10": bad, "2": good_row, "1": good_row}
    assert found(staff, table) == [("element.cell.table.cell_missing", "3", "name")]


@pytest.mark.parametrize(
    ("column", "text", "stored"),
    [
        (0, " 张三 ", "张三"),
        (1, "110105 19491231 002x", KNOWN),
        (2, "2027年1月3日", "2027-01-03"),
        (3, "租赁", "lease"),
        (4, "1,200%", "1200"),
        (5, "有", "是"),
        (2, " 后天 ", "后天"),
        (0, "  ", ""),
    ],
)
def test_a_cell_is_stored_canonically_or_as_typed(staff, column, text, stored):
    assert read_cell(staff, staff.columns[column], text) == stored


def test_reads_what_is_pasted_from_a_spreadsheet(staff):
    header = "\t".join(column.label.zh for column in staff.columns)
    pasted = f"{header}\r\n张三\t110105 19491231 002x\t2027/1/3\r\n\r\n李四\t\t后天\r\n"
    blank = dict.fromkeys((column.id for column in staff.columns), "")
    assert read(staff, pasted) == {
        "1": blank | {"name": "张三", "no": KNOWN, "until": "2027-01-03"},
        "2": blank | {"name": "李四", "until": "后天"},
    }


@pytest.mark.parametrize("pasted", ["a\tb\tc\td\te\tf\tg", "姓名\t证件号码\t备注\n张三\t\t亲"])
def test_what_has_cells_without_a_column_is_kept_whole(staff, codes, pasted):
    assert read(staff, pasted) == {"raw": pasted}
    assert codes(staff, pasted) == ["table.unreadable"]


def test_a_full_table_reads_back(staff, good_row):
    table = {"1": good_row, "2": {**good_row, "name": "李四"}}
    assert read(staff, edit_text(staff, table)) == table


def test_cells_of_every_kind_are_read_checked_and_shown(field):
    kinds = {
        ElementKind.MULTILINE: ("甲 \n乙", "甲\n乙"),
        ElementKind.ADDRESS: ("济南市 解放路１号", "济南市解放路1号"),
        ElementKind.UNIT_NUMBER: ("370102 001001 gb00001 f00010001", "370102001001GB00001F00010001"),
        ElementKind.PROJECT_CODE: ("23094200000401123456", "2309-420000-04-01-123456"),
        ElementKind.REGION: ("济南市历下区", "370102"),
        ElementKind.DATE_RANGE: ("2026.1.1-2026.12.31", "2026-01-01 至 2026-12-31"),
        ElementKind.DATETIME: ("2026/12/3 8点", "2026-12-03T08:00"),
    }
    columns = tuple(Column(id=kind.value, label=Label(kind.value), kind=kind) for kind in kinds)
    table = field(ElementKind.TABLE, columns=columns)
    row = {column.id: read_cell(table, column, kinds[column.kind][0]) for column in columns}
    assert row == {kind.value: cell[1] for kind, cell in kinds.items()}
    assert found(table, {"1": row}) == []
    assert read(table, edit_text(table, {"1": row})) == {"1": row}
    assert found(table, {"1": {**row, "bdcunit": "3", "region": "999999", "address": "1号"}}) == [
        ("element.cell.address.short", "1", "address"),
        ("element.cell.unit_number.short", "1", "bdcunit"),
        ("element.cell.region.province", "1", "region"),
    ]


def test_a_table_has_a_thousand_rows_at_most(staff, good_row):
    full = {str(number): good_row for number in range(1000)}
    assert found(staff, full) == []
    assert found(staff, {**full, "1000": good_row}) == [("element.table.many_rows", None, None)]


def test_a_first_row_that_reads_like_headings_reads_back(staff):
    blank = dict.fromkeys((column.id for column in staff.columns), "")
    table = {"1": blank | {"name": "姓名", "no": "有效期"}}
    assert read(staff, edit_text(staff, table)) == table


def test_a_first_cell_left_blank_stays_in_its_column(staff):
    table = {"1": dict.fromkeys((column.id for column in staff.columns), "") | {"no": KNOWN}}
    assert read(staff, edit_text(staff, table)) == table


def test_shows_and_masks_rows(staff, good_row):
    cells = ("张三", "110105 19491231 002X", "2027-01-03(周日)", "租赁", "1,200 %", "是")
    assert shown_rows(staff, {"a": good_row}, language="zh_CN") == (cells,)
    assert show(staff, {"a": good_row, "b": {"name": "李四", "no": "坏"}}, language="zh_CN") == (
        "1. " + " · ".join(cells) + "\n2. 李四 · 坏"
    )
    assert mask(staff, {"a": {"name": "张三", "no": KNOWN, "until": "坏值"}}) == "张* · 110105********002X · **"


def test_a_stored_value_that_is_no_table_is_told(staff):
    assert found(staff, "张三") == [("element.table.unreadable", None, None)]
    assert shown_rows(staff, "张三", language="zh_CN") == ()
