"""Unified social credit codes (统一社会信用代码), GB 32100-2015.

Two characters of authority and category, six digits of region, nine of organisation, one check character. The first
two may be letters (A military, N agriculture, Y other), which is why python-stdnum's checker is too narrow.
"""

from __future__ import annotations

import re
from typing import TypeGuard

from forms.elements.element import DataElement, Privacy
from forms.elements.masking import keep_ends
from forms.elements.typed_text import code_text, is_digits, shortened
from forms.message import Message, message
from forms.values import Values

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_PLACES = {character: place for place, character in enumerate(_ALPHABET)}
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_LENGTH = 18
_CODE = re.compile(r"[0-9A-Z]+")
_NEVER_USED = re.compile(r"[IOSVZ]")
_MEANT = {"I": "1", "O": "0", "S": "5", "V": "U", "Z": "2"}
_OLD_LICENCE = (13, 15)
_OLD_ORGANISATION = 9


def check_character(code: str) -> str:
    """The check character for the first 17 characters of `code`, all of which are of the standard's alphabet."""
    total = sum(weight * _PLACES[character] for weight, character in zip(_WEIGHTS, code, strict=False))
    return _ALPHABET[-total % 31]


class CreditCodeKind:
    """A unified social credit code."""

    def holds(self, value: object) -> TypeGuard[str]:
        """True for any text."""
        return isinstance(value, str)

    def read(self, element: DataElement, text: str) -> str | None:
        """Digits and letters without spaces and dashes, in upper case."""
        code = code_text(text).replace("-", "")
        return code if _CODE.fullmatch(code) else None

    def explain(self, element: DataElement, text: str) -> Message:
        """Asks for digits and capital letters."""
        return message("element.credit_code.unreadable", element=element.id, text=shortened(text))

    def check(self, element: DataElement, value: str, *, values: Values, today: str) -> tuple[Message, ...]:
        """Length, letters that the standard never uses, region digits, check character."""
        if not _CODE.fullmatch(value):
            return (self.explain(element, value),)
        found = _check_length(element, value) + _check_letters(element, value)
        if found:
            return found
        if not is_digits(value[2:8]):
            return (message("element.credit_code.region", element=element.id, region=value[2:8]),)
        expected = check_character(value)
        if value[17] == expected:
            return ()
        return (message("element.credit_code.check", element=element.id, found=value[17], expected=expected),)

    def show(self, element: DataElement, value: str, *, language: str) -> str:
        """The code."""
        return value

    def edit_text(self, element: DataElement, value: str) -> str:
        """The code."""
        return value

    def mask(self, element: DataElement, value: str) -> str:
        """Public by law, so whole unless the element is personal."""
        return value if element.privacy is Privacy.OPEN else keep_ends(value, head=6, tail=4)


def _check_length(element: DataElement, value: str) -> tuple[Message, ...]:
    if len(value) in _OLD_LICENCE and is_digits(value):
        return (message("element.credit_code.old_licence", element=element.id, length=len(value)),)
    if len(value) == _OLD_ORGANISATION:
        return (message("element.credit_code.old_organisation", element=element.id),)
    if len(value) < _LENGTH:
        return (message("element.credit_code.short", element=element.id, missing=_LENGTH - len(value)),)
    if len(value) > _LENGTH:
        return (message("element.credit_code.long", element=element.id, extra=len(value) - _LENGTH),)
    return ()


def _check_letters(element: DataElement, value: str) -> tuple[Message, ...]:
    wrong = _NEVER_USED.search(value)
    if wrong is None:
        return ()
    letter, place = wrong[0], wrong.start() + 1
    return (
        message("element.credit_code.letter", element=element.id, letter=letter, place=place, meant=_MEANT[letter]),
    )
