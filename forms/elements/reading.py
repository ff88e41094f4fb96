"""The door of this room: from typed text to stored values, from stored values to words and warnings.

Nothing here raises, whatever was typed, pasted or synced: what cannot be read is kept as `{"raw": text}`, may be saved,
and gets a message from `check`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from forms.elements.element import Column, DataElement, ElementKind
from forms.elements.identity import learned as learned_from_identity
from forms.elements.kind import LONGEST_LINE, overlong
from forms.elements.kinds import DATE_RANGE, KINDS, MONEY, SEVERAL_OF, TABLE
from forms.elements.masking import by_privacy, covered
from forms.elements.typed_text import tidy
from forms.message import Message
from forms.values import Value, Values, is_empty, is_raw, raw

_ALWAYS_COVERED = frozenset((ElementKind.IDENTITY, ElementKind.PHONE, ElementKind.BANK_CARD))


def read(element: DataElement, text: str) -> Value | None:
    """The stored value of what a clerk typed; None when nothing was typed, `raw(text)` when it cannot be read."""
    typed = tidy(text)
    if not typed.strip():
        return None
    if overlong(element.kind, typed):
        return raw(typed)
    value: Value | None = KINDS[element.kind].read(element, typed)
    return raw(typed) if value is None else value


def read_range(element: DataElement, first: str, last: str) -> Value | None:
    """The value of a date range typed into two lines; None when both are empty."""
    sides = tidy(first).strip(), tidy(last).strip()
    if not any(sides):
        return None
    value = DATE_RANGE.join(*sides) if max(map(len, sides)) <= LONGEST_LINE else None
    return raw(f"{sides[0]} 至 {sides[1]}".strip()) if value is None else value


def read_chosen(element: DataElement, chosen: Iterable[str]) -> Value | None:
    """The value of ticked option ids: once each, in the catalog's order; None when nothing is ticked."""
    return SEVERAL_OF.ordered(element, chosen) or None


def read_cell(element: DataElement, column: Column, text: str) -> str:
    """The canonical text of one table cell; unreadable text as typed, for `check` to explain."""
    return TABLE.read_cell(element, column, text)


def check(element: DataElement, value: Value, *, values: Values, today: str) -> tuple[Message, ...]:
    """Every problem of `value`, none for an empty one. `values` are the form's values, `today` is an ISO day.

    Each message carries the element's id, says what is wrong and what to do. A table cell's message also has `row`
    (its number, from 1) and `column_id`.
    """
    if is_empty(value):
        return ()
    kind = KINDS[element.kind]
    if is_raw(value) or not kind.holds(value):
        return (kind.explain(element, _plain(value)[:LONGEST_LINE]),)
    return kind.check(element, value, values=values, today=today)


def show(element: DataElement, value: Value, *, language: str) -> str:
    """`value` for reading, in `language` ('zh_CN' or 'en'): grouped numbers, labels, days of the week, units."""
    kind = KINDS[element.kind]
    if is_raw(value) or not kind.holds(value):
        return _plain(value)
    return kind.show(element, value, language=language)


def shown_rows(element: DataElement, value: Value, *, language: str) -> tuple[tuple[str, ...], ...]:
    """The cells of a table for reading, row by row in column order; nothing for a value that is no table."""
    if is_raw(value) or not TABLE.holds(value):
        return ()
    return TABLE.shown_rows(element, value, language=language)


def edit_text(element: DataElement, value: Value) -> str:
    """`value` as an editor line shows it; `read` of this text gives the same value back."""
    kind = KINDS[element.kind]
    if is_raw(value) or not kind.holds(value):
        return _plain(value)
    return kind.edit_text(element, value)


def mask(element: DataElement, value: Value) -> str:
    """`value` for lists: identity, phone and card numbers always covered, others as far as their privacy asks."""
    kind = KINDS[element.kind]
    if is_raw(value) or not kind.holds(value):
        text = _plain(value)
        return covered(text) if element.kind in _ALWAYS_COVERED else by_privacy(element, text)
    return kind.mask(element, value)


def learned(element: DataElement, value: Value) -> Mapping[str, str]:
    """What an identity number tells: `born` (ISO day) and `sex` (male, female); nothing for other values."""
    return learned_from_identity(value) if element.kind is ElementKind.IDENTITY and isinstance(value, str) else {}


def capitals(element: DataElement, value: Value) -> str:
    """An amount of money in financial capitals (大写金额), in yuan; empty for what is no amount of yuan to the 分."""
    return MONEY.capitals(element, value) if element.kind is ElementKind.MONEY and MONEY.holds(value) else ""


def _plain(value: object) -> str:
    """Any stored value as text, for values that their kind does not hold (typed wrong, or of an older catalog)."""
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, Mapping):
        return " ".join(filter(None, map(_plain, value.values())))
    return "、".join(map(_plain, value)) if isinstance(value, Sequence) else ""
