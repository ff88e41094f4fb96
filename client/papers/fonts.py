"""Which installed font papers are set in, and which characters it cannot print."""

from __future__ import annotations

import unicodedata

from PyQt5.QtGui import QFont, QFontDatabase, QFontMetricsF

from forms.message import message
from forms.notices.refusal import PaperRefused

FAMILIES = (
    "Microsoft YaHei",
    "微软雅黑",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "思源黑体",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "SimSun",
)
"""Families that papers look right in, best first. The first ones have a bold face of their own; for the others Qt
thickens the strokes, on screen and in a PDF alike."""


_NEVER_DRAWN = frozenset(("Cc", "Cf", "Zs", "Zl", "Zp"))
_VARIATION_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))


def paper_family() -> str:
    """The family to print in. Raises `PaperRefused` when no Chinese font is installed: boxes are no paper."""
    installed = QFontDatabase().families(QFontDatabase.WritingSystem.SimplifiedChinese)
    for family in (*FAMILIES, *installed):
        if family in installed:
            return family
    raise PaperRefused(message("papers.no_chinese_font"))


def unprintable(text: str, family: str) -> str:
    """The characters of `text` that neither `family` nor any font Qt falls back to can draw, once each."""
    metrics = QFontMetricsF(QFont(family))
    drawn = (character for character in dict.fromkeys(text) if _is_drawn(character))
    return "".join(character for character in drawn if not metrics.inFontUcs4(ord(character)))


def _is_drawn(character: str) -> bool:
    """Rare characters of names may be of private use, or newer than this Python: they count."""
    return unicodedata.category(character) not in _NEVER_DRAWN and character not in _VARIATION_SELECTORS
