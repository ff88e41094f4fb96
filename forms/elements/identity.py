"""Identity numbers: GB 11643 (resident card, residence permit, foreigner's card of 2023) and travel documents.

GB 11643-1999: region (6), birth date (8), sequence (3, odd for men), check character over ISO 7064 MOD 11-2.
The region is not looked up: a card outlives the withdrawal of its region's code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeGuard

from forms.elements.date import iso_day
from forms.elements.element import DataElement
from forms.elements.masking import keep_ends
from forms.elements.regions import regions
from forms.elements.typed_text import code_text, is_digits, shortened
from forms.message import Message, message
from forms.values import Values

RESIDENT, RESIDENCE_PERMIT, FOREIGNER = "resident", "hmt", "foreign"
"""Option ids of the documents that carry an 18-digit number; any other option is a travel document."""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
_LENGTH = 18
_OLD_LENGTH = 15
_OLDEST = 130
_SHAPE = re.compile(r"\d{17}[\dX]", re.ASCII)
_CODE = re.compile(r"[0-9A-Z]+")
_FOREIGNER_2004 = re.compile(r"[A-Z]{3}\d{12}", re.ASCII)
_TRAVEL = re.compile(r"[0-9A-Z]{5,20}")
_PERMIT_REGIONS = frozenset(("810000", "820000", "830000"))
_LOOKS_LIKE_X = str.maketrans("×ΧХχх", "XXXXX")
_STAR_FOR_X = re.compile(r"(?<=\d{17})\*")


def check_character(number: str) -> str:
    """The check character for the first 17 digits of `number`."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return _CHECK_CHARACTERS[total % 11]


def learned(number: str) -> Mapping[str, str]:
    """Birth date and sex (`born` ISO day, `sex` male or female) of a sound 18-digit number, else nothing."""
    if not _SHAPE.fullmatch(number) or check_character(number) != number[17]:
        return {}
    born = _birth(number)
    if iso_day(born) is None:
        return {}
    return {"born": born, "sex": "male" if int(number[16]) % 2 else "female"}


def _birth(number: str) -> str:
    return f"{number[6:10]}-{number[10:12]}-{number[12:14]}"


class IdentityKind:
    """The number of an identity document; `identity_type` names the element that says which one."""

    def holds(self, value: object) -> TypeGuard[str]:
        """True for any text."""
        return isinstance(value, str)

    def read(self, element: DataElement, text: str) -> str | None:
        """Digits and letters without spaces and dashes, in upper case; signs that are typed for X become X."""
        code = _STAR_FOR_X.sub("X", code_text(text.translate(_LOOKS_LIKE_X)).replace("-", ""))
        return code if _CODE.fullmatch(code) else None

    def explain(self, element: DataElement, text: str) -> Message:
        """Asks for digits and letters."""
        return message("element.identity.unreadable", element=element.id, text=shortened(text))

    def check(self, element: DataElement, value: str, *, values: Values, today: str) -> tuple[Message, ...]:
        """The rules of the document that `identity_type` says, else those of any 18-digit number."""
        document = values.get(element.identity_type) if element.identity_type else None
        if isinstance(document, str) and document not in ("", RESIDENT, RESIDENCE_PERMIT, FOREIGNER):
            return _check_travel(element, value)
        known = document if isinstance(document, str) else ""
        if known in ("", FOREIGNER) and _FOREIGNER_2004.fullmatch(value):
            return ()
        shape = _check_shape(element, value, document=known)
        return shape or _check_number(element, value, document=known, today=today)

    def show(self, element: DataElement, value: str, *, language: str) -> str:
        """`110105 19491231 002X`; other documents ungrouped."""
        return f"{value[:6]} {value[6:14]} {value[14:]}" if _SHAPE.fullmatch(value) else value

    def edit_text(self, element: DataElement, value: str) -> str:
        """The number as stored."""
        return value

    def mask(self, element: DataElement, value: str) -> str:
        """`110105********002X`; covered even where the element is open."""
        return keep_ends(value, head=6, tail=4) if len(value) == _LENGTH else keep_ends(value, head=1, tail=2)


def _check_travel(element: DataElement, value: str) -> tuple[Message, ...]:
    if _TRAVEL.fullmatch(value):
        return ()
    return (message("element.identity.travel", element=element.id, text=shortened(value), length=len(value)),)


def _check_shape(element: DataElement, value: str, *, document: str) -> tuple[Message, ...]:
    """Length and characters; an old card of 15 digits gets the number that the new card would bear."""
    if document == FOREIGNER and not _SHAPE.fullmatch(value):
        return (message("element.identity.foreigner", element=element.id, text=shortened(value), length=len(value)),)
    renewed = f"{value[:6]}19{value[6:]}"
    if len(value) == _OLD_LENGTH and is_digits(value) and iso_day(_birth(renewed)):
        suggested = renewed + check_character(renewed)
        return (message("element.identity.old", element=element.id, suggested=suggested),)
    found: list[Message] = []
    if len(value) < _LENGTH:
        found.append(message("element.identity.short", element=element.id, missing=_LENGTH - len(value)))
    if len(value) > _LENGTH:
        found.append(message("element.identity.long", element=element.id, extra=len(value) - _LENGTH))
    strange = "".join(dict.fromkeys(re.sub(r"[0-9]|X\Z", "", value)))
    if strange:
        found.append(message("element.identity.characters", element=element.id, wrong=shortened(strange)))
    return tuple(found)


def _check_number(element: DataElement, value: str, *, document: str, today: str) -> tuple[Message, ...]:
    """Region and birth date, then the check character, which means nothing while the birth date is wrong."""
    found = _check_region(element, value, document=document)
    birth = _check_birth(element, value, today=today)
    if birth:
        return found + birth
    expected = check_character(value)
    if value[17] != expected:
        found += (message("element.identity.check", element=element.id, found=value[17], expected=expected),)
    return found


def _check_region(element: DataElement, value: str, *, document: str) -> tuple[Message, ...]:
    permit, foreigner = value[:6] in _PERMIT_REGIONS, value.startswith("9")
    code = ""
    if document == RESIDENCE_PERMIT:
        code = "" if permit else "element.identity.not_permit"
    elif document == FOREIGNER:
        code = "" if foreigner else "element.identity.not_foreigner"
    elif document == RESIDENT and (permit or foreigner):
        code = "element.identity.is_permit" if permit else "element.identity.is_foreigner"
    elif not (permit or foreigner or regions().find(value[:2] + "0000")):
        code = "element.identity.region"
    return (message(code, element=element.id, region=value[:6]),) if code else ()


def _check_birth(element: DataElement, value: str, *, today: str) -> tuple[Message, ...]:
    born = _birth(value)
    if iso_day(born) is None:
        return (message("element.identity.birth_impossible", element=element.id, born=born),)
    if born > today:
        return (message("element.identity.birth_future", element=element.id, born=born),)
    if int(today[:4]) - int(born[:4]) > _OLDEST:
        return (message("element.identity.birth_long_ago", element=element.id, born=born),)
    return ()
