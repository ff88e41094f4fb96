"""The screen where items are picked."""

from __future__ import annotations

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QPushButton

from tests.story.keyboard import choose_line, clear_field, click, focus, press, type_text, until
from tests.story.screen import Page


class PickPage(Page):
    """Search, areas, hits, questions."""

    def open(self) -> None:
        """Ctrl+N."""
        press(Qt.Key_N, Qt.ControlModifier)
        self.in_front(self.window.pick)
        until(lambda: focus() is self.window.pick.search, "the cursor in the search line")

    def find(self, text: str) -> list[str]:
        """Type into the search line; the names found, best first."""
        click(self.window.pick.search)
        clear_field()
        type_text(text)
        return self._hits()

    def find_by_area(self, area: str) -> list[str]:
        """Choose an area, with nothing in the search line; the names found."""
        self.find("")
        areas = self.window.pick.areas
        choose_line(areas, lambda: areas.current_key() == area, area)
        found = self._hits()
        choose_line(areas, lambda: areas.currentIndex().row() == 0, "all areas")
        return found

    def choose_first(self) -> None:
        """Enter takes the first hit; a theme puts the cursor on its first question."""
        press(Qt.Key_Return)
        until(lambda: self.questions(), "the questions")

    def questions(self) -> dict[str, bool]:
        """The questions asked, and what each is answered now."""
        return {name: button.accessibleName().endswith("是") for name, button in self._buttons()}

    def answer(self, wanted: dict[str, bool]) -> None:
        """Number keys turn the answers that are not yet as wanted; a question may bring or take others."""
        for name, yes in wanted.items():
            asked = [question for question, _ in self._buttons()]
            if name in asked and self.questions()[name] is not yes:
                press(Qt.Key(Qt.Key_1 + asked.index(name)))
                until(lambda name=name, yes=yes: self.questions()[name] is yes, f"{name} answered")
        assert self.questions() == wanted

    def start(self) -> None:
        """Enter on the questions begins the application."""
        press(Qt.Key_Return)
        until(lambda: self.shell.current_screen() is not self.window.pick, "the editor")

    def facts(self) -> str:
        """What the choice means, as the card says."""
        return str(self.window.pick.preview._facts.text())

    def _hits(self) -> list[str]:
        model = self.window.pick.hits.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def _buttons(self) -> list[tuple[str, QPushButton]]:
        buttons = [
            button
            for button in self.window.pick.preview.questions.findChildren(QPushButton)
            if button.objectName().startswith("question:") and button.isVisible()
        ]
        buttons.sort(key=lambda button: button.y())
        return [(button.objectName().removeprefix("question:"), button) for button in buttons]
