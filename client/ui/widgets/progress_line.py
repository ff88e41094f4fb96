"""Progress with words: what runs, how far it is, how long it will honestly take."""

from __future__ import annotations

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from client.ui.style.look import current_look
from client.ui.style.marks import mark
from client.ui.widgets.button import Button
from client.ui.widgets.labels import ElidedLabel, text_label


class ProgressLine(QWidget):
    """A name and words over a bar. With `cancel_text` it can be cancelled."""

    cancelled = pyqtSignal()

    def __init__(self, name: str = "", *, cancel_text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tokens = current_look().tokens
        self._name = ElidedLabel(name)
        self._words = text_label("", "secondary")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(name)
        # With its place, or showing it would open a window of its own.
        self._cancel = Button(cancel_text, variant="quiet", parent=self)
        self._cancel.setVisible(bool(cancel_text))
        self._cancel.clicked.connect(lambda: self.cancelled.emit())
        line = QHBoxLayout()
        line.setSpacing(tokens.space_2)
        line.addWidget(self._name, 1)
        line.addWidget(self._words)
        line.addWidget(self._cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.space_1)
        layout.addLayout(line)
        layout.addWidget(self._bar)

    def set_name(self, name: str) -> None:
        """Say what runs."""
        self._name.setText(name)
        self._bar.setAccessibleName(name)

    def set_progress(self, *, done: int, total: int, words: str, level: str = "") -> None:
        """Show `done` of `total`; a `total` of 0 means that the end is not known, and the bar only moves."""
        largest = max(total, 0)
        shift = max(0, largest.bit_length() - 31)
        self._bar.setRange(0, largest >> shift)
        self._bar.setValue(min(done, largest) >> shift)
        self._words.setText(words)
        self._bar.setAccessibleDescription(words)
        mark(self._bar, level=level)

    def words(self) -> str:
        """The words beside the name."""
        return self._words.text()
