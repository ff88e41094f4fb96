from __future__ import annotations

import datetime

import pytest
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication

from client.ui.widgets.day_calendar import DayCalendar
from client.ui.widgets.day_editors import DateEdit, DateTimeEdit
from client.ui.widgets.day_words import hall_today
from client.ui.widgets.range_edit import DateRangeEdit


def calendar_of(editor) -> DayCalendar:
    QTest.keyClick(editor, Qt.Key_Down, Qt.AltModifier)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, DayCalendar)
    return popup


@pytest.mark.parametrize("typed", ["20261203", "2026-12-3", "2026年12月3日"])
def test_up_and_down_go_by_a_day_from_what_is_typed(typed, form):
    _, editor, _, edited, left = form(DateEdit())
    editor.set_value_text(typed)
    QTest.keyClick(editor, Qt.Key_Up)
    assert editor.value_text() == "2026-12-04"
    QTest.keyClick(editor, Qt.Key_Down)
    QTest.keyClick(editor, Qt.Key_Down)
    assert editor.value_text() == "2026-12-02"
    assert edited == ["2026-12-04", "2026-12-03", "2026-12-02"]
    assert left == []


def test_the_first_step_into_an_empty_line_is_today(form):
    _, editor, _, edited, _ = form(DateEdit())
    QTest.keyClick(editor, Qt.Key_Down)
    assert edited == [hall_today().isoformat()]


def test_a_step_is_undone_and_done_again(form):
    _, editor, _, edited, _ = form(DateEdit())
    editor.set_value_text("2026-12-03")
    QTest.keyClick(editor, Qt.Key_Up)
    QTest.keyClick(editor, Qt.Key_Z, Qt.ControlModifier)
    assert editor.value_text() == "2026-12-03"
    QTest.keyClick(editor, Qt.Key_Y, Qt.ControlModifier)
    assert editor.value_text() == "2026-12-04"
    assert edited[-1] == "2026-12-04"


def test_the_ends_of_time_stay(form):
    _, editor, _, _, _ = form(DateEdit())
    editor.set_value_text("9999-12-31")
    QTest.keyClick(editor, Qt.Key_Up)
    assert editor.value_text() == "9999-12-31"


def test_a_day_is_taken_from_the_calendar_by_keys(form):
    _, editor, _, edited, left = form(DateEdit())
    QTest.keyClicks(editor, "20261231")
    calendar = calendar_of(editor)
    assert calendar.day() == datetime.date(2026, 12, 31)
    for key in (Qt.Key_PageUp, Qt.Key_PageUp, Qt.Key_PageUp, Qt.Key_PageUp, Qt.Key_Right, Qt.Key_Up, Qt.Key_Return):
        QTest.keyClick(calendar, key)
    assert not calendar.isVisible()
    assert editor.value_text() == edited[-1] == "2026-08-24"
    assert left == []


def test_the_calendar_goes_by_year_and_to_the_ends_of_a_month(form):
    _, editor, _, _, _ = form(DateEdit())
    editor.set_value_text("2028-02-29")
    calendar = calendar_of(editor)
    QTest.keyClick(calendar, Qt.Key_PageDown, Qt.ShiftModifier)
    assert calendar.day() == datetime.date(2029, 2, 28)
    QTest.keyClick(calendar, Qt.Key_Home)
    assert calendar.day() == datetime.date(2029, 2, 1)
    QTest.keyClick(calendar, Qt.Key_End)
    assert calendar.day() == datetime.date(2029, 2, 28)
    QTest.keyClick(calendar, Qt.Key_T)
    assert calendar.day() == hall_today()


def test_escape_leaves_the_calendar_without_a_day(form):
    _, editor, _, edited, _ = form(DateEdit())
    editor.set_value_text("2026-12-03")
    calendar = calendar_of(editor)
    QTest.keyClick(calendar, Qt.Key_Right)
    QTest.keyClick(calendar, Qt.Key_Escape)
    assert not calendar.isVisible()
    assert editor.value_text() == "2026-12-03"
    assert edited == []


def test_a_day_is_taken_by_mouse(form):
    _, editor, _, _, _ = form(DateEdit())
    editor.set_value_text("2026-12-03")
    QTest.mouseClick(editor, Qt.LeftButton, pos=QPoint(editor.width() - 8, editor.height() // 2))
    calendar = QApplication.activePopupWidget()
    place = next(area for day, area in calendar._days() if day == datetime.date(2026, 12, 24))
    QTest.mouseClick(calendar, Qt.LeftButton, pos=place.center())
    assert editor.value_text() == "2026-12-24"


@pytest.mark.parametrize("day", [datetime.date.min, datetime.date.max, datetime.date(2024, 2, 29)])
def test_the_calendar_is_drawn_at_either_end_of_time(day, desk_app, qtbot):
    calendar = DayCalendar(None)
    qtbot.addWidget(calendar)
    calendar.set_days(day=day, today=day)
    assert not calendar.grab().isNull()
    for key in (Qt.Key_PageUp, Qt.Key_PageDown, Qt.Key_Left, Qt.Key_Right):
        QTest.keyClick(calendar, key)
        assert not calendar.grab().isNull()


def test_no_calendar_is_made_before_it_is_asked_for(desk_app):
    assert DateEdit().findChildren(DayCalendar) == []


@pytest.mark.parametrize(
    ("at", "key", "expected"),
    [(4, Qt.Key_Up, "2026-12-04 14:58"), (13, Qt.Key_Up, "2026-12-03 15:58"), (16, Qt.Key_Up, "2026-12-03 14:59"),
     (12, Qt.Key_Down, "2026-12-03 13:58"), (15, Qt.Key_Down, "2026-12-03 14:57")],
)  # fmt: skip
def test_a_step_changes_what_the_cursor_stands_in(at, key, expected, form):
    _, editor, _, _, _ = form(DateTimeEdit())
    editor.set_value_text("2026-12-03 14:58")
    editor.setCursorPosition(at)
    QTest.keyClick(editor, key)
    assert editor.value_text() == expected
    assert editor.cursorPosition() == at


def test_hours_and_minutes_go_round(form):
    _, editor, _, _, _ = form(DateTimeEdit())
    editor.set_value_text("2026-12-03 23:59")
    for at in (13, 16):
        editor.setCursorPosition(at)
        QTest.keyClick(editor, Qt.Key_Up)
    assert editor.value_text() == "2026-12-03 00:00"


def test_a_day_from_the_calendar_keeps_the_time(form):
    _, editor, _, _, _ = form(DateTimeEdit())
    editor.set_value_text("2026-12-03 14:30")
    QTest.keyClick(calendar_of(editor), Qt.Key_Right)
    QTest.keyClick(QApplication.activePopupWidget(), Qt.Key_Return)
    assert editor.value_text() == "2026-12-04 14:30"


def test_both_lines_of_a_range_have_a_calendar(form):
    _, editor, _, edited, left = form(DateRangeEdit())
    editor.set_value_text("2026-01-01 至 2026-12-31")
    for line in (editor._first, editor._last):
        line.setFocus()
        QTest.keyClick(line, Qt.Key_Up)
        QTest.keyClick(calendar_of(line), Qt.Key_Return)
    assert editor.ends() == ("2026-01-02", "2027-01-01")
    assert edited[-1] == "2026-01-02 至 2027-01-01"
    assert left == []
