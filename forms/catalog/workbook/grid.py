"""The rows of every sheet of a workbook as they were typed: each cell under its column, and where it stands."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from forms.catalog.workbook.container import WorkbookUnreadable, look_into
from forms.catalog.workbook.layout import HEADER_ROW, HELP_BEGINS, HELP_ROW, Column, SheetLayout
from forms.catalog.workbook.sheets import ABOUT, LAYOUTS
from forms.catalog.workbook.typed import LONGEST_CELL, CellValue, as_text, half_width
from forms.message import Message, message

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_MAX_COLUMNS: Final = 100

At = tuple[str, str]
"""A cell: the title of its sheet, and its name there, such as `C7`."""

Tell = Callable[[At, Message], None]
"""Takes note of something wrong in a cell."""


@dataclass(frozen=True)
class Typed:
    """One row: what stands under each column, and `line`, its number in the sheet."""

    line: int
    cells: Mapping[str, CellValue]


@dataclass
class Grid:
    """One sheet: the letter of each column that is there, the rows that say something.

    `broken` are cells that hold nothing that could be read; they were told already. A sheet is `whole` when every
    row was read and every column is there that must be.
    """

    title: str
    letters: Mapping[str, str]
    rows: list[Typed] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    whole: bool = True

    def at(self, row: Typed | None, title: str) -> At:
        """The cell of column `title` in `row`; the head of the column without a row."""
        letter = self.letters.get(title) or next(iter(self.letters.values()), "A")
        return self.title, f"{letter}{row.line if row else HEADER_ROW}"


def read_grids(path: Path, tell: Tell) -> dict[str, Grid]:
    """The sheets of the workbook `path` by the titles of their layouts, without those that are missing.

    Raises `WorkbookUnreadable` when nothing in it can be read; everything else that is wrong is told.
    """
    parts = look_into(path)
    with warnings.catch_warnings():
        # The library warns of decoration that it does not keep; nothing of it is wanted here.
        warnings.simplefilter("ignore")
        with closing(_opened(path)) as book:
            titles = _matched(book, tell)
            for found in titles.values():
                _tell_of_decoration(book[found], parts.merged.get(found, []), tell)
            by_title = {layout.title: layout for layout in LAYOUTS}
            return {title: _grid(book[found], by_title[title], tell) for title, found in titles.items()}


def _opened(path: Path) -> Workbook:
    from openpyxl import load_workbook

    try:
        return load_workbook(path, read_only=True, keep_links=False)
    except Exception as error:
        # A foreign file makes the library fail in any way whatever.
        raise WorkbookUnreadable(message("workbook.torn")) from error


def _matched(book: Workbook, tell: Tell) -> dict[str, str]:
    """The sheet of the book for each layout that has one; one whose name is nearly right is told and taken."""
    wanted = [layout.title for layout in LAYOUTS]
    found = {half_width(sheet.title): sheet.title for sheet in book.worksheets}
    titles = {title: found[title] for title in wanted if title in found}
    for name, real in found.items():
        if name not in titles and name != ABOUT:
            near = _nearest(name, [title for title in wanted if title not in titles]) or _nearest(name, wanted)
            code = "workbook.unknown_sheet" if near else "workbook.unknown_sheet_far"
            tell((real, "A1"), message(code, sheet=real, near=near, known="、".join(wanted)))
            if near and near not in titles:
                titles[near] = real
    for layout in LAYOUTS:
        if layout.title not in titles and not layout.optional:
            tell((layout.title, "A1"), message("workbook.sheet_missing", sheet=layout.title))
    return {title: titles[title] for title in wanted if title in titles}


def _nearest(name: str, known: list[str]) -> str:
    return next(iter(get_close_matches(name, known, n=1, cutoff=0.4)), "")


def _tell_of_decoration(sheet: Worksheet, merged: list[str], tell: Tell) -> None:
    """Cells that belong together only in looks, and sheets that nobody sees: what they say could escape a reviewer."""
    if sheet.sheet_state != "visible":
        tell((sheet.title, "A1"), message("workbook.hidden_sheet", sheet=sheet.title))
    for cell in merged[:100]:
        tell((sheet.title, cell), message("workbook.merged"))


def _grid(sheet: Worksheet, layout: SheetLayout, tell: Tell) -> Grid:
    lines = _lines(sheet, most=layout.most_rows + HELP_ROW + 1)
    header = next(lines, (HEADER_ROW, ()))[1]
    columns, strange = _columns(sheet.title, header, layout, tell)
    letters = {title: _letter(number) for number, title in columns.items()}
    grid = Grid(sheet.title, letters, whole=not list(_missing(layout, columns)))
    for line, cells in lines:
        if line > layout.most_rows + HELP_ROW:
            tell((sheet.title, f"A{line}"), message("workbook.too_many_rows", limit=layout.most_rows))
            grid.whole = False
            break
        if line == HELP_ROW and _is_help(cells):
            continue
        typed = {number: cell for number, cell in enumerate(cells, start=1) if not _is_blank(cell.value)}
        for number in sorted(typed.keys() - columns.keys() - strange):
            strange.add(number)
            tell((sheet.title, f"{_letter(number)}{line}"), message("workbook.no_header"))
        known = {number: cell for number, cell in typed.items() if number in columns}
        values = {columns[number]: _value(grid, cell, line, number, tell) for number, cell in known.items()}
        if values:
            grid.rows.append(Typed(line, values))
    return grid


def _is_help(cells: tuple[Any, ...]) -> bool:
    """Whether a second row only explains the columns: its mark moves with the column that it was written to."""
    return any(as_text(cell.value).strip().startswith(HELP_BEGINS) for cell in cells)


def _lines(sheet: Worksheet, *, most: int) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The rows of a sheet with their numbers, the first `most` of them."""
    try:
        # The size that the file claims is not believed.
        sheet.reset_dimensions()
        rows = sheet.iter_rows(min_row=HEADER_ROW, max_row=most, max_col=_MAX_COLUMNS)
        yield from enumerate(rows, start=HEADER_ROW)
    except Exception as error:
        # A foreign file makes the library fail in any way whatever.
        raise WorkbookUnreadable(message("workbook.torn")) from error


