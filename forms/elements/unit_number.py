"""Numbers of real-estate units (不动产单元号), GB/T 37346-2019: 28 characters in groups of 6, 6, 7 and 9.

Region of the county; cadastral district and sub-district, 3 digits each; parcel: a letter for who owns the land, one
for the right to it, 5 digits; thing on the land: a letter, 8 digits, all 0 where there is no thing. A number of the
parcel alone (宗地代码) is its first 19 characters. Sea areas have numbers of the same form.
"""

from __future__ import annotations

import re
from typing import TypeGuard

from forms.elements.element import DataElement
from forms.elements.masking import by_privacy
from forms.elements.regions import regions
from forms.elements.typed_text import code_text, is_digits, shortened
from forms.message import Message, message
from forms.values import Values

_CODE = re.compile(r"[0-9A-Z]+")
_LENGTH, _PARCEL_LENGTH = 28, 19
_OWNERS = "GJZ"
_RIGHTS = "ABCDEFGHLNSWXY"
_THINGS = "FLQW"
_NO_THING = "W"
_DIGITS = "0123456789"
_LETTERS = {12: _OWNERS, 13: _RIGHTS, 19: _THINGS}
"""The letters that may stand at a place, counted from 0; everywhere else stand digits."""

_MEANT = str.maketrans("OI", "01")
_WHOLE_COUNTRY = ("00", "10")
"""How numbers begin that no county gives: state forests and sea areas that the ministry registers itself."""


class UnitNumberKind:
    """The number of a real-estate unit, stored without spaces."""

    def holds(self, value: object) -> TypeGuard[str]:
        """True for any text."""
        return isinstance(value, str)

    def read(self, element: DataElement, text: str) -> str | None:
        """Digits and letters without spaces and dashes, in upper case; letters typed for digits become digits."""
        code = code_text(text).replace("-", "")
        if not _CODE.fullmatch(code):
            return None
        return _digits_mended(code) if len(code) == _LENGTH else code

    def explain(self, element: DataElement, text: str) -> Message:
        """Asks for digits and letters."""
        return message("element.unit_number.unreadable", element=element.id, text=shortened(text))

    def check(self, element: DataElement, value: str, *, values: Values, today: str) -> tuple[Message, ...]:
        """Length, then each part from the left; every part that is wrong is told."""
        if not _CODE.fullmatch(value):
            return (self.explain(element, value),)
        if len(value) != _LENGTH:
            return (_wrong_length(element, value),)
        return _check_region(element, value) + _check_characters(element, value) + _check_thing(element, value)

    def show(self, element: DataElement, value: str, *, language: str) -> str:
        """`370102 001001 GB00001 F00010001`, as certificates print it."""
        return f"{value[:6]} {value[6:12]} {value[12:19]} {value[19:]}" if len(value) == _LENGTH else value

    def edit_text(self, element: DataElement, value: str) -> str:
        """The number as stored."""
        return value

    def mask(self, element: DataElement, value: str) -> str:
        """Covered unless open."""
        return by_privacy(element, self.show(element, value, language="zh_CN"))


def _digits_mended(code: str) -> str:
    """`code` with 0 and 1 for O and I where only a digit can stand."""
    mended = code.translate(_MEANT)
    return "".join(character if place in _LETTERS else mended[place] for place, character in enumerate(code))


def _wrong_length(element: DataElement, value: str) -> Message:
    if len(value) == _PARCEL_LENGTH:
        return message("element.unit_number.parcel", element=element.id)
    if len(value) < _LENGTH:
        return message("element.unit_number.short", element=element.id, missing=_LENGTH - len(value))
    return message("element.unit_number.long", element=element.id, extra=len(value) - _LENGTH)


def _check_region(element: DataElement, value: str) -> tuple[Message, ...]:
    """Of the region only its province: development zones have codes of their own."""
    known = value.startswith(_WHOLE_COUNTRY) or not is_digits(value[:2]) or regions().find(value[:2] + "0000")
    return () if known else (message("element.unit_number.region", element=element.id, region=value[:6]),)


def _check_characters(element: DataElement, value: str) -> tuple[Message, ...]:
    wrong = [place for place, character in enumerate(value) if character not in _LETTERS.get(place, _DIGITS)]
    return tuple(_wrong_character(element, place=place, found=value[place]) for place in wrong)


def _wrong_character(element: DataElement, *, place: int, found: str) -> Message:
    wanted = "、".join(_LETTERS[place]) if place in _LETTERS else "0–9"
    code = "element.unit_number.character"
    return message(code, element=element.id, place=place + 1, found=found, wanted=wanted)


def _check_thing(element: DataElement, value: str) -> tuple[Message, ...]:
    """Where nothing stands on the land, the thing's number is zero, and nowhere else."""
    nothing = not value[20:].strip("0")
    if (value[19] == _NO_THING) == nothing or value[19] not in _THINGS:
        return ()
    code = "element.unit_number.thing_missing" if nothing else "element.unit_number.thing_not_zero"
    return (message(code, element=element.id, letter=value[19], digits=value[20:]),)
