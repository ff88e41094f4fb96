"""Reads a catalog from an Excel workbook. Everything wrong is found at once, each with its sheet and cell."""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast

from forms.catalog.assembly import SHEETS, RawCatalog, assemble
from forms.catalog.limits import MAX_FAULTS
from forms.catalog.model import Catalog
from forms.catalog.shape import Content
from forms.catalog.source_error import SourceError, SourceRefused
from forms.catalog.workbook.container import WorkbookUnreadable
from forms.catalog.workbook.contents import Contents
from forms.catalog.workbook.faults import FaultsByCell
from forms.catalog.workbook.grid import Grid, read_grids
from forms.catalog.workbook.layout import SheetLayout
from forms.catalog.workbook.names import Names
from forms.catalog.workbook.sheets import LAYOUTS
from forms.catalog.workbook.typed import as_text, half_width, pieces
from forms.message import Message, message

_NAMED = ("名称", "简称", "问题")
_FORMER = "曾用名"


def read_workbook(path: Path) -> Catalog:
    """The catalog that the workbook `path` describes. Raises `SourceRefused` with everything that is wrong in it."""
    faults = FaultsByCell()
    try:
        grids = read_grids(path, faults.tell)
    except WorkbookUnreadable as error:
        raise _refused(path, [("", "", error.message)]) from error
    except OSError as error:
        reason = message("workbook.unopened", file=path.name, reason=error.strerror or error)
        raise _refused(path, [("", "", reason)]) from error
    contents = Contents(_names(grids), faults)
    for layout in LAYOUTS:
        if layout.title in grids:
            contents.take(layout, grids[layout.title])
    if faults.are_many:
        faults.found.append(("", "", message("catalog.more_faults", limit=MAX_FAULTS)))
        raise _refused(path, sorted(faults.found, key=_reading_order(grids)))
    catalog = assemble(_raw(contents, grids), faults.tell_of_place)
    if faults.found or catalog is None:
        raise _refused(path, sorted(faults.found, key=_reading_order(grids)))
    return catalog


def _refused(path: Path, found: list[tuple[str, str, Message]]) -> SourceRefused:
    cells = [(f"{sheet}!{cell}" if sheet else "", wrong) for sheet, cell, wrong in found]
    return SourceRefused(tuple(SourceError(file=path.name, line=0, cell=cell, message=wrong) for cell, wrong in cells))


def _raw(contents: Contents, grids: dict[str, Grid]) -> RawCatalog:
    """What can be judged. Where a sheet or a column is missing nothing can be said about what refers to it."""
    unread = {layout.inside[:1] for layout in LAYOUTS if not _is_read(layout, grids)}
    content = contents.root
    return RawCatalog(
        tables={name: cast(dict[str, Content], content.get(name, {})) for name in SHEETS if (name,) not in unread},
        hall=None if unread else content.get("hall"),
        calendar=None if unread else content.get("calendar"),
        templates=cast(dict[str, str], content.get("templates", {})),
    )


def _is_read(layout: SheetLayout, grids: dict[str, Grid]) -> bool:
    grid = grids.get(layout.title)
    return layout.optional if grid is None else grid.whole


def _reading_order(grids: dict[str, Grid]) -> _Order:
    return _Order({grid.title: number for number, grid in enumerate(grids.values())})


class _Order:
    """Sheets as they follow each other, then rows, then columns."""

    def __init__(self, sheets: dict[str, int]) -> None:
        self._sheets = sheets

    def __call__(self, fault: tuple[str, str, Message]) -> tuple[int, int, int, str]:
        letters, digits = re.fullmatch(r"([A-Z]*)(\d*)", fault[1]).groups()  # type: ignore[union-attr]
        return self._sheets.get(fault[0], -1), int(digits or 0), len(letters), letters


def _names(grids: dict[str, Grid]) -> Names:
    """Every id, and the Chinese names of what has one."""
    names = Names()
    for layout in LAYOUTS:
        grid = grids.get(layout.title)
        table = _table_of(layout)
        if grid is None or not table:
            continue
        for row in grid.rows:
            key = layout.columns[0].cell.read(row.cells.get(layout.columns[0].title), names)
            called = [as_text(row.cells.get(title)).strip() for title in _NAMED]
            called += pieces(as_text(row.cells.get(_FORMER)))
            if isinstance(key, str) and key:
                names.add(table, key, {*called, *map(half_width, called)})
    return names


def _table_of(layout: SheetLayout) -> str:
    """The table whose entries a sheet declares; empty for sheets that only add to entries."""
    if layout.inside == ("hall", "areas"):
        return "areas"
    return str(layout.inside[0]) if len(layout.inside) == 1 and layout.key else ""