def _columns(sheet: str, header: tuple[Any, ...], layout: SheetLayout, tell: Tell) -> tuple[dict[int, str], set[int]]:
    """The title of each known column by its number, and the numbers of the strange ones, which are told."""
    found = {number: half_width(as_text(cell.value)) for number, cell in enumerate(header, start=1)}
    found = {number: name for number, name in found.items() if name}
    columns: dict[int, str] = {}
    strange: dict[int, str] = {}
    for number, name in found.items():
        if name in layout.by_title and name not in columns.values():
            columns[number] = name
        else:
            strange[number] = name
    for number, name in strange.items():
        free = [title for title in layout.by_title if title not in found.values() and title not in columns.values()]
        near = _nearest(name, free)
        tell((sheet, f"{_letter(number)}{HEADER_ROW}"), _unknown_column(name, near, layout, found))
        if near:
            columns[number] = near
    for column in _missing(layout, columns):
        tell((sheet, f"A{HEADER_ROW}"), message("workbook.column_missing", column=column.title))
    return columns, {number for number in strange if number not in columns}


def _unknown_column(name: str, near: str, layout: SheetLayout, found: Mapping[int, str]) -> Message:
    if list(found.values()).count(name) > 1 and name in layout.by_title:
        return message("workbook.column_twice", column=name)
    if near:
        return message("workbook.unknown_column_near", column=name, near=near)
    return message("workbook.unknown_column", column=name, known="、".join(layout.by_title))


def _missing(layout: SheetLayout, columns: Mapping[int, str]) -> Iterator[Column]:
    return (column for column in layout.columns if column.required and column.title not in columns.values())


def _value(grid: Grid, cell: Any, line: int, number: int, tell: Tell) -> CellValue:
    """What a cell holds; None, after telling, for what is no value: a formula, an error of Excel."""
    value: CellValue = cell.value
    wrong = None
    if cell.data_type == "f":
        wrong = message("workbook.formula")
    elif cell.data_type == "e":
        wrong = message("workbook.excel_error", value=value)
    elif isinstance(value, str) and len(value) > LONGEST_CELL:
        wrong = message("workbook.cell_too_long", limit=LONGEST_CELL)
    if wrong is None:
        return value
    name = f"{_letter(number)}{line}"
    grid.broken.add(name)
    tell((grid.title, name), wrong)
    return None


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not half_width(value))


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter

    letter: str = get_column_letter(number)
    return letter
