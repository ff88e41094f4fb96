"""What the sheets of a workbook are: their columns, what stands in each, and where its content belongs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forms.catalog.faults import Place
from forms.catalog.shape import Content
from forms.catalog.workbook.cells import TEXT, Cell, Reference

HEADER_ROW, HELP_ROW, FIRST_ROW = 1, 2, 3
"""The rows of a sheet that is written; a sheet without its help row is read as well."""

UNKNOWN = "?"
"""Stands in for a text that is wrong or not there."""

HELP_BEGINS = "填写说明"
"""How one cell of a help row begins: the first one, until somebody moves the columns."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column.

    `path` is where its content belongs inside the content of a row: () is the whole of it, None an address that says
    where the row belongs. `empty` is what an empty cell stands for; None: what the catalog has by default.
    `shown` is written where that default is in force, so that a reader sees it. `stand_in` is taken for a cell that was
    told to be wrong, so that the rest of the catalog can be judged all the same.
    """

    title: str
    path: Place | None
    help: str
    cell: Cell = TEXT
    required: bool = False
    empty: Content | None = None
    shown: str = ""
    stand_in: Content | None = None
    width: int = 16


@dataclass(frozen=True, kw_only=True)
class SheetLayout:
    """One sheet. The content of a row goes into `inside`, a place in which `{title}` is that row's cell.

    With a `key` (the title of a column) the rows of one place are a mapping, without one a list; a sheet of a `single`
    row is all of its place. Where the column `deeper` is filled in, its cell leads into a column of the table.
    Rows with one key are `joined` where that makes sense, else refused; so are equal cells of the column `unique`.
    `starts` are lists that are there without rows. An `optional` sheet may be missing.
    """

    title: str
    about: str
    columns: tuple[Column, ...]
    inside: Place
    key: str = ""
    single: bool = False
    deeper: str = ""
    joined: bool = False
    unique: str = ""
    starts: tuple[Place, ...] = ()
    most_rows: int = 10_000
    optional: bool = False

    @property
    def by_title(self) -> Mapping[str, Column]:
        """The columns by what stands above them."""
        return {column.title: column for column in self.columns}

    @property
    def addresses(self) -> tuple[str, ...]:
        """The titles of the columns that say where a row belongs."""
        return tuple(column.title for column in self.columns if column.path is None)

    def place(self, cells: Mapping[str, str]) -> Place:
        """Where the row with these address `cells` puts its content: the mapping or list around it."""
        place = tuple(part.format_map(cells) if isinstance(part, str) else part for part in self.inside)
        step = cells.get(self.deeper, "")
        return (*place[:2], "columns", step, *place[2:]) if step else place


def labels(
    title: str, english: str, field: str, *, help: str, required: bool = False, width: int = 24
) -> tuple[Column, ...]:
    """The two columns of a name in both languages."""
    return (
        Column(
            title=title,
            path=(field, "zh"),
            help=help,
            required=required,
            stand_in=UNKNOWN if required else None,
            width=width,
        ),
        Column(title=english, path=(field, "en"), help="英文，可不填", width=width),
    )


def owner(title: str, table: str) -> Column:
    """The column that says which entry of another sheet a row belongs to."""
    return Column(title=title, path=None, cell=Reference(table), required=True, help=f"{title}的编号或名称", width=18)
