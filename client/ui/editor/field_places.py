"""Where each field of a section stands in its grid, and how much room it takes before it is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from client.ui.editor.field_editors import is_wide
from client.ui.style.look import Look
from forms.elements.element import DataElement, ElementKind

_TABLE_LINES = 5
"""Title, three rows, and the buttons of an empty table."""
_LONG_TEXT_LINES = 3
_CHOICE_CHARS = 3.5
"""The box and the gap beside the words of one of several choices, in Chinese characters."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A cell of the grid, `span` columns wide."""

    row: int
    column: int
    span: int


def places_of(elements: Iterable[DataElement], *, columns: int) -> Mapping[str, Place]:
    """Fields from left to right, then down; a wide one has a row for itself."""
    placed: dict[str, Place] = {}
    at = 0
    for element in elements:
        if is_wide(element):
            row = -(-at // columns)
            placed[element.id] = Place(row=row, column=0, span=columns)
            at = (row + 1) * columns
        else:
            placed[element.id] = Place(row=at // columns, column=at % columns, span=1)
            at += 1
    return placed


def room_for(element: DataElement, *, look: Look, width: int, language: str) -> int:
    """The height in px that the field of `element` will take in `width` px: exact for one line, else about right."""
    around = look.text_height() + look.small_text_height() + 2 * (look.tokens.space_1 // 2)
    return around + _editor_height(element, look=look, width=width, language=language)


def _editor_height(element: DataElement, *, look: Look, width: int, language: str) -> int:
    if element.kind is ElementKind.TABLE:
        return _TABLE_LINES * look.field_height() + look.tokens.space_1 + 2 * look.tokens.ring
    if element.kind is ElementKind.SEVERAL_OF:
        words = (option.label.text(language) for option in element.options)
        chars = sum(len(word) + _CHOICE_CHARS for word in words)
        room = max(width - 2 * look.tokens.space_4, 1)
        return look.field_height() * max(1, -(-look.chars(chars) // room))
    if is_wide(element) and element.kind is not ElementKind.ADDRESS:
        return look.field_height() + (_LONG_TEXT_LINES - 1) * look.line_height()
    return look.field_height()
