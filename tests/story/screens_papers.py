"""The preview of the papers, from which they are saved as PDF."""

from __future__ import annotations

from pathlib import Path

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication

from client.papers.preview import PaperPreview
from tests.story.file_dialog import answering_file_dialog
from tests.story.keyboard import click, press, until
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

    def _preview(self) -> PaperPreview:
        preview = QApplication.activeWindow()
        assert isinstance(preview, PaperPreview)
        return preview
