"""A line that can open something below it: a small picture at its end, Alt+Down, or a click on the picture."""

from __future__ import annotations

from PyQt5.QtCore import QEvent, QPoint, QRect, Qt
from PyQt5.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PyQt5.QtWidgets import QApplication, QStyle, QStyleOption, QWidget

from client.ui.style.icons import icon_pixmap
from client.ui.style.look import current_look


class DropLine:
    """Mix-in before a line editor. The class that uses it has `open_below()`, and `drop_icon` where a name of the set
    says more than an arrow does.

    The picture is painted, not a child: a form has dozens of these lines.
    """

    drop_icon = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key_Down and event.modifiers() & ~Qt.KeypadModifier == Qt.AltModifier:
            self._open()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, at = QPainter(self), self._picture()
        if not self.drop_icon:
            option = QStyleOption()
            option.initFrom(self)
            option.rect = at
            self.style().drawPrimitive(QStyle.PE_IndicatorArrowDown, option, painter, self)
            return
        side = current_look().icon_size()
        picture = icon_pixmap(self.drop_icon, "ink_2" if self.isEnabled() else "disabled", side)
        painter.drawPixmap(at.x() + (at.width() - side) // 2, at.y() + (at.height() - side) // 2, picture)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.StyleChange:
            self.keep_room()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._picture().contains(event.pos()):
            self._open()
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.setCursor(Qt.ArrowCursor if self._picture().contains(event.pos()) else Qt.IBeamCursor)
        super().mouseMoveEvent(event)

    def keep_room(self) -> None:
        """Keep the text out of the picture; call at the end of the constructor."""
        self.setTextMargins(0, 0, current_look().field_height() - current_look().tokens.space_2, 0)

    def _picture(self) -> QRect:
        side = current_look().field_height()
        return QRect(self.width() - side, 0, side, self.height())

    def _open(self) -> None:
        if self.isEnabled() and not self.isReadOnly() and not self.is_composing():
            self.open_below()


def show_below(popup: QWidget, line: QWidget) -> None:
    """Show `popup` under `line`, or above it where the screen ends."""
    # Not adjustSize, which cuts off what is taller than two thirds of the screen.
    popup.resize(popup.sizeHint())
    room = QApplication.desktop().availableGeometry(line)
    corner = line.mapToGlobal(QPoint(0, line.height()))
    if corner.y() + popup.height() > room.bottom():
        corner.setY(line.mapToGlobal(QPoint(0, 0)).y() - popup.height())
    corner.setX(max(room.left(), min(corner.x(), room.right() - popup.width())))
    popup.move(corner.x(), max(room.top(), corner.y()))
    popup.show()
    popup.setFocus(Qt.PopupFocusReason)
