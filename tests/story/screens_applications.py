"""The list of applications with search, cases and timeline."""

from __future__ import annotations

from PyQt5.QtCore import Qt

from client.ui.applications.theme_words import THEME
from tests.story.keyboard import press, type_text
from tests.story.screen import Page


class ApplicationsPage(Page):
    """Found by the search line on top."""

    def open(self) -> None:
        """Ctrl+3, their place in the rail."""
        press(Qt.Key_3, Qt.ControlModifier)
        self.in_front(self.window.applications)

    def search(self, text: str) -> list[str]:
        """Ctrl+F, type, Enter; the lines found."""
        press(Qt.Key_F, Qt.ControlModifier)
        press(Qt.Key_A, Qt.ControlModifier)
        type_text(text)
        press(Qt.Key_Return)
        self.in_front(self.window.applications)
        return _lines(self.window.applications.table.model())

    def cases(self) -> list[list[str]]:
        """The cases of the chosen application: name, number, state, promised day. The clock of the theme is none."""
        rows = self.window.applications.card.cases.model()
        lines = [line.split(" | ") for line in _lines(rows)]
        return [line for number, line in enumerate(lines) if rows.row(number).key != THEME]

    def timeline(self) -> list[str]:
        """The chosen application's history, newest first."""
        return _lines(self.window.applications.card.timeline.model())

    def chosen(self) -> str:
        """Id of the chosen application."""
        return str(self.window.applications.table.current_key())

    def sync_now(self) -> None:
        """F5."""
        press(Qt.Key_F5)


def _lines(model: object) -> list[str]:
    rows, columns = model.rowCount(), model.columnCount()  # type: ignore[attr-defined]
    return [
        " | ".join(str(model.index(row, column).data()) for column in range(columns))  # type: ignore[attr-defined]
        for row in range(rows)
    ]
