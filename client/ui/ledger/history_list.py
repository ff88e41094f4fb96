"""All that happened to one deferral, each step with its words whole; read on with the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QWidget

from client.ui.translation import tr
from client.ui.widgets.labels import text_label
from client.ui.widgets.scroll_sheet import ScrollSheet


class HistoryList(ScrollSheet):
    """Steps of when and what, oldest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._texts: list[str] = []
        self.setFocusPolicy(Qt.TabFocus)
        self.setAccessibleName(tr("ledger", "History"))

    def set_steps(self, steps: Sequence[tuple[str, str]]) -> None:
        """Show other steps."""
        while (item := self.body.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        self._texts = [what for _when, what in steps]
        for when, what in steps:
            self.body.addWidget(text_label(when, "hint"))
            self.body.addWidget(text_label(what, wrap=True))
        self.body.addStretch(1)

    def texts(self) -> list[str]:
        """What happened, oldest first."""
        return list(self._texts)
