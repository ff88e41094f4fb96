"""Covers personal values for lists and other places where a whole value is not needed."""

from __future__ import annotations

from forms.elements.element import DataElement, Privacy


def keep_ends(text: str, *, head: int, tail: int) -> str:
    """`text` with only its first `head` and last `tail` characters readable; short text is covered more."""
    if len(text) <= head + tail:
        return text[:1] + "*" * (len(text) - 1)
    return text[:head] + "*" * (len(text) - head - tail) + text[-tail:]


def covered(text: str) -> str:
    """`text` with every letter and digit covered; its shape stays."""
    return "".join("*" if character.isalnum() else character for character in text)


def by_privacy(element: DataElement, text: str) -> str:
    """`text` as it is when the element is open, else covered."""
    return text if element.privacy is Privacy.OPEN else covered(text)
