"""The small light before a line: its form tells the state, its colour only repeats it."""

from __future__ import annotations

from enum import StrEnum

from PyQt5.QtCore import QPointF, QRectF, QSize, Qt
from PyQt5.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PyQt5.QtWidgets import QSizePolicy, QWidget

from client.ui.style.look import current_look


class DotState(StrEnum):
    """What a dot can say."""

    EMPTY = "empty"
    PARTLY = "partly"
    DONE = "done"
    DEFERRED = "deferred"
    WARN = "warn"
    WRONG = "wrong"


_COLOURS = {
    DotState.EMPTY: "line_strong",
    DotState.PARTLY: "primary",
    DotState.DONE: "ok",
    DotState.DEFERRED: "deferral",
    DotState.WARN: "warn",
    DotState.WRONG: "danger",
}
_MARKS: dict[DotState, tuple[tuple[tuple[float, float], ...], ...]] = {
    DotState.DONE: (((0.27, 0.52), (0.44, 0.69), (0.75, 0.34)),),
    DotState.WRONG: (((0.34, 0.34), (0.66, 0.66)), ((0.66, 0.34), (0.34, 0.66))),
    DotState.WARN: (((0.5, 0.25), (0.5, 0.57)), ((0.5, 0.74), (0.5, 0.75))),
}


class StatusDot(QWidget):
    """○ empty, ◐ partly or deferred, a check, an exclamation mark or a cross; `word` is for screen readers."""

    def __init__(self, state: DotState = DotState.EMPTY, word: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setSizePolicy(QSizePolicy.Fixed, QSizePolicy.Fixed)
        self._name(word)

    def set_state(self, state: DotState, word: str) -> None:
        """Show `state`; `word` says it in words."""
        if (state, word) != (self._state, self.toolTip()):
            self._state = state
            self._name(word)
            self.update()

    def state(self) -> DotState:
        """The state shown."""
        return self._state

    def _name(self, word: str) -> None:
        self.setAccessibleName(word)
        self.setToolTip(word)

    def sizeHint(self) -> QSize:
        side = current_look().em()
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = current_look().tokens
        colour = QColor(tokens.colour(_COLOURS[self._state]))
        side = min(self.width(), self.height()) - 2.0
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.Antialiasing)
        stroke = max(1.5, side * 0.11)
        painter.setPen(QPen(colour, stroke))
        ring = box.adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2)
        painter.setBrush(colour if self._state in _MARKS else Qt.NoBrush)
        painter.drawEllipse(ring)
        if self._state in (DotState.PARTLY, DotState.DEFERRED):
            painter.setBrush(colour)
            painter.drawPie(ring, 90 * 16, 180 * 16)
        self._draw_marks(painter, box, QPen(QColor(tokens.on_primary), stroke * 1.1, cap=Qt.RoundCap))

    def _draw_marks(self, painter: QPainter, box: QRectF, pen: QPen) -> None:
        painter.setPen(pen)
        painter.setBrush(Qt.NoBrush)
        for points in _MARKS.get(self._state, ()):
            painter.drawPolyline(
                QPolygonF(QPointF(box.left() + x * box.width(), box.top() + y * box.height()) for x, y in points)
            )
