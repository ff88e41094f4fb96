"""The cells of an editable table: Enter and Tab go from cell to cell, Ctrl+V pastes rows."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import QItemSelectionModel, QModelIndex, Qt, pyqtSignal
from PyQt5.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence
from PyQt5.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QWidget,
)

from client.ui.style.marks import mark
from client.ui.widgets.editor import Composing


class CellGrid(QTableWidget):
    """`past_end` when Enter leaves the last cell, `pasted(text)` by Ctrl+V. `latin` columns have no input method."""

    past_end = pyqtSignal()
    pasted = pyqtSignal(str)

    def __init__(self, latin: Sequence[bool], parent: QWidget) -> None:
        super().__init__(0, len(latin), parent)
        self.setItemDelegate(_CellDelegate(latin, self))
        mark(self, variant="edit")
        self.setTabKeyNavigation(False)
        self.setEditTriggers(
            QAbstractItemView.DoubleClicked
            | QAbstractItemView.SelectedClicked
            | QAbstractItemView.EditKeyPressed
            | QAbstractItemView.AnyKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SingleSelection)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignLeft | Qt.AlignVCenter)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.Interactive)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollPerPixel)

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.key() in (Qt.Key_Return, Qt.Key_Enter):
            # Out of a cell's editor Enter comes here as well; the editor goes on when it closes.
            if self.state() != QAbstractItemView.EditingState:
                self.next_cell()
        elif event.key() in (Qt.Key_Delete, Qt.Key_Backspace) and self.currentItem() is not None:
            self.currentItem().setText("")
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if self.currentItem() is not None:
            super().inputMethodEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, QAbstractItemDelegate.NoHint)
        if hint in (QAbstractItemDelegate.SubmitModelCache, QAbstractItemDelegate.EditNextItem):
            self.next_cell()


class _CellLine(Composing, QLineEdit):
    """The editor of one cell."""

    left = pyqtSignal(str)

    def value_text(self) -> str:
        return self.text()


class _CellDelegate(QStyledItemDelegate):
    """Makes cell editors; the input method is off in Latin columns."""

    def __init__(self, latin: Sequence[bool], parent: QWidget) -> None:
        super().__init__(parent)
        self._latin = tuple(latin)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: QModelIndex) -> QWidget:
        line = _CellLine(parent)
        line.setAttribute(Qt.WA_InputMethodEnabled, not self._latin[index.column()])
        mark(line, variant="cell")
        # What is typed counts at once: it is autosaved, and saving does not wait for the cell to be left.
        line.textEdited.connect(lambda _text: self.commitData.emit(line))
        return line
