"""What tests of screens do as a clerk: open an editor, go to a field, read what is said."""

from __future__ import annotations

from PyQt5.QtCore import Qt

from client.ui.editor.editor_view import EditorScreen
from client.ui.editor.presenter import EditorPresenter
from client.ui.window.desk_window import DeskWindow
from tests.story.keyboard import focus, press, type_text, until
from tests.ui.screens.hall import Hall


def open_editor(desk: DeskWindow, hall: Hall, application: str) -> EditorScreen:
    """The editor of an application, as a line of the workbench opens it."""
    desk.open_application(application)
    until(lambda: desk.shell.tabs.current_key() == application, "the editor")
    return desk.shell.current_screen()


def presenter(desk: DeskWindow) -> EditorPresenter:
    """The presenter of the editor in front."""
    return desk._editors[desk.shell.tabs.current_key()]


def go_to(screen: EditorScreen, element: str) -> None:
    """Put the cursor into a field."""
    assert screen.form.focus_field(element), f"{element} is not shown"
    until(lambda: screen.form.focused_field() == element, f"the cursor in {element}")


def fill(screen: EditorScreen, element: str, text: str) -> None:
    """Type into a field, over what is there, and leave it."""
    go_to(screen, element)
    press(Qt.Key_A, Qt.ControlModifier)
    type_text(text)
    press(Qt.Key_Return)


def choose_material(screen: EditorScreen, material: str) -> None:
    """Go to a material in the list."""
    assert screen.materials.choose(material), material
    until(lambda: focus() is screen.materials.table, "the list of materials")
