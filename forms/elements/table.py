"""Tables: rows keyed by row id, cells as text in the canonical form of their column's kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard

from forms.elements.element import Column, DataElement, ElementKind
from forms.elements.grid import Layout, grid, grid_text, layout
from forms.elements.kind import LONGEST_LINE, Kind, overlong
from forms.elements.typed_text import shortened, tidy
from forms.message import Message, message
from forms.values import Values

Row = Mapping[str, str]
Table = Mapping[str, Row]

MOST_ROWS = 1000
"""Most rows that a table may have; longer lists belong into an attached material."""


def rows(value: Table) -> tuple[tuple[str, Row], ...]:
    """The rows in reading order: by row id, shorter ids first, so that '2' precedes '10' at both ends of the wire."""
    return tuple(sorted(value.items(), key=lambda row: (len(row[0]), row[0])))


def _of_column(element: DataElement, column: Column) -> DataElement:
    """The column as an element, so that its kind can work on a cell; messages name the table."""
    return DataElement(
        id=element.id,
        label=column.label,
        kind=column.kind,
        privacy=element.privacy,
        options=column.options,
        unit=column.unit,
    )


class TableKind:
    """A table whose cells are handled by the kinds of `cells`, asked by column kind; tables do not nest."""

    def __init__(self, cells: Mapping[ElementKind, Kind[Any]]) -> None:
        self._cells = cells

    def _kind(self, column: Column) -> Kind[Any]:
        return self._cells.get(column.kind, self._cells[ElementKind.TEXT])

    def holds(self, value: object) -> TypeGuard[Table]:
        """True for rows of text cells."""
        return isinstance(value, Mapping) and all(
            isinstance(row, Mapping) and all(isinstance(cell, str) for cell in row.values()) for row in value.values()
        )

    def read_cell(self, element: DataElement, column: Column, text: str) -> str:
        """The canonical text of a cell: an option's id, a decimal, an ISO day…; unreadable text as typed."""
        typed = tidy(text).strip()
        if not typed:
            return ""
        kind, cell = self._kind(column), _of_column(element, column)
        value = _read(kind, cell, typed)
        if value is None:
            return typed
        return value if isinstance(value, str) else kind.edit_text(cell, value)

    def read(self, element: DataElement, text: str) -> Table | None:
        """Rows pasted from a spreadsheet (see `grid`), with or without a row of headings.

        Row ids are '1', '2'…; None when a cell has no column to go to.
        """
        cells = grid(text)
        plan = layout(element.columns, cells[0]) if cells else None
        if plan is None or plan.unknown or any(len(row) > len(plan.places) for row in cells):
            return None
        body = cells[1:] if plan.heading else cells
        return {str(number): self.laid_row(element, plan, row) for number, row in enumerate(body, start=1)} or None

    def laid_row(self, element: DataElement, plan: Layout, cells: Sequence[str]) -> Row:
        """A row with every column, so that it reads back whatever its line left out; cells as `read_cell` gives them.

        Cells that `plan` has no column for are left out.
        """
        row = dict.fromkeys((column.id for column in element.columns), "")
        given = zip(plan.places, cells, strict=False)
        return row | {column.id: self.read_cell(element, column, cell) for column, cell in given if column}

    def explain(self, element: DataElement, text: str) -> Message:
        """Says how many columns a pasted line may have."""
        return message(
            "element.table.unreadable", element=element.id, text=shortened(text), columns=len(element.columns)
        )

    def check(self, element: DataElement, value: Table, *, values: Values, today: str) -> tuple[Message, ...]:
        """Every cell of every row; a message names the row by its number and the column by its label."""
        cells = tuple((column, self._kind(column), _of_column(element, column)) for column in element.columns)
        if len(value) > MOST_ROWS:
            return (message("element.table.many_rows", element=element.id, rows=len(value), most=MOST_ROWS),)
        found: list[Message] = []
        for number, (_, row) in enumerate(rows(value), start=1):
            if not any(cell.strip() for cell in row.values()):
                found.append(message("element.table.blank_row", element=element.id, row=number))
                continue
            for column, kind, cell in cells:
                problems = _check_cell(kind, cell, column, row.get(column.id, ""), values=values, today=today)
                found.extend(_placed(problem, number, column) for problem in problems)
        return tuple(found)

    def shown_rows(self, element: DataElement, value: Table, *, language: str) -> tuple[tuple[str, ...], ...]:
        """Each row's cells for reading, in column order, for papers and lists that draw a real table."""
        return tuple(
            tuple(self._show_cell(element, column, row.get(column.id, ""), language) for column in element.columns)
            for _, row in rows(value)
        )

    def _show_cell(self, element: DataElement, column: Column, text: str, language: str) -> str:
        kind, cell = self._kind(column), _of_column(element, column)
        value = _read(kind, cell, text)
        return text if value is None else kind.show(cell, value, language=language)

    def show(self, element: DataElement, value: Table, *, language: str) -> str:
        """One line per row: `1. 张三 · 110105 19491231 002X`."""
        shown = self.shown_rows(element, value, language=language)
        lines = (f"{number}. " + " · ".join(filter(None, row)) for number, row in enumerate(shown, start=1))
        return "\n".join(line.rstrip() for line in lines)

    def edit_text(self, element: DataElement, value: Table) -> str:
        """Lines and tabs, as a spreadsheet takes them; headings only where a first row could be taken for some."""
        lines = [[row.get(column.id, "") for column in element.columns] for _, row in rows(value)]
        if lines and layout(element.columns, lines[0]).heading:
            lines.insert(0, [column.label.zh for column in element.columns])
        return grid_text(lines)

    def mask(self, element: DataElement, value: Table) -> str:
        """One line per row, each cell covered as its kind covers it."""
        lines = (
            " · ".join(
                filter(None, (self._mask_cell(element, column, row.get(column.id, "")) for column in element.columns))
            )
            for _, row in rows(value)
        )
        return "\n".join(lines)

    def _mask_cell(self, element: DataElement, column: Column, text: str) -> str:
        kind, cell = self._kind(column), _of_column(element, column)
        value = _read(kind, cell, text)
        return "*" * len(text) if value is None else kind.mask(cell, value)


def _read(kind: Kind[Any], cell: DataElement, text: str) -> Any:
    """The value of a cell's text, None when it has none."""
    typed = tidy(text).strip()
    return None if not typed or overlong(cell.kind, typed) else kind.read(cell, typed)


def _check_cell(
    kind: Kind[Any], cell: DataElement, column: Column, text: str, *, values: Values, today: str
) -> tuple[Message, ...]:
    if not text.strip():
        return (message("element.table.cell_missing", element=cell.id),) if column.required else ()
    value = _read(kind, cell, text)
    if value is None:
        return (kind.explain(cell, text[:LONGEST_LINE]),)
    return kind.check(cell, value, values=values, today=today)


def _placed(problem: Message, number: int, column: Column) -> Message:
    """`problem` of a cell as a message of the table: its code's twin `element.cell.…` begins with the place."""
    code = problem.code.replace("element.", "element.cell.", 1)
    place = {
        "row": str(number),
        "column": column.label.zh,
        "column_en": column.label.text("en"),
        "column_id": column.id,
    }
    return Message(code=code, params={**problem.params, **place}, element=problem.element)
