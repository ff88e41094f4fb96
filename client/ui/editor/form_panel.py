"""The unified form: all sections in one scrolling sheet, in reading and Tab order."""

from __future__ import annotations

from PyQt5.QtCore import QEvent, Qt, pyqtSignal
from PyQt5.QtGui import QResizeEvent
from PyQt5.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from client.desk.editor_view import EditorView
from client.ui.editor.form_section import FormSection, fields_by_element
from client.ui.style.look import current_look
from client.ui.widgets.editor import reveal
from forms.values import Value
from forms.words import Words

_TWO_COLUMNS = 32
"""Chinese characters across, below which the form has one column."""


class FormPanel(QScrollArea):
    """`edited(element)` while typing, `left(element)` when a field was left. Built once per choice of items.

    `settled(element, value)` when a value of a conflict was chosen.
    `section_entered(id)` when the cursor came into a section.
    """

    edited = pyqtSignal(str)
    left = pyqtSignal(str)
    settled = pyqtSignal(str, object)
    section_entered = pyqtSignal(str)

    def __init__(self, *, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._sections: dict[str, FormSection] = {}
        self._holder: dict[str, FormSection] = {}
        self._structure: tuple[tuple[str, tuple[str, ...]], ...] = ()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.NoFocus)
        QApplication.instance().focusChanged.connect(self._on_focus)

    def set_view(self, view: EditorView, *, untouched: str = "") -> None:
        """Show `view`; the field `untouched` keeps what is being typed into it."""
        structure = tuple((section.id, tuple(f.element.id for f in section.fields)) for section in view.sections)
        if structure != self._structure:
            self._build(view)
            self._structure = structure
        for section in view.sections:
            self._sections[section.id].set_section(section, untouched=untouched)

    def value_of(self, element: str) -> Value | None:
        """What is in the editor of `element`."""
        return self._holder[element].value_of(element)

    def is_composing(self) -> bool:
        """True while an input method has an unfinished word in some field."""
        return any(
            line.editor.is_composing() for section in self._sections.values() for line in section.fields.values()
        )

    def focused_field(self) -> str:
        """The element whose editor has the focus; '' when none has."""
        focus = self.focusWidget()
        for section in self._sections.values():
            for element, line in section.fields.items():
                if focus is not None and focus.hasFocus() and line.isAncestorOf(focus):
                    return element
        return ""

    def focus_field(self, element: str) -> bool:
        """Put the cursor into `element`; False when it is not on the form."""
        section = self._holder.get(element)
        if section is None or not section.view_of(element).shown:
            return False
        self.ensureWidgetVisible(section.fields[element])
        reveal(section.fields[element].editor)
        return True

    def focus_section(self, section: str) -> None:
        """Go to the first field of a section that is not yet right, else to its first field."""
        fields = self._sections[section]
        open_fields = [name for name in fields.fields if fields.view_of(name).shown and _is_open(fields, name)]
        shown = [name for name in fields.fields if fields.view_of(name).shown]
        for name in (*open_fields, *shown)[:1]:
            self.focus_field(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_columns()
        super().resizeEvent(event)
        # A message above makes the form lower: the field that is typed into stays in sight.
        if element := self.focused_field():
            self.ensureWidgetVisible(self._holder[element].fields[element])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.StyleChange:
            self._fit_columns()

    def _fit_columns(self) -> None:
        """Two fields side by side only where both are wide enough to be read."""
        room = self.viewport().width() - 2 * current_look().tokens.space_2
        wide = room >= current_look().chars(_TWO_COLUMNS)
        columns = 2 if wide and all(section.fits_twice(room) for section in self._sections.values()) else 1
        for section in self._sections.values():
            section.set_columns(columns)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self.isAncestorOf(new):
            return
        for name, section in self._sections.items():
            if section.isAncestorOf(new):
                self.section_entered.emit(name)
                return

    def _build(self, view: EditorView) -> None:
        # Made inside the window from the start: a tree that moves into another parent is styled all over again.
        sheet = QWidget(self.viewport())
        layout = QVBoxLayout(sheet)
        tokens = current_look().tokens
        layout.setContentsMargins(tokens.space_1, tokens.space_1, tokens.space_2, tokens.space_4)
        layout.setSpacing(tokens.space_3)
        self._sections = {}
        labels = _labels(view, self._words.language)
        for section in view.sections:
            part = FormSection(section, words=self._words, labels=labels, parent=sheet)
            part.edited.connect(self.edited)
            part.left.connect(self.left)
            part.settled.connect(self.settled)
            layout.addWidget(part)
            self._sections[section.id] = part
        layout.addStretch(1)
        self._holder = fields_by_element(self._sections)
        self._fit_columns()
        self.setWidget(sheet)


def _labels(view: EditorView, language: str) -> dict[str, str]:
    return {
        field.element.id: field.element.label.text(language) for section in view.sections for field in section.fields
    }


def _is_open(section: FormSection, element: str) -> bool:
    field = section.view_of(element)
    empty = field.value is None and field.required and not field.awaited_from
    return empty or bool(field.problems)
