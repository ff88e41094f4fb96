"""A list of things to open: chosen by keyboard, opened by Enter, never losing the line that was chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, pyqtSignal
from PyQt5.QtGui import QFocusEvent, QKeyEvent, QPalette, QResizeEvent
from PyQt5.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from client.ui.style.look import current_look
from client.ui.widgets.rows_model import Column, Row, RowsModel

_FEWEST_ROWS = 2
"""The title and one line; what has less room than that scrolls as a whole."""


class ListTable(QTableView):
    """Whole rows, one at a time. `opened(key)` by Enter or double click, `chosen(key)` when another row is chosen."""

    opened = pyqtSignal(str)
    chosen = pyqtSignal(str)

    def __init__(self, columns: Sequence[Column], *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._refreshing = False
        self._shown_rows = 0
        self._rows = RowsModel(columns, parent=self)
        self.setAccessibleName(name)
        self.setModel(self._rows)
        self.setSelectionBehavior(QAbstractItemView.SelectRows)
        self.setSelectionMode(QAbstractItemView.SingleSelection)
        self.setEditTriggers(QAbstractItemView.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.ElideRight)
        self.setVerticalScrollMode(QAbstractItemView.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.setItemDelegate(_RowDelegate(self))
        self.doubleClicked.connect(self._open)
        self._fit()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show `rows`. The chosen row stays chosen where its key is still there, else the one now in its place."""
        key, number, scrolled = self.current_key(), self.currentIndex().row(), self.verticalScrollBar().value()
        self._refreshing = True
        self.clearSpans()
        self._rows.set_rows(rows)
        self._span_headings(0)
        self._choose_number(self._nearest(key, number))
        self.verticalScrollBar().setValue(scrolled)
        self._refreshing = False
        if self.current_key() != key:
            self.chosen.emit(self.current_key())

    def add_rows(self, rows: Sequence[Row]) -> None:
        """Show `rows` below the others, for a list that is read part by part; what is chosen stays."""
        if rows:
            first = self._rows.rowCount()
            self._rows.add_rows(rows)
            self._span_headings(first)

    def show_all(self, rows: int) -> None:
        """Be as high as `rows` rows, no more and no less: for a list in a sheet that scrolls."""
        self._shown_rows = rows
        self._fit()

    def current_key(self) -> str:
        """The key of the chosen row; empty when none is."""
        index = self.currentIndex()
        return self._rows.row(index.row()).key if index.isValid() else ""

    def choose(self, key: str) -> bool:
        """Choose the row with `key` and bring it into view; False when it is not there."""
        number = self._rows.number_of(key)
        if number < 0:
            return False
        self._choose_number(number)
        self.scrollTo(self.currentIndex())
        return True

    def row_count(self) -> int:
        """How many rows there are, headings not counted."""
        return self._rows.rowCount() - len(self._rows.headings())

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        if not self._refreshing and current.row() != previous.row():
            self.chosen.emit(self.current_key())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key_Return, Qt.Key_Enter) and not event.isAutoRepeat():
            self._open(self.currentIndex())
        elif event.key() == Qt.Key_Home:
            self._choose_number(self._step(-1, 1))
        elif event.key() == Qt.Key_End:
            self._choose_number(self._step(self._rows.rowCount(), -1))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self._choose_number(self._step(-1, 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stretch()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.StyleChange:
            self._fit()

    def _span_headings(self, first: int) -> None:
        for number in range(first, self._rows.rowCount()):
            if self._rows.row(number).heading:
                self.setSpan(number, 0, 1, len(self._rows.columns))

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and not self._rows.row(index.row()).heading:
            self.opened.emit(self._rows.row(index.row()).key)

    def _choose_number(self, number: int) -> None:
        if number < 0:
            return
        flags = QItemSelectionModel.ClearAndSelect | QItemSelectionModel.Rows
        self.selectionModel().setCurrentIndex(self._rows.index(number, 0), flags)

    def _nearest(self, key: str, number: int) -> int:
        found = self._rows.number_of(key)
        if found >= 0 or not key:
            return found
        last = self._rows.rowCount() - 1
        below = self._step(min(number, last + 1) - 1, 1)
        return below if below >= 0 else self._step(last + 1, -1)

    def _step(self, start: int, step: int) -> int:
        """The next row from `start` that can be chosen; -1 when there is none."""
        number = start + step
        while 0 <= number < self._rows.rowCount():
            if not self._rows.row(number).heading:
                return number
            number += step
        return -1

    def _fit(self) -> None:
        look = current_look()
        self.verticalHeader().setDefaultSectionSize(look.field_height() + look.tokens.space_1)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(look.chars(2))
        padding = 3 * look.tokens.space_2
        self._needed = []
        for number, column in enumerate(self._rows.columns):
            header.setSectionResizeMode(number, QHeaderView.Interactive)
            title = self.fontMetrics().horizontalAdvance(column.title)
            self._needed.append(max(look.chars(column.chars), title) + padding)
        self._fit_height(look.field_height() + look.tokens.space_1, frame=2 * look.tokens.ring)
        self._stretch()

    def _fit_height(self, row: int, *, frame: int) -> None:
        if self._shown_rows:
            self.setFixedHeight(row * self._shown_rows + self.horizontalHeader().sizeHint().height() + frame)
        else:
            self.setMinimumHeight(row * _FEWEST_ROWS + frame)

    def _stretch(self) -> None:
        """Leave out spare columns until the others fit, and give the room that is left to the stretching ones."""
        room, columns = self.viewport().width(), self._rows.columns
        shown = list(range(len(columns)))
        for number in reversed(range(len(columns))):
            if columns[number].spare and sum(self._needed[at] for at in shown) > room:
                shown.remove(number)
        stretching = [number for number in shown if columns[number].stretch]
        left = room - sum(self._needed[at] for at in shown)
        for number in range(len(columns)):
            self.setColumnHidden(number, number not in shown)
            more = left // len(stretching) if number in stretching else 0
            self.horizontalHeader().resizeSection(number, self._needed[number] + more)


class _RowDelegate(QStyledItemDelegate):
    """Keeps the colour of a state on the chosen row."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        super().initStyleOption(option, index)
        option.palette.setBrush(QPalette.HighlightedText, option.palette.brush(QPalette.Text))
