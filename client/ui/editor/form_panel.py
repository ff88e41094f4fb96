"""The unified form: all sections in one scrolling sheet, in reading and Tab order."""

from __future__ import annotations

from PyQt5.QtCore import QEvent, Qt, pyqtSignal
from PyQt5.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PyQt5.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from client.desk.editor_view import EditorView
from client.ui.editor.field_editors import show_in
from client.ui.editor.form_section import FormSection
from client.ui.editor.late_fields import LateFields
from client.ui.editor.undo import FormUndo
from client.ui.style.look import current_look
from client.ui.widgets.editor import reveal
from client.ui.widgets.history import undo_way
from client.ui.widgets.line_field import LineField
from client.ui.widgets.tab_order import TabMark
from forms.elements.element import DataElement
from forms.values import Value, is_same
from forms.words import Words

_TWO_COLUMNS = 32
"""Chinese characters across, below which the form has one column."""


class FormPanel(QScrollArea):
    """`edited(element)` while typing, `left(element)` when a field was left. Built once per choice of items.

    `settled(element, value)` when a value of a conflict was chosen.
    `section_entered(id)` when the cursor came into a section. Ctrl+Z and Ctrl+Y in a field that has nothing left of its
    own change the field that was changed before or after it: `retraced(element, way)` once the cursor is there.
    A field is made when it is seen or gone to, the others soon after; every verb is right for those not yet made.
    """

    edited = pyqtSignal(str)
    left = pyqtSignal(str)
    settled = pyqtSignal(str, object)
    section_entered = pyqtSignal(str)
    retraced = pyqtSignal(str, int)

    def __init__(self, *, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._sections: dict[str, FormSection] = {}
        self._structure: tuple[tuple[str, tuple[DataElement, ...]], ...] = ()
        self._undo = FormUndo()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.NoFocus)
        self._late = LateFields(self, mark=TabMark(self), fit=self._fit_columns)
        QApplication.instance().focusChanged.connect(self._on_focus)

    def set_view(self, view: EditorView, *, untouched: str = "") -> None:
        """Show `view`; the field `untouched` keeps what is being typed into it."""
        # The elements themselves: another catalog may ask the same fields otherwise.
        structure = tuple((section.id, tuple(f.element for f in section.fields)) for section in view.sections)
        if structure != self._structure:
            self._build(view)
            self._structure = structure
            return
        moved = [self._sections[section.id].set_section(section, untouched=untouched) for section in view.sections]
        if any(moved):
            self._late.reorder()

    def elements(self) -> tuple[str, ...]:
        """Every element of the form, shown or not, in reading order."""
        return tuple(name for section in self._sections.values() for name in section.elements())

    def line_of(self, element: str) -> LineField:
        """The field of `element`. KeyError when it is not on the form."""
        if self._late.holder(element) is None:
            raise KeyError(element)
        return self._late.want(element)

    def value_of(self, element: str) -> Value | None:
        """What is in the editor of `element`."""
        return self._holder(element).value_of(element)

    def is_complete(self) -> bool:
        """True when every field that is shown is made."""
        return self._late.is_complete()

    def is_composing(self) -> bool:
        """True while an input method has an unfinished word in some field."""
        return any(
            line.editor.is_composing() for section in self._sections.values() for line in section.fields.values()
        )

    def focused_field(self) -> str:
        """The element whose editor has the focus; '' when none has."""
        focus = self.focusWidget()
        return self._element_around(focus) if focus is not None and focus.hasFocus() else ""

    def focus_field(self, element: str) -> bool:
        """Put the cursor into `element`; False when it is not on the form."""
        section = self._late.holder(element)
        if section is None or not section.view_of(element).shown:
            return False
        line = self._late.want(element)
        self.ensureWidgetVisible(line)
        reveal(line.editor)
        return True

    def focus_section(self, section: str) -> None:
        """Go to the first field of a section that is not yet right, else to its first field."""
        part = self._sections[section]
        open_fields = [name for name in part.shown() if _is_open(part, name)]
        for name in (*open_fields, *part.shown())[:1]:
            self.focus_field(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = undo_way(event)
        if not way or not self._retrace(way):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._late.look_soon()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self.isVisible():
            self._fit_columns()
        super().resizeEvent(event)
        self._late.look_soon()
        # A message above makes the form lower: the field that is typed into stays in sight.
        if element := self.focused_field():
            self.ensureWidgetVisible(self.line_of(element))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.StyleChange:
            for section in self._sections.values():
                section.fit()
            self._fit_columns()
            self._late.look_soon()

    def _holder(self, element: str) -> FormSection:
        section = self._late.holder(element)
        if section is None:
            raise KeyError(element)
        return section

    def _fit_columns(self) -> None:
        """Two fields side by side only where both are wide enough to be read."""
        room = self.viewport().width() - 2 * current_look().tokens.space_2
        wide = room >= current_look().chars(_TWO_COLUMNS)
        columns = 2 if wide and all(section.fits_twice(room) for section in self._sections.values()) else 1
        for section in self._sections.values():
            section.set_columns(columns, width=room)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        element = self._element_around(new)
        if element:
            self._late.around(element)
            self._undo.entered(element, self.value_of(element))
            self.section_entered.emit(self._holder(element).id)

    def _element_around(self, part: QWidget | None) -> str:
        """The element whose field `part` belongs to; '' when it belongs to none here."""
        if part is None or not self.isAncestorOf(part):
            return ""
        while part is not self and not isinstance(part, LineField):
            part = part.parentWidget()
        return part.objectName().removeprefix("line:") if isinstance(part, LineField) else ""

    def _build(self, view: EditorView) -> None:
        # Made inside the window from the start: a tree that moves into another parent is styled all over again.
        sheet = QWidget(self.viewport())
        layout = QVBoxLayout(sheet)
        tokens = current_look().tokens
        layout.setContentsMargins(tokens.space_1, tokens.space_1, tokens.space_2, tokens.space_4)
        layout.setSpacing(tokens.space_3)
        language = self._words.language
        labels = {field.element.id: field.element.label.text(language) for s in view.sections for field in s.fields}
        self._sections = {}
        for section in view.sections:
            part = FormSection(section, words=self._words, labels=labels, parent=sheet)
            part.edited.connect(self._on_edited)
            part.left.connect(self._on_left)
            part.settled.connect(self.settled)
            layout.addWidget(part)
            self._sections[section.id] = part
        layout.addStretch(1)
        if self.isVisible():
            self._fit_columns()
        self.setWidget(sheet)
        self._late.begin(self._sections)

    def _on_edited(self, element: str) -> None:
        self._late.pause()
        self.edited.emit(element)

    def _on_left(self, element: str) -> None:
        self._undo.left(element, self.value_of(element))
        self.left.emit(element)

    def _retrace(self, way: int) -> bool:
        """Take a change of a field back or do it again, this field's own first; False when there is none."""
        here = self.focused_field()
        if here:
            self._undo.left(here, self.value_of(here))
        step = self._undo.step(way, holds=self._still_holds)
        element, value = step or (here, None)
        if step is not None:
            show_in(self.line_of(element).editor, self._holder(element).view_of(element).element, value)
        for name in {here, element} - {""}:
            self._undo.entered(name, self.value_of(name))
        if step is None:
            return False
        self.focus_field(element)
        self._on_edited(element)
        self.left.emit(element)
        self.retraced.emit(element, way)
        return True

    def _still_holds(self, element: str, value: Value | None) -> bool:
        section = self._late.holder(element)
        if section is None or not section.view_of(element).shown or not self.line_of(element).editor.isEnabled():
            return False
        return is_same(self.value_of(element), value)


def _is_open(section: FormSection, element: str) -> bool:
    field = section.view_of(element)
    empty = field.value is None and field.required and not field.awaited_from
    return empty or bool(field.problems)
