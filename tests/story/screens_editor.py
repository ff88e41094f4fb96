"""The editor: the unified form, what is missing, and acceptance."""

from __future__ import annotations

from collections.abc import Callable

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QCheckBox, QLineEdit, QWidget

from client.ui.editor.editor_view import EditorScreen
from client.ui.widgets.cell_grid import CellGrid
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.choice_editors import SeveralOf, YesNo
from client.ui.widgets.line_field import LineField
from client.ui.widgets.range_edit import DateRangeEdit
from client.ui.widgets.table_edit import TableEdit
from tests.story.keyboard import clear_field, click, focus, press, type_text, until
from tests.story.screen import Page


class EditorPage(Page):
    """Goes through the form with Enter, as a clerk does."""

    @property
    def screen(self) -> EditorScreen:
        """The editor in front."""
        screen = self.shell.current_screen()
        assert isinstance(screen, EditorScreen), type(screen).__name__
        return screen

    def heading(self) -> str:
        """The line above the form."""
        return str(self.screen.heading.text())

    def elements(self) -> list[str]:
        """Every element of the form, in its order, shown or not."""
        return list(self.screen.form.elements())

    def field(self, element: str) -> LineField:
        """A field with its label, editor and the line below."""
        line: LineField = self.screen.form.line_of(element)
        return line

    def text(self, element: str) -> str:
        """What stands in a field."""
        return str(self.field(element).editor.value_text())

    def error(self, element: str) -> str:
        """What is said to be wrong with a field."""
        return str(self.field(element).error())

    def go_to(self, element: str) -> None:
        """Enter from field to field until the cursor is in `element`; back to an earlier one by the mouse."""
        order = self.elements()
        while self.focused() and order.index(self.focused()) < order.index(element):
            press(Qt.Key_Return)
        if self.focused() != element:
            click(_first_part(self.field(element).editor))
        until(lambda: self.focused() == element, f"the cursor in {element}")

    def focused(self) -> str:
        """The element that the cursor is in; '' when it is elsewhere."""
        return str(self.screen.form.focused_field())

    def fill(self, element: str, text: str) -> None:
        """Go to a field and type into it."""
        self.go_to(element)
        editor = self.field(element).editor
        if isinstance(editor, ChoiceBox):
            _choose(editor, text)
        elif isinstance(editor, YesNo):
            press(Qt.Key_Y if text == "是" else Qt.Key_N)
        elif isinstance(editor, SeveralOf):
            _tick(editor, text.split("、"))
        elif isinstance(editor, TableEdit):
            _fill_rows(editor, text)
        elif isinstance(editor, DateRangeEdit):
            _fill_range(text)
        else:
            type_text(text)

    def refill(
        self, element: str, text: str, *, delay_ms: int = 0, each: Callable[[str], None] = lambda _: None
    ) -> None:
        """Go to a line, empty it and type."""
        self.go_to(element)
        clear_field()
        type_text(text, delay_ms=delay_ms, each=each)

    def leave(self) -> None:
        """Go on to the next field, which checks this one."""
        press(Qt.Key_Return)

    def saved_state(self) -> str:
        """The words about saving, in the bar below."""
        return str(self.shell._actions.saved_text())

    def wait_until_saved(self) -> None:
        """The draft or the facts are on disk."""
        until(lambda: self.saved_state().startswith(("草稿已保存", "已保存")), "the words 已保存")

    def missing_words(self) -> str:
        """What the bar under the form says."""
        return str(self.screen.missing._words.text())

    def message(self) -> str:
        """The message above the form, '' when there is none."""
        bar = self.screen.message
        return str(bar.text()) if bar.isVisible() else ""

    def next_missing(self) -> str:
        """F6; the element or material that it leads to."""
        press(Qt.Key_F6)
        return self.focused() or str(self.screen.materials.chosen())

    def accept(self) -> bool:
        """F8; whether the sheet came."""
        press(Qt.Key_F8)
        return bool(self.screen.is_accepting())

    def confirm(self) -> str:
        """Enter on the sheet; the receipt number in large type."""
        press(Qt.Key_Return)
        sheet = self.screen.accept_sheet
        return until(lambda: str(sheet._number.text()) if sheet._number.isVisible() else "", "the receipt number")


def _first_part(editor: QWidget) -> QWidget:
    return editor.focusProxy() or editor


def _choose(box: ChoiceBox, label: str) -> None:
    """Arrow keys; the choices are few."""
    press(Qt.Key_Home)
    for _ in range(box.count()):
        if box.currentText() == label:
            return
        press(Qt.Key_Down)
    assert box.currentText() == label, f"{label} is not offered: {box.currentText()}"


def _tick(several: SeveralOf, labels: list[str]) -> None:
    for box in several.findChildren(QCheckBox):
        if box.text().replace("&", "") in labels and not box.isChecked():
            click(box, _mark_of(box))
            assert box.isChecked(), box.text()


def _mark_of(box: QCheckBox) -> object:
    area = box.rect()
    area.setWidth(area.height())
    return area


def _fill_range(text: str) -> None:
    first, _, last = text.partition("至")
    type_text(first.strip())
    press(Qt.Key_Return)
    type_text(last.strip())


def _fill_rows(table: TableEdit, text: str) -> None:
    """Cell by cell; Enter goes on to the next cell."""
    grid = table._grid
    press(Qt.Key_Home)
    for line in text.split("\n"):
        for cell in line.split("\t"):
            if grid.rowCount() == 0:
                press(Qt.Key_Return)
            until(lambda: isinstance(focus(), CellGrid | QLineEdit), "a cell")
            type_text(cell)
            press(Qt.Key_Return)
