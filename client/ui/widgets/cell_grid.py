"""The cells of an editable table: Enter and Tab go from cell to cell, every verb has a key."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PyQt5.QtCore import QItemSelectionModel, Qt, pyqtSignal
from PyQt5.QtGui import (
    QColor,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PyQt5.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from client.ui.style.look import current_look
from client.ui.style.marks import mark
from client.ui.widgets.cell_editors import CellDelegate
from client.ui.widgets.history import undo_way


class CellGrid(QTableWidget):
    """`past_end` when Enter leaves the last cell; `pasted(text)` by Ctrl+V; `row_wanted` by Insert, `row_unwanted` by
    Ctrl+Delete; `cell_left(row, column)` when the cursor goes elsewhere.

    `undo(way)` is asked by Ctrl+Z and Ctrl+Y; where it has nothing to undo the key goes to the field around it.
    `latin` columns have no input method; columns with `choices` take one of them.
    """

    past_end = pyqtSignal()
    pasted = pyqtSignal(str)
    row_wanted = pyqtSignal()
    row_unwanted = pyqtSignal()
    cell_left = pyqtSignal(int, int)

    def __init__(
        self,
        latin: Sequence[bool],
        choices: Sequence[Sequence[str]],
        parent: QWidget,
        *,
        undo: Callable[[int], bool],
    ) -> None:
        super().__init__(0, len(latin), parent)
        self._latin = tuple(latin)
        self._undo = undo
        self._hint = ""
        self.setItemDelegate(CellDelegate(latin, choices, self))
        mark(self, variant="edit")
        self.setTabKeyNavigation(False)
        self.setEditTriggers(
            QAbstractItemView.DoubleClicked
            | QAbstractItemView.SelectedClicked
            | QAbstractItemView.EditKeyPressed
            | QAbstractItemView.AnyKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollPerPixel)
        self._dress_headers()
        self.currentCellChanged.connect(self._moved)

    def set_hint(self, hint: str) -> None:
        """What the empty table says."""
        self._hint = hint

    def go_to(self, row: int, column: int) -> None:
        """Make a cell current and ready to be typed into."""
        self.setFocus(Qt.OtherFocusReason)
        self.selectionModel().setCurrentIndex(self.model().index(row, column), QItemSelectionModel.ClearAndSelect)

    def next_cell(self) -> None:
        """Go to the next cell; past the last one the owner decides."""
        row, column = self.currentRow(), self.currentColumn() + 1
        if column >= self.columnCount():
            row, column = row + 1, 0
        if self.currentRow() < 0 or row >= self.rowCount():
            self.past_end.emit()
        else:
            self.go_to(row, column)

    def put_row(self, number: int, row_id: str, texts: Sequence[str]) -> None:
        """A row with this id before row `number`, without any signal; cells without a text are empty."""
        blocked = self.blockSignals(True)
        self.insertRow(number)
        for at in range(self.columnCount()):
            item = QTableWidgetItem(texts[at] if at < len(texts) else "")
            item.setData(Qt.UserRole, row_id)
            self.setItem(number, at, item)
        self.blockSignals(blocked)

    def row_id(self, number: int) -> str:
        """The id that the row was given."""
        return str(self.item(number, 0).data(Qt.UserRole))

    def texts(self, number: int) -> list[str]:
        """The cells of a row."""
        return [self.item(number, at).text().strip() for at in range(self.columnCount())]

    def is_editing(self) -> bool:
        """True while a cell is being typed into."""
        return self.state() == QAbstractItemView.EditingState

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key_Return, Qt.Key_Enter):
            # Out of a cell's editor Enter comes here as well; the editor goes on when it closes.
            if not self.is_editing():
                self.next_cell()
        elif way := undo_way(event):
            event.setAccepted(self._undo(way))
        elif not self._row_key(event) and not self._cell_key(event):
            super().keyPressEvent(event)

    def _row_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key_Insert and not event.modifiers() & ~Qt.KeypadModifier:
            self.row_wanted.emit()
        elif event.key() == Qt.Key_Delete and event.modifiers() & Qt.ControlModifier:
            self.row_unwanted.emit()
        else:
            return False
        return True

    def _cell_key(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.Copy):
            QGuiApplication.clipboard().setText(self._marked_text())
        elif event.key() in (Qt.Key_Delete, Qt.Key_Backspace):
            for item in self.selectedItems():
                item.setText("")
        else:
            return False
        return True

    def _marked_text(self) -> str:
        """The marked cells as a spreadsheet takes them."""
        lines: dict[int, list[str]] = {}
        for index in sorted(self.selectedIndexes(), key=lambda index: (index.row(), index.column())):
            lines.setdefault(index.row(), []).append(str(index.data() or ""))
        return "\n".join("\t".join(cells) for cells in lines.values())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(current_look().tokens.ink_3))
            painter.drawText(self.viewport().rect(), Qt.AlignCenter | Qt.TextWordWrap, self._hint)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._set_method()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if self.currentItem() is not None:
            super().inputMethodEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, QAbstractItemDelegate.NoHint)
        if hint in (QAbstractItemDelegate.SubmitModelCache, QAbstractItemDelegate.EditNextItem):
            self.next_cell()

    def _moved(self, _row: int, _column: int, old_row: int, old_column: int) -> None:
        self._set_method()
        if old_row >= 0:
            self.cell_left.emit(old_row, old_column)

    def _set_method(self) -> None:
        """Typing begins before the cell's editor is there: the table itself must not compose digits."""
        column = self.currentColumn()
        self.setAttribute(Qt.WA_InputMethodEnabled, column >= 0 and not self._latin[column])

    def _dress_headers(self) -> None:
        across, down = self.horizontalHeader(), self.verticalHeader()
        for header in (across, down):
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
        down.setSectionResizeMode(QHeaderView.Fixed)
        down.setDefaultAlignment(Qt.AlignCenter)
        across.setDefaultAlignment(Qt.AlignLeft | Qt.AlignVCenter)
        across.setStretchLastSection(True)
        across.setSectionResizeMode(QHeaderView.Interactive)
