"""How the cells of a column are read and written: one class for each sort of column.

Reading gives the content of the catalog's source form, or a message. Writing gives a cell that reads as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final, Protocol

from forms.catalog.faults import nearest
from forms.catalog.shape import Content
from forms.catalog.workbook.choices import YES_NO, Choices
from forms.catalog.workbook.names import Names
from forms.catalog.workbook.typed import CellValue, as_text, half_width, is_safe, literal, pieces, quoted
from forms.catalog.written import Written
from forms.message import Message, message

_DAY: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{4})(\d\d)(\d\d)", re.ASCII)
_NOBODY: Final = Names()


class Cell(Protocol):
    """One sort of cell. An empty one is never read here."""

    def read(self, value: CellValue, names: Names) -> Content | Message:
        """The content that `value` stands for, or what is wrong with it."""

    def write(self, content: Written) -> CellValue:
        """A cell that reads as `content`."""


@dataclass(frozen=True)
class Text:
    """Free text; spaces around it are dropped."""

    tidy: Callable[[str], str] = str.strip

    def read(self, value: CellValue, names: Names) -> Content | Message:
        """The content that `value` stands for, or what is wrong with it."""
        text = as_text(value)
        exactly = literal(text)
        return self.tidy(text) if exactly is None else exactly

    def write(self, content: Written) -> CellValue:
        """A cell that reads as `content`."""
        text = str(content)
        return text if text and is_safe(text) and self.read(text, _NOBODY) == text else quoted(text)


TEXT: Final = Text()
"""Words for people."""


@dataclass(frozen=True)
class Edition(Text):
    """An edition such as 2026.10, of which a number of Excel keeps only 2026.1."""

    def read(self, value: CellValue, names: Names) -> Content | Message:
        """The content that `value` stands for, or what is wrong with it."""
        if not isinstance(value, str):
            return message("workbook.edition_not_text", value=as_text(value)[:40])
        return super().read(value, names)


ID: Final = Text(half_width)
"""An id, or a code of which only letters and digits count."""

CONDITION: Final = Text(half_width)
"""A condition in the catalog's language; Chinese quotes and wide marks are made narrow."""


@dataclass(frozen=True)
class Choice:
    """One of a few code words, written by its Chinese name."""

    choices: Choices

    def read(self, value: CellValue, names: Names) -> Content | Message:
        """The content that `value` stands for, or what is wrong with it."""
        text = half_width(as_text(value))
        for word, called in self.choices.items():
            if text.casefold() in (word, *called):
                return word
        written = tuple(called[0] for called in self.choices.values())
        near = nearest(text[:40], {name for called in self.choices.values() for name in called} | set(self.choices))
        code = "workbook.no_choice" if near else "workbook.no_choice_far"
        return message(code, value=text[:40], near=near, choices="、".join(written))

    def write(self, content: Written) -> CellValue:
        """A cell that reads as `content`."""
        word = str(content).lower() if isinstance(content, bool) else str(content)
        return self.choices[word][0] if word in self.choices else word


YES_OR_NO: Final = Choice(YES_NO)


@dataclass(frozen=True)
class Whole:
    """A whole number."""

    def read(self, value: CellValue, names: Names) -> Content | Message:
        """The content that `value` stands for, or what is wrong with it."""
        text = half_width(as_text(value))
        if not re.fullmatch(r"[+-]?\d{1,15}", text, re.ASCII):
            return message("workbook.not_whole", value=text[:40])
        return str(int(text))

    def write(self, content: Written) -> CellValue:
        """A cell that reads as `content`."""
        return int(str(content))


