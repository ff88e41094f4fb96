from __future__ import annotations

from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QLineEdit

from tests.story.keyboard import focus, press, until


def test_the_first_morning_says_what_to_do(desk):
    assert desk.workbench._no_drafts.isVisible() and desk.workbench._nothing_due.isVisible()
    press(Qt.Key_F2)
    assert desk.shell.current_screen() is desk.pick


def test_a_case_that_is_due_opens_its_application(hall, desk):
    accepted = hall.accepted()
    desk.go("workbench")
    due = desk.workbench.due
    assert due.choose(f"case|{accepted}|个体工商户设立登记")
    assert due.model().index(due.currentIndex().row(), 2).data() == "今天"
    due.setFocus()
    press(Qt.Key_Return)
    assert desk.shell.current_screen() is desk.applications
    assert desk.applications.table.current_key() == accepted


def test_a_deferral_that_is_due_opens_in_the_ledger_and_is_counted_in_the_rail(hall, desk):
    accepted = hall.accepted()
    week = 7 * 86_400_000
    hall.desk.clock = lambda: hall.clock() + week
    hall.store.settings.put("confirmed_day", "")
    desk.refresh()
    desk.go("workbench")
    due = desk.workbench.due
    assert "今日到期 · 2 份材料，2 份还没催" in headings(due)
    assert desk.shell.rail._buttons["ledger"].accessibleName().startswith("容缺 2")
    due.choose(f"deferral|{accepted}|M-HEALTH")
    due.setFocus()
    press(Qt.Key_Return)
    assert desk.shell.current_screen() is desk.ledger
    assert desk.ledger.table.current_key() == f"{accepted}|M-HEALTH"


def headings(table):
    """What stands over the steps of deferrals."""
    model = table.model()
    said = [model.index(number, 0).data() for number in model.headings()]
    return [words for words in said if "份材料" in words]


def test_the_steps_of_a_reminder_stand_under_their_own_heading(hall, desk):
    hall.accepted(due="2026-11-24")
    hall.accepted(name="李四", due="2026-11-26")
    hall.accepted(name="王五")
    desk.go("workbench")
    assert headings(desk.workbench.due) == [
        "还剩 1 个工作日内 · 2 份材料，2 份还没催",
        "还剩 3 个工作日内 · 2 份材料，2 份还没催",
    ]
    assert desk.workbench._counts["to_phone"]._number.text() == "4"
    hall.store.settings.put("confirmed_day", f"{hall.day}=2026-11-25")
    desk.go("workbench")
    assert headings(desk.workbench.due) == [
        "还剩 1 个工作日内 · 2 份材料，2 份还没催",
        "还剩 3 个工作日内 · 2 份材料，2 份还没催",
        "已逾期 · 2 份材料，2 份还没催",
    ]


def test_more_than_fits_is_in_the_ledger(hall, desk, monkeypatch):
    monkeypatch.setattr("client.desk.looking.MOST_DUE", 1)
    hall.accepted(due="2026-11-24")
    hall.store.settings.put("confirmed_day", f"{hall.day}=2026-11-25")
    desk.go("workbench")
    assert desk.workbench.due.choose("ledger|overdue|-1")
    desk.workbench.due.setFocus()
    press(Qt.Key_Return)
    assert desk.shell.current_screen() is desk.ledger
    assert desk.ledger.list.filters.shows.value_text() == "overdue" and desk.ledger.table.row_count() == 2


def test_p_goes_to_the_call_list(hall, desk):
    hall.accepted(due="2026-11-24")
    desk.go("workbench")
    desk.workbench.due.setFocus()
    press(Qt.Key_P)
    assert desk.shell.current_screen() is desk.ledger
    calls = desk.ledger.sheets.current()
    assert focus() is calls.table and calls.phone.text() == "139 1234 5678"


def test_a_draft_is_continued_by_enter(hall, desk):
    begun = hall.begin()
    desk.go("workbench")
    desk.workbench.drafts.setFocus()
    press(Qt.Key_Return)
    until(lambda: desk.shell.tabs.current_key() == begun, "the editor")
    assert focus().window() is desk.shell


def test_a_clock_that_is_a_year_off_is_answered_with_todays_date(hall, desk):
    year = 366 * 86_400_000
    hall.desk.clock = lambda: hall.clock() + year
    hall.store.settings.put("confirmed_day", "")
    desk.go("workbench")
    bar = desk.workbench.day_bar
    assert bar.isVisible()
    day = bar.findChild(QLineEdit, "day:today")
    day.setFocus()
    day.selectAll()
    QTest.keyClicks(day, "sometime")
    press(Qt.Key_Return)
    assert bar.isVisible() and not hall.store.settings.get("confirmed_day")
    day.setFocus()
    day.selectAll()
    QTest.keyClicks(day, "20261124")
    press(Qt.Key_Return)
    until(lambda: not bar.isVisible(), "the date is taken")
    assert hall.desk.now().day == "2026-11-24"
