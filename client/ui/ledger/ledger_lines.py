"""Lines of the ledger as rows of a table, with a heading per due day where they are sorted by it. No widgets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial

from client.desk.exporting import masked_phone
from client.store.rows import LedgerRow
from client.ui.ledger.due_words import due_cell, left_words, status_cell
from client.ui.translation import tr
from client.ui.widgets.day_words import day_words
from client.ui.widgets.rows_model import Cell, Column, Row


def ledger_columns() -> tuple[Column, ...]:
    """What a line of the ledger shows; the last ones give way where there is little room."""
    return (
        Column(title=tr("ledger", "Applicant"), chars=4.5),
        Column(title=tr("ledger", "Material"), chars=6, stretch=True),
        Column(title=tr("ledger", "Due"), chars=10.5),
        Column(title=tr("ledger", "State"), chars=6, spare=True),
        Column(title=tr("ledger", "Needed by"), chars=5, spare=True),
        Column(title=tr("ledger", "Phone"), chars=6.5, spare=True),
        Column(title=tr("ledger", "Reminded"), chars=10, spare=True),
        Column(title=tr("ledger", "Looked after by"), chars=4, spare=True),
        Column(title=tr("ledger", "Site"), chars=6, spare=True),
    )


@dataclass(frozen=True, kw_only=True)
class Around:
    """What lines are told with: working days left and lines per due day, names of sites.

    `groups` is empty where the lines are not sorted by due day.
    """

    left: Mapping[str, int] = field(default_factory=dict)
    sites: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, int] = field(default_factory=dict)


def key_of(row: LedgerRow) -> str:
    """The key of a line: the application and the material."""
    return f"{row.application}|{row.material}"


def ledger_lines(lines: Sequence[LedgerRow], around: Around, *, after: str = "") -> list[Row]:
    """Rows for `lines`, which follow one that is due on `after` (ISO, '' for the first)."""
    rows: list[Row] = []
    # Thousands of lines are due on a few days and in fewer states, and words cost more than all the rest.
    due = lru_cache(maxsize=None)(partial(_due_cell, around))
    status = lru_cache(maxsize=None)(status_cell)
    for line in lines:
        if around.groups and line.due_day != after:
            after = line.due_day
            rows.append(_heading(after, around))
        rows.append(_row(line, around, due=due(line.due_day, line.status), status=status(line.status)))
    return rows


def _due_cell(around: Around, day: str, status: str) -> Cell:
    return due_cell(day, status, left=around.left.get(day))


def _heading(day: str, around: Around) -> Row:
    left = around.left.get(day)
    words = [day_words(day), left_words(left), tr("ledger", "lines: {count}").format(count=around.groups.get(day, 0))]
    level = "" if left is None or left > 1 else "danger" if left < 0 else "warn"
    return Row(f"day|{day}", (Cell(" · ".join(word for word in words if word), level, bold=True),), heading=True)


def _row(line: LedgerRow, around: Around, *, due: Cell, status: Cell) -> Row:
    cells = (
        line.applicant,
        line.material_name,
        due,
        status,
        " · ".join(line.item_names),
        masked_phone(line.phone),
        reminded_cell(line),
        line.keeper_name or line.keeper,
        around.sites.get(line.site, line.site),
    )
    return Row(key_of(line), cells)


def told_cell(line: LedgerRow) -> Cell:
    """Whether somebody was there when the applicant was phoned last, where there is no room for more."""
    if line.reminded.reached:
        return Cell(tr("ledger", "Reached"), icon="phone", level="ok")
    return Cell(tr("ledger", "Not reached"), icon="phone", level="warn")


def reminded_cell(line: LedgerRow) -> Cell:
    """When the applicant was phoned last and by whom, and whether somebody was there."""
    last = line.reminded
    if not last.day:
        return Cell("")
    words = tr("ledger", "{day} {name}: reached") if last.reached else tr("ledger", "{day} {name}: not reached")
    level = "ok" if last.reached else "warn"
    return Cell(words.format(day=last.day[5:], name=last.actor), icon="phone", level=level)
