"""How a due day is said: overdue is computed here, from the day, and stored nowhere."""

from __future__ import annotations

from client.ui.translation import tr
from client.ui.widgets.day_words import day_words
from client.ui.widgets.rows_model import Cell

_SOON = 1
"""Working days left from which a due day is yellow, as for the clocks of cases."""

_NOT_WAITING = frozenset({"passed", "terminated", "arrived"})
"""What the applicant need not bring any more is neither near nor overdue."""


def due_cell(due_day: str, status: str, *, left: int | None) -> Cell:
    """A deferral's due day as a table cell; `left` working days from today, None where nobody knows."""
    day = day_words(due_day)[5:]
    if status in _NOT_WAITING or left is None:
        return Cell(day, icon="calendar")
    if left < 0:
        return Cell(tr("ledger", "{day} {days} over").format(day=day, days=-left), level="danger")
    if left == 0:
        return Cell(tr("ledger", "{day} today").format(day=day), level="warn")
    level = "warn" if left <= _SOON else "ok"
    return Cell(tr("ledger", "{day} {days} left").format(day=day, days=left), level=level, icon="clock")


def left_cell(left: int) -> Cell:
    """How many working days are left, as a narrow table cell."""
    if left < 0:
        return Cell(tr("ledger", "{days} over").format(days=-left), level="danger")
    if left == 0:
        return Cell(tr("ledger", "today"), level="warn")
    return Cell(tr("ledger", "{days} left").format(days=left), level="warn" if left <= _SOON else "ok", icon="clock")


def left_words(left: int | None) -> str:
    """How many working days are left, in words."""
    if left is None:
        return ""
    if left < 0:
        return tr("ledger", "working days over: {days}").format(days=-left)
    return tr("ledger", "today") if left == 0 else tr("ledger", "working days left: {days}").format(days=left)


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
