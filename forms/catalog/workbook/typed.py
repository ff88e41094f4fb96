"""What a hurried hand typed into a cell, made plain: widths of characters, stray spaces, numbers and days of Excel.

Text in straight quotes, as in `" 甲 "`, is taken exactly as it is; that is how text is written which would change.
"""

from __future__ import annotations

import json
import re
from datetime import date, datetime, time, timedelta
from typing import Final

CellValue = str | int | float | bool | datetime | date | time | timedelta | None
"""What a spreadsheet holds in one cell."""

LONGEST_CELL: Final = 32_767
"""Characters (UTF-16 units) that Excel keeps in one cell."""

_INVISIBLE: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_HALF_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: " ",
    0xA0: " ",
    **{ord(mark): '"' for mark in "“”"},
    **{ord(mark): "'" for mark in "‘’"},
}
_UNSAFE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)")
"""What XML, Excel or a line of text would not give back as it was."""

_PIECE: Final = re.compile(r'\s*"(?:[^"\\]|\\.)*"(?=\s*(?:[、,;，；\n]|$))|[^、,;，；\n]+')


def as_text(value: CellValue) -> str:
    """The text of a cell, as a person reads it there: 1.0 is `1`, a day is `2026-01-31`."""
    if isinstance(value, str):
        # Excel writes a carriage return that was pasted into a cell in this way.
        return value.replace("_x000D_", "\r").replace("\r\n", "\n")
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        at_midnight = value.time() == time()
        return value.date().isoformat() if at_midnight else value.isoformat(" ", timespec="minutes")
    return str(value)


def literal(text: str) -> str | None:
    """What stands in straight quotes; None when `text` is not quoted as a whole."""
    text = text.strip()
    if len(text) < 2 or not (text.startswith('"') and text.endswith('"')):
        return None
    try:
        content = json.loads(text)
    except ValueError:
        return None
    return content if isinstance(content, str) else None


def quoted(text: str) -> str:
    """`text` in straight quotes, with escapes for what a cell cannot hold."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def is_safe(text: str) -> bool:
    """Whether a cell gives `text` back as it was, quotes apart; what looks empty reads as an empty cell."""
    return not _UNSAFE.search(text) and bool(half_width(text))


def half_width(text: str) -> str:
    """Letters, digits and marks in their narrow form, without invisible characters and outer spaces."""
    return text.translate(_INVISIBLE).translate(_HALF_WIDTH).strip()


def pieces(text: str) -> list[str]:
    """The entries of a list in one cell: separated by 、 , ; or line breaks; quoted ones whole and still quoted."""
    return [piece.strip() for piece in _PIECE.findall(text) if piece.strip()]


def units(text: str) -> int:
    """The length of `text` as Excel counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
