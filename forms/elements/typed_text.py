"""What typed or pasted text means before any kind looks at it: stray characters, full-width forms, spaces."""

from __future__ import annotations

import re
from collections.abc import Mapping

_UNSTORABLE = re.compile(r"[\ud800-\udfff]")
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_OUTER = "".join(character for character in map(chr, range(0x3001)) if character.isspace() and character != "\t")
_SPACES = re.compile(r"\s+")
_SHOWN_LENGTH = 20

_WIDE_ASCII = {code + 0xFEE0: chr(code) for code in range(0x21, 0x7F)}
_WIDE_WORDS = {wide: plain for wide, plain in _WIDE_ASCII.items() if plain.isalnum()}
_DASHES = dict.fromkeys(map(ord, "﹣‐‑‒–—―−"), "-")
_UNSEEN = dict.fromkeys((0xAD, 0x34F, 0x61C, 0x180E, 0x200C, 0x200D, *range(0x2061, 0x2065), *range(0xFE00, 0xFE10)))
_WIDE_ALL: Mapping[int, str | None] = (
    _UNSEEN | _WIDE_ASCII | _DASHES | {ord("\u3000"): " ", ord("。"): ".", ord("〜"): "~", ord("￥"): "¥"}
)
_UPPER = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def tidy(text: str) -> str:
    """`text` without invisible characters, unpaired surrogates and outer spaces; outer tabs stay (pasted table cells).

    Tidying twice changes nothing. Names keep their characters: no Unicode normalisation, which would replace rare ones.
    """
    if text.isascii() and text.isalnum():
        return text
    storable = _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _INVISIBLE.sub("", storable).strip(_OUTER)


def half_width_words(text: str) -> str:
    """`text` with full-width digits and letters made half-width; Chinese punctuation stays."""
    return text if text.isascii() else text.translate(_WIDE_WORDS)


def half_width(text: str) -> str:
    """`text` with every full-width form, dash and Chinese full stop as plain ASCII, as numbers and dates need it.

    Joiners and variation selectors, which only names and emoji have a use for, go.
    """
    return text if text.isascii() else text.translate(_WIDE_ALL)


def spaceless(text: str) -> str:
    """Half-width `text` without any space."""
    return _SPACES.sub("", half_width(text))


def code_text(text: str) -> str:
    """`text` as a code: half-width, no spaces, ASCII letters in upper case."""
    return spaceless(text).translate(_UPPER)


def is_digits(text: str) -> bool:
    """True for one or more of 0-9 (never for the digits of other scripts)."""
    return text.isascii() and text.isdigit()


def shortened(text: str) -> str:
    """`text` short enough to be quoted in a message."""
    line = _SPACES.sub(" ", text).strip()
    return line if len(line) <= _SHOWN_LENGTH else line[:_SHOWN_LENGTH] + "…"
