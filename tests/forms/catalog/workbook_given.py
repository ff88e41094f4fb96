"""Workbooks for tests: a good one, and ways to change its cells by what stands in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from forms.catalog.source_error import SourceRefused
from forms.catalog.workbook.reader import read_workbook


class Edited:
    """A workbook that is being edited; rows are found by their first cells, columns by their title."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book: Workbook = load_workbook(path)

    def cell(self, sheet: str, row: int | str | tuple[str, ...], column: str) -> Any:
        titles = [cell.value for cell in self.book[sheet][1]]
        line = row if isinstance(row, int) else self.line(sheet, (row,) if isinstance(row, str) else row)
        return self.book[sheet].cell(line, titles.index(column) + 1)

    def line(self, sheet: str, begins: tuple[str, ...]) -> int:
        for row in self.book[sheet].iter_rows(min_row=3):
            if tuple(str(cell.value) for cell in row[: len(begins)]) == begins:
                return int(row[0].row)
        raise AssertionError(f"{sheet} has no row {begins}")

    def put(self, sheet: str, row: int | str | tuple[str, ...], column: str, value: object) -> str:
        """Write `value`; the name of the cell, as `事项!C7`."""
        cell = self.cell(sheet, row, column)
        cell.value = value
        return f"{sheet}!{cell.coordinate}"

    def add(self, sheet: str, **values: object) -> int:
        """A new last row; its number."""
        line = (
            max(row[0].row for row in self.book[sheet].iter_rows() if any(cell.value is not None for cell in row)) + 1
        )
        for column, value in values.items():
            self.cell(sheet, line, column).value = value
        return line

    def save(self) -> Path:
        self.book.save(self.path)
        return self.path


def faults_of(path: Path) -> list[tuple[str, str]]:
    """(cell, code) of everything wrong in the workbook `path`, in the order in which it is told."""
    try:
        read_workbook(path)
    except SourceRefused as refused:
        return [(error.cell, error.message.code) for error in refused.errors]
    return []
