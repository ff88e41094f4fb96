"""A quiet line for what went well, gone by itself after a while; what needs an answer is a MessageBar."""

from __future__ import annotations

from PyQt5.QtCore import QTimer
from PyQt5.QtWidgets import QHBoxLayout, QWidget

from client.ui.style.look import current_look
from client.ui.widgets.chip import LEVEL_ICONS
from client.ui.widgets.labels import ElidedLabel, IconLabel

STAYS_MS = 8000


class StatusLine(QWidget):
    """One line that shortens itself and takes the room that is left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel(em=1.0)
        self._words = ElidedLabel("", "secondary")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_look().tokens.space_1)
        layout.addWidget(self._icon)
        layout.addWidget(self._words, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self.clear()

    def say(self, text: str, level: str = "ok", stays_ms: int = STAYS_MS) -> None:
        """Show `text` for `stays_ms` milliseconds; 0 keeps it until the next one."""
        self._words.setText(text)
        self._icon.set_icon(LEVEL_ICONS[level], level)
        self._icon.show()
        self._timer.stop()
        if stays_ms:
            self._timer.start(stays_ms)

    def clear(self) -> None:
        """Say nothing."""
        self._words.setText("")
        self._icon.hide()

    def text(self) -> str:
        """The words shown."""
        return self._words.text()
