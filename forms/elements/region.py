"""Administrative regions by their GB/T 2260 code (six digits); names change, codes stay on old papers."""

from __future__ import annotations

from typing import TypeGuard

from forms.elements.element import DataElement
from forms.elements.masking import by_privacy
from forms.elements.typed_text import code_text, is_digits, shortened
from forms.message import Message, message
from forms.values import Values

PROVINCES = frozenset(
    f"{first}{second}"
    for first, seconds in enumerate(("", "12345", "123", "1234567", "123456", "01234", "12345", "1", "123"))
    for second in seconds
)
"""First two digits of every region code ever given; 83 stands for Taiwan on residence permits."""

_LENGTH = 6


class RegionKind:
    """A region code. Withdrawn codes are good: they stand on papers that are still valid."""

    def holds(self, value: object) -> TypeGuard[str]:
        """True for any text."""
        return isinstance(value, str)

    def read(self, element: DataElement, text: str) -> str | None:
        """The digits."""
        code = code_text(text)
        return code if is_digits(code) else None

    def explain(self, element: DataElement, text: str) -> Message:
        """Asks for six digits."""
        return message("element.region.unreadable", element=element.id, text=shortened(text))

    def check(self, element: DataElement, value: str, *, values: Values, today: str) -> tuple[Message, ...]:
        """Six digits that begin with a province."""
        if not is_digits(value):
            return (self.explain(element, value),)
        found: list[Message] = []
        if len(value) != _LENGTH:
            found.append(message("element.region.length", element=element.id, length=len(value)))
        if value[:2] not in PROVINCES:
            found.append(message("element.region.province", element=element.id, province=value[:2]))
        return tuple(found)

    def show(self, element: DataElement, value: str, *, language: str) -> str:
        """The code."""
        return value

    def edit_text(self, element: DataElement, value: str) -> str:
        """The code."""
        return value

    def mask(self, element: DataElement, value: str) -> str:
        """Covered unless open."""
        return by_privacy(element, value)
