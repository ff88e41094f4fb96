"""A small calendar under a line: one month, painted by hand, walked through with the arrow keys."""

from __future__ import annotations

import calendar
import datetime

from PyQt5.QtCore import QEvent, QPoint, QRect, QSize, Qt, pyqtSignal
from PyQt5.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PyQt5.QtWidgets import QWidget

from client.ui.style.look import current_look
from client.ui.style.marks import mark
from client.ui.translation import tr
from client.ui.widgets.day_words import weekday_words

_WEEK = 7
_ROWS = 6
_HEAD = 2
"""Lines above the days: the month, and the days of the week."""
_STEPS = {Qt.Key_Left: -1, Qt.Key_Right: 1, Qt.Key_Up: -_WEEK, Qt.Key_Down: _WEEK}
_MONTHS = {Qt.Key_PageUp: -1, Qt.Key_PageDown: 1}


class DayCalendar(QWidget):
    """Arrows go by day and week, Page Up and Down by month (with Shift by year), T to today, Enter takes the day.

    `chosen(day)` gives an ISO day; Esc closes without it.
    """

    chosen = pyqtSignal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.Popup)
        self._day = self._today = datetime.date.today()
        self.setFocusPolicy(Qt.StrongFocus)
        mark(self, role="popup")

    def set_days(self, *, day: datetime.date, today: datetime.date) -> None:
        """Begin at `day`; `today` is ringed."""
        self._day, self._today = day, today
        self._tell_readers()
        self.update()

    def day(self) -> datetime.date:
        """The day that Enter would take."""
        return self._day

    def sizeHint(self) -> QSize:
        look = current_look()
        cell = self._cell()
        margin = 2 * look.tokens.space_2
        return QSize(_WEEK * cell.width() + margin, (_HEAD + _ROWS + 1) * cell.height() + margin)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _STEPS:
            self._go(_moved(self._day, days=_STEPS[key]))
        elif key in _MONTHS:
            self._go(_moved(self._day, months=_MONTHS[key] * (12 if event.modifiers() & Qt.ShiftModifier else 1)))
        elif key == Qt.Key_T:
            self._go(self._today)
        elif key in (Qt.Key_Home, Qt.Key_End):
            last = calendar.monthrange(self._day.year, self._day.month)[1]
            self._go(self._day.replace(day=1 if key == Qt.Key_Home else last))
        elif key in (Qt.Key_Return, Qt.Key_Enter, Qt.Key_Space):
            self._take(self._day)
        elif key in (Qt.Key_Escape, Qt.Key_Tab):
            self.close()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.rect().contains(event.pos()):
            self.close()
            return
        for way, area in self._arrows().items():
            if area.contains(event.pos()):
                self._go(_moved(self._day, months=way))
        for day, area in self._days():
            if area.contains(event.pos()):
                self._take(day)
                return

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._go(_moved(self._day, months=-1 if event.angleDelta().y() > 0 else 1))

    def event(self, event: QEvent) -> bool:
        # Tab would go looking for another widget in this window; there is none.
        if event.type() == QEvent.KeyPress and event.key() in (Qt.Key_Tab, Qt.Key_Backtab):
            self.close()
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.Antialiasing)
        tokens = current_look().tokens
        painter.fillRect(self.rect(), QColor(tokens.surface))
        painter.setPen(QPen(QColor(tokens.line_strong), tokens.stroke))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        self._paint_head(painter)
        for day, area in self._days():
            self._paint_day(painter, day, area)
        self._paint_keys(painter)

    def _paint_head(self, painter: QPainter) -> None:
        look = current_look()
        painter.setPen(QColor(look.tokens.ink))
        painter.setFont(look.font(bold=True))
        title = tr("common", "{year}-{month}").format(year=self._day.year, month=f"{self._day.month:02d}")
        painter.drawText(self._row(0), Qt.AlignCenter, title)
        for way, area in self._arrows().items():
            painter.drawText(area, Qt.AlignCenter, "‹" if way < 0 else "›")
        painter.setFont(look.font(look.tokens.type_small))
        painter.setPen(QColor(look.tokens.ink_3))
        for column in range(_WEEK):
            painter.drawText(self._area(column, 1), Qt.AlignCenter, weekday_words(column))

    def _paint_day(self, painter: QPainter, day: datetime.date, area: QRect) -> None:
        look = current_look()
        tokens, inside = look.tokens, area.adjusted(2, 2, -2, -2)
        taken = day == self._day
        painter.setFont(look.font())
        painter.setBrush(QColor(tokens.primary) if taken else Qt.NoBrush)
        painter.setPen(QPen(QColor(tokens.primary), tokens.stroke) if taken or day == self._today else Qt.NoPen)
        painter.drawRoundedRect(inside, tokens.radius, tokens.radius)
        ink = tokens.on_primary if taken else tokens.ink if day.month == self._day.month else tokens.ink_3
        painter.setPen(QColor(ink))
        painter.drawText(area, Qt.AlignCenter, str(day.day))

    def _paint_keys(self, painter: QPainter) -> None:
        look = current_look()
        painter.setFont(look.font(look.tokens.type_small))
        painter.setPen(QColor(look.tokens.ink_3))
        painter.drawText(self._row(_HEAD + _ROWS), Qt.AlignCenter, tr("common", "PgUp PgDn month · T today"))

    def _go(self, day: datetime.date) -> None:
        self._day = day
        self._tell_readers()
        self.update()

    def _take(self, day: datetime.date) -> None:
        self.close()
        self.chosen.emit(day.isoformat())

    def _tell_readers(self) -> None:
        self.setAccessibleName(self._day.isoformat())

    def _cell(self) -> QSize:
        look = current_look()
        return QSize(round(look.em() * 2.6), round(look.em() * 2.0))

    def _area(self, column: int, row: int) -> QRect:
        cell, margin = self._cell(), current_look().tokens.space_2
        corner = QPoint(margin + column * cell.width(), margin + row * cell.height())
        return QRect(corner, cell)

    def _row(self, row: int) -> QRect:
        return self._area(0, row).united(self._area(_WEEK - 1, row))

    def _arrows(self) -> dict[int, QRect]:
        return {-1: self._area(0, 0), 1: self._area(_WEEK - 1, 0)}

    def _days(self) -> list[tuple[datetime.date, QRect]]:
        """Six weeks, the month of the day in the middle of them."""
        first = self._day.replace(day=1)
        start = first.toordinal() - first.weekday()
        places = ((row, column) for row in range(_ROWS) for column in range(_WEEK))
        return [
            (datetime.date.fromordinal(start + row * _WEEK + column), self._area(column, _HEAD + row))
            for row, column in places
            if 1 <= start + row * _WEEK + column <= datetime.date.max.toordinal()
        ]


def _moved(day: datetime.date, *, days: int = 0, months: int = 0) -> datetime.date:
    """`day` moved on; the end of a month stays within its month, and the calendar within its years."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        return day
    last = calendar.monthrange(year, month + 1)[1]
    moved = datetime.date(year, month + 1, min(day.day, last)).toordinal() + days
    return datetime.date.fromordinal(moved) if 1 <= moved <= datetime.date.max.toordinal() else day
