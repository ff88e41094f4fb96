"""The wrong cells of a table: each with an icon, a colour and the reason."""

from __future__ import annotations

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QColor
from PyQt5.QtWidgets import QTableWidgetItem

from client.ui.style.icons import icon
from client.ui.style.look import current_look


class CellMarks:
    """Reasons by row id and column id."""

    def __init__(self) -> None:
        self._reasons: dict[tuple[str, str], str] = {}

    def forget(self) -> None:
        """All rows are new."""
        self._reasons.clear()

    def reason(self, row_id: str, column: str) -> str:
        """What is wrong with a cell; '' where nothing is."""
        return self._reasons.get((row_id, column), "")

    def put(self, item: QTableWidgetItem, row_id: str, column: str, reason: str) -> None:
        """Mark the cell shown by `item`, or take its mark away. The table's signals have to be blocked meanwhile."""
        if self.reason(row_id, column) == reason:
            return
        self._reasons[row_id, column] = reason
        item.setData(Qt.BackgroundRole, QColor(current_look().tokens.danger_soft) if reason else None)
        item.setData(Qt.DecorationRole, icon("warning", "danger") if reason else None)
        item.setToolTip(reason)
