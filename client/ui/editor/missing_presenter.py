"""What stands between an application and its acceptance: named below the form, listed, and gone to."""

from __future__ import annotations

from PyQt5.QtCore import QObject

from client.desk.editor_view import EditorView
from client.ui.context import UiContext
from client.ui.editor.editor_view import EditorScreen
from client.ui.editor.missing_sheet import MissingLine, MissingSheet
from client.ui.translation import tr
from forms.message import Message


class MissingPresenter(QObject):
    """Of one editor. `show(view)` with every look at the application; then keys and buttons find their way."""

    def __init__(self, context: UiContext, screen: EditorScreen) -> None:
        super().__init__(screen)
        self._context = context
        self._screen = screen
        self._last: Message | None = None
        self._sheet: MissingSheet | None = None
        self._view: EditorView | None = None
        screen.missing.next_wanted.connect(self.go_on)
        screen.missing.list_wanted.connect(self.show_list)

    def show(self, view: EditorView) -> None:
        """Name what is missing now."""
        self._view = view
        self._screen.missing.set_missing(tuple(self._name(lack) for lack in view.lacks))
        if self._sheet is not None and self._screen.side() is self._sheet:
            self._sheet.set_lines(self._lines())

    def go_on(self) -> None:
        """F6: put the cursor on the next thing that is missing, starting over after the last."""
        lacks = self._view.lacks
        if not lacks:
            return
        at = lacks.index(self._last) + 1 if self._last in lacks else 0
        self._jump(lacks[at % len(lacks)])

    def go_to_first(self) -> None:
        """Put the cursor on the first of them; F6 begins there."""
        if self._view.lacks:
            self._jump(self._view.lacks[0])
            self._last = None

    def show_list(self) -> None:
        """Shift+F6: everything that is missing or wrong in one list, in place of the form."""
        if self._screen.is_accepting() or not self._view.lacks:
            return
        if self._sheet is None:
            self._sheet = MissingSheet(self._screen)
            self._sheet.wanted.connect(self._on_wanted)
            self._sheet.closed.connect(self._screen.leave_side)
        self._sheet.set_lines(self._lines())
        self._screen.show_side(self._sheet)

    def _on_wanted(self, number: int) -> None:
        if number < len(self._view.lacks):
            self._jump(self._view.lacks[number])

    def _jump(self, lack: Message) -> None:
        self._last = lack
        self._screen.show_form()
        if lack.element:
            self._screen.form.focus_field(lack.element)
        elif lack.material:
            self._screen.materials.choose(lack.material)

    def _lines(self) -> tuple[MissingLine, ...]:
        say = self._context.words.say
        return tuple(
            MissingLine(name=self._name(lack), placed=self._place(lack), words=say(lack)) for lack in self._view.lacks
        )

    def _name(self, lack: Message) -> str:
        if lack.element:
            catalog = self._context.desk.catalog(self._view.state.catalog)
            return catalog.elements[lack.element].label.text(self._context.language)
        for material in self._view.materials:
            if material.material == lack.material:
                return material.name
        return self._context.words.say(lack)

    def _place(self, lack: Message) -> str:
        if lack.material:
            return tr("editor", "Materials")
        for section in self._view.sections:
            if any(field.element.id == lack.element for field in section.fields):
                return section.label.text(self._context.language)
        return ""
