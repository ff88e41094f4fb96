from __future__ import annotations

import itertools

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtGui import QInputMethodEvent
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from client.ui.widgets.list_table import ListTable
from client.ui.widgets.rows_model import Cell, Column, Row
from client.ui.widgets.table_edit import TableEdit
from client.ui.widgets.table_rules import TableColumn

COLUMNS = (Column(title="申请人", stretch=True), Column(title="材料", chars=7), Column(title="到期", chars=7))
STAFF = (TableColumn(id="name", title="姓名"), TableColumn(id="number", title="身份证号码", latin=True, chars=12))


def row(key: str) -> Row:
    return Row(key, (f"张{key}", Cell("健康证明", "deferral"), Cell("今天", "danger")))


def heading(key: str, text: str) -> Row:
    return Row(key, (text,), heading=True)


@pytest.fixture
def table(desk_app, shown):
    made = ListTable(COLUMNS, name="容缺台账")
    made.set_rows([heading("h1", "今天"), row("1"), row("2"), heading("h2", "明天"), row("3")])
    shown(made, (600, 400))
    made.setFocus()
    return made


def test_the_first_row_is_chosen_when_the_list_is_entered_and_headings_never_are(table):
    assert table.current_key() == "1"
    keys = []
    for key in (Qt.Key_Down, Qt.Key_Down, Qt.Key_Up, Qt.Key_Home, Qt.Key_End, Qt.Key_Up, Qt.Key_Up, Qt.Key_Up):
        QTest.keyClick(table, key)
        keys.append(table.current_key())
    assert keys == ["2", "3", "2", "1", "3", "2", "1", "1"]


def test_enter_opens_the_chosen_row(table):
    opened = []
    table.opened.connect(opened.append)
    QTest.keyClick(table, Qt.Key_Down)
    QTest.keyClick(table, Qt.Key_Return)
    assert opened == ["2"]


def test_a_refresh_keeps_the_chosen_row_wherever_it_moved(table):
    table.choose("2")
    chosen = []
    table.chosen.connect(chosen.append)
    table.set_rows([row("0"), row("2"), row("1")])
    assert table.current_key() == "2"
    assert table.selectionModel().selectedRows()[0].row() == 1
    assert chosen == []


def test_when_the_chosen_row_is_gone_the_next_one_is_chosen(table):
    table.choose("2")
    chosen = []
    table.chosen.connect(chosen.append)
    table.set_rows([heading("h1", "今天"), row("1"), heading("h2", "明天"), row("3")])
    table.set_rows([heading("h1", "今天"), row("1")])
    table.set_rows([])
    assert chosen == ["3", "1", ""]


def test_a_refresh_keeps_the_place_where_a_long_list_was_scrolled_to(table):
    rows = [row(str(number)) for number in range(300)]
    table.set_rows(rows)
    table.choose("5")
    table.verticalScrollBar().setValue(4000)
    table.set_rows([*rows, row("300")])
    assert (table.current_key(), table.verticalScrollBar().value()) == ("5", 4000)


def test_a_heading_spans_all_columns_and_rows_are_counted_without_it(table):
    assert table.columnSpan(0, 0) == len(COLUMNS)
    assert table.columnSpan(1, 0) == 1
    assert table.row_count() == 3


def test_tab_leaves_the_list(desk_app, shown):
    window, table, after = QWidget(), ListTable(COLUMNS, name="台账"), QLineEdit()
    layout = QVBoxLayout(window)
    layout.addWidget(table)
    layout.addWidget(after)
    table.set_rows([row("1")])
    shown(window, (600, 400))
    table.setFocus()
    QTest.keyClick(table, Qt.Key_Tab)
    assert after.hasFocus()


def test_a_state_is_said_by_icon_word_and_colour(table):
    index = table.model().index(1, 2)
    assert index.data() == "今天"
    assert not index.data(Qt.DecorationRole).isNull()
    assert index.data(Qt.ForegroundRole).color().name().upper() == "#B42318"


@pytest.fixture
def staff(desk_app, shown):
    window, after, numbers = QWidget(), QLineEdit(), itertools.count(1)
    made = TableEdit(STAFF, new_row_ids=lambda _taken: (f"r{number}" for number in numbers))
    layout = QVBoxLayout(window)
    layout.addWidget(made)
    layout.addWidget(after)
    shown(window, (700, 500))
    made.keep, made.after = window, after
    made.setFocus()
    return made


