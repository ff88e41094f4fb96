"""Addresses: one line of text as it is written on an envelope, in half-width digits."""

from __future__ import annotations

import re

from forms.elements.element import DataElement
from forms.elements.text import TextKind
from forms.elements.typed_text import half_width_words
from forms.message import Message, message
from forms.values import Values

_SPACES = re.compile(r"\s+")
_DASHES = re.compile(r"[－﹣‐‑‒–—―−-]+")
_SPACE_BETWEEN_CHINESE = re.compile(r"(?<![A-Za-z0-9.,]) | (?![A-Za-z0-9])")
_SHORTEST = 4


class AddressKind(TextKind):
    """An address of at most `max_length` characters. Whether such a place exists is not asked."""

    def plain(self, text: str) -> str:
        """One line with half-width digits and single plain dashes; no spaces but between Latin words and numbers."""
        line = _DASHES.sub("-", _SPACES.sub(" ", half_width_words(text)))
        return _SPACE_BETWEEN_CHINESE.sub("", line)

    def check(self, element: DataElement, value: str, *, values: Values, today: str) -> tuple[Message, ...]:
        """Length and pattern, and that a place is named: a house number alone, or two characters, lead nowhere."""
        found = super().check(element, value, values=values, today=today)
        if found:
            return found
        if not any(character.isalpha() for character in value):
            return (message("element.address.no_place", element=element.id),)
        return (message("element.address.short", element=element.id),) if len(value) < _SHORTEST else ()
