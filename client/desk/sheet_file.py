"""A list as an Excel file: typed cells under a frozen head, and a first line that says who took it out and when.

The file is made in memory: the library would put a copy in plain into the system's folder for temporary files. It
writes everything but the lines, which it would take ten times as long for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

import msgspec

if TYPE_CHECKING:
    from openpyxl import Workbook
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


_FORMATS = {CellKind.TEXT: "@", CellKind.DAY: "yyyy-mm-dd", CellKind.NUMBER: "0"}
_FORMULA_LIKE = "formula_like"
_END_OF_LINES = b"</sheetData>"


class NotWanted(Exception):
    """Somebody cancelled: `keep_going` said no."""


def sheet_bytes(sheet: Sheet, *, keep_going: KeepGoing = lambda _done, _total: True) -> bytes:
    """The .xlsx file; each line is a step. Raises `NotWanted`."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.worksheets[0]
    page.title = sheet.title
    styles = _styles(page)
    _head(page, sheet)
    lines: list[str] = []
    for number, row in enumerate(sheet.rows):
        if number % _LINES_AT_ONCE == 0 and not keep_going(number, len(sheet.rows)):
            raise NotWanted
        lines.append(_line(FIRST_ROW + number, sheet.columns, row, styles))
    return _packed(book, "".join(lines).encode())


def _styles(page: Worksheet) -> Mapping[str, int]:
    """The numbers of the looks that cells of the lines have."""
    styles: dict[str, int] = {}
    for name, form in (*_FORMATS.items(), (_FORMULA_LIKE, "@")):
        cell = page.cell(1, 1)
        cell.number_format = form
        # Excel takes for a formula what begins like one, as soon as somebody edits it.
        cell.quotePrefix = name == _FORMULA_LIKE
        styles[name] = cell.style_id
        page.delete_rows(1)
    return styles


def _head(page: Worksheet, sheet: Sheet) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    page.cell(MARK_ROW, 1, _written(sheet.mark)).data_type = "s"
    for place, column in enumerate(sheet.columns, 1):
        page.cell(HEAD_ROW, place, column.title).font = Font(bold=True)
        page.column_dimensions[get_column_letter(place)].width = column.chars
    page.freeze_panes = page.cell(FIRST_ROW, 1)
    page.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(len(sheet.columns))}{HEAD_ROW + len(sheet.rows)}"
    page.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    # An ampersand begins a code there, such as the number of the page.
    page.oddFooter.left.text = sheet.mark.replace("&", "&&")


def _line(number: int, columns: Sequence[SheetColumn], row: Sequence[Value], styles: Mapping[str, int]) -> str:
    cells = (
        _cell(f"{letter}{number}", value, column.kind, styles)
        for letter, column, value in zip(_letters(len(columns)), columns, row, strict=True)
        if value != ""
    )
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(place: str, value: Value, kind: CellKind, styles: Mapping[str, int]) -> str:
    if isinstance(value, int):
        return f'<c r="{place}" s="{styles[CellKind.NUMBER]}"><v>{value}</v></c>'
    day = _serial(value) if kind is CellKind.DAY else None
    if day is not None:
        return f'<c r="{place}" s="{styles[CellKind.DAY]}"><v>{day}</v></c>'
    text = _written(value)
    style = styles[_FORMULA_LIKE if text.startswith(_BEGINS_A_FORMULA) else CellKind.TEXT]
    # Always as text: a telephone number is none to count with, and what a clerk typed is no formula.
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


@cache
def _letters(count: int) -> tuple[str, ...]:
    from openpyxl.utils import get_column_letter

    return tuple(get_column_letter(place) for place in range(1, count + 1))


@lru_cache(maxsize=1024)
def _serial(text: str) -> int | None:
    """An ISO day as Excel counts days; None for other text."""
    from openpyxl.utils.datetime import to_excel

    try:
        return int(to_excel(date.fromisoformat(text)))
    except ValueError:
        return None


def _written(text: str) -> str:
    """`text` without what no cell can hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return str(ILLEGAL_CHARACTERS_RE.sub("", text))[:LONGEST_TEXT]


def _packed(book: Workbook, lines: bytes) -> bytes:
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.excel import ExcelWriter

    class Head(WorksheetWriter):  # type: ignore[misc]
        def write_dimensions(self) -> None:
            """Nothing: the lines are not known here, and Excel finds out by itself."""

    class InMemory(ExcelWriter):  # type: ignore[misc]
        def write_worksheet(self, ws: Worksheet) -> None:
            part = BytesIO()
            Head(ws, part).write()
            before, end, after = part.getvalue().partition(_END_OF_LINES)
            self._archive.writestr(ws.path[1:], before + lines + end + after)
            self.manifest.append(ws)

    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        InMemory(book, archive).save()
    return packed.getvalue()
