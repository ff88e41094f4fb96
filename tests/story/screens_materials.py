"""The materials beside the form: scans come in, some come later."""

from __future__ import annotations

from pathlib import Path

from PyQt5.QtCore import Qt

from client.ui.editor.materials_panel import MaterialsPanel
from tests.story.file_dialog import answering_file_dialog
from tests.story.keyboard import choose_line, click, drop_files, focus, paste_picture, press, type_text, until
from tests.story.screen import Page
from tests.story.screens_editor import EditorPage


class MaterialsPage(Page):
    """Each way to bring a file, and both answers to F7."""

    @property
    def panel(self) -> MaterialsPanel:
        """The panel in front."""
        return EditorPage(self.application, self.camera).screen.materials

    def choose(self, material: str) -> None:
        """Choose a line of the list."""
        choose_line(self.panel.table, lambda: self.panel.chosen() == material, material)

    def status(self, material: str) -> str:
        """The words in the status column."""
        model = self.panel.table.model()
        row = model.number_of(material)
        return str(model.index(row, 1).data())

    def title(self) -> str:
        """How many are there and how many are missing."""
        return str(self.panel._title.text())

    def message(self) -> str:
        """What the panel says is wrong, '' for nothing."""
        bar = self.panel.message
        return str(bar.text()) if bar.isVisible() else ""

    def bring_by_dialog(self, material: str, path: str) -> None:
        """F4, and the file dialog."""
        self.choose(material)
        with answering_file_dialog(Path(path)):
            press(Qt.Key_F4)
        self._wait_for_scan(material)

    def bring_by_drop(self, material: str, path: str) -> None:
        """Drag and drop."""
        self.choose(material)
        drop_files(self.panel, [Path(path)])
        self._wait_for_scan(material)

    def bring_by_paste(self, material: str, path: str) -> None:
        """A picture from the clipboard."""
        self.choose(material)
        paste_picture(Path(path))
        self._wait_for_scan(material)

    def drop_wrong_file(self, material: str, path: str) -> str:
        """A file that is refused; the sentence."""
        self.choose(material)
        before = self.panel._materials[material].scans
        drop_files(self.panel, [Path(path)])
        said = until(self.message, f"a refusal of {path}")
        assert self.panel._materials[material].scans == before, f"{path} was taken"
        return said

    def ask_to_defer(self, material: str) -> str:
        """F7 on a material; the sentence that refuses, '' when the sheet opened."""
        self.choose(material)
        press(Qt.Key_F7)
        until(lambda: self.message() or self.panel.defer_sheet.isVisible(), "the deferral sheet or a refusal")
        return self.message()

    def defer(self, reason: str) -> str:
        """Type the reason into the open sheet, leave the proposed day, confirm; the day."""
        sheet = self.panel.defer_sheet
        material = self.panel.chosen()
        until(lambda: focus() is sheet._reason.editor, "the cursor in the reason")
        type_text(reason)
        day = str(sheet._day.editor.value_text())
        press(Qt.Key_Return)
        assert focus() is sheet._day.editor
        press(Qt.Key_Return)
        press(Qt.Key_Return)
        until(lambda: "容缺" in self.status(material), f"{material} deferred")
        return day

    def open_scan(self, material: str) -> None:
        """Show a page of the first scan beside the form, and put it away again."""
        self.choose(material)
        page = EditorPage(self.application, self.camera).screen.page
        click(self.panel.strip.viewport(), self.panel.strip.visualItemRect(self.panel.strip.item(0)))
        press(Qt.Key_Return)
        until(page.isVisible, "the page view")

    def close_scan(self) -> None:
        """Esc."""
        page = EditorPage(self.application, self.camera).screen.page
        press(Qt.Key_Escape)
        until(lambda: not page.isVisible(), "the page view gone")

    def _wait_for_scan(self, material: str) -> None:
        until(lambda: self.message() or self.panel._materials[material].status == "scanned", f"a scan of {material}")
        assert not self.message(), self.message()
