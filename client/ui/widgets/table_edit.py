"""A small table that is filled by keyboard: Enter goes on, a new row comes by itself, rows paste from a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from PyQt5.QtCore import QEvent, pyqtSignal
from PyQt5.QtWidgets import QVBoxLayout, QWidget

from client.ui.style.look import current_look
from client.ui.style.marks import mark
from client.ui.translation import tr
from client.ui.widgets.button import Button
from client.ui.widgets.cell_grid import CellGrid
from client.ui.widgets.cell_marks import CellMarks
from client.ui.widgets.editor import LeftWatch, go_on
from client.ui.widgets.flow_layout import FlowLayout
from client.ui.widgets.history import History
from client.ui.widgets.table_rules import PlainRules, Rows, TableColumn, TableRules, cells_of

_LEAST_ROWS = 3
_MOST_ROWS = 10
"""Rows in sight; more scroll inside the table."""


class TableEdit(LeftWatch, QWidget):
    """Rows keyed by row id, never by place. `new_row_ids(taken)` gives ids for added rows.

    Insert adds a row, Ctrl+Delete takes one away, Ctrl+V adds rows of a spreadsheet, Ctrl+Z takes any of it back.
    A cell is checked when it is left, a row when it is; a wrong cell is marked and `said` tells why while the cursor
    is on it. `value_text()` is the table as tab separated lines; what is stored are the `rows()`.
    """

    edited = pyqtSignal(str)
    left = pyqtSignal(str)
    said = pyqtSignal(str, bool)

    def __init__(
        self,
        columns: Sequence[TableColumn],
        *,
        new_row_ids: Callable[[Sequence[str]], Iterator[str]],
        rules: TableRules | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._new_row_ids = new_row_ids
        self._rules = rules or PlainRules(columns)
        self._marks = CellMarks()
        self._pasted_words = ""
        self._history: History[Rows] = History({})
        latin, choices = [column.latin for column in self.columns], [column.choices for column in self.columns]
        self._grid = CellGrid(latin, choices, self, undo=self._undo)
        self._grid.set_hint(tr("common", "Enter adds a row, Ctrl+V pastes rows of a spreadsheet"))
        self._grid.setHorizontalHeaderLabels([column.title for column in self.columns])
        self._add = Button("", icon_name="plus", variant="quiet")
        self._delete = Button("", icon_name="minus", variant="quiet")
        self._connect()
        self._place()
        self.setFocusProxy(self._grid)
        self._offer_mnemonics(False)
        self.watch_leaving()

    def rows(self) -> dict[str, dict[str, str]]:
        """The table as {row id: {column id: text}}; rows with nothing in them are left out."""
        return {row_id: cells for row_id, cells in self._all_rows().items() if any(cells.values())}

    def row_ids(self) -> tuple[str, ...]:
        """The ids of all rows, empty ones too."""
        return tuple(self._grid.row_id(number) for number in range(self._grid.rowCount()))

    def set_rows(self, rows: Rows) -> None:
        """Show `rows` in their order, without any signal."""
        if {key: dict(cells) for key, cells in rows.items()} == self.rows():
            return
        self._show(rows)
        self._history.begin(self._all_rows())

    def value_text(self) -> str:
        return "\n".join("\t".join(cells.values()) for cells in self.rows().values())

    def set_value_text(self, text: str) -> None:
        if text == self.value_text():
            return
        lines, ids = cells_of(text), list(self.rows())
        self._show({row_id: self._named(cells) for row_id, cells in zip(ids, lines, strict=False)})
        self._append(self._named(cells) for cells in lines[len(ids) :])
        self._history.begin(self._all_rows())

    def _named(self, cells: Sequence[str]) -> dict[str, str]:
        return {column.id: cell for column, cell in zip(self.columns, cells, strict=False)}

    def _in_order(self, cells: Mapping[str, str]) -> list[str]:
        return [cells.get(column.id, "") for column in self.columns]

    def _append(self, rows: Iterable[Mapping[str, str]]) -> None:
        top = self._grid.rowCount()
        for cells, row_id in zip(rows, self._new_row_ids(self.row_ids()), strict=False):
            self._grid.put_row(self._grid.rowCount(), row_id, self._in_order(cells))
        self._check_rows(range(top, self._grid.rowCount()))
        self._fit()

    def set_invalid(self, invalid: bool) -> None:
        mark(self._grid, invalid=invalid)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._grid.setAccessibleName(name)

    def setAccessibleDescription(self, description: str) -> None:
        super().setAccessibleDescription(description)
        self._grid.setAccessibleDescription(description)

    def add_row(self) -> None:
        """Add an empty row at the end, where its id puts it, and go into its first cell."""
        self._grid.put_row(self._grid.rowCount(), next(self._new_row_ids(self.row_ids())), [])
        self._fit()
        self._grid.go_to(self._grid.rowCount() - 1, 0)

    def delete_current_row(self) -> None:
        """Take the current row away."""
        number = self._grid.currentRow()
        if number < 0:
            return
        column = self._grid.currentColumn()
        self._grid.removeRow(number)
        self._check_rows(range(number, self._grid.rowCount()))
        self._fit()
        self._changed()
        self._note()
        if self._grid.rowCount():
            self._grid.go_to(min(number, self._grid.rowCount() - 1), column)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.StyleChange:
            self._fit()

    def _connect(self) -> None:
        self._grid.itemChanged.connect(lambda _item: self._changed())
        self._grid.past_end.connect(self._go_past_end)
        self._grid.pasted.connect(self._paste)
        self._grid.row_wanted.connect(self.add_row)
        self._grid.row_unwanted.connect(self.delete_current_row)
        self._grid.cell_left.connect(self._on_cell_left)
        self._grid.currentCellChanged.connect(lambda *_places: self._say())
        self._add.clicked.connect(lambda: self.add_row())
        self._delete.clicked.connect(lambda: self.delete_current_row())

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        was_inside = old is not None and self._holds(old)
        is_inside = new is not None and self._holds(new)
        if was_inside and new is not None and not is_inside:
            self._check_rows(range(self._grid.rowCount()))
            self._note()
        super()._focus_moved(old, new)
        if was_inside != is_inside:
            self._offer_mnemonics(is_inside)
            self._say()

    def _offer_mnemonics(self, inside: bool) -> None:
        """Only the table that has the focus answers Alt+A and Alt+D: a form may have several."""
        words = {self._add: tr("common", "&Add row Insert"), self._delete: tr("common", "&Delete row Ctrl+Delete")}
        for button, text in words.items():
            button.setText(text if inside else text.replace("&", ""))

    def _place(self) -> None:
        tokens = current_look().tokens
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.space_1)
        layout.addWidget(self._grid)
        buttons = FlowLayout(gap=tokens.space_1)
        buttons.addWidget(self._add)
        buttons.addWidget(self._delete)
        layout.addLayout(buttons)
        self._fit()

    def _fit(self) -> None:
        look = current_look()
        row = look.field_height()
        self._grid.verticalHeader().setDefaultSectionSize(row)
        header = self._grid.horizontalHeader()
        for number, column in enumerate(self.columns):
            wide = max(look.chars(column.chars), self.fontMetrics().horizontalAdvance(column.title))
            header.resizeSection(number, wide + 3 * look.tokens.space_2)
        shown = min(_MOST_ROWS, max(_LEAST_ROWS, self._grid.rowCount())) + 1
        self._grid.setFixedHeight(row * shown + 2 * look.tokens.ring)
        self._delete.setEnabled(self._grid.rowCount() > 0)

    def _all_rows(self) -> dict[str, dict[str, str]]:
        return {self._grid.row_id(number): self._cells(number) for number in range(self._grid.rowCount())}

    def _cells(self, number: int) -> dict[str, str]:
        return self._named(self._grid.texts(number))

    def _show(self, rows: Rows) -> None:
        blocked = self._grid.blockSignals(True)
        self._grid.setRowCount(0)
        for row_id, cells in rows.items():
            self._grid.put_row(self._grid.rowCount(), row_id, self._in_order(cells))
        self._grid.blockSignals(blocked)
        self._marks.forget()
        self._check_rows(range(self._grid.rowCount()))
        self._fit()

    def _changed(self) -> None:
        self.edited.emit(self.value_text())

    def _note(self) -> None:
        """One step of undo: a cell that was left, a row that came or went."""
        self._history.keep(self._all_rows())

    def _undo(self, way: int) -> bool:
        self._note()
        rows = self._history.step(way)
        if rows is None:
            return False
        row, column = self._grid.currentRow(), self._grid.currentColumn()
        self._show(rows)
        if rows:
            self._grid.go_to(min(max(row, 0), len(rows) - 1), max(column, 0))
        self._changed()
        return True

    def _on_cell_left(self, row: int, column: int) -> None:
        if row < self._grid.rowCount():
            whole = row != self._grid.currentRow()
            self._check(row, None if whole else self.columns[column].id)
        self._note()

    def _check_rows(self, numbers: range) -> None:
        for number in numbers:
            self._check(number)

    def _check(self, number: int, only: str | None = None) -> None:
        """Mark the wrong cells of a row; in a row that is still being filled `only` the cell that was left."""
        row_id, cells = self._grid.row_id(number), self._cells(number)
        wrong = self._rules.wrong_cells(cells, number=number + 1) if any(cells.values()) else {}
        blocked = self._grid.blockSignals(True)
        for at, column in enumerate(self.columns):
            if only is None or (column.id == only and cells[only]):
                self._marks.put(self._grid.item(number, at), row_id, column.id, wrong.get(column.id, ""))
        self._grid.blockSignals(blocked)
        self._grid.viewport().update()

    def _say(self) -> None:
        """What is wrong with the cell that the cursor is on, else what a paste left over."""
        number, at = self._grid.currentRow(), self._grid.currentColumn()
        words = ""
        if number >= 0 and self._grid.hasFocus():
            words = self._marks.reason(self._grid.row_id(number), self.columns[at].id)
        self.said.emit(words or self._pasted_words, bool(words))

    def _go_past_end(self) -> None:
        last = self._grid.rowCount() - 1
        if last < 0 or any(self._cells(last).values()):
            self.add_row()
        else:
            go_on(self._delete)

    def _paste(self, text: str) -> None:
        """A single cell goes into the current one, anything more becomes rows after the last that is filled."""
        single = not any(sign in text.strip() for sign in "\t\r\n")
        if single and self._grid.currentItem() is not None:
            self._grid.currentItem().setText(text.strip())
        else:
            self._paste_rows(text)
        self._note()

    def _paste_rows(self, text: str) -> None:
        rows, self._pasted_words = self._rules.pasted(text)
        if rows:
            self._show(self.rows())
            self._append(rows)
            self._grid.go_to(self._grid.rowCount() - 1, 0)
            self._changed()
        self._say()
