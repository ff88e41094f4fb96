"""Table elements as editable tables: columns with their choices, rows to and from stored values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import count

from client.ui.editor.cell_rules import CellRules
from client.ui.translation import tr, tr_later
from client.ui.widgets.table_edit import TableEdit
from client.ui.widgets.table_rules import TableColumn
from forms.elements.element import Column, DataElement, ElementKind
from forms.elements.reading import edit_text, read_cell
from forms.elements.table import rows
from forms.values import Value
from forms.words import Words

_LATIN = frozenset(
    {
        ElementKind.IDENTITY,
        ElementKind.CREDIT_CODE,
        ElementKind.PHONE,
        ElementKind.BANK_CARD,
        ElementKind.INTEGER,
        ElementKind.DECIMAL,
        ElementKind.MONEY,
        ElementKind.DATE,
        ElementKind.DATETIME,
        ElementKind.UNIT_NUMBER,
        ElementKind.PROJECT_CODE,
    }
)
_CELL_CHARS: Mapping[ElementKind, float] = {ElementKind.IDENTITY: 12.5, ElementKind.ONE_OF: 7}
_ANSWERS = {"是": tr_later("common", "Yes"), "否": tr_later("common", "No")}
"""Stored cells of yes and no."""


def table_for(element: DataElement, *, language: str, words: Words | None) -> TableEdit:
    """A new table for `element`; with `words` its cells are checked while it is filled."""
    columns = tuple(
        TableColumn(
            id=column.id,
            title=column.label.text(language),
            latin=column.kind in _LATIN,
            chars=_CELL_CHARS.get(column.kind, 6),
            choices=_offered_choices(column, language),
        )
        for column in element.columns
    )
    shown = partial(_shown_cells, element, columns)
    rules = CellRules(element, say=words.say, shown=shown) if words is not None else None
    table = TableEdit(columns, new_row_ids=next_row_ids, rules=rules)
    return table


def table_value(editor: TableEdit, element: DataElement) -> Value | None:
    """What the table holds, as a stored value; None without rows."""
    columns = {column.id: column for column in element.columns}
    rows = {
        row_id: {name: read_cell(element, columns[name], text) for name, text in cells.items()}
        for row_id, cells in editor.rows().items()
    }
    return rows or None


def show_table(editor: TableEdit, element: DataElement, value: Value | None) -> None:
    """Rows in reading order, choices by their labels; text that never was a table stands in its first cells."""
    if isinstance(value, Mapping) and all(isinstance(cells, Mapping) for cells in value.values()):
        editor.set_rows({row_id: _shown_cells(element, editor.columns, cells) for row_id, cells in rows(value)})
    else:
        editor.set_value_text("" if value is None else edit_text(element, value))


def next_row_ids(taken: Sequence[str]) -> Iterator[str]:
    """Ids that come after all `taken` ones: rows are read in the order of their ids."""
    numbers = (int(row_id) for row_id in taken if row_id.isdecimal())
    return map(str, count(max(numbers, default=0) + 1))


def _shown_cells(element: DataElement, shown: Sequence[TableColumn], cells: Mapping[str, str]) -> dict[str, str]:
    """The cells of one stored row as the table shows them."""
    labels = {
        column.id: dict(zip(_stored_choices(column), offered.choices, strict=True))
        for column, offered in zip(element.columns, shown, strict=True)
    }
    return {name: labels.get(name, {}).get(cell, cell) for name, cell in cells.items()}


def _stored_choices(column: Column) -> tuple[str, ...]:
    return tuple(_ANSWERS) if column.kind is ElementKind.YES_NO else tuple(option.id for option in column.options)


def _offered_choices(column: Column, language: str) -> tuple[str, ...]:
    if column.kind is ElementKind.YES_NO:
        return tuple(tr("common", word) for word in _ANSWERS.values())
    return tuple(option.label.text(language) for option in column.options)
