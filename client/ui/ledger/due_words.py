"""How a due day is said: overdue is computed here, from the day, and stored nowhere."""

from __future__ import annotations

from client.ui.translation import tr
from client.ui.widgets.day_words import day_words
from client.ui.widgets.rows_model import Cell


def due_cell(due_day: str, status: str, *, today: str) -> Cell:
    """A deferral's due day as a table cell."""
    if status == "passed":
        return Cell(day_words(due_day), level="ok", icon="check")
    if status == "terminated":
        return Cell(day_words(due_day))
    if due_day < today:
        return Cell(tr("ledger", "{day} overdue").format(day=day_words(due_day)), level="danger")
    if due_day == today:
        return Cell(tr("ledger", "{day} today").format(day=day_words(due_day)), level="warn")
    return Cell(day_words(due_day), icon="calendar")


def near_due_cell(day: str, *, today: str) -> Cell:
    """A day that is due soon, in few words."""
    near = day_words(day)[5:]
    if day < today:
        return Cell(tr("ledger", "{day} overdue").format(day=day[5:]), level="danger")
    return Cell(tr("ledger", "today"), level="warn") if day == today else Cell(near, icon="calendar")


def status_cell(status: str) -> Cell:
    """A deferral's status as a table cell."""
    words = {
        "awaited": (tr("ledger", "Awaited"), "deferral", "clock"),
        "arrived": (tr("ledger", "To verify"), "info", "inbox"),
        "passed": (tr("ledger", "Passed"), "ok", "check"),
        "terminated": (tr("ledger", "Terminated"), "danger", "error"),
    }
    text, level, icon = words.get(status, (status, "", ""))
    return Cell(text, level=level, icon=icon)
