"""One figure of today on the workbench."""

from __future__ import annotations

from PyQt5.QtWidgets import QHBoxLayout

from client.ui.style.look import current_look
from client.ui.widgets.card import Card
from client.ui.widgets.labels import text_label


class CountCard(Card):
    """One figure of today, its word beside it."""

    def __init__(self, word: str) -> None:
        super().__init__(tight=True)
        self._number = text_label("0", "figure")
        line = QHBoxLayout()
        line.setSpacing(current_look().tokens.space_2)
        line.addWidget(self._number)
        line.addWidget(text_label(word, "secondary"))
        line.addStretch(1)
        self.add(line)

    def set_number(self, number: int) -> None:
        """Show `number`."""
        self._number.setText(str(number))
