"""Where pages break: between the rows of a table, never inside one. Qt alone would cut a row between its lines.

A row that would be cut begins a new page, under its table's heading again. Short tables and signature blocks (class
`plain`) stay whole. Where a template puts a table within a table, Qt breaks the pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
from PyQt5.QtGui import QAbstractTextDocumentLayout, QTextDocument, QTextTable

from client.papers.look import CELL_BELOW_PX
from client.papers.page import LAYOUT_DPI

_TABLE = re.compile(r"(<table\b[^>]*)(>)(.*?)</table>", re.DOTALL)
_HEADING = re.compile(r"\s*<thead\b.*?</thead>", re.DOTALL)
_ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_ON_NEW_PAGE = ' style="page-break-before: always"'
_TO_RULE = (CELL_BELOW_PX + 2) * LAYOUT_DPI / 96
_KEPT_WHOLE = 0.33
"""Share of a page that a table may take to be kept whole."""


class Break(msgspec.Struct, frozen=True, kw_only=True):
    """A page break to make: before row `row` of table `table` (both from 0, heading rows counted); row 0: before it."""

    table: int
    row: int


class _Row(msgspec.Struct, frozen=True, kw_only=True):
    top: float
    bottom: float

    def pages(self, height: float) -> tuple[int, int]:
        """The page it begins on and the page it ends on."""
        return int(self.top // height), int((self.bottom - 1) // height)


def next_break(document: QTextDocument, html: str) -> Break | None:
    """The first break that a laid out `document`, made of `html`, still needs; None when its pages are good."""
    root, layout = document.rootFrame(), document.documentLayout()
    assert root is not None and layout is not None
    tables = [frame for frame in root.childFrames() if isinstance(frame, QTextTable)]
    sources = list(_TABLE.finditer(html))
    if len(tables) != len(sources):
        return None
    for number, (table, source) in enumerate(zip(tables, sources, strict=True)):
        rows = list(_rows(table, layout))
        row = _row_to_move(rows, table.format().headerRowCount(), source[1], height=document.pageSize().height())
        if row is not None:
            return Break(table=number, row=row)
    return None


def broken(html: str, place: Break) -> str:
    """`html` with the page break at `place`."""
    source = list(_TABLE.finditer(html))[place.table]
    return html[: source.start()] + _broken_table(source, place.row) + html[source.end() :]


def _broken_table(source: re.Match[str], row: int) -> str:
    opening, inside = source[1].replace(_ON_NEW_PAGE, ""), source[3]
    if row == 0:
        return f"{opening}{_ON_NEW_PAGE}>{inside}</table>"
    cut = list(_ROW.finditer(inside))[row].start()
    heading = _HEADING.match(inside)
    again = heading[0] if heading else ""
    return f"{source[1]}>{inside[:cut]}</table>{opening}{_ON_NEW_PAGE}>{again}{inside[cut:]}</table>"


def _rows(table: QTextTable, layout: QAbstractTextDocumentLayout) -> Iterator[_Row]:
    """Every row, from its text to its lower rule; the first from the table's edge, which Qt may leave a page before."""
    edge = layout.frameBoundingRect(table).top()
    for row in range(table.rows()):
        cells = [table.cellAt(row, column) for column in range(table.columns())]
        first = (layout.blockBoundingRect(cell.firstCursorPosition().block()).top() for cell in cells)
        last = (layout.blockBoundingRect(cell.lastCursorPosition().block()).bottom() for cell in cells)
        yield _Row(top=edge if row == 0 else min(first), bottom=max(last) + _TO_RULE)


def _row_to_move(rows: list[_Row], heading: int, opening: str, *, height: float) -> int | None:
    """The row that must begin a new page; 0 for the whole table; None when all is well or nothing would help."""
    pages = [row.pages(height) for row in rows]
    first, last = pages[0][0], pages[-1][1]
    if first == last:
        return None
    tall = rows[-1].bottom - rows[0].top
    whole = 'class="plain"' in opening or tall <= height * _KEPT_WHOLE
    beginning = rows[min(heading, len(rows) - 1)]
    cut_at_once = beginning.pages(height)[1] != first and beginning.bottom - rows[0].top < height
    if _ON_NEW_PAGE not in opening and (whole or cut_at_once):
        return 0
    # A row that begins its table leaves the page only if it is longer than one, and then nothing helps.
    return next((row for row, (_, ends) in enumerate(pages) if ends != first and row > heading), None)
