"""Lines of the workbench for clocks of themes and for days that a newer calendar moved. No widgets."""

from __future__ import annotations

from client.desk.theme_clocks import ThemeRow
from client.store.rows import MovedDay
from client.ui.translation import tr
from client.ui.widgets.clock_words import light_cell
from client.ui.widgets.rows_model import Cell, Row
from client.ui.widgets.title_words import title_words

THEME, MOVES = "theme", "moves"
"""The kinds in the keys of such lines."""


def theme_lines(rows: tuple[ThemeRow, ...]) -> list[Row]:
    """One line for each theme that is soon due or over; its key opens the application."""
    return [
        Row(
            f"{THEME}|{row.application}|",
            (
                row.applicant or "—",
                Cell(tr("clock", "{title}, whole theme").format(title=title_words(row.title)), icon="applications"),
                light_cell(row.stands, before=row.stands.due.day[5:]),
                "",
            ),
        )
        for row in rows
    ]


def moved_lines(moved: tuple[MovedDay, ...]) -> list[Row]:
    """One task line for all days that moved; its key opens their list."""
    applications = len({one.application for one in moved})
    if not applications:
        return []
    what = tr("clock", "A calendar moved the days of {count} applications").format(count=applications)
    return [Row(f"{MOVES}||", ("—", Cell(what, icon="calendar"), Cell(tr("clock", "phone"), level="warn"), ""))]
