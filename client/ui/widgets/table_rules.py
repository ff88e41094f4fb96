"""What is known about the columns and cells of an editable table beyond their text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

Rows = Mapping[str, Mapping[str, str]]
"""{row id: {column id: text}}, in reading order."""


@dataclass(frozen=True, kw_only=True)
class TableColumn:
    """One column of an editable table; `latin` switches the input method off (numbers, codes, days)."""

    id: str
    title: str
    latin: bool = False
    chars: float = 6
    choices: tuple[str, ...] = ()


class TableRules(Protocol):
    """What is known about the cells of a table beyond their text."""

    def wrong_cells(self, row: Mapping[str, str], *, number: int) -> Mapping[str, str]:
        """What is wrong with each wrong cell of the row with this number, by column id: sentences with the place."""

    def pasted(self, text: str) -> tuple[Sequence[Mapping[str, str]], str]:
        """The rows in the text of a clipboard, and words about what of it found no place."""


class PlainRules:
    """Every cell is right; lines and tabs are rows and cells."""

    def __init__(self, columns: Sequence[TableColumn]) -> None:
        self._columns = tuple(column.id for column in columns)

    def wrong_cells(self, row: Mapping[str, str], *, number: int) -> Mapping[str, str]:
        return {}

    def pasted(self, text: str) -> tuple[Sequence[Mapping[str, str]], str]:
        return [dict(zip(self._columns, cells, strict=False)) for cells in cells_of(text)], ""


def cells_of(text: str) -> list[list[str]]:
    """Lines and tabs as rows and cells; blank lines are no rows."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    return [[cell.strip() for cell in line.split("\t")] for line in lines if line.strip()]
