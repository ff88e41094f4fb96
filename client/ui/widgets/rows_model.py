"""A light table model: rows of plain cells with a key each, so that a refresh keeps what was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PyQt5.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PyQt5.QtGui import QBrush, QColor, QFont

from client.ui.style.icons import icon_pixmap
from client.ui.style.look import current_look
from client.ui.widgets.chip import LEVEL_ICONS


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column. `chars` is its width in Chinese characters, at least that of its title; with `stretch` more.

    A `spare` column is left out where the list is too narrow for all, the one farthest right first.
    """

    title: str
    chars: float = 0
    stretch: bool = False
    right: bool = False
    spare: bool = False


@dataclass(frozen=True)
class Cell:
    """One cell: its text, and where it tells a state, the level whose colour and icon go with the word."""

    text: str
    level: str = ""
    icon: str = ""
    bold: bool = False


@dataclass(frozen=True)
class Row:
    """One row; `key` is unique. A heading shows only its first cell, over all columns, and cannot be chosen."""

    key: str
    cells: tuple[Cell | str, ...]
    heading: bool = False


class RowsModel(QAbstractTableModel):
    """Columns fixed at the start, rows replaced as a whole or added at the end."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[Row] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows = tuple(rows)
        self._numbers = {row.key: number for number, row in enumerate(self._rows)}

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows. Views that keep their selection by key are `ListTable`s."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._numbers = {row.key: number for number, row in enumerate(self._rows)}
        self.endResetModel()

    def add_rows(self, rows: Sequence[Row]) -> None:
        """Show `rows` below the others, which stay as they are."""
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self._rows = (*self._rows, *rows)
        self._numbers.update((row.key, first + number) for number, row in enumerate(rows))
        self.endInsertRows()

    def row(self, number: int) -> Row:
        """The row at `number`."""
        return self._rows[number]

    def number_of(self, key: str) -> int:
        """Where the row with `key` stands; -1 when it is gone."""
        return self._numbers.get(key, -1)

    def headings(self) -> tuple[int, ...]:
        """The numbers of the heading rows."""
        return tuple(number for number, row in enumerate(self._rows) if row.heading)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: QModelIndex) -> Qt.ItemFlags:
        if index.isValid() and self._rows[index.row()].heading:
            return Qt.ItemFlags(Qt.NoItemFlags)
        return Qt.ItemIsEnabled | Qt.ItemIsSelectable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.DisplayRole) -> Any:
        if orientation != Qt.Horizontal:
            return None
        if role == Qt.DisplayRole:
            return self.columns[section].title
        if role == Qt.TextAlignmentRole:
            return self._alignment(section)
        return None

    def data(self, index: QModelIndex, role: int = Qt.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if index.column() >= len(row.cells):
            return None
        cell = row.cells[index.column()]
        if role in (Qt.DisplayRole, Qt.ToolTipRole, Qt.AccessibleTextRole):
            return cell.text if isinstance(cell, Cell) else cell
        if role == Qt.TextAlignmentRole:
            return self._alignment(index.column())
        return _look_of(cell, role, heading=row.heading)

    def _alignment(self, column: int) -> int:
        side = Qt.AlignRight if self.columns[column].right else Qt.AlignLeft
        return int(side | Qt.AlignVCenter)


def _look_of(cell: Cell | str, role: int, *, heading: bool) -> Any:
    look = current_look()
    bold = heading or (isinstance(cell, Cell) and cell.bold)
    if role == Qt.FontRole and bold:
        font = QFont(look.font())
        font.setBold(True)
        return font
    level = cell.level if isinstance(cell, Cell) else ""
    if role == Qt.ForegroundRole:
        return QBrush(QColor(look.tokens.colour(level or "ink")))
    if role == Qt.DecorationRole and isinstance(cell, Cell) and (cell.icon or level):
        return icon_pixmap(cell.icon or LEVEL_ICONS[level], level or "ink_2", look.em())
    return None
