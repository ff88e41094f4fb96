"""The base style under the style sheet: Fusion, with indicators that grow with the text and show focus plainly.

It only draws. Qt asks for lengths thousands of times while a form is laid out: those are in the style sheet, or set on
the widget, where no Python is called for them.
"""

from __future__ import annotations

from PyQt5.QtCore import QPointF, QRectF, Qt
from PyQt5.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF
from PyQt5.QtWidgets import QProxyStyle, QStyle, QStyleOption, QWidget

from client.ui.style.look import current_look
from client.ui.style.tokens import Tokens


class DeskStyle(QProxyStyle):
    """Fusion with the desk's own check boxes, radio buttons and arrows."""

    def __init__(self) -> None:
        super().__init__("Fusion")
        self._drawers = {
            QStyle.PE_IndicatorCheckBox: _check_box,
            QStyle.PE_IndicatorItemViewItemCheck: _check_box,
            QStyle.PE_IndicatorRadioButton: _radio_button,
            QStyle.PE_IndicatorArrowDown: _arrow_down,
            QStyle.PE_FrameFocusRect: _focus_ring,
            QStyle.PE_IndicatorTabClose: _cross,
        }

    def drawPrimitive(
        self, element: int, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        drawer = self._drawers.get(element)
        if drawer is None:
            super().drawPrimitive(element, option, painter, widget)
            return
        painter.save()
        painter.setRenderHint(QPainter.Antialiasing)
        drawer(painter, QRectF(option.rect), option.state, current_look().tokens)
        painter.restore()


def _frame_pen(state: QStyle.State, tokens: Tokens) -> QPen:
    if not state & QStyle.State_Enabled:
        return QPen(QColor(tokens.disabled), tokens.stroke)
    focused = state & (QStyle.State_HasFocus | QStyle.State_MouseOver)
    return QPen(QColor(tokens.primary if focused else tokens.line_strong), tokens.ring if focused else tokens.stroke)


def _fill(state: QStyle.State, tokens: Tokens, *, marked: bool) -> QBrush:
    if not state & QStyle.State_Enabled:
        return QBrush(QColor(tokens.disabled if marked else tokens.disabled_soft))
    return QBrush(QColor(tokens.primary if marked else tokens.surface))


def _check_box(painter: QPainter, rect: QRectF, state: QStyle.State, tokens: Tokens) -> None:
    box = rect.adjusted(1.5, 1.5, -1.5, -1.5)
    checked = bool(state & QStyle.State_On)
    painter.setPen(_frame_pen(state, tokens))
    painter.setBrush(_fill(state, tokens, marked=checked))
    painter.drawRoundedRect(box, tokens.radius - 1, tokens.radius - 1)
    painter.setPen(_mark_pen(box, tokens))
    if checked:
        painter.setBrush(Qt.NoBrush)
        points = ((0.22, 0.52), (0.42, 0.72), (0.79, 0.30))
        painter.drawPolyline(_polygon(box, points))
    elif state & QStyle.State_NoChange:
        painter.setPen(QPen(QColor(tokens.primary), box.width() * 0.12))
        painter.drawPolyline(_polygon(box, ((0.25, 0.5), (0.75, 0.5))))


def _radio_button(painter: QPainter, rect: QRectF, state: QStyle.State, tokens: Tokens) -> None:
    box = rect.adjusted(1.5, 1.5, -1.5, -1.5)
    checked = bool(state & QStyle.State_On)
    painter.setPen(_frame_pen(state, tokens))
    painter.setBrush(_fill(state, tokens, marked=checked))
    painter.drawEllipse(box)
    if checked:
        painter.setPen(Qt.NoPen)
        painter.setBrush(QColor(tokens.on_primary))
        painter.drawEllipse(box.center(), box.width() * 0.2, box.height() * 0.2)


def _arrow_down(painter: QPainter, rect: QRectF, state: QStyle.State, tokens: Tokens) -> None:
    side = current_look().em() * 0.6
    box = QRectF(0, 0, side, side)
    box.moveCenter(rect.center())
    pen = QPen(QColor(tokens.ink_2 if state & QStyle.State_Enabled else tokens.disabled), max(1.5, side * 0.16))
    pen.setCapStyle(Qt.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.NoBrush)
    painter.drawPolyline(_polygon(box, ((0.1, 0.32), (0.5, 0.72), (0.9, 0.32))))


def _cross(painter: QPainter, rect: QRectF, state: QStyle.State, tokens: Tokens) -> None:
    side = current_look().em() * 0.6
    box = QRectF(0, 0, side, side)
    box.moveCenter(rect.center())
    near = state & QStyle.State_MouseOver
    pen = QPen(QColor(tokens.danger if near else tokens.ink_3), max(1.5, side * 0.16))
    pen.setCapStyle(Qt.RoundCap)
    painter.setPen(pen)
    painter.drawLine(box.topLeft(), box.bottomRight())
    painter.drawLine(box.topRight(), box.bottomLeft())


def _focus_ring(painter: QPainter, rect: QRectF, _state: QStyle.State, tokens: Tokens) -> None:
    half = tokens.ring / 2
    painter.setPen(QPen(QColor(tokens.primary), tokens.ring))
    painter.setBrush(Qt.NoBrush)
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), tokens.radius, tokens.radius)


def _mark_pen(box: QRectF, tokens: Tokens) -> QPen:
    pen = QPen(QColor(tokens.on_primary), box.width() * 0.13)
    pen.setCapStyle(Qt.RoundCap)
    pen.setJoinStyle(Qt.RoundJoin)
    return pen


def _polygon(box: QRectF, points: tuple[tuple[float, float], ...]) -> QPolygonF:
    return QPolygonF(QPointF(box.left() + x * box.width(), box.top() + y * box.height()) for x, y in points)
