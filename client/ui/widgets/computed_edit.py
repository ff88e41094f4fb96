"""A field that nobody types: its value follows from others."""

from __future__ import annotations

from collections.abc import Callable

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QLineEdit, QWidget

from client.ui.style.marks import mark

_READ_OUT = Callable[[str], str]


class ComputedEdit(QLineEdit):
    """Shows a computed value. Tab passes it by; its text can be marked and copied.

    `rule` says in words where the value comes from; `says` reads the value out, as other lines do.
    """

    edited = pyqtSignal(str)
    left = pyqtSignal(str)
    said = pyqtSignal(str, bool)

    def __init__(self, *, rule: str = "", says: _READ_OUT | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule = rule
        self._says = says
        self.setReadOnly(True)
        self.setFocusPolicy(Qt.ClickFocus)

    def value_text(self) -> str:
        return self.text()

    def set_value_text(self, text: str) -> None:
        self.setText(text)
        self.setCursorPosition(0)
        self.tell_rule()

    def tell_rule(self) -> None:
        """Say the rule, and the value read out before it."""
        read_out = self._says(self.text()) if self._says is not None else ""
        self.said.emit(" · ".join(words for words in (read_out, self._rule) if words), False)

    def is_composing(self) -> bool:
        return False

    def set_invalid(self, invalid: bool) -> None:
        mark(self, invalid=invalid)
