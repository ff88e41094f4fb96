"""Lines of the workbench for what waits for an answer. No widgets."""

from __future__ import annotations

from client.desk.waiting import WaitingRow, Waits
from client.ui.translation import tr
from client.ui.widgets.clock_words import light_cell
from client.ui.widgets.rows_model import Cell, Row

ANSWER = "answer"
"""The kind in the key of such a line."""


def waiting_lines(rows: tuple[WaitingRow, ...]) -> list[Row]:
    """One line each, the most pressing first; its key opens the application."""
    return [
        Row(f"{ANSWER}|{row.application}|{row.waits}", (row.applicant or "—", _what(row), _when(row), ""))
        for row in rows
    ]


def _what(row: WaitingRow) -> Cell:
    if row.waits is Waits.SENT_BACK:
        return Cell(tr("answer", "Sent back: {reason}").format(reason=row.reason), icon="warning")
    if row.waits is Waits.DISTRUSTED:
        return Cell(tr("answer", "Distrusted: decide"), icon="warning")
    if row.waits is Waits.LETTER:
        return Cell(tr("answer", "Signed letter is missing"), icon="edit")
    if row.waits is Waits.BY_LAW:
        return Cell(tr("answer", "Accept: by law since {day}").format(day=row.since[5:]), icon="warning")
    if row.waits is Waits.UNANSWERED:
        return Cell(tr("answer", "Taken in, to be answered"), icon="inbox")
    return Cell(tr("answer", "Waits for the applicant's correction"), icon="clock")


def _when(row: WaitingRow) -> Cell:
    if row.stands is not None:
        return light_cell(row.stands, before=row.due[5:])
    return Cell(tr("answer", "since {day}").format(day=row.since[5:]), level="warn" if row.is_alarm else "")
