"""One section of the form on a card: its shown fields in two columns, wide ones across."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QGridLayout, QWidget

from client.desk.editor_view import FieldView, SectionView
from client.ui.editor.field_editors import editor_for, is_wide, show_in, value_in
from client.ui.editor.rival_words import error_words, offers
from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.card import Card
from client.ui.widgets.line_field import LineField
from forms.elements.element import DataElement
from forms.values import Value
from forms.words import Words

COLUMNS = 2
"""At most."""

MOST_NAMED_ITEMS = 3


class FormSection(Card):
    """Fields of one section. `edited(element)` while typing, `left(element)` when a field was left.

    `settled(element, value)` when one of the values that windows gave it was chosen.
    """

    edited = pyqtSignal(str)
    settled = pyqtSignal(str, object)
    left = pyqtSignal(str)

    def __init__(
        self,
        section: SectionView,
        *,
        words: Words,
        labels: Mapping[str, str] = MappingProxyType({}),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(section.label.text(words.language), parent=parent)
        self._words = words
        self._labels = labels
        self._grid = QGridLayout()
        self._grid_gap = current_look().tokens.space_5
        self._grid.setHorizontalSpacing(self._grid_gap)
        self._grid.setVerticalSpacing(current_look().tokens.space_1)
        self._columns = COLUMNS
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self.add(self._grid)
        self.fields: dict[str, LineField] = {}
        self._views: dict[str, FieldView] = {}
        self._elements = {field.element.id: field.element for field in section.fields}
        self._placed: tuple[str, ...] = ()
        for field in section.fields:
            self._build(field)

    def set_section(self, section: SectionView, *, untouched: str = "") -> None:
        """Show values, sources and problems; the field `untouched` keeps what is being typed into it."""
        for field in section.fields:
            if self._views.get(field.element.id) != field:
                self._show(field, keep_text=field.element.id == untouched)
        shown = tuple(field.element.id for field in section.fields if field.shown)
        if shown != self._placed:
            self._place(shown)

    def fits_twice(self, width: int) -> bool:
        """Whether two columns fit into `width` px."""
        short = (line for name, line in self.fields.items() if not is_wide(self._elements[name]))
        widest = max((line.minimumSizeHint().width() for line in short), default=0)
        margins = self.body.contentsMargins()
        return 2 * widest + self._grid_gap + margins.left() + margins.right() <= width

    def set_columns(self, columns: int) -> None:
        """Put the fields into one column or two."""
        if columns == self._columns:
            return
        self._columns = columns
        self._grid.setColumnStretch(1, 1 if columns == COLUMNS else 0)
        self._grid.setHorizontalSpacing(self._grid_gap if columns == COLUMNS else 0)
        if self._placed:
            self._place(self._placed)

    def value_of(self, element: str) -> Value | None:
        """What is in the editor of `element`."""
        return value_in(self.fields[element].editor, self._views[element].element)

    def view_of(self, element: str) -> FieldView:
        """The field as last shown."""
        return self._views[element]

    def _build(self, field: FieldView) -> None:
        element, language = field.element, self._words.language
        editor = editor_for(element, language=language, words=self._words, labels=self._labels)
        editor.setObjectName(f"field:{element.id}")
        line = LineField(element.label.text(language), editor, unit=element.unit, parent=self)
        editor.edited.connect(lambda _text, name=element.id: self.edited.emit(name))
        editor.left.connect(lambda _text, name=element.id: self.left.emit(name))
        line.offer_taken.connect(lambda number, name=element.id: self._take(name, number))
        self.fields[element.id] = line
        line.hide()

    def _show(self, field: FieldView, *, keep_text: bool) -> None:
        line, before = self.fields[field.element.id], self._views.get(field.element.id)
        self._views[field.element.id] = field
        if not keep_text and (before is None or before.value != field.value):
            show_in(line.editor, field.element, field.value)
        line.set_required(field.required and not field.awaited_from)
        line.editor.setEnabled(not field.awaited_from and field.source != "case")
        line.set_note(self._note(field))
        line.set_error(error_words(field, self._words, being_typed=keep_text))
        line.set_offers(offers(field, language=self._words.language))

    def _take(self, element: str, number: int) -> None:
        """The buttons go away with the choice; the cursor stays in the field."""
        self.fields[element].editor.setFocus()
        self.settled.emit(element, self._views[element].rivals[number].value)

    def _note(self, field: FieldView) -> str:
        if field.awaited_from:
            return tr("editor", "Filled in when {item} is issued").format(item=field.awaited_from)
        if field.source == "case":
            return tr("editor", "From the result of {item}").format(item=field.source_label)
        if field.source == "same_as":
            return tr("editor", "Same as {label}").format(label=field.source_label)
        return _choices_of(field.element, self._words.language) or _shared_by(field.items)

    def _place(self, shown: tuple[str, ...]) -> None:
        while self._grid.takeAt(0) is not None:
            continue
        at = 0
        previous: QWidget | None = None
        for name, line in self.fields.items():
            line.setVisible(name in shown)
            if name not in shown:
                continue
            at = self._put(line, at, wide=is_wide(self._views[name].element))
            if previous is not None:
                QWidget.setTabOrder(previous, line.editor)
            previous = line.last_stop()
        self._placed = shown
        self.setVisible(bool(shown))

    def _put(self, line: LineField, at: int, *, wide: bool) -> int:
        if wide:
            row = -(-at // self._columns)
            self._grid.addWidget(line, row, 0, 1, self._columns)
            return (row + 1) * self._columns
        self._grid.addWidget(line, at // self._columns, at % self._columns)
        return at + 1


def _choices_of(element: DataElement, language: str) -> str:
    """What may be typed into the columns of a table that have choices."""
    offered = (column for column in element.columns if column.options)
    return " · ".join(
        tr("editor", "{column}: {choices}").format(
            column=column.label.text(language), choices="、".join(o.label.text(language) for o in column.options)
        )
        for column in offered
    )


def _shared_by(items: tuple[str, ...]) -> str:
    if len(items) < 2:
        return ""
    if len(items) <= MOST_NAMED_ITEMS:
        return tr("editor", "Shared by {items}").format(items=" · ".join(items))
    named = " · ".join(items[:MOST_NAMED_ITEMS])
    return tr("editor", "Shared by {items} and others, {count} in all").format(items=named, count=len(items))


def fields_by_element(sections: Mapping[str, FormSection]) -> dict[str, FormSection]:
    """Which section holds which element."""
    return {element: section for section in sections.values() for element in section.fields}
