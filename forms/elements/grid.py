"""Cells copied from a spreadsheet: tabs between cells, line breaks between rows, quotes around odd cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from forms.elements.element import Column
from forms.elements.typed_text import spaceless

_QUOTED = re.compile(r'"((?:[^"]|"")*+)"(?=[\t\n]|\Z)')
_PLAIN = re.compile(r"[^\t\n]*+")
_NEEDS_QUOTES = re.compile(r'^"|[\t\n]')
_REMARK = re.compile(r"[(（][^()（）]*[)）]\s*\Z")
_MARKS = re.compile(r"[*:]")


def grid(text: str) -> list[list[str]]:
    """The rows of tidy `text`, blank ones left out. A quoted cell may hold tabs, line breaks and doubled quotes."""
    rows: list[list[str]] = [[]]
    place = 0
    while place <= len(text):
        cell = _QUOTED.match(text, place)
        plain = cell or _PLAIN.match(text, place)
        assert plain is not None
        rows[-1].append(cell[1].replace('""', '"') if cell else plain[0])
        if text[plain.end() : plain.end() + 1] == "\n":
            rows.append([])
        place = plain.end() + 1
    return [row for row in rows if any(cell.strip() for cell in row)]


def grid_text(rows: Iterable[Sequence[str]]) -> str:
    """`rows` as a spreadsheet takes them; `grid` of it gives them back."""
    return "\n".join("\t".join(map(_quoted, row)) for row in rows)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _NEEDS_QUOTES.search(cell) else cell


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """Which column each place of a row belongs to, None for a place that the table has no column for.

    `heading` is true when the first row names the columns and is no data; `unknown` are its other headings.
    """

    places: tuple[Column | None, ...]
    heading: bool = False
    unknown: tuple[str, ...] = ()


def layout(columns: Sequence[Column], first: Sequence[str]) -> Layout:
    """How rows beginning with row `first` lie over `columns`: by its headings, in any order, else in table order.

    The row is taken for headings when more than half of its cells are labels of columns.
    """
    labels = [(label, column) for column in columns for label in (column.label.zh, column.label.en)]
    unremarked = {_heading(_REMARK.sub("", label)): column for label, column in labels}
    wanted = unremarked | {_heading(label): column for label, column in labels}
    wanted.pop("", None)
    places = tuple(wanted.get(_heading(cell)) or wanted.get(_heading(_REMARK.sub("", cell))) for cell in first)
    unknown = tuple(cell.strip() for cell, place in zip(first, places, strict=True) if cell.strip() and place is None)
    if sum(place is not None for place in places) > len(unknown):
        return Layout(places=places, heading=True, unknown=unknown)
    return Layout(places=tuple(columns))


def _heading(text: str) -> str:
    """A label as it is compared: without spaces, case, and marks of what is required."""
    return _MARKS.sub("", spaceless(text)).casefold()
