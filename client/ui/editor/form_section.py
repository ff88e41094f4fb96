"""One section of the form on a card: its shown fields in two columns, wide ones across.

A field is made when it is wanted; until then its row of the grid keeps the room that it will take.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from PyQt5.QtCore import QRect, pyqtSignal
from PyQt5.QtWidgets import QGridLayout, QWidget

from client.desk.editor_view import FieldView, SectionView
from client.ui.editor.field_editors import editor_for, is_wide, show_in, value_in
from client.ui.editor.field_places import Place, places_of, room_for
from client.ui.editor.field_words import note_of
from client.ui.editor.rival_words import error_words, offers
from client.ui.style.look import current_look
from client.ui.widgets.card import Card
from client.ui.widgets.line_field import LineField
from forms.values import Value
from forms.words import Words

COLUMNS = 2
"""At most."""


class FormSection(Card):
    """Fields of one section. `edited(element)` while typing, `left(element)` when a field was left.

    `settled(element, value)` when one of the values that windows gave it was chosen. `fields` are those already made.
    `labels` names every element of the form by id.
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
        self.id = section.id
        self._words = words
        self._labels = labels
        self._grid = QGridLayout()
        self._grid_gap = current_look().tokens.space_5
        self._grid.setHorizontalSpacing(self._grid_gap)
        self._grid.setVerticalSpacing(current_look().tokens.space_1)
        self._columns = COLUMNS
        self._width = self._widest = 0
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self.add(self._grid)
        self.fields: dict[str, LineField] = {}
        self._views: dict[str, FieldView] = {field.element.id: field for field in section.fields}
        self._being_typed = ""
        self._places: Mapping[str, Place] = {}
        self._rows: dict[int, list[str]] = {}
        self._place(_shown(section))

    def set_section(self, section: SectionView, *, untouched: str = "") -> bool:
        """Show values, sources and problems; the field `untouched` keeps what is being typed into it.

        True when other fields are shown now.
        """
        again, self._being_typed = self._being_typed, untouched
        for field in section.fields:
            name = field.element.id
            before = self._views[name]
            if name != again and (field is before or field == before):
                continue
            self._views[name] = field
            if name in self.fields:
                # What was typed was followed key by key; now that it is left, it is shown as it was read.
                left = name == again and name != untouched
                self._show(field, before=None if left else before.value, keep_text=name == untouched)
        shown = _shown(section)
        if shown == self.shown():
            return False
        self._place(shown)
        return True

    def elements(self) -> tuple[str, ...]:
        """All elements, shown or not, in reading order."""
        return tuple(self._views)

    def shown(self) -> tuple[str, ...]:
        """The elements that are shown, made or not, in reading order."""
        return tuple(self._places)

    def build(self, element: str) -> LineField:
        """The field of `element`, made now if it was not."""
        if element not in self.fields:
            # Shown inside a layout that is off: else each field would have everything around it laid out at once.
            self.layout().setEnabled(False)
            self.fields[element] = self._made(self._views[element])
            self._show(self._views[element])
            if element in self._places:
                self._put(element)
                self._keep_room(0)
                self._keep_room(self._places[element].row)
                self._widest = max(self._widest, self._least_width(element))
            self.layout().setEnabled(True)
        return self.fields[element]

    def unbuilt(self, within: QRect | None = None) -> Iterator[str]:
        """The shown elements whose field is not made yet, in reading order; only those that `within` would show."""
        for name, place in self._places.items():
            if name not in self.fields and (within is None or self._area(place).intersects(within)):
                yield name

    def fits_twice(self, width: int) -> bool:
        """Whether two columns fit into `width` px."""
        margins = self.body.contentsMargins()
        return 2 * self._widest + self._grid_gap + margins.left() + margins.right() <= width

    def set_columns(self, columns: int, *, width: int) -> None:
        """Put the fields into one column or two; together they may be `width` px wide."""
        if columns == self._columns:
            if width != self._width:
                self._width = width
                self.fit()
            return
        self._width = width
        self._columns = columns
        self._grid.setColumnStretch(1, 1 if columns == COLUMNS else 0)
        self._grid.setHorizontalSpacing(self._grid_gap if columns == COLUMNS else 0)
        self._place(self.shown())

    def fit(self) -> None:
        """Keep the room that fields to come will take with the text and the width as they are now."""
        self._widest = max((self._least_width(name) for name in self._places), default=0)
        for row in range(max(self._grid.rowCount(), len(self._rows))):
            self._keep_room(row)

    def value_of(self, element: str) -> Value | None:
        """What is in the editor of `element`; what will be, while it is not made."""
        view = self._views[element]
        return value_in(self.fields[element].editor, view.element) if element in self.fields else view.value

    def view_of(self, element: str) -> FieldView:
        """The field as last shown."""
        return self._views[element]

    def _made(self, field: FieldView) -> LineField:
        element, language = field.element, self._words.language
        editor = editor_for(element, language=language, words=self._words, labels=self._labels)
        editor.setObjectName(f"field:{element.id}")
        line = LineField(element.label.text(language), editor, unit=element.unit, parent=self)
        line.setObjectName(f"line:{element.id}")
        editor.edited.connect(lambda _text, name=element.id: self.edited.emit(name))
        editor.left.connect(lambda _text, name=element.id: self.left.emit(name))
        line.offer_taken.connect(lambda number, name=element.id: self._take(name, number))
        return line

    def _show(self, field: FieldView, *, before: Value | None = None, keep_text: bool = False) -> None:
        """Say of a field what changed; `before` is the value that its editor was last given."""
        line = self.fields[field.element.id]
        if not keep_text and before != field.value:
            show_in(line.editor, field.element, field.value)
        line.set_required(field.required and not field.awaited_from)
        line.editor.setEnabled(not field.awaited_from and field.source != "case" and not field.locked)
        line.set_note(note_of(field, self._words.language))
        line.set_error(error_words(field, self._words, being_typed=keep_text))
        line.set_offers(offers(field, language=self._words.language))

    def _take(self, element: str, number: int) -> None:
        """The buttons go away with the choice; the cursor stays in the field."""
        self.fields[element].editor.setFocus()
        self.settled.emit(element, self._views[element].rivals[number].value)

    def _place(self, shown: tuple[str, ...]) -> None:
        while self._grid.takeAt(0) is not None:
            continue
        self._places = places_of((self._views[name].element for name in shown), columns=self._columns)
        for name, line in self.fields.items():
            if name in self._places:
                self._put(name)
            else:
                line.hide()
        self._rows = {}
        for name, place in self._places.items():
            self._rows.setdefault(place.row, []).append(name)
        self.fit()
        self.setVisible(bool(shown))

    def _put(self, element: str) -> None:
        place, line = self._places[element], self.fields[element]
        self._grid.addWidget(line, place.row, place.column, 1, place.span)
        line.show()

    def _keep_room(self, row: int) -> None:
        """What is not made yet keeps its row as high as it will be."""
        here = self._rows.get(row, ())
        rooms = [self._room(name) for name in here if name not in self.fields]
        self._grid.setRowMinimumHeight(row, max(rooms) + self._gap(row, empty=len(rooms) == len(here)) if rooms else 0)

    def _gap(self, row: int, *, empty: bool) -> int:
        """Qt leaves out the gap above a row, and above a grid, with nothing in it."""
        if row == 0 and not any(name in self.fields for name in self._places):
            return self.body.spacing()
        return self._grid.verticalSpacing() if empty else 0

    def _room(self, element: str) -> int:
        width = self._width * self._places[element].span // self._columns
        return room_for(self._views[element].element, look=current_look(), width=width, language=self._words.language)

    def _area(self, place: Place) -> QRect:
        """Where a field stands or will stand, in px of this section."""
        last = min(place.column + place.span, self._columns) - 1
        return self._grid.cellRect(place.row, place.column).united(self._grid.cellRect(place.row, last))

    def _least_width(self, element: str) -> int:
        """As wide as the field must be; before it is made, as its label and its star must be."""
        if is_wide(self._views[element].element):
            return 0
        if element in self.fields:
            return self.fields[element].minimumSizeHint().width()
        look = current_look()
        return self.fontMetrics().horizontalAdvance(f"{self._labels.get(element, '')}*") + look.tokens.space_1


def _shown(section: SectionView) -> tuple[str, ...]:
    return tuple(field.element.id for field in section.fields if field.shown)
