"""A ledger of 20,000 lines: there at once, read on as the clerk goes down, nothing chosen is lost."""

from __future__ import annotations

import time

import pytest
from PyQt5.QtCore import Qt

from tests.story.keyboard import focus, press, until

COPIES = 10_000
LINES = 2 * COPIES + 2
AT_ONCE_S = 1.0
"""Generous: other tests may have the processor; the figures are those of the benchmark of the ledger."""

_OPENED = """
INSERT INTO view_applications SELECT * FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
SELECT {columns} FROM view_applications a, n WHERE a.application = ?)
"""
_DEFERRED = """
INSERT INTO view_deferrals SELECT * FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
SELECT {columns} FROM view_deferrals a, n WHERE a.application = ?)
"""
_OTHERWISE = {
    "id": "a.id + i",
    "application": "printf('%08d', i)",
    "receipt_number": "printf('01-09-20261123-%05d', i)",
    "due_day": "date('2026-11-24', '+' || (i % 40) || ' days')",
}


def multiply(hall, application):
    """More lines of the views than a test has time to accept; what they are copied from is real."""
    database = hall.store._files.journal
    with database.write():
        for table, sql in (("view_applications", _OPENED), ("view_deferrals", _DEFERRED)):
            names = [row[1] for row in database.all(f"PRAGMA table_info({table})")]
            columns = ", ".join(_OTHERWISE.get(name, f"a.{name}") for name in names)
            database.run(sql.format(columns=columns), (COPIES, application))


@pytest.fixture
def ledger(hall, desk):
    multiply(hall, hall.accepted())
    began = time.perf_counter()
    press(Qt.Key_4, Qt.ControlModifier)
    assert time.perf_counter() - began < AT_ONCE_S
    return desk.ledger


def test_it_is_there_at_once_and_read_on_as_the_clerk_goes_down(ledger):
    assert ledger.list.reader.total == LINES
    read = len(ledger.list.reader.lines)
    assert read < LINES // 10 and focus() is ledger.table
    headings = ledger.table.model().headings()
    assert ledger.table.model().row(headings[0]).cells[0].text == "2026-11-24(周二) · 剩 1 个工作日 · 500 项"
    for _ in range(40):
        press(Qt.Key_PageDown)
    assert len(ledger.list.reader.lines) > read
    assert ledger.table.row_count() == len(ledger.list.reader.lines)


def test_end_goes_to_the_last_line_without_blocking_the_window(ledger):
    press(Qt.Key_End)
    until(lambda: ledger.list.reader.is_whole, "all lines")
    last = ledger.list.reader.lines[-1]
    assert len(ledger.list.rows()) == LINES
    assert ledger.table.current_key() == f"{last.application}|{last.material}"
    days = [line.due_day for line in ledger.list.reader.lines]
    assert days == sorted(days)


def test_a_refresh_keeps_the_chosen_line_however_far_down(hall, desk, ledger):
    press(Qt.Key_End)
    until(lambda: ledger.list.reader.is_whole, "all lines")
    chosen = ledger.table.current_key()
    hall.accepted(name="白居易")
    desk.refresh()
    until(lambda: ledger.list.reader.total == LINES + 2, "the new lines")
    assert ledger.table.current_key() == chosen and len(ledger.list.rows()) == LINES + 2


def test_every_order_begins_at_once(ledger):
    for key in (Qt.Key_N, Qt.Key_I, Qt.Key_S, Qt.Key_T, Qt.Key_D):
        began = time.perf_counter()
        press(key)
        assert time.perf_counter() - began < AT_ONCE_S
        assert ledger.list.reader.total == LINES
