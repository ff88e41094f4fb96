from __future__ import annotations

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication

from tests.story.keyboard import focus, press, type_text


@pytest.fixture
def near(hall):
    """Three applicants to be phoned tomorrow's documents for; the second of them first in the alphabet."""
    return [hall.accepted(name=name, due="2026-11-24") for name in ("张三丰", "李四", "王五")]


@pytest.fixture
def calls(near, desk):
    press(Qt.Key_4, Qt.ControlModifier)
    press(Qt.Key_P)
    sheet = desk.ledger.sheets.current()
    assert focus() is sheet.table
    return sheet


def reminders(hall, application):
    return [
        (made.way, made.reached)
        for deferral in hall.state(application).deferrals.values()
        for made in deferral.reminders
    ]


def test_one_key_shows_whom_to_phone_with_number_and_words(near, calls):
    assert calls.table.row_count() == 3
    assert calls._list.title.text() == "今天要催：3 人，6 份材料"
    assert (calls.name.text(), calls.phone.text()) == ("张三丰", "139 1234 5678")
    assert "从业人员健康合格证明 · 2026-11-24(周二) · 剩 1 个工作日" in calls.about.text()
    assert "2026-11-24前交到窗口" in calls.notice.text()
    press(Qt.Key_Down)
    assert calls.name.text() == "李四"


def test_a_call_is_written_down_and_the_next_one_comes(hall, near, desk, calls):
    press(Qt.Key_1)
    assert reminders(hall, near[0]) == [("phone", True)] * 2
    assert calls.table.row_count() == 2 and calls.name.text() == "李四"
    assert "已记下：张三丰，已联系上" in calls.message.text()
    press(Qt.Key_4)
    assert reminders(hall, near[1]) == [("sms", True)] * 2
    assert calls.name.text() == "王五"
    press(Qt.Key_1)
    assert calls.name.text() == "今天没有要打的电话了" and not calls.buttons["1"].isEnabled()
    press(Qt.Key_1)
    assert len(reminders(hall, near[2])) == 2
    hall.sync()
    assert hall.store.sync.quarantine() == ()


def test_who_was_not_there_stays_on_the_list_with_when_and_by_whom(hall, near, calls):
    press(Qt.Key_2)
    assert reminders(hall, near[0]) == [("phone", False)] * 2
    assert calls.table.row_count() == 3 and calls.name.text() == "李四"
    row = calls.table.model().row(calls.table.model().number_of(near[0]))
    assert row.cells[3].text == "11-23 王芳未联系上"


def test_a_promised_day_is_asked_for_and_stands_in_the_history(hall, near, desk, calls):
    press(Qt.Key_3)
    assert focus() is calls.day.editor
    type_text("sometime")
    press(Qt.Key_Return)
    assert calls.day.error() and not reminders(hall, near[0])
    type_text("20261127")
    press(Qt.Key_Return)
    assert reminders(hall, near[0]) == [("phone", True)] * 2
    assert calls.name.text() == "李四" and focus() is calls.table
    desk.ledger.show_deferral(near[0], "M-HEALTH")
    assert any("约定 2026-11-27(周五) 送来" in text for text in desk.ledger.card.history.texts())


def test_escape_leaves_the_day_first_and_then_the_list(near, desk, calls):
    press(Qt.Key_3)
    press(Qt.Key_Escape)
    assert focus() is calls.table and desk.ledger.sheets.current() is calls
    press(Qt.Key_Escape)
    assert desk.ledger.sheets.current() is None and focus() is desk.ledger.table


def test_the_words_are_copied(near, calls):
    press(Qt.Key_C)
    assert QApplication.clipboard().text() == calls.notice.text()
    assert "复制" in calls.message.text()


def test_a_phoned_line_says_so_in_the_ledger_and_the_number_in_the_workbench_falls(hall, near, desk, calls):
    press(Qt.Key_1)
    press(Qt.Key_Escape)
    row = desk.ledger.table.model().row(desk.ledger.table.model().number_of(f"{near[0]}|M-HEALTH"))
    assert row.cells[6].text == "11-23 王芳已联系上"
    desk.go("workbench")
    assert desk.workbench._counts["to_phone"]._number.text() == "4"


def test_what_a_colleague_did_meanwhile_leaves_the_list_and_the_call_in_hand_stays(hall, near, desk, calls):
    press(Qt.Key_Down)
    assert calls.name.text() == "李四"
    hall.receive(near[0], "M-HEALTH")
    hall.receive(near[0], "M-DRAINT")
    desk.refresh()
    assert calls.table.row_count() == 2 and calls.name.text() == "李四"


def test_only_the_calls_of_what_is_mine(hall, near, desk, calls):
    press(Qt.Key_Escape)
    desk.ledger.list.filters.narrow(keeper="limin")
    press(Qt.Key_P)
    assert desk.ledger.sheets.current().table.row_count() == 0


def test_enter_opens_the_application(near, desk, calls):
    press(Qt.Key_Return)
    assert desk.shell.current_screen() is desk.applications
