"""Bank cards and accounts. Cards (ISO/IEC 7812: first digit 3 to 6, and 9558) carry a Luhn digit, accounts need not."""

from __future__ import annotations

import re
from typing import TypeGuard

from forms.elements.element import DataElement
from forms.elements.masking import keep_ends
from forms.elements.typed_text import is_digits, shortened, spaceless
from forms.message import Message, message
from forms.values import Values

_SHORTEST, _LONGEST = 12, 22
_CARD = re.compile(r"(?:[3-6]|9558)\d*", re.ASCII)
_CARD_SHORTEST, _CARD_LONGEST = 15, 19
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def luhn_digit(number: str) -> str:
    """The last digit that a card number beginning with `number` must have."""
    total = sum(_DOUBLED[int(digit)] if place % 2 == 0 else int(digit) for place, digit in enumerate(reversed(number)))
    return str(-total % 10)


class BankCardKind:
    """The number of a bank card or account, stored as digits."""

    def holds(self, value: object) -> TypeGuard[str]:
        """True for any text."""
        return isinstance(value, str)

    def read(self, element: DataElement, text: str) -> str | None:
        """The digits without spaces and dashes."""
        digits = spaceless(text).replace("-", "")
        return digits if is_digits(digits) else None

    def explain(self, element: DataElement, text: str) -> Message:
        """Asks for digits."""
        return message("element.bank_card.unreadable", element=element.id, text=shortened(text))

    def check(self, element: DataElement, value: str, *, values: Values, today: str) -> tuple[Message, ...]:
        """Length, then the Luhn digit where the number is a card's."""
        if not is_digits(value):
            return (self.explain(element, value),)
        card = _CARD.fullmatch(value) is not None
        shortest, longest = (_CARD_SHORTEST, _CARD_LONGEST) if card else (_SHORTEST, _LONGEST)
        if not shortest <= len(value) <= longest:
            lengths = {"shortest": str(shortest), "longest": str(longest), "length": str(len(value))}
            return (Message(code="element.bank_card.length", params=lengths, element=element.id),)
        if card and luhn_digit(value[:-1]) != value[-1]:
            return (message("element.bank_card.luhn", element=element.id),)
        return ()

    def show(self, element: DataElement, value: str, *, language: str) -> str:
        """In groups of four, as on the card."""
        return " ".join(value[start : start + 4] for start in range(0, len(value), 4))

    def edit_text(self, element: DataElement, value: str) -> str:
        """The digits."""
        return value

    def mask(self, element: DataElement, value: str) -> str:
        """`6222***********0001`; covered even where the element is open."""
        return keep_ends(value, head=4, tail=4)
