"""Dates written out in Chinese numerals, as contracts and certificates print them: 二〇二六年十二月三日."""

from __future__ import annotations

import re

_DIGITS = {numeral: digit for digit, numeral in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "O": 0}
_YEAR = re.compile(r"[〇零○O一二三四五六七八九]{4}(?=\s*年)")
_MONTH_OR_DAY = re.compile(
    r"([一二三]?)(十)([一二三四五六七八九]?)(?=\s*[月日号])|([一二三四五六七八九])(?=\s*[月日号])"
)


def with_digits(text: str) -> str:
    """`text` with the numerals before 年, 月, 日 and 号 as digits; everything else as it is."""
    if text.isascii():
        return text
    return _MONTH_OR_DAY.sub(_below_hundred, _YEAR.sub(_digit_by_digit, text))


def _digit_by_digit(found: re.Match[str]) -> str:
    return "".join(str(_DIGITS[numeral]) for numeral in found[0])


def _below_hundred(found: re.Match[str]) -> str:
    tens, ten, ones, single = found.groups()
    if not ten:
        return str(_DIGITS[single])
    return str((_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0))