@dataclass(frozen=True)
class Amount:
    """A number as decimal text; where `days`, also a day or `today`."""

    days: bool = False

    def read(self, value: CellValue, names: Names) -> Content | Message:
        """The content that `value` stands for, or what is wrong with it."""
        exactly = literal(as_text(value))
        if exactly is not None:
            return exactly
        text = half_width(as_text(value)).replace(",", "")
        if self.days and text in ("today", "今天"):
            return "today"
        if self.days and (day := _day(value)):
            return day
        try:
            fits = Decimal(text).is_finite()
        except InvalidOperation:
            fits = False
        code = "workbook.not_a_limit" if self.days else "workbook.not_amount"
        return text if fits else message(code, value=text[:40])

    def write(self, content: Written) -> CellValue:
        """A cell that reads as `content`."""
        text = str(content)
        if self.read(text, _NOBODY) != text:
            return quoted(text)
        number = float(text) if re.fullmatch(r"-?[0-9.]{1,15}", text) else None
        return number if number is not None and as_text(number) == text else text


@dataclass(frozen=True)
class Day:
    """A day: a date of Excel, or typed in one of the usual ways."""

    def read(self, value: CellValue, names: Names) -> Content | Message:
        """The content that `value` stands for, or what is wrong with it."""
        return _day(value) or message("workbook.not_a_day", value=as_text(value)[:40])

    def write(self, content: Written) -> CellValue:
        """A cell that reads as `content`."""
        text = str(content)
        if _day(text) != text:
            return text
        # Excel counts its days from 1900.
        return datetime.fromisoformat(text) if text >= "1900-03-01" else text


@dataclass(frozen=True)
class Reference:
    """The id of an entry of `table`; its Chinese name is understood where only one has it."""

    table: str

    def read(self, value: CellValue, names: Names) -> Content | Message:
        """The content that `value` stands for, or what is wrong with it."""
        text = as_text(value)
        exactly = literal(text)
        return half_width_name(text, self.table, names) if exactly is None else exactly

    def write(self, content: Written) -> CellValue:
        """A cell that reads as `content`."""
        text = str(content)
        plain = text and text == text.strip() and is_safe(text) and literal(text) is None
        return text if plain else quoted(text)


@dataclass(frozen=True)
class Listed:
    """Several entries in one cell: references where there is a `table`, texts where there is none."""

    table: str = ""

    def read(self, value: CellValue, names: Names) -> Content | Message:
        """The content that `value` stands for, or what is wrong with it."""
        one: Cell = Reference(self.table) if self.table else Text()
        entries: list[Content] = []
        for piece in pieces(as_text(value)):
            entry = one.read(piece, names)
            if isinstance(entry, Message):
                return entry
            entries.append(entry)
        return entries

    def write(self, content: Written) -> CellValue:
        """A cell that reads as `content`."""
        one: Cell = Reference(self.table) if self.table else Text()
        entries = [str(entry) for entry in content] if isinstance(content, list) else [str(content)]
        cells = [str(one.write(entry)) for entry in entries]
        return "、".join(
            cell if pieces(cell) == [cell] else quoted(entry) for cell, entry in zip(cells, entries, strict=True)
        )


@dataclass(frozen=True)
class Exact:
    """Text of which every character counts, such as a paper template."""

    def read(self, value: CellValue, names: Names) -> Content | Message:
        """The content that `value` stands for, or what is wrong with it."""
        text = as_text(value)
        exactly = literal(text)
        return text.replace("\r", "\n") if exactly is None else exactly

    def write(self, content: Written) -> CellValue:
        """A cell that reads as `content`."""
        text = str(content)
        return text if is_safe(text) and literal(text) is None else quoted(text)


def half_width_name(text: str, table: str, names: Names) -> Content | Message:
    """The id in `table` that `text` stands for; `text` itself when nothing is called so, for others to tell."""
    typed = half_width(text)
    meant = names.meant(table, text.strip()) or names.meant(table, typed)
    if len(meant) > 1:
        return message("workbook.several_called_so", name=typed, ids="、".join(meant[:5]))
    return meant[0] if meant else typed


def _day(value: CellValue) -> str:
    """The ISO day that `value` stands for; empty when it is none."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    found = _DAY.fullmatch(half_width(as_text(value)))
    if not found:
        return ""
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
