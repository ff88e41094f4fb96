"""Codes of investment projects (投资项目统一代码), GB/T 40058-2021: `2309-420000-04-01-123456`.

Year and month of two digits each (codes from before November 2020: the year in four); region, or `0000` and a
department of the State Council; guiding department; type of project; five random digits and a check digit. The check
digit is not verified: older codes have none, and both are in use side by side.
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

_LENGTHS = (4, 6, 2, 2, 6)
_LENGTH = sum(_LENGTHS)
_DASHES = re.compile(r"[-_/]+")
_DIGITS = re.compile(r"[0-9]+(?:-[0-9]+)*")
_CENTRAL = "0000"
_FIRST_YEAR, _FIRST_MONTH = "2014", "2011"


class ProjectCodeKind:
    """The code of an investment project, stored with its dashes."""

    def holds(self, value: object) -> TypeGuard[str]:
        """True for any text."""
        return isinstance(value, str)

    def read(self, element: DataElement, text: str) -> str | None:
        """The digits in their five groups, where there are 20; else the groups as typed."""
        code = _DASHES.sub("-", code_text(text)).strip("-")
        if not _DIGITS.fullmatch(code):
            return None
        digits = code.replace("-", "")
        return _grouped(digits) if len(digits) == _LENGTH else code

    def explain(self, element: DataElement, text: str) -> Message:
        """Asks for digits."""
        return message("element.project_code.unreadable", element=element.id, text=shortened(text))

    def check(self, element: DataElement, value: str, *, values: Values, today: str) -> tuple[Message, ...]:
        """Length, then when and where the code was given."""
        digits = value.replace("-", "")
        if not is_digits(digits):
            return (self.explain(element, value),)
        if len(digits) < _LENGTH:
            return (message("element.project_code.short", element=element.id, missing=_LENGTH - len(digits)),)
        if len(digits) > _LENGTH:
            return (message("element.project_code.long", element=element.id, extra=len(digits) - _LENGTH),)
        return _check_time(element, digits[:4], today=today) + _check_region(element, digits[4:10])

    def show(self, element: DataElement, value: str, *, language: str) -> str:
        """The code."""
        return value

    def edit_text(self, element: DataElement, value: str) -> str:
        """The code."""
        return value

    def mask(self, element: DataElement, value: str) -> str:
        """Covered unless open."""
        return by_privacy(element, value)


def _grouped(digits: str) -> str:
    ends = [sum(_LENGTHS[: place + 1]) for place in range(len(_LENGTHS))]
    return "-".join(digits[end - length : end] for end, length in zip(ends, _LENGTHS, strict=True))


def _check_time(element: DataElement, when: str, *, today: str) -> tuple[Message, ...]:
    """A year until this one, or a month from November 2020 until this one."""
    this_month = today[2:4] + today[5:7]
    as_month = "01" <= when[2:] <= "12" and _FIRST_MONTH <= when <= this_month
    if as_month or _FIRST_YEAR <= when <= today[:4]:
        return ()
    return (message("element.project_code.time", element=element.id, when=when),)


def _check_region(element: DataElement, region: str) -> tuple[Message, ...]:
    """Of the region only its province: development zones have codes of their own."""
    if region.startswith(_CENTRAL) or regions().find(region[:2] + "0000"):
        return ()
    return (message("element.project_code.region", element=element.id, region=region),)
