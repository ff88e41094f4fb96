"""The table of the ledger: read part by part as the clerk goes down."""

from __future__ import annotations

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QKeyEvent
from PyQt5.QtWidgets import QWidget

from client.ui.ledger.keyed_table import KeyedTable
from client.ui.ledger.ledger_lines import ledger_columns
from client.ui.translation import tr

_SCREENS_AHEAD = 2
"""The next lines are asked for when the clerk is so many screens from the last one."""


class LedgerTable(KeyedTable):
    """`more_wanted` near the end of what was read, `end_wanted` by End."""

    more_wanted = pyqtSignal()
    end_wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(ledger_columns(), name=tr("ledger", "Deferrals"), parent=parent)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key_End:
            self.end_wanted.emit()
        else:
            super().keyPressEvent(event)

    def choose_last(self) -> None:
        """Choose the last line that was read."""
        self._choose_number(self._step(self.model().rowCount(), -1))

    def _on_scrolled(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if value + _SCREENS_AHEAD * bar.pageStep() >= bar.maximum():
            self.more_wanted.emit()
