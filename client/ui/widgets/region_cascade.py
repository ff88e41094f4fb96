"""Province, city and county side by side, under a line: the regions of today, one step at a time."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QKeyEvent
from PyQt5.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from client.ui.style.look import current_look
from client.ui.style.marks import mark
from client.ui.translation import tr
from client.ui.widgets.labels import text_label
from client.ui.widgets.type_ahead import TypeAhead, find_choice
from forms.elements.regions import Region, regions

_LEVELS = 3
_ROWS = 9
_CHARS = (8.5, 11.5, 9)


class RegionCascade(QFrame):
    """Right or Enter goes into a region, Left comes back, typed words or initials find a name in a column.

    `chosen(code)` by Enter on the smallest region, or by Ctrl+Enter on any; Esc closes without it.
    """

    chosen = pyqtSignal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.Popup)
        mark(self, role="popup")
        self._year = regions().latest
        self._columns = [_Column(self) for _ in range(_LEVELS)]
        self._place()
        for level, column in enumerate(self._columns):
            column.currentItemChanged.connect(lambda now, _old, level=level: self._show_below(level, now))
            column.went.connect(lambda way, level=level: self._go(level, way))
            column.taken.connect(lambda level=level: self._take(level))
            column.itemClicked.connect(lambda _item, level=level: self._go(level, 1))
            column.itemDoubleClicked.connect(lambda _item, level=level: self._take(level))
        self._columns[0].offer(regions().provinces(year=self._year))

    def open_at(self, code: str) -> None:
        """Begin at the region `code`, at the first province where it is none of today's."""
        path = regions().path(code)
        for column, region in zip(self._columns, path, strict=False):
            column.go_to(region.code)
        self._columns[min(max(len(path), 1), _LEVELS) - 1].setFocus(Qt.PopupFocusReason)

    def setFocus(self, reason: Qt.FocusReason = Qt.OtherFocusReason) -> None:
        """The column where the cursor is keeps it."""
        if self.focusWidget() is None:
            self._columns[0].setFocus(reason)

    def _place(self) -> None:
        look = current_look()
        layout = QVBoxLayout(self)
        gap = look.tokens.space_1
        layout.setContentsMargins(gap, gap, gap, gap)
        layout.setSpacing(gap)
        side_by_side = QHBoxLayout()
        side_by_side.setSpacing(gap)
        for column, chars in zip(self._columns, _CHARS, strict=True):
            column.setFixedSize(look.chars(chars) + look.field_height(), look.field_height() * _ROWS)
            side_by_side.addWidget(column)
        layout.addLayout(side_by_side)
        layout.addWidget(
            text_label(tr("common", "→ into · ← back · Enter takes · Ctrl+Enter takes a larger one"), "hint")
        )

    def _show_below(self, level: int, item: QListWidgetItem | None) -> None:
        if level + 1 < _LEVELS:
            code = item.data(Qt.UserRole) if item is not None else ""
            self._columns[level + 1].offer(regions().children(code, year=self._year) if code else ())

    def _go(self, level: int, way: int) -> None:
        """To the next column, past one with a single entry; into nothing means taken."""
        to = level + way
        while 0 <= to < _LEVELS and self._columns[to].count() == 1 and 0 <= to + way < _LEVELS:
            to += way
        if 0 <= to < _LEVELS and self._columns[to].count():
            self._columns[to].setFocus(Qt.OtherFocusReason)
        elif way > 0:
            self._take(level)

    def _take(self, level: int) -> None:
        item = self._columns[level].currentItem()
        if item is not None:
            self.close()
            self.chosen.emit(item.data(Qt.UserRole))


class _Column(QListWidget):
    """`went(way)` to the column on the right (1) or left (-1); `taken` by Ctrl+Enter."""

    went = pyqtSignal(int)
    taken = pyqtSignal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._keys = TypeAhead()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.ElideRight)

    def offer(self, found: Sequence[Region]) -> None:
        """Show these regions, the first of them current."""
        self.clear()
        for region in found:
            item = QListWidgetItem(region.name, self)
            item.setData(Qt.UserRole, region.code)
            item.setToolTip(f"{region.name} {region.code}")
        self.setCurrentRow(0 if found else -1)

    def go_to(self, code: str) -> None:
        """Make the region `code` current where it is offered."""
        for row in range(self.count()):
            if self.item(row).data(Qt.UserRole) == code:
                self.setCurrentRow(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key_Return, Qt.Key_Enter) and event.modifiers() & Qt.ControlModifier:
            self.taken.emit()
        elif key in (Qt.Key_Right, Qt.Key_Return, Qt.Key_Enter):
            self.went.emit(1)
        elif key in (Qt.Key_Left, Qt.Key_Backspace):
            self.went.emit(-1)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, text: str) -> None:
        names = [self.item(row).text() for row in range(self.count())]
        found = find_choice(self._keys.word(text), names)
        if found is not None:
            self.setCurrentRow(found)
