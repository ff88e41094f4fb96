"""The push button of the desk: an icon that follows the look, and Enter presses it as Space does."""

from __future__ import annotations

from PyQt5.QtCore import QEvent, QSize, Qt
from PyQt5.QtGui import QKeyEvent
from PyQt5.QtWidgets import QPushButton, QWidget

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key_Return, Qt.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def _draw_icon(self) -> None:
        if self._icon_name:
            side = current_look().icon_size()
            self.setIconSize(QSize(side, side))
            self.setIcon(icon(self._icon_name, _ICON_COLOURS.get(self._variant, "ink_2")))
