"""A white card with an optional title; screens put their parts on cards."""

from __future__ import annotations

from PyQt5.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from client.ui.style.look import current_look
from client.ui.style.marks import mark
from client.ui.widgets.labels import SectionTitle


class Card(QFrame):
    """A bordered white surface. Put content into `body`; put small things beside the title into `head`."""

    def __init__(self, title: str = "", *, tight: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, role="card")
        tokens = current_look().tokens
        margin = tokens.space_3 if tight else tokens.space_4
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(tokens.space_3)
        self.title = SectionTitle(title)
        self.head = QHBoxLayout()
        self.head.setSpacing(tokens.space_2)
        self.title.setWordWrap(True)
        self.head.addWidget(self.title, 1)
        self.body.addLayout(self.head)
        self.set_title(title)

    def set_title(self, title: str) -> None:
        """Change the title; without one its line takes no room."""
        self.title.setText(title)
        self.title.setVisible(bool(title))

    def add(self, item: QWidget | QLayout, stretch: int = 0) -> None:
        """Put a widget or a layout under what is there."""
        if isinstance(item, QWidget):
            self.body.addWidget(item, stretch)
        else:
            self.body.addLayout(item, stretch)
