"""Puts the rows of the sheets together to the content of a catalog, and remembers in which cell each part stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from forms.catalog.faults import Place, nearest
from forms.catalog.limits import MAX_COMPARED, MAX_ID
from forms.catalog.shape import Content
from forms.catalog.workbook.cells import Choice, Reference
from forms.catalog.workbook.faults import FaultsByCell, unknown_reference
from forms.catalog.workbook.grid import Grid, Typed
from forms.catalog.workbook.layout import Column, SheetLayout
from forms.catalog.workbook.names import Names
from forms.message import Message, message


class Contents:
    """The content of all sheets. `root` has it by sheet of the source form."""

    def __init__(self, names: Names, faults: FaultsByCell) -> None:
        self.root: dict[str, Content] = {}
        self._names = names
        self._faults = faults
        self._compared = 0

    def take(self, layout: SheetLayout, grid: Grid) -> None:
        """Add the rows of one sheet; owners of rows must have been taken before."""
        if layout.single:
            self._single(layout, grid)
            return
        self._inside(layout.inside[:1], {})
        seen: dict[str, int] = {}
        for row in grid.rows:
            if self._faults.are_many:
                return
            cells = {column.title: self._content(column, grid, row) for column in layout.columns}
            if not self._is_twice(layout, grid, row, cells, seen):
                self._add(layout, grid, row, cells)

    def _single(self, layout: SheetLayout, grid: Grid) -> None:
        if not grid.rows:
            self._faults.tell((grid.title, "A3"), message("workbook.row_missing", sheet=grid.title))
        for row in grid.rows[1:]:
            self._faults.tell(grid.at(row, layout.columns[0].title), message("workbook.one_row_only"))
        row = grid.rows[0] if grid.rows else Typed(3, {})
        cells = {column.title: self._content(column, grid, row) for column in layout.columns}
        self._fill(self.root, layout, grid, row, cells, ())
        for place in layout.starts:
            self._inside(place, [])

    def _content(self, column: Column, grid: Grid, row: Typed) -> Content | None:
        """What a cell says; None when it is empty, or wrong, which is told."""
        value = row.cells.get(column.title)
        at = grid.at(row, column.title)
        if at[1] in grid.broken and column.title in grid.letters:
            return _instead(column)
        if value is None and not column.required:
            return column.empty
        empty = message("workbook.cell_empty", column=column.title)
        content = empty if value is None else column.cell.read(value, self._names)
        if not isinstance(content, Message):
            return content
        if column.title in grid.letters and row.cells:
            self._faults.tell(at, content)
        return _instead(column)

    def _is_twice(
        self, layout: SheetLayout, grid: Grid, row: Typed, cells: Mapping[str, Content | None], seen: dict[str, int]
    ) -> bool:
        """Whether another row has this row's cell in a column where each may stand once; then it is told."""
        content = cells.get(layout.unique)
        if not isinstance(content, str):
            return False
        first = seen.setdefault(content, row.line)
        if first != row.line:
            cell = f"{grid.letters[layout.unique]}{first}"
            self._faults.tell(grid.at(row, layout.unique), message("workbook.twice", value=content, first=cell))
        return first != row.line

    def _add(self, layout: SheetLayout, grid: Grid, row: Typed, cells: Mapping[str, Content | None]) -> None:
        addresses = self._addresses(layout, grid, row, cells)
        if addresses is None:
            return
        place = layout.place(addresses)
        if not layout.key:
            rows = cast(list[Content], self._inside(place, []))
            rows.append(self._body(layout, grid, row, cells, (*place, len(rows))))
            return
        key, entries = addresses[layout.key], cast(dict[str, Content], self._inside(place, {}))
        first = self._faults.where((*place, key))
        if layout.joined:
            entries[key] = str(entries.get(key, "")) + str(self._body(layout, grid, row, cells, (*place, key)))
        elif first is not None:
            at = grid.at(row, layout.key)
            self._faults.tell(at, message("workbook.duplicate_id", id=key, first="!".join(first)))
        else:
            entries[key] = self._body(layout, grid, row, cells, (*place, key))

    def _addresses(
        self, layout: SheetLayout, grid: Grid, row: Typed, cells: Mapping[str, Content | None]
    ) -> Mapping[str, str] | None:
        """The cells that say where a row belongs; None when one is missing or leads nowhere, which is told."""
        addresses = {title: cells[title] for title in layout.addresses}
        found = {title: content for title, content in addresses.items() if isinstance(content, str) and content}
        for title in layout.addresses:
            column = layout.by_title[title]
            if title not in found and column.required:
                return None
            if title == layout.key or not isinstance(column.cell, Reference):
                continue
            if not self._is_known(column.cell.table, found[title], grid, row, title):
                return None
        return found if self._leads_on(layout, grid, row, found) else None

    def _is_known(self, table: str, key: str, grid: Grid, row: Typed, title: str) -> bool:
        known = cast(dict[str, Content], self.root.get(table, {}))
        if key not in known:
            wrong = unknown_reference(title, key, self._nearest(key, known))
            self._faults.tell(grid.at(row, title), wrong)
        return key in known

    def _nearest(self, wanted: str, known: Mapping[str, object]) -> str:
        """The nearest of `known`; nothing after very many comparisons."""
        self._compared += len(known)
        return nearest(wanted[:MAX_ID], known) if self._compared <= MAX_COMPARED else ""

    def _leads_on(self, layout: SheetLayout, grid: Grid, row: Typed, addresses: Mapping[str, str]) -> bool:
        """Whether the column of a table that a row is about is one of its columns."""
        step = addresses.get(layout.deeper, "")
        if not step:
            return True
        columns = cast(dict[str, Content], self._inside((*layout.place(addresses)[:2], "columns"), {}))
        if step not in columns:
            wrong = unknown_reference("表格列", step, self._nearest(step, columns))
            self._faults.tell(grid.at(row, layout.deeper), wrong)
        return step in columns

    def _body(
        self, layout: SheetLayout, grid: Grid, row: Typed, cells: Mapping[str, Content | None], place: Place
    ) -> Content:
        """The content of one row, which belongs at `place`."""
        whole = next((column for column in layout.columns if column.path == ()), None)
        self._faults.remember(place, grid.at(row, whole.title if whole else layout.key or layout.columns[0].title), "")
        if whole is not None:
            return cells[whole.title] or ""
        body: dict[str, Content] = {path[-1]: [] for path in layout.starts if isinstance(path[-1], str)}
        self._fill(body, layout, grid, row, cells, place)
        return body

    def _fill(
        self,
        body: dict[str, Content],
        layout: SheetLayout,
        grid: Grid,
        row: Typed,
        cells: Mapping[str, Content | None],
        place: Place,
    ) -> None:
        """Put the cells of a row into `body`, each at its path."""
        for column in layout.columns:
            if not column.path:
                continue
            for length in range(1, len(column.path) + 1):
                self._faults.remember((*place, *column.path[:length]), grid.at(row, column.title), column.title)
            content = cells[column.title]
            if content is not None:
                _put(body, column.path, content)

    def _inside(self, place: Place, empty: Content) -> Content:
        """The mapping or list at `place`, made when there is none."""
        around: Content = self.root
        for step in place[:-1]:
            around = cast(dict[str, Content], around).setdefault(str(step), {})
        return cast(dict[str, Content], around).setdefault(str(place[-1]), empty)


def _instead(column: Column) -> Content | None:
    """What is taken for a cell that is wrong and was told; None for nothing.

    A wrong word of a few becomes no other: what hangs on a kind of field would be told to be wrong, too. With it the
    whole entry does not fit, and nothing that hangs on it is judged.
    """
    if column.path is None:
        return None
    if column.stand_in is None and isinstance(column.cell, Choice):
        return "?"
    return column.empty if column.stand_in is None else column.stand_in


def _put(body: dict[str, Content], path: Place, content: Content) -> None:
    for step in path[:-1]:
        body = cast(dict[str, Content], body.setdefault(str(step), {}))
    body[str(path[-1])] = content
