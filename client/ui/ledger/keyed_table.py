"""A list whose letters and digits are keys of the screen around it, not words to search for."""

from __future__ import annotations

from PyQt5.QtCore import QEvent, pyqtSignal
from PyQt5.QtGui import QKeyEvent

from client.ui.widgets.choice_box import is_typing
from client.ui.widgets.list_table import ListTable


class KeyedTable(ListTable):
    """`key_typed(letter)` by a letter, a digit or a sign, in capitals."""

    key_typed = pyqtSignal(str)

    def event(self, event: QEvent) -> bool:
        """A letter means something here, also where the window has it for a shortcut."""
        if event.type() == QEvent.ShortcutOverride and is_typing(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_typing(event):
            self.key_typed.emit(event.text().upper())
        else:
            super().keyPressEvent(event)
