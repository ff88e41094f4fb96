"""A chip: icon, word and colour together, for states that are read at a glance."""

from __future__ import annotations

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from client.ui.style.look import current_look
from client.ui.style.marks import mark
from client.ui.widgets.labels import IconLabel, text_label

LEVEL_ICONS = {
    "info": "info",
    "ok": "check",
    "warn": "warning",
    "danger": "error",
    "deferral": "deferral",
    "offline": "link-off",
}
"""The icon that goes with a level where nothing closer to the matter is known."""


class Chip(QFrame):
    """A small rounded label. `level` is one of `client.ui.style.tokens.LEVELS`."""

    def __init__(self, text: str = "", level: str = "info", icon_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tokens = current_look().tokens
        self._icon = IconLabel(em=1.0)
        self._words = text_label()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(tokens.space_2, tokens.space_1 // 2, tokens.space_2, tokens.space_1 // 2)
        layout.setSpacing(tokens.space_1)
        layout.addWidget(self._icon, 0, Qt.AlignVCenter)
        layout.addWidget(self._words, 1, Qt.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Maximum, QSizePolicy.Fixed)
        mark(self, role="chip")
        self.set_state(text, level, icon_name)

    def set_state(self, text: str, level: str, icon_name: str = "") -> None:
        """Say `text` at `level`; the level's own icon is used unless one is named."""
        self._words.setText(text)
        self._icon.set_icon(icon_name or LEVEL_ICONS[level], level)
        mark(self, level=level)
        mark(self._words, level=level)
        self.setAccessibleName(text)

    def text(self) -> str:
        """The words shown."""
        return self._words.text()

    def level(self) -> str:
        """The level shown."""
        return str(self.property("level"))
