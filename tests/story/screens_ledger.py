"""The deferral ledger: a document arrives."""

from __future__ import annotations

from pathlib import Path

from PyQt5.QtCore import Qt

from tests.story.file_dialog import answering_file_dialog
from tests.story.keyboard import choose_line, clear_field, click, drop_files, press, type_text, until
from tests.story.screen import Page


class LedgerPage(Page):
    """Find by the receipt, receive, look at the history."""

    def open(self) -> None:
        """Ctrl+4, the ledger's place in the rail."""
        press(Qt.Key_4, Qt.ControlModifier)
        self.in_front(self.window.ledger)

    def scan_receipt(self, code: str) -> None:
        """The scanner at the window types the content of the code, and Enter."""
        click(self.window.ledger.code)
        clear_field()
        type_text(code)
        press(Qt.Key_Return)
        until(lambda: not self.window.ledger.code.text() or self.message(), "the application of the receipt")

    def rows(self) -> list[str]:
        """Each line of the ledger as one text, without the headings."""
        model = self.window.ledger.table.model()
        return [
            " | ".join(str(model.index(row, column).data()) for column in range(model.columnCount()))
            for row in range(model.rowCount())
            if not model.row(row).heading
        ]

    def choose(self, material: str) -> None:
        """Choose the deferral of a material."""
        table = self.window.ledger.table
        choose_line(table, lambda: table.current_key().endswith(f"|{material}"), material)

    def receive_by_drop(self, material: str, path: str) -> str:
        """Drop the document on the deferral; what is said then."""
        self.choose(material)
        drop_files(self.window.ledger.card, [Path(path)])
        return self._wait_for_words()

    def receive_by_dialog(self, material: str, path: str) -> str:
        """F7 and the file dialog; what is said then."""
        self.choose(material)
        with answering_file_dialog(Path(path)):
            press(Qt.Key_F7)
        return self._wait_for_words()

    def show_passed(self) -> None:
        """The lines that have ended, by their key."""
        table = self.window.ledger.table
        click(table.viewport())
        press(Qt.Key_5)
        until(lambda: self.window.ledger.list.filters.shows.value_text() == "ended", "the deferrals that have ended")

    def history(self) -> list[str]:
        """The whole history of the chosen deferral."""
        return self.window.ledger.card.history.texts()

    def message(self) -> str:
        """What the screen says, '' for nothing."""
        bar = self.window.ledger.message
        return str(bar.text()) if bar.isVisible() else ""

    def _wait_for_words(self) -> str:
        return until(self.message, "the words about the document")
