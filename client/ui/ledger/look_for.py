"""A line of words to look for while they are typed."""

from __future__ import annotations

from PyQt5.QtCore import Qt, QTimer, pyqtSignal
from PyQt5.QtGui import QKeyEvent
from PyQt5.QtWidgets import QWidget

from client.ui.widgets.text_editors import TextEdit

_PAUSE_MS = 200
"""Words that are still being typed are not looked for yet."""


class LookFor(TextEdit):
    """`looked_for(words)` a moment after the last key, `went_down` by the arrow into the list below."""

    looked_for = pyqtSignal(str)
    went_down = pyqtSignal()

    def __init__(self, *, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(placeholder=placeholder, parent=parent)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.look_now)
        self.edited.connect(lambda _text: self._pause.start())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key_Down and not self.is_composing():
            self.look_now()
            self.went_down.emit()
        else:
            super().keyPressEvent(event)

    def look_now(self) -> None:
        """Look for the words as they are."""
        self._pause.stop()
        self.looked_for.emit(self.value_text().strip())