def type_in(text: str) -> None:
    for character in text:
        QTest.keyClicks(QApplication.focusWidget(), character)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key_Return)
    QApplication.processEvents()


def test_a_table_is_filled_without_the_mouse(staff):
    edited, left = [], []
    staff.edited.connect(edited.append)
    staff.left.connect(left.append)
    QTest.keyClick(staff.window().focusWidget(), Qt.Key_Return)
    for text in ("Wang", "1101", "Li", "1102"):
        type_in(text)
    assert staff.rows() == {"r1": {"name": "Wang", "number": "1101"}, "r2": {"name": "Li", "number": "1102"}}
    assert edited[-1] == "Wang\t1101\nLi\t1102"
    assert left == []
    QTest.keyClick(staff.window().focusWidget(), Qt.Key_Return)
    QTest.keyClick(staff.window().focusWidget(), Qt.Key_Return)
    assert staff.after.hasFocus()
    assert left == ["Wang\t1101\nLi\t1102"]


def test_an_empty_row_at_the_end_is_no_row(staff):
    staff.add_row()
    assert staff.rows() == {}
    assert staff.value_text() == ""


def test_rows_are_pasted_from_a_spreadsheet(staff):
    staff.set_rows({"a": {"name": "王芳", "number": "1"}})
    QApplication.clipboard().setText("李四\t2\r\n赵六\t3\textra\r\n")
    staff.setFocus()
    QTest.keyClick(staff.window().focusWidget(), Qt.Key_V, Qt.ControlModifier)
    assert staff.rows() == {
        "a": {"name": "王芳", "number": "1"},
        "r1": {"name": "李四", "number": "2"},
        "r2": {"name": "赵六", "number": "3"},
    }


def test_the_ids_of_rows_stay_when_one_above_is_deleted(staff, qtbot):
    staff.set_rows({"a": {"name": "王芳"}, "b": {"name": "李四"}, "c": {"name": "赵六"}})
    staff._grid.go_to(1, 0)
    QTest.keyClick(staff._grid, Qt.Key_D, Qt.AltModifier)
    qtbot.waitUntil(lambda: list(staff.rows()) == ["a", "c"])


def test_of_two_tables_the_one_with_the_focus_answers(staff, qtbot):
    other = TableEdit(STAFF, new_row_ids=lambda _taken: iter("x"))
    staff.keep.layout().addWidget(other)
    for table in (staff, other):
        table.set_rows({"a": {"name": "王芳"}})
    QApplication.processEvents()
    other._grid.go_to(0, 0)
    QTest.keyClick(other._grid, Qt.Key_A, Qt.AltModifier)
    qtbot.waitUntil(lambda: other._grid.rowCount() == 2)
    assert staff._grid.rowCount() == 1


def test_leaving_in_the_middle_of_a_word_is_told_when_the_word_is_there(staff, qtbot):
    staff.set_rows({"a": {"name": "", "number": "1"}})
    left = []
    staff.left.connect(left.append)
    staff._grid.go_to(0, 0)
    QTest.keyClick(staff._grid, Qt.Key_F2)
    cell = QApplication.focusWidget()
    QApplication.sendEvent(cell, QInputMethodEvent("wang", []))
    assert staff.is_composing()
    staff.after.setFocus()
    qtbot.waitUntil(lambda: len(left) == 1)
    assert not staff.is_composing()


def test_setting_rows_is_silent_and_does_not_disturb_what_is_the_same(staff):
    edited = []
    staff.edited.connect(edited.append)
    rows = {"a": {"name": "王芳", "number": "1"}}
    staff.set_rows(rows)
    staff._grid.go_to(0, 1)
    staff.set_rows(rows)
    assert staff._grid.currentColumn() == 1
    assert edited == []


def test_text_keeps_known_row_ids(staff):
    staff.set_rows({"a": {"name": "王芳", "number": "1"}})
    staff.set_value_text("王芳\t9\n李四\t2")
    assert staff.rows() == {"a": {"name": "王芳", "number": "9"}, "r1": {"name": "李四", "number": "2"}}


def test_digits_columns_have_no_input_method(staff):
    staff.set_rows({"a": {"name": "王芳", "number": "1"}})
    for column, method in ((0, True), (1, False)):
        staff._grid.go_to(0, column)
        QTest.keyClick(staff._grid, Qt.Key_F2)
        assert QApplication.focusWidget().testAttribute(Qt.WA_InputMethodEnabled) is method
        QTest.keyClick(QApplication.focusWidget(), Qt.Key_Escape)
