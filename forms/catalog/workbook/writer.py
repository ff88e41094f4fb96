"""Writes a catalog as an Excel workbook in which a person goes on editing: drop-downs, help, widths, frozen headers."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from forms.catalog.model import Catalog
from forms.catalog.workbook.layout import FIRST_ROW, HEADER_ROW, HELP_BEGINS, HELP_ROW, SheetLayout
from forms.catalog.workbook.look import dress, dress_about
from forms.catalog.workbook.rows import Row, content_of, rows_of
from forms.catalog.workbook.sheets import ABOUT, LAYOUTS
from forms.catalog.workbook.typed import CellValue

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_HOW_TO = (
    "本工作簿是事项目录的源文件，与 YAML 文件夹内容相同，可互相导出。",
    "每张表的第一行是栏目名称，第二行是填写说明，从第三行起填写；不要合并单元格，不要用公式，不要隐藏工作表。",
    "指别处的一栏可写编号，也可写中文名称；一格写多项时用顿号、逗号、分号或换行隔开。",
    "全角数字和字母、多余的空格会自动整理。要原样保留的文字写在英文双引号里。",
    "改完后运行 catalog check 检查，全部错误会按工作表和单元格一次列出。",
    "",
)


def write_workbook(catalog: Catalog, path: Path) -> None:
    """Write `catalog` as the file `path`, which is replaced as a whole or not at all.

    Raises `SourceUnwritten` when a text is longer than a cell can hold, and `OSError` when the disk refuses.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    _about(book)
    content = content_of(catalog)
    for layout in LAYOUTS:
        _sheet(book.create_sheet(layout.title), layout, list(rows_of(layout, content)))
    unfinished = path.with_name(path.name + ".part")
    try:
        book.save(unfinished)
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def _about(book: Workbook) -> None:
    sheet = book.create_sheet(ABOUT)
    for line in _HOW_TO:
        sheet.append([line])
    for layout in LAYOUTS:
        sheet.append([layout.title, layout.about])
    dress_about(sheet)


def _sheet(sheet: Worksheet, layout: SheetLayout, rows: list[Row]) -> None:
    for number, column in enumerate(layout.columns, start=1):
        begin = f"{HELP_BEGINS}：" if number == 1 else ""
        must = "必填。" if column.required else ""
        _put(sheet, HEADER_ROW, number, column.title)
        _put(sheet, HELP_ROW, number, f"{begin}{must}{column.help}")
        for line, row in enumerate(rows, start=FIRST_ROW):
            _put(sheet, line, number, row[column.title])
    dress(sheet, layout, last_row=FIRST_ROW + len(rows) - 1)


def _put(sheet: Worksheet, row: int, column: int, value: CellValue) -> None:
    if value is None:
        return
    cell = sheet.cell(row, column, value)
    if isinstance(value, str):
        # Text that begins like a formula or is spelled like an error stays text.
        cell.data_type = "s"
