"""Says what is wrong with a text that is no condition, in the words of the person who wrote it.

What the parser says of it is for programmers. Most of such texts have one of a few mistakes, which are looked for in
the text itself, outside of its quotes; for the rest the place where reading stopped is said.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

from forms.message import Message, message

_QUOTED: Final = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'")
_EQUALS: Final = re.compile(r"(?<![=!<>])=(?![=~])")
_WORD: Final = re.compile(r"\w*[^\W\x00-\x7f]\w*")
_MARK: Final = re.compile(r"[^\x00-\x7f]")
_FOREIGN: Final = re.compile(r"&&|\|\||===|<>|!(?![=~])|\b(?:AND|OR|NOT)\b")
_INSTEAD: Final[Mapping[str, str]] = {
    "&&": "and",
    "||": "or",
    "===": "==",
    "<>": "!=",
    "!": "not",
    "AND": "and",
    "OR": "or",
    "NOT": "not",
}
_NARROW: Final[Mapping[str, str]] = {
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "「": '"',
    "」": '"',
    "《": "<",
    "》": ">",
    "〈": "<",
    "〉": ">",
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "×": "*",
    "÷": "/",
    "、": ",",
    "。": ".",
    "【": "[",
    "】": "]",
}
_CLOSES: Final = {")": "(", "]": "[", "}": "{"}
_SHOWN: Final = 20
"""Characters of the text that are repeated where reading stopped."""


def mistake_in(text: str, *, stopped: int | None) -> Message:
    """What is wrong in `text`, which does not parse; `stopped` is where the parser did, None at the end or nowhere."""
    plain = _QUOTED.sub(lambda found: '"' + " " * (len(found[0]) - 2) + '"', text)
    for look in _LOOKS:
        found = look(text, plain)
        if found is not None:
            return found
    if stopped is None or stopped >= len(text):
        return message("condition.unfinished", condition=text)
    return message("catalog.condition_unreadable", condition=text, rest=text[stopped : stopped + _SHOWN])


def _wide(text: str, plain: str) -> Message | None:
    """Quotes and marks of a Chinese keyboard."""
    for found in _MARK.findall(plain):
        instead = _NARROW.get(found) or unicodedata.normalize("NFKC", found)
        if instead.isascii():
            return message("condition.wide_mark", condition=text, found=found, instead=instead.strip() or "␣")
    return None


def _named(text: str, plain: str) -> Message | None:
    """A field called by what stands above it."""
    found = _WORD.search(plain)
    return message("condition.chinese_name", condition=text, name=found[0]) if found else None


def _equals(text: str, plain: str) -> Message | None:
    return message("condition.single_equals", condition=text) if _EQUALS.search(plain) else None


def _foreign(text: str, plain: str) -> Message | None:
    """What other languages write."""
    found = _FOREIGN.search(plain)
    if found is None:
        return None
    return message("condition.written_otherwise", condition=text, found=found[0], instead=_INSTEAD[found[0]])


def _quotes(text: str, plain: str) -> Message | None:
    left = re.sub(r'" *"', "", plain)
    open_quote = next((mark for mark in left if mark in "\"'"), None)
    return message("condition.quote_open", condition=text, quote=open_quote) if open_quote else None


def _brackets(text: str, plain: str) -> Message | None:
    waiting: list[str] = []
    for mark in plain:
        if mark in _CLOSES.values():
            waiting.append(mark)
        elif mark in _CLOSES and (not waiting or waiting.pop() != _CLOSES[mark]):
            return message("condition.bracket", condition=text, bracket=mark)
    return message("condition.bracket", condition=text, bracket=waiting[-1]) if waiting else None


_LOOKS: Final[tuple[Callable[[str, str], Message | None], ...]] = (
    _wide,
    _named,
    _equals,
    _foreign,
    _quotes,
    _brackets,
)
