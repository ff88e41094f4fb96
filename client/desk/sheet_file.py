"""A list as an Excel file: typed cells under a frozen head, and a first line that says who took it out and when.

The file is made in memory: the library would put a copy in plain into the system's folder for temporary files.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import msgspec

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | int
KeepGoing = Callable[[int, int], bool]
"""Told how many steps of how many are done; False when nobody wants the file any more."""

MARK_ROW, HEAD_ROW, FIRST_ROW = 1, 2, 3
LONGEST_TEXT = 32_767
"""Excel refuses a file with a longer one."""

_LINES_AT_ONCE = 250
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class CellKind(StrEnum):
    """What a column holds. A telephone number is text: as a number it loses what Excel finds superfluous."""

    TEXT = "text"
    DAY = "day"
    NUMBER = "number"


class SheetColumn(msgspec.Struct, frozen=True, kw_only=True):
    """One column; `chars` is its width in Latin characters."""

    title: str
    chars: int
    kind: CellKind = CellKind.TEXT


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """What goes into the file. Each of `rows` has a value per column: an ISO day, a whole number or text, '' for none.

    `mark` stands over the head and at the foot of every printed page.
    """

    title: str
    mark: str
    columns: tuple[SheetColumn, ...]
    rows: Sequence[tuple[Value, ...]]


class NotWanted(Exception):
    """Somebody cancelled: `keep_going` said no."""


def sheet_bytes(sheet: Sheet, *, keep_going: KeepGoing = lambda _done, _total: True) -> bytes:
    """The .xlsx file; each line is a step twice, laid out and written. Raises `NotWanted`."""
    from openpyxl import Workbook

    steps = _Steps(keep_going, total=2 * len(sheet.rows))
    book = Workbook()
    page = book.worksheets[0]
    page.title = sheet.title
    _head(page, sheet)
    for number, row in enumerate(sheet.rows):
        if not steps.take():
            raise NotWanted
        for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True), 1):
            if value != "":
                _write(page.cell(FIRST_ROW + number, place), value, column.kind)
    page.auto_filter.ref = f"A{HEAD_ROW}:{page.cell(max(page.max_row, HEAD_ROW), len(sheet.columns)).coordinate}"
    data = _packed(book, steps)
    if steps.stopped:
        raise NotWanted
    return data


class _Steps:
    """Asks now and then whether to go on."""

    def __init__(self, keep_going: KeepGoing, *, total: int) -> None:
        self._keep_going, self._total, self._done = keep_going, total, 0
        self.stopped = False

    def take(self) -> bool:
        """One line more; False once nobody wants it."""
        if self._done % _LINES_AT_ONCE == 0 and not self.stopped:
            self.stopped = not self._keep_going(self._done, self._total)
        self._done += 1
        return not self.stopped


def _head(page: Worksheet, sheet: Sheet) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    _write(page.cell(MARK_ROW, 1), sheet.mark, CellKind.TEXT)
    for place, column in enumerate(sheet.columns, 1):
        title = page.cell(HEAD_ROW, place)
        _write(title, column.title, CellKind.TEXT)
        title.font = Font(bold=True)
        page.column_dimensions[get_column_letter(place)].width = column.chars
    page.freeze_panes = page.cell(FIRST_ROW, 1)
    page.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    # An ampersand begins a code there, such as the number of the page.
    page.oddFooter.left.text = sheet.mark.replace("&", "&&")


def _write(cell: Cell, value: Value, kind: CellKind) -> None:
    if kind is CellKind.NUMBER and isinstance(value, int):
        cell.value = value
        return
    day = _day(str(value)) if kind is CellKind.DAY else None
    if day is not None:
        cell.value = day
        cell.number_format = "yyyy-mm-dd"
        return
    text = _written(str(value))
    cell.value = text
    # The library takes for a formula whatever begins like one, and Excel does so once such a cell is edited.
    cell.data_type = "s"
    cell.number_format = "@"
    if text.startswith(_BEGINS_A_FORMULA):
        cell.quotePrefix = True


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _written(text: str) -> str:
    """`text` without what no cell can hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return str(ILLEGAL_CHARACTERS_RE.sub("", text))[:LONGEST_TEXT]


def _packed(book: Workbook, steps: _Steps) -> bytes:
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.excel import ExcelWriter

    class Lines(WorksheetWriter):  # type: ignore[misc]
        def write_row(self, xf: object, row: object, row_idx: int) -> None:
            # The library's own generator must come to its end, so that what is not wanted is passed over.
            if row_idx < FIRST_ROW or steps.take():
                super().write_row(xf, row, row_idx)

    class InMemory(ExcelWriter):  # type: ignore[misc]
        def write_worksheet(self, ws: Worksheet) -> None:
            part = BytesIO()
            Lines(ws, part).write()
            self._archive.writestr(ws.path[1:], part.getvalue())
            self.manifest.append(ws)

    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        InMemory(book, archive).save()
    return packed.getvalue()
