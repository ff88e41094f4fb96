"""Labels: plain text in a role, titles that shorten themselves, icons that follow the look."""

from __future__ import annotations

from PyQt5.QtCore import QEvent, QSize, Qt
from PyQt5.QtGui import QPainter, QPaintEvent
from PyQt5.QtWidgets import QLabel, QSizePolicy, QWidget

from client.ui.style.icons import icon_pixmap
from client.ui.style.look import current_look
from client.ui.style.marks import mark


def text_label(
    text: str = "", role: str = "", *, wrap: bool = False, level: str = "", parent: QWidget | None = None
) -> QLabel:
    """A label of plain text (never markup) in a role of the style sheet; see `client.ui.style.sheet`."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.PlainText)
    label.setWordWrap(wrap)
    mark(label, role=role, level=level)
    return label


class SectionTitle(QLabel):
    """The title of a part of a screen."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.PlainText)
        mark(self, role="section")


class ElidedLabel(QLabel):
    """One line that ends in … when there is no room; the whole text is its tool tip and what readers hear."""

    elides = True

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.PlainText)
        self.setSizePolicy(QSizePolicy.Ignored, QSizePolicy.Fixed)
        mark(self, role=role)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(text)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()), metrics.height())

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance("国…"), metrics.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.ElideRight, self.width())
        self.style().drawItemText(
            painter, self.rect(), int(self.alignment()), self.palette(), self.isEnabled(), shown, self.foregroundRole()
        )


class IconLabel(QLabel):
    """An icon; `em` is its side in base characters."""

    def __init__(
        self, name: str = "", color_token: str = "ink_2", *, em: float = 1.25, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._color = color_token
        self._em = em
        self._draw()

    def set_icon(self, name: str, color_token: str) -> None:
        """Show another icon or colour."""
        if (name, color_token) != (self._name, self._color):
            self._name, self._color = name, color_token
            self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.StyleChange:
            self._draw()

    def _draw(self) -> None:
        if not self._name:
            self.clear()
            return
        side = round(current_look().em() * self._em)
        self.setPixmap(icon_pixmap(self._name, self._color, side))
        self.setFixedSize(side, side)
