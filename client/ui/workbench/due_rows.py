"""Lines of the workbench for deferrals that somebody has to be reminded of: a heading for each step. No widgets."""

from __future__ import annotations

from client.desk.exporting import masked_phone
from client.desk.ledger import LedgerShows
from client.desk.ledger_reminders import OVERDUE, DueLine, DueStep, TodayDue
from client.ui.ledger.due_words import left_cell
from client.ui.ledger.ledger_lines import told_cell
from client.ui.translation import tr
from client.ui.widgets.rows_model import Cell, Row

DEFERRAL, LEDGER = "deferral", "ledger"
"""The kinds in the keys of such lines: one deferral, and the ledger with all of a step."""


def deferral_lines(today: TodayDue) -> list[Row]:
    """The steps of today, nearest first, then what is overdue; a step that has more lines than shown says so."""
    rows: list[Row] = []
    for step in (*today.steps, today.overdue):
        if step.total:
            rows.append(_heading(step))
            rows += [_row(line) for line in step.lines]
            rows += _more(step)
    return rows


def _heading(step: DueStep) -> Row:
    words = tr("workbench", "{step} · {total} documents, {waiting} not told yet")
    text = words.format(step=_step_words(step.step), total=step.total, waiting=step.waiting)
    level = "danger" if step.step == OVERDUE else "warn" if step.step == 0 else ""
    return Row(f"step|{step.step}|", (Cell(text, level, "clock", bold=True),), heading=True)


def _step_words(step: int) -> str:
    if step == OVERDUE:
        return tr("workbench", "Overdue")
    return tr("workbench", "Due today") if step == 0 else tr("workbench", "T-{days}").format(days=step)


def _row(line: DueLine) -> Row:
    row = line.row
    told = told_cell(row) if row.reminded.day else masked_phone(row.phone)
    what = Cell(row.material_name, icon="deferral")
    return Row(f"{DEFERRAL}|{row.application}|{row.material}", (row.applicant, what, left_cell(line.left), told))


def _more(step: DueStep) -> list[Row]:
    left = step.total - len(step.lines)
    if left <= 0:
        return []
    shows = {OVERDUE: LedgerShows.OVERDUE, 0: LedgerShows.DUE_TODAY}.get(step.step, LedgerShows.OPEN)
    words = Cell(tr("workbench", "{count} more in the ledger").format(count=left), icon="arrow-right")
    return [Row(f"{LEDGER}|{shows}|{step.step}", ("…", words, "", ""))]
