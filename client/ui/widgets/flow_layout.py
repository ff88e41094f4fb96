"""A layout that puts widgets side by side and wraps them like words of a text."""

from __future__ import annotations

from PyQt5.QtCore import QPoint, QRect, QSize, Qt
from PyQt5.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Left to right, then down; `gap` px between items, `row_gap` px between their lines.

    With `centred` the lines stand in the middle of the height that is given.
    """

    def __init__(self, parent: QWidget | None = None, *, gap: int = 0, row_gap: int = 0, centred: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._row_gap = row_gap
        self._centred = centred
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientations:
        return Qt.Orientations(Qt.Orientation(0))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        spare = rect.height() - self.heightForWidth(rect.width()) if self._centred else 0
        self._place(rect.translated(0, max(0, spare // 2)), move=True)

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._items]
        width = sum(size.width() for size in sizes) + self._gap * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        """The height taken; every item stands in the middle of its line."""
        y = rect.y()
        for number, line in enumerate(self._lines(rect.width())):
            y += self._row_gap if number else 0
            height = max(size.height() for _, size in line)
            if move:
                self._move(line, QPoint(rect.x(), y), height)
            y += height
        return y - rect.y()

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        left = 0
        for item in self._items:
            size = item.sizeHint().boundedTo(QSize(max(width, 1), 1 << 20))
            if not lines or size.width() > left:
                lines.append([])
                left = width
            lines[-1].append((item, size))
            left -= size.width() + self._gap
        return lines

    def _move(self, line: list[tuple[QLayoutItem, QSize]], at: QPoint, height: int) -> None:
        x = at.x()
        for item, size in line:
            item.setGeometry(QRect(QPoint(x, at.y() + (height - size.height()) // 2), size))
            x += size.width() + self._gap
