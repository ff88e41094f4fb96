"""The push button of the desk: an icon that follows the look, and Enter presses it as Space does."""

from __future__ import annotations

from PyQt5.QtCore import QEvent, QRectF, QSize, Qt
from PyQt5.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PyQt5.QtWidgets import QPushButton, QShortcut, QWidget

from client.ui.style.icons import icon
from client.ui.style.look import current_look
from client.ui.style.marks import mark

_ICON_COLOURS = {"primary": "on_primary", "danger": "danger", "quiet": "primary"}


class Button(QPushButton):
    """A button with a word, an optional icon, and a variant: "" (plain), primary, danger or quiet."""

    def __init__(self, text: str, *, icon_name: str = "", variant: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._icon_name = icon_name
        self._variant = variant
        self._key: QShortcut | None = None
        self.setAutoDefault(False)
        mark(self, variant=variant)
        self._draw_icon()

    def set_variant(self, variant: str) -> None:
        """Change the variant."""
        self._variant = variant
        mark(self, variant=variant)
        self._draw_icon()

    def set_icon(self, icon_name: str) -> None:
        """Change the icon."""
        self._icon_name = icon_name
        self._draw_icon()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.StyleChange:
            self._draw_icon()

    def set_key(self, key: str) -> None:
        """A key that presses the button at once; Qt's own would first show it pressed for a tenth of a second."""
        if self._key is None:
            self._key = QShortcut(self)
            self._key.activated.connect(self._on_key)
        self._key.setKey(QKeySequence(key))

    def _on_key(self) -> None:
        self.setFocus(Qt.ShortcutFocusReason)
        self.click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key_Return, Qt.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._variant == "primary" and self.hasFocus():
            self._draw_ring()

    def _draw_ring(self) -> None:
        """A light ring inside: on a filled button a ring of its own colour could not be seen."""
        tokens = current_look().tokens
        inset = tokens.ring * 1.5 + tokens.stroke
        painter = QPainter(self)
        painter.setRenderHint(QPainter.Antialiasing)
        painter.setPen(QPen(QColor(tokens.on_primary), tokens.ring))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), tokens.radius, tokens.radius
        )

    def _draw_icon(self) -> None:
        if self._icon_name:
            side = current_look().icon_size()
            self.setIconSize(QSize(side, side))
            self.setIcon(icon(self._icon_name, _ICON_COLOURS.get(self._variant, "ink_2")))
