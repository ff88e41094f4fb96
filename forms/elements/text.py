"""Free text in one line: names, trades, and codes that the catalog describes by a pattern."""

from __future__ import annotations

import re
from typing import TypeGuard

from forms.elements.element import DataElement, Privacy
from forms.elements.masking import by_privacy, keep_ends, keep_first
from forms.elements.typed_text import code_text, half_width_words, shortened
from forms.message import Message, message
from forms.values import Values

_SPACES = re.compile(r"\s+")
_NAME_LENGTH = 4
_MOST_SHOWN = 6


class TextKind:
    """Text of at most `max_length` characters that matches `pattern` as a whole, when one is given."""

    def holds(self, value: object) -> TypeGuard[str]:
        """True for any text."""
        return isinstance(value, str)

    def plain(self, text: str) -> str:
        """One line with half-width digits and letters; line breaks, tabs and repeated spaces become one space."""
        return _SPACES.sub(" ", half_width_words(text))

    def read(self, element: DataElement, text: str) -> str | None:
        """The text as `plain` gives it; a text with a pattern may also be typed with spaces inside."""
        plain = self.plain(text.strip())
        if not element.pattern or _matches(element, plain):
            return plain
        code = code_text(plain)
        return code if _matches(element, code) else plain

    def explain(self, element: DataElement, text: str) -> Message:
        """For a stored value that is no text at all (an older catalog knew another kind)."""
        return message("element.text.unreadable", element=element.id, text=shortened(text))

    def check(self, element: DataElement, value: str, *, values: Values, today: str) -> tuple[Message, ...]:
        """Length, then pattern."""
        extra = len(value) - element.max_length
        if extra > 0:
            return (message("element.text.long", element=element.id, maximum=element.max_length, extra=extra),)
        return (pattern_broken(element),) if element.pattern and not _matches(element, value) else ()

    def show(self, element: DataElement, value: str, *, language: str) -> str:
        """The text itself."""
        return value

    def edit_text(self, element: DataElement, value: str) -> str:
        """The text itself."""
        return value

    def mask(self, element: DataElement, value: str) -> str:
        """A name keeps its first character (张*); longer personal text keeps its first third, sensitive text one."""
        if element.privacy is Privacy.OPEN:
            return by_privacy(element, value)
        if len(value) <= _NAME_LENGTH or element.privacy is Privacy.SENSITIVE:
            return keep_first(value)
        return keep_ends(value, head=min(len(value) // 3, _MOST_SHOWN), tail=0)


def _matches(element: DataElement, text: str) -> bool:
    """Whether the pattern fits; text over length is not tried, since a pattern may take long over it."""
    return len(text) <= element.max_length and re.fullmatch(element.pattern, text) is not None


def pattern_broken(element: DataElement) -> Message:
    """The message for a value that does not match the element's pattern; the element's hint says what does."""
    if not element.hint.zh:
        return message("element.text.pattern", element=element.id)
    zh, en = element.hint.zh, element.hint.text("en")
    return message("element.text.pattern_hint", element=element.id, hint=zh, hint_en=en)
