"""A key and the word for what it does, so that no key has to be learned from a book."""

from __future__ import annotations

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from client.ui.style.look import current_look
from client.ui.widgets.labels import text_label


class KeyHint(QWidget):
    """`[F6] next missing`."""

    def __init__(self, key: str, word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_look().tokens.space_1)
        cap = text_label(key, "key")
        cap.setAlignment(Qt.AlignCenter)
        layout.addWidget(cap, 0, Qt.AlignVCenter)
        layout.addWidget(text_label(word, "secondary"), 0, Qt.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Maximum, QSizePolicy.Fixed)
        self.setAccessibleName(f"{key} {word}")
