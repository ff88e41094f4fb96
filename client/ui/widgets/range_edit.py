"""The editor of a range of days: from and to, typed apart."""

from __future__ import annotations

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QHBoxLayout, QWidget

from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.day_editors import DateEdit
from client.ui.widgets.editor import LeftWatch
from client.ui.widgets.labels import text_label

_BETWEEN = "至"


class DateRangeEdit(LeftWatch, QWidget):
    """Two days. Its value is `first 至 last`; text without 至 is shown whole in the first line."""

    edited = pyqtSignal(str)
    left = pyqtSignal(str)

    def __init__(self, *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = DateEdit(placeholder=placeholder, parent=self)
        self._last = DateEdit(placeholder=placeholder, parent=self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_look().tokens.space_2)
        layout.addWidget(self._first, 1)
        layout.addWidget(text_label(tr("common", "to"), "secondary"))
        layout.addWidget(self._last, 1)
        for line in (self._first, self._last):
            line.edited.connect(lambda _text: self.edited.emit(self.value_text()))
        self.setFocusProxy(self._first)
        self.watch_leaving()

    def ends(self) -> tuple[str, str]:
        """Both days as typed; a whole range pasted into the first line is taken apart."""
        first, last = self._first.value_text(), self._last.value_text()
        if not last and _BETWEEN in first:
            first, _, last = first.partition(_BETWEEN)
        return first.strip(), last.strip()

    def value_text(self) -> str:
        first, last = self.ends()
        return f"{first} {_BETWEEN} {last}".strip() if first or last else ""

    def set_value_text(self, text: str) -> None:
        first, _, last = text.partition(_BETWEEN)
        self._first.set_value_text(first.strip())
        self._last.set_value_text(last.strip())

    def set_invalid(self, invalid: bool) -> None:
        self._first.set_invalid(invalid)
        self._last.set_invalid(invalid)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._first.setAccessibleName(f"{name} {tr('common', 'from')}")
        self._last.setAccessibleName(f"{name} {tr('common', 'to')}")
