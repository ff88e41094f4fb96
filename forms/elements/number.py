"""Numbers: whole numbers, decimals and money. Decimals are text from end to end, so no digit is ever rounded."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TypeGuard

from forms.elements.capitals import capitals
from forms.elements.element import DataElement, ElementKind
from forms.elements.masking import by_privacy
from forms.elements.typed_text import shortened, spaceless
from forms.message import Message, message
from forms.values import Values

_PLAIN = re.compile(r"([+-]?)(\d*)(?:\.(\d*))?", re.ASCII)
_BY_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?", re.ASCII)
_BY_TEN_THOUSANDS = re.compile(r"[+-]?\d{1,4}(?:,\d{4})+(?:\.\d*)?", re.ASCII)
_STORED = re.compile(r"-?\d{1,30}(?:\.\d{1,30})?", re.ASCII)
_MOST_DIGITS = 30
_CURRENCY = re.compile(r"¥|人民币|RMB|CNY", re.IGNORECASE)
_TENS_OF_YUAN = {"": 0, "元": 0, "万元": 4, "亿元": 8}
"""How many times ten yuan a unit of money is; other units are other currencies, or a price per something."""

_MOST_WHOLE_DIGITS = 15
"""A whole number must survive RFC 8785, which holds integers up to 2^53 - 1."""


def canonical(text: str) -> str | None:
    """`text` as a canonical decimal: no plus, no separators, no outer zeros, no '-0'. None when it is no number.

    Separators must stand every three digits, or every four (the Chinese habit): '1,25' is refused, since it may
    mean 1.25 or a slip.
    """
    if "," in text:
        if not (_BY_THOUSANDS.fullmatch(text) or _BY_TEN_THOUSANDS.fullmatch(text)):
            return None
        text = text.replace(",", "")
    parts = _PLAIN.fullmatch(text)
    if parts is None or not (parts[2] or parts[3]):
        return None
    whole, fraction = parts[2].lstrip("0") or "0", (parts[3] or "").rstrip("0")
    number = f"{whole}.{fraction}" if fraction else whole
    return "-" + number if parts[1] == "-" and number != "0" else number


def _typed_number(element: DataElement, text: str) -> str | None:
    plain = spaceless(text)
    if element.kind is ElementKind.MONEY:
        plain = _CURRENCY.sub("", plain, count=1).removesuffix("整")
    return canonical(plain.removesuffix(spaceless(element.unit)) if element.unit else plain)


def _grouped(number: str, *, places: int = 0) -> str:
    """`number` with thousand separators and at least `places` decimals."""
    sign, digits = ("-", number[1:]) if number.startswith("-") else ("", number)
    whole, _, fraction = digits.partition(".")
    fraction = fraction.ljust(places, "0")
    return f"{sign}{int(whole):,}" + (f".{fraction}" if fraction else "")


def _with_unit(element: DataElement, number: str) -> str:
    return f"{number} {element.unit}" if element.unit else number


def _range_broken(element: DataElement, value: str, *, minimum: str) -> tuple[Message, ...]:
    number = Decimal(value)
    if minimum and number < Decimal(minimum):
        return (message("element.number.below", element=element.id, minimum=_with_unit(element, minimum)),)
    if element.maximum and number > Decimal(element.maximum):
        return (message("element.number.above", element=element.id, maximum=_with_unit(element, element.maximum)),)
    return ()


class IntegerKind:
    """Whole numbers, stored as `int`."""

    def holds(self, value: object) -> TypeGuard[int]:
        """True for a whole number that survives RFC 8785."""
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**_MOST_WHOLE_DIGITS

    def read(self, element: DataElement, text: str) -> int | None:
        """The number; thousand separators and the element's unit may be typed."""
        number = _typed_number(element, text)
        if number is None or "." in number or len(number.lstrip("-")) > _MOST_WHOLE_DIGITS:
            return None
        return int(number)

    def explain(self, element: DataElement, text: str) -> Message:
        """Says whether it is a fraction, too long, or no number at all."""
        number = _typed_number(element, text)
        if number is None:
            return message("element.number.unreadable", element=element.id, text=shortened(text))
        code = "element.number.fraction" if "." in number else "element.number.long"
        return message(code, element=element.id, text=shortened(text), most=_MOST_WHOLE_DIGITS)

    def check(self, element: DataElement, value: int, *, values: Values, today: str) -> tuple[Message, ...]:
        """`minimum` and `maximum`."""
        return _range_broken(element, str(value), minimum=element.minimum)

    def show(self, element: DataElement, value: int, *, language: str) -> str:
        """With thousand separators and unit."""
        return _with_unit(element, f"{value:,}")

    def edit_text(self, element: DataElement, value: int) -> str:
        """The digits."""
        return str(value)

    def mask(self, element: DataElement, value: int) -> str:
        """Covered unless open."""
        return by_privacy(element, self.show(element, value, language="zh_CN"))


class DecimalKind:
    """Decimals, stored as canonical text ('12.5')."""

    def holds(self, value: object) -> TypeGuard[str]:
        """True for decimal text of a sane length."""
        return isinstance(value, str) and _STORED.fullmatch(value) is not None

    def read(self, element: DataElement, text: str) -> str | None:
        """The canonical decimal; thousand separators and the element's unit may be typed."""
        number = _typed_number(element, text)
        return number if number is not None and len(number) <= _MOST_DIGITS else None

    def explain(self, element: DataElement, text: str) -> Message:
        """Says whether it is too long or no number at all."""
        code = "element.number.unreadable" if _typed_number(element, text) is None else "element.number.long"
        return message(code, element=element.id, text=shortened(text), most=_MOST_DIGITS)

    def check(self, element: DataElement, value: str, *, values: Values, today: str) -> tuple[Message, ...]:
        """`minimum` and `maximum`."""
        return _range_broken(element, value, minimum=element.minimum)

    def show(self, element: DataElement, value: str, *, language: str) -> str:
        """With thousand separators and unit."""
        return _with_unit(element, _grouped(value))

    def edit_text(self, element: DataElement, value: str) -> str:
        """The decimal as stored."""
        return value

    def mask(self, element: DataElement, value: str) -> str:
        """Covered unless open."""
        return by_privacy(element, self.show(element, value, language="zh_CN"))


class MoneyKind(DecimalKind):
    """Money in the element's unit (元, 万元), shown with two decimals; below zero only if `minimum` allows it."""

    def check(self, element: DataElement, value: str, *, values: Values, today: str) -> tuple[Message, ...]:
        """Range, and no part of a fen."""
        found = _range_broken(element, value, minimum=element.minimum or "0")
        places = self.places(element)
        if len(value.partition(".")[2].rstrip("0")) > places:
            found += (message("element.money.fen", element=element.id, places=places),)
        return found

    def show(self, element: DataElement, value: str, *, language: str) -> str:
        """`1,250.00 元`."""
        return _with_unit(element, _grouped(value, places=2))

    def places(self, element: DataElement) -> int:
        """How many decimals an amount may have: down to the fen for yuan in any unit, else as many as fit."""
        return _TENS_OF_YUAN.get(element.unit, _MOST_DIGITS) + 2

    def capitals(self, element: DataElement, value: str) -> str:
        """`value` in financial capitals of yuan (see `capitals`); empty for other currencies and parts of a fen."""
        tens = _TENS_OF_YUAN.get(element.unit)
        if tens is None:
            return ""
        amount = Decimal(value).as_tuple()
        exponent = amount.exponent
        assert isinstance(exponent, int)
        # Built from its parts, since arithmetic would round to the context's precision.
        return capitals(format(Decimal((amount.sign, amount.digits, exponent + tens)), "f"))
