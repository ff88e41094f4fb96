"""What is missing, always visible: how many, the first by name, and F6 to the next."""

from __future__ import annotations

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QMouseEvent
from PyQt5.QtWidgets import QFrame, QHBoxLayout, QWidget

from client.ui.style.look import current_look
from client.ui.style.marks import mark
from client.ui.translation import tr
from client.ui.widgets.button import Button
from client.ui.widgets.labels import ElidedLabel, IconLabel


class MissingBar(QFrame):
    """`next_wanted` when the clerk asks for the next missing thing, `list_wanted` by a click for all of them."""

    next_wanted = pyqtSignal()
    list_wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tokens = current_look().tokens
        self._icon = IconLabel()
        self._words = ElidedLabel("", "strong")
        self._words.setObjectName("missing:words")
        self._next = Button(tr("editor", "Next missing F6"), icon_name="arrow-right", variant="quiet")
        self._next.clicked.connect(lambda _checked: self.next_wanted.emit())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(tokens.space_3, tokens.space_1, tokens.space_2, tokens.space_1)
        layout.setSpacing(tokens.space_2)
        layout.addWidget(self._icon)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._next)
        mark(self, role="message", level="warn")
        self.set_missing(())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.list_wanted.emit()

    def set_missing(self, names: tuple[str, ...]) -> None:
        """Say what is missing, by name, in the order of the screen."""
        if names:
            text = tr("editor", "{count} still missing: {names}").format(count=len(names), names="、".join(names))
        else:
            text = tr("editor", "Nothing is missing. It can be accepted.")
        self._words.setText(text)
        level = "warn" if names else "ok"
        self._icon.set_icon("warning" if names else "check", level)
        mark(self, level=level)
        self._next.setVisible(bool(names))
        self.setCursor(Qt.PointingHandCursor if names else Qt.ArrowCursor)
