"""The preview of the papers, from which they are saved as PDF, and the list of them, from which they are made."""

from __future__ import annotations

from pathlib import Path

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication

from client.papers.preview import PaperPreview
from tests.story.file_dialog import answering_file_dialog
from tests.story.keyboard import choose_line, click, press, until
from tests.story.screen import Page


class PapersPage(Page):
    """F9 opens it, Ctrl+S saves what is ticked."""

    def open(self) -> list[str]:
        """F9; the titles of the papers."""
        press(Qt.Key_F9)
        until(lambda: isinstance(QApplication.activeWindow(), PaperPreview), "the preview")
        return [paper.title for paper in self._preview().ticked()]

    def save_only(self, title: str, folder: str) -> str:
        """Untick all others and save this one as PDF; the preview closes."""
        preview = self._preview()
        click(preview.list.viewport(), preview.list.visualItemRect(preview.list.item(0)))
        for row in range(preview.list.count()):
            if preview.list.item(row).text().partition(" ×")[0] != title:
                press(Qt.Key_Space)
            press(Qt.Key_Down)
        assert [paper.title for paper in preview.ticked()] == [title]
        path = Path(folder) / f"{title}.pdf"
        with answering_file_dialog(path):
            press(Qt.Key_S, Qt.ControlModifier)
        until(path.exists, f"{path.name}")
        until(lambda: not preview.isVisible(), "the preview closed")
        # As in `file_dialog`: a desktop does this.
        self.shell.activateWindow()
        until(self.shell.isActiveWindow, "the desk's window")
        return str(path)

    def open_list(self) -> list[str]:
        """F9 on an application: its papers; the keys of the rows."""
        press(Qt.Key_F9)
        self.in_front(self.window.papers)
        rows = self.window.papers.table.model()
        return [rows.row(number).key for number in range(rows.rowCount()) if not rows.row(number).heading]

    def make(self, key: str) -> str:
        """Choose what can be made and press F8; the row of the paper that is there then."""
        screen = self.window.papers
        choose_line(screen.table, lambda: screen.table.current_key() == f"draft|{key}", key)
        press(Qt.Key_F8)
        until(lambda: screen.table.current_key().startswith("made|"), f"the paper {key}")
        until(screen.pages.isVisible, "its pages")
        return str(screen.table.current_key()).removeprefix("made|")

    def save_chosen(self, name: str, folder: str) -> str:
        """Ctrl+S: the chosen paper as PDF."""
        path = Path(folder) / f"{name}.pdf"
        with answering_file_dialog(path):
            press(Qt.Key_S, Qt.ControlModifier)
        until(path.exists, f"{path.name}")
        self.shell.activateWindow()
        until(self.shell.isActiveWindow, "the desk's window")
        return str(path)

    def _preview(self) -> PaperPreview:
        preview = QApplication.activeWindow()
        assert isinstance(preview, PaperPreview)
        return preview
