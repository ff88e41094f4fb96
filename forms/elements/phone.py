"""Phone numbers: mobile numbers, and where the catalog sets no pattern also landlines, 400 numbers and foreign ones."""

from __future__ import annotations

import re
from typing import TypeGuard

from forms.elements.element import DataElement, Privacy
from forms.elements.masking import keep_ends
from forms.elements.text import pattern_broken
from forms.elements.typed_text import is_digits, shortened, spaceless
from forms.message import Message, message
from forms.values import Values

_LENGTH = 11
_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_LANDLINE = re.compile(r"(0(?:10|2\d|[3-9]\d{2}))-?(\d{7,8})(?:-(\d{1,6}))?", re.ASCII)
_SERVICE = re.compile(r"[48]00\d{7}", re.ASCII)
_FOREIGN = re.compile(r"\+(?!86)[1-9]\d{6,14}", re.ASCII)
_DIGITS = re.compile(r"\+?\d+", re.ASCII)
_CHINA = re.compile(r"(?:\+86|0086)*(?:86(?=1\d{10}\Z))?", re.ASCII)
_EXTENSION = re.compile(r"转|分机|ext\.?|#", re.IGNORECASE)
_AREA_CODE_MISSING = (7, 8)


class PhoneKind:
    """A phone number: `13912345678`, `0531-66601234`, `0531-66601234-801`, `4001234567`, `+85291234567`."""

    def holds(self, value: object) -> TypeGuard[str]:
        """True for any text."""
        return isinstance(value, str)

    def read(self, element: DataElement, text: str) -> str | None:
        """The digits without spaces, brackets and +86; a landline keeps dashes after area code and number."""
        dashed = _EXTENSION.sub("-", spaceless(text)).replace("(", "").replace(")", "-").replace("--", "-")
        return _landline(dashed) or _undashed(dashed.replace("-", ""))

    def explain(self, element: DataElement, text: str) -> Message:
        """Asks for digits."""
        return message("element.phone.unreadable", element=element.id, text=shortened(text))

    def check(self, element: DataElement, value: str, *, values: Values, today: str) -> tuple[Message, ...]:
        """The catalog's pattern where it sets one, else any number that can be called from the hall."""
        if element.pattern:
            if re.fullmatch(element.pattern, value):
                return ()
            return _check_mobile(element, value) or (pattern_broken(element),)
        if any(shape.fullmatch(value) for shape in (_MOBILE, _LANDLINE, _SERVICE, _FOREIGN)):
            return ()
        return _check_other(element, value) or _check_mobile(element, value)

    def show(self, element: DataElement, value: str, *, language: str) -> str:
        """The number; a 400 number in groups."""
        return f"{value[:3]}-{value[3:6]}-{value[6:]}" if _SERVICE.fullmatch(value) else value

    def edit_text(self, element: DataElement, value: str) -> str:
        """The number as stored."""
        return value

    def mask(self, element: DataElement, value: str) -> str:
        """`139****1234`; a landline of an open element is no secret."""
        if element.privacy is Privacy.OPEN and not _MOBILE.fullmatch(value):
            return value
        return keep_ends(value, head=3, tail=4)


def _landline(text: str) -> str | None:
    found = _LANDLINE.fullmatch(text)
    return "-".join(part for part in found.groups() if part) if found else None


def _undashed(digits: str) -> str | None:
    """The number without the country code of China; a landline dialled with it lacks the zero of its area code."""
    country = _CHINA.match(digits)
    rest = digits[country.end() :] if country else digits
    if rest != digits and not (_MOBILE.fullmatch(rest) or _SERVICE.fullmatch(rest)):
        return _landline("0" + rest) or _landline(rest) or _only_digits(rest)
    return _landline(rest) or _only_digits(rest)


def _only_digits(text: str) -> str | None:
    return text if _DIGITS.fullmatch(text) else None


def _check_other(element: DataElement, value: str) -> tuple[Message, ...]:
    """What is wrong when it is meant as a foreign number or a landline."""
    if value.startswith("+"):
        return (message("element.phone.foreign", element=element.id),)
    if value.startswith("0"):
        return (message("element.phone.landline", element=element.id),)
    if len(value) in _AREA_CODE_MISSING and not value.startswith("1"):
        return (message("element.phone.area_code", element=element.id),)
    return ()


def _check_mobile(element: DataElement, value: str) -> tuple[Message, ...]:
    if not is_digits(value):
        return (message("element.phone.mobile_wanted", element=element.id),)
    found: list[Message] = []
    if len(value) < _LENGTH:
        found.append(message("element.phone.short", element=element.id, missing=_LENGTH - len(value)))
    if len(value) > _LENGTH:
        found.append(message("element.phone.long", element=element.id, extra=len(value) - _LENGTH))
    if not re.match(r"1([3-9]|\Z)", value):
        found.append(message("element.phone.start", element=element.id, start=value[:2]))
    return tuple(found)
