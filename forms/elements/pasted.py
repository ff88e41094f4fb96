"""Rows pasted into a table from a spreadsheet, and what of the clipboard found no place in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from forms.elements.element import DataElement
from forms.elements.grid import Layout, grid, layout
from forms.elements.kinds import TABLE
from forms.elements.table import MOST_ROWS
from forms.elements.typed_text import shortened, tidy
from forms.message import Message, message


class Pasted(msgspec.Struct, frozen=True, kw_only=True):
    """Rows to append to a table, each with every column, cells canonical or as typed; `messages` about the rest.

    What is wrong with a cell is not said here: `reading.check` says it of the table that has the rows.
    """

    rows: tuple[Mapping[str, str], ...] = ()
    messages: tuple[Message, ...] = ()


def read_pasted(element: DataElement, text: str) -> Pasted:
    """The rows in `text` (cells between tabs, quoted where they hold line breaks) for the table `element`.

    A first row that names the columns is no row; it may name them in another order and have others between. At most
    `MOST_ROWS` rows are taken. Cells without a column and rows beyond that are told, never dropped silently.
    """
    cells = grid(tidy(text))
    if not cells:
        return Pasted(messages=(message("element.table.pasted_nothing", element=element.id),))
    plan = layout(element.columns, cells[0])
    body = cells[1:] if plan.heading else cells
    rows = tuple(TABLE.laid_row(element, plan, row) for row in body[:MOST_ROWS])
    return Pasted(rows=rows, messages=tuple(_left_out(element, plan, body)))


def _left_out(element: DataElement, plan: Layout, body: Sequence[Sequence[str]]) -> Iterator[Message]:
    if plan.unknown:
        unknown = shortened("、".join(plan.unknown))
        yield message("element.table.pasted_headings", element=element.id, headings=unknown)
    overflow = [
        (number, [cell for cell in row[len(plan.places) :] if cell.strip()])
        for number, row in enumerate(body[:MOST_ROWS], start=2 if plan.heading else 1)
    ]
    wide = [(number, extra) for number, extra in overflow if extra]
    if wide:
        first, extra = wide[0]
        told = {"rows": str(len(wide)), "first": str(first), "text": shortened(" ".join(extra))}
        told["columns"] = str(len(element.columns))
        yield Message(code="element.table.pasted_cells", params=told, element=element.id)
    if len(body) > MOST_ROWS:
        rest = len(body) - MOST_ROWS
        yield message("element.table.pasted_rows", element=element.id, rows=len(body), most=MOST_ROWS, rest=rest)
