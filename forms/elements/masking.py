"""Covers personal values for lists and other places where a whole value is not needed."""

from __future__ import annotations

import unicodedata

from forms.elements.element import DataElement, Privacy


def keep_ends(text: str, *, head: int, tail: int) -> str:
    """`text` with its first `head` and last `tail` characters readable; only the first where that covers too little."""
    if 3 * (len(text) - head - tail) < len(text):
        return keep_first(text)
    return text[:head] + "*" * (len(text) - head - tail) + text[len(text) - tail :]


def keep_first(text: str) -> str:
    """`text` with only its first character readable; a single character is covered too."""
    return text[:1] + "*" * (len(text) - 1) if len(text) > 1 else "*" * len(text)


def covered(text: str) -> str:
    """`text` with everything covered but spaces and punctuation; its shape stays."""
    return "".join(character if _is_shape(character) else "*" for character in text)


def _is_shape(character: str) -> bool:
    return character.isspace() or unicodedata.category(character).startswith("P")


def by_privacy(element: DataElement, text: str) -> str:
    """`text` as it is when the element is open, else covered."""
    return text if element.privacy is Privacy.OPEN else covered(text)
