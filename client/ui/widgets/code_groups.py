"""How numbers and codes are set apart in groups for reading."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

Groups = Sequence[int] | Callable[[str], Sequence[int]]
"""Lengths from the left, or a function from the plain text to them."""

IDENTITY_GROUPS = (6, 8, 4)
PHONE_GROUPS = (3, 4, 4)
CREDIT_CODE_GROUPS = (2, 6, 9, 1)
BANK_CARD_GROUPS = (4, 4, 4, 4)
UNIT_NUMBER_GROUPS = (6, 6, 7, 9)
"""不动产单元号 as certificates print it: county, cadastral areas, parcel, what stands on it."""
PROJECT_CODE_GROUPS = (4, 6, 2, 2, 6)
"""投资项目统一代码: year, region, trade, kind, number; dashes stand between them."""
_AMOUNT = re.compile(r"(-?)(\d+)(?:\.\d*)?", re.ASCII)


def identity_groups(text: str) -> Sequence[int]:
    """Those of an 18-digit number; passports and permits begin with a letter and stay whole."""
    return IDENTITY_GROUPS if text[:6].isdecimal() else ()


def phone_groups(text: str) -> Sequence[int]:
    """Those of a mobile number; numbers with an area code stay as they are typed."""
    return PHONE_GROUPS if text.isdecimal() and text.startswith("1") else ()


def amount_groups(text: str) -> Sequence[int]:
    """Thousands of an amount; the last three digits and the decimals are what follows. Anything else stays whole."""
    amount = _AMOUNT.fullmatch(text)
    if amount is None:
        return ()
    sign, digits = len(amount[1]), len(amount[2])
    return (sign + (digits - 1) % 3 + 1, *[3] * ((digits - 1) // 3))[: (digits - 1) // 3]


def grouped(plain: str, lengths: Sequence[int], gap: str) -> str:
    """`plain` with `gap` between groups of these lengths; what is longer follows as one more group."""
    parts, start = [], 0
    for length in lengths:
        parts.append(plain[start : start + length])
        start += length
    parts.append(plain[start:])
    return gap.join(part for part in parts if part)
