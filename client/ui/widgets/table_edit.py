"""A small table that is filled by keyboard: Enter goes on, a new row comes by itself, rows paste from a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PyQt5.QtCore import QEvent, Qt, pyqtSignal
from PyQt5.QtWidgets import QTableWidgetItem, QVBoxLayout, QWidget

from client.ui.style.look import current_look
from client.ui.style.marks import mark
from client.ui.translation import tr
from client.ui.widgets.button import Button
from client.ui.widgets.cell_grid import CellGrid
from client.ui.widgets.editor import LeftWatch, go_on
from client.ui.widgets.flow_layout import FlowLayout

_SHOWN_ROWS = 3


@dataclass(frozen=True, kw_only=True)
class TableColumn:
    """One column of an editable table; `latin` switches the input method off (numbers, codes, days)."""

    id: str
    title: str
    latin: bool = False
    chars: float = 6


class TableEdit(LeftWatch, QWidget):
    """Rows keyed by row id, never by place. `new_row_id` gives the id of each added row.

    `value_text()` is the table as tab separated lines; what is stored are the `rows()`.
    """

    edited = pyqtSignal(str)
    left = pyqtSignal(str)

    def __init__(
        self, columns: Sequence[TableColumn], *, new_row_id: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._new_row_id = new_row_id
        self._grid = CellGrid([column.latin for column in self._columns], self)
        self._grid.setHorizontalHeaderLabels([column.title for column in self._columns])
        self._grid.itemChanged.connect(lambda _item: self._changed())
        self._grid.past_end.connect(self._go_past_end)
        self._grid.pasted.connect(self._paste)
        self._add = Button("", icon_name="plus", variant="quiet")
        self._delete = Button("", icon_name="minus", variant="quiet")
        self._add.clicked.connect(lambda: self.add_row())
        self._delete.clicked.connect(lambda: self.delete_current_row())
        self._place()
        self.setFocusProxy(self._grid)
        self._offer_mnemonics(False)
        self.watch_leaving()

    def rows(self) -> dict[str, dict[str, str]]:
        """The table as {row id: {column id: text}}; rows with nothing in them are left out."""
        found = {}
        for number in range(self._grid.rowCount()):
            cells = {column.id: self._text(number, at) for at, column in enumerate(self._columns)}
            if any(cells.values()):
                found[self._row_id(number)] = cells
        return found

    def row_ids(self) -> tuple[str, ...]:
        """The ids of all rows, empty ones too."""
        return tuple(self._row_id(number) for number in range(self._grid.rowCount()))

    def set_rows(self, rows: Mapping[str, Mapping[str, str]]) -> None:
        """Show `rows` in their order, without any signal."""
        if {key: dict(cells) for key, cells in rows.items()} == self.rows():
            return
        self._grid.blockSignals(True)
        self._grid.setRowCount(0)
        for row_id, cells in rows.items():
            self._append(row_id, [cells.get(column.id, "") for column in self._columns])
        self._grid.blockSignals(False)
        self._fit()

    def value_text(self) -> str:
        return "\n".join("\t".join(cells.values()) for cells in self.rows().values())

    def set_value_text(self, text: str) -> None:
        ids = list(self.rows())
        lines = _cells_of(text)
        kept = ids[: len(lines)] + [self._new_row_id() for _ in lines[len(ids) :]]
        names = [column.id for column in self._columns]
        self.set_rows(
            {row_id: dict(zip(names, cells, strict=False)) for row_id, cells in zip(kept, lines, strict=True)}
        )

    def set_invalid(self, invalid: bool) -> None:
        mark(self._grid, invalid=invalid)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._grid.setAccessibleName(name)

    def setAccessibleDescription(self, description: str) -> None:
        super().setAccessibleDescription(description)
        self._grid.setAccessibleDescription(description)

    def add_row(self) -> None:
        """Add an empty row and put the cursor into its first cell."""
        self._append(self._new_row_id(), [""] * len(self._columns))
        self._fit()
        self._grid.go_to(self._grid.rowCount() - 1, 0)

    def delete_current_row(self) -> None:
        """Take the current row away."""
        number = self._grid.currentRow()
        if number < 0:
            return
        self._grid.removeRow(number)
        self._fit()
        self._changed()
        if self._grid.rowCount():
            self._grid.go_to(min(number, self._grid.rowCount() - 1), 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.StyleChange:
            self._fit()

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        super()._focus_moved(old, new)
        self._offer_mnemonics(new is not None and self._holds(new))

    def _offer_mnemonics(self, inside: bool) -> None:
        """Only the table that has the focus answers Alt+A and Alt+D: a form may have several."""
        words = {self._add: tr("common", "&Add row"), self._delete: tr("common", "&Delete row")}
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
        for number, column in enumerate(self._columns):
            wide = max(look.chars(column.chars), self.fontMetrics().horizontalAdvance(column.title))
            header.resizeSection(number, wide + 3 * look.tokens.space_2)
        shown = max(_SHOWN_ROWS, self._grid.rowCount()) + 1
        self._grid.setFixedHeight(row * shown + 2 * look.tokens.ring)
        self._delete.setEnabled(self._grid.rowCount() > 0)

    def _append(self, row_id: str, cells: Sequence[str]) -> None:
        number = self._grid.rowCount()
        blocked = self._grid.blockSignals(True)
        self._grid.insertRow(number)
        for at in range(len(self._columns)):
            item = QTableWidgetItem(cells[at] if at < len(cells) else "")
            item.setData(Qt.UserRole, row_id)
            self._grid.setItem(number, at, item)
        self._grid.blockSignals(blocked)

    def _row_id(self, number: int) -> str:
        return str(self._grid.item(number, 0).data(Qt.UserRole))

    def _text(self, number: int, at: int) -> str:
        return self._grid.item(number, at).text().strip()

    def _changed(self) -> None:
        self.edited.emit(self.value_text())

    def _go_past_end(self) -> None:
        last = self._grid.rowCount() - 1
        if last < 0 or any(self._text(last, at) for at in range(len(self._columns))):
            self.add_row()
        else:
            go_on(self._delete)

    def _paste(self, text: str) -> None:
        """Put pasted lines over the cells from the current one on, adding rows where there are more."""
        top, side = max(self._grid.currentRow(), 0), max(self._grid.currentColumn(), 0)
        self._grid.blockSignals(True)
        for down, cells in enumerate(_cells_of(text)):
            if top + down >= self._grid.rowCount():
                self._append(self._new_row_id(), [""] * len(self._columns))
            for right, cell in enumerate(cells[: len(self._columns) - side]):
                self._grid.item(top + down, side + right).setText(cell)
        self._grid.blockSignals(False)
        self._grid.viewport().update()
        self._fit()
        self._changed()


def _cells_of(text: str) -> list[list[str]]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    return [[cell.strip() for cell in line.split("\t")] for line in lines if line.strip()]
