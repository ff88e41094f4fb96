from __future__ import annotations

import itertools

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.table_edit import TableEdit
from client.ui.widgets.table_rules import PlainRules, TableColumn
from tests.story.keyboard import compose

COLUMNS = (
    TableColumn(id="name", title="姓名"),
    TableColumn(id="amount", title="出资额", latin=True),
    TableColumn(id="by", title="方式", choices=("货币", "实物", "知识产权")),
)


class OnlyDigits(PlainRules):
    """An amount must be digits, a name must be there; two cells too many are told."""

    def wrong_cells(self, row, *, number):
        wrong = {} if row["amount"].isdigit() else {"amount": f"第 {number} 行“出资额”：不是数字"}
        return wrong | ({} if row["name"] else {"name": f"第 {number} 行“姓名”：未填"})

    def pasted(self, text):
        rows, _ = super().pasted(text)
        return rows, "有两列没有放入" if "多" in text else ""


@pytest.fixture
def table(desk_app, shown):
    window, after, numbers = QWidget(), QLineEdit(), itertools.count(1)
    made = TableEdit(
        COLUMNS, new_row_ids=lambda _taken: (f"r{number}" for number in numbers), rules=OnlyDigits(COLUMNS)
    )
    layout = QVBoxLayout(window)
    layout.addWidget(made)
    layout.addWidget(after)
    shown(window, (700, 600))
    made.after, made.told, made.changes = after, [], []
    made.said.connect(lambda words, wrong: made.told.append((words, wrong)))
    made.edited.connect(made.changes.append)
    made.setFocus()
    yield made


def press(key: Qt.Key, modifiers: Qt.KeyboardModifiers = Qt.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)
    QApplication.processEvents()


def type_in(text: str) -> None:
    """Each key goes to what has the focus by then, as the window system sends it."""
    for character in text:
        QTest.keyClicks(QApplication.focusWidget(), character)
    press(Qt.Key_Return)


def marked(table: TableEdit) -> set[tuple[int, int]]:
    grid = table._grid
    places = itertools.product(range(grid.rowCount()), range(grid.columnCount()))
    return {place for place in places if grid.item(*place).data(Qt.DecorationRole) is not None}


def test_a_table_with_choices_is_filled_without_the_mouse(table):
    press(Qt.Key_Return)
    for text in ("Li", "60", "sw", "Wang", "40", "1"):
        type_in(text)
    assert table.rows() == {
        "r1": {"name": "Li", "amount": "60", "by": "实物"},
        "r2": {"name": "Wang", "amount": "40", "by": "货币"},
    }
    assert table._grid.rowCount() == 3
    assert marked(table) == set()


def test_a_choice_counts_at_once_and_text_from_elsewhere_stays_until_one_is_made(table):
    table.set_rows({"a": {"name": "Li", "amount": "1", "by": "期权"}})
    table._grid.go_to(0, 2)
    press(Qt.Key_F2)
    assert isinstance(QApplication.focusWidget(), ChoiceBox)
    press(Qt.Key_Return)
    assert table.rows()["a"]["by"] == "期权"
    table._grid.go_to(0, 2)
    QTest.keyClick(table._grid, "z")
    assert table.rows()["a"]["by"] == "知识产权"
    assert table.changes[-1] == "Li\t1\t知识产权"


def test_rows_are_numbered(table):
    table.set_rows({"a": {"name": "Li", "amount": "1"}, "b": {"name": "Wu", "amount": "2"}})
    header = table._grid.verticalHeader()
    assert header.isVisible()
    assert [header.model().headerData(at, Qt.Vertical) for at in range(2)] == [1, 2]


def test_insert_adds_a_row_and_ctrl_delete_takes_one_away(table):
    table.set_rows({"a": {"name": "Li", "amount": "1"}, "b": {"name": "Wu", "amount": "2"}})
    table._grid.go_to(0, 1)
    press(Qt.Key_Insert)
    assert table.row_ids() == ("a", "b", "r1")
    assert (table._grid.currentRow(), table._grid.currentColumn()) == (2, 0)
    press(Qt.Key_Delete, Qt.ControlModifier)
    press(Qt.Key_Delete, Qt.ControlModifier)
    assert table.row_ids() == ("a",)
    assert list(table.rows()) == ["a"]


def test_a_wrong_cell_is_marked_when_it_is_left_and_the_row_when_it_is(table):
    press(Qt.Key_Return)
    press(Qt.Key_Return)
    type_in("x")
    assert marked(table) == {(0, 1)}
    type_in("1")
    assert marked(table) == {(0, 0), (0, 1)}
    table._grid.go_to(0, 1)
    assert table.told[-1] == ("第 1 行“出资额”：不是数字", True)
    type_in("7")
    assert table.told[-1] == ("", False)
    table.after.setFocus()
    assert marked(table) == {(0, 0)}


def test_what_is_wrong_is_not_said_once_the_table_was_left(table):
    table.set_rows({"a": {"name": "Li", "amount": "x"}})
    table._grid.go_to(0, 1)
    assert table.told[-1][1]
    table.after.setFocus()
    assert table.told[-1] == ("", False)


def test_places_are_right_after_a_row_above_has_gone(table):
    table.set_rows({"a": {"name": "Li", "amount": "1"}, "b": {"name": "Wu", "amount": "x"}})
    table._grid.go_to(0, 0)
    press(Qt.Key_Delete, Qt.ControlModifier)
    table._grid.go_to(0, 1)
    assert table.told[-1] == ("第 1 行“出资额”：不是数字", True)


def test_marking_is_no_edit(table):
    table.set_rows({"a": {"name": "", "amount": "x"}})
    assert marked(table) == {(0, 0), (0, 1)}
    assert table.changes == []


def paste(table: TableEdit, text: str) -> None:
    QApplication.clipboard().setText(text)
    press(Qt.Key_V, Qt.ControlModifier)


def test_many_rows_are_pasted_after_what_is_there(table):
    table.set_rows({"a": {"name": "Li", "amount": "1"}})
    press(Qt.Key_Insert)
    paste(table, "".join(f"p{number}\t{number}\t货币\r\n" for number in range(300)))
    rows = table.rows()
    assert len(rows) == 301
    assert next(iter(rows)) == "a"
    assert rows[list(rows)[300]] == {"name": "p299", "amount": "299", "by": "货币"}
    assert marked(table) == set()
    assert table._grid.currentRow() == 300


def test_what_finds_no_place_is_told_and_wrong_cells_are_marked(table):
    paste(table, "Li\tx\t货币\t多\nWu\t2\t实物")
    assert marked(table) == {(0, 1)}
    assert table.told[-1] == ("有两列没有放入", False)


def test_a_single_cell_goes_where_the_cursor_is(table):
    table.set_rows({"a": {"name": "Li", "amount": "1"}})
    table._grid.go_to(0, 1)
    paste(table, "25\r\n")
    assert table.rows() == {"a": {"name": "Li", "amount": "25", "by": ""}}


def test_nothing_in_the_clipboard_changes_nothing(table):
    paste(table, "")
    assert table.rows() == {}


def test_marked_cells_are_copied_and_emptied(table):
    table.set_rows({"a": {"name": "Li", "amount": "1"}, "b": {"name": "Wu", "amount": "2"}})
    table._grid.go_to(0, 0)
    press(Qt.Key_Right, Qt.ShiftModifier)
    press(Qt.Key_Down, Qt.ShiftModifier)
    press(Qt.Key_C, Qt.ControlModifier)
    assert QApplication.clipboard().text() == "Li\t1\nWu\t2"
    press(Qt.Key_Delete)
    assert table.rows() == {}


def test_everything_done_to_a_table_is_undone_step_by_step_and_done_again(table):
    first = {"a": {"name": "Li", "amount": "1", "by": "货币"}}
    table.set_rows(first)
    table._grid.go_to(0, 1)
    type_in("25")
    typed = table.rows()
    paste(table, "Wu\t2\t实物\nXu\t3\t实物")
    pasted = table.rows()
    table._grid.go_to(0, 0)
    press(Qt.Key_Delete, Qt.ControlModifier)
    deleted = table.rows()
    for expected in (pasted, typed, first, first):
        press(Qt.Key_Z, Qt.ControlModifier)
        assert table.rows() == expected
    for expected in (typed, pasted, deleted):
        press(Qt.Key_Y, Qt.ControlModifier)
        assert table.rows() == expected
    assert table.changes[-1] == table.value_text()


def test_a_cell_undoes_its_own_typing_first(table):
    table.set_rows({"a": {"name": "Li", "amount": "1"}})
    table._grid.go_to(0, 1)
    for character in "25":
        QTest.keyClicks(QApplication.focusWidget(), character)
    press(Qt.Key_Z, Qt.ControlModifier)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    assert table.rows()["a"]["amount"] != "25"


def test_the_table_itself_composes_no_digits(table):
    table.set_rows({"a": {"name": "Li", "amount": "1"}})
    for column, method in ((0, True), (1, False)):
        table._grid.go_to(0, column)
        assert table._grid.testAttribute(Qt.WA_InputMethodEnabled) is method


@pytest.mark.parametrize("count", [0, 3, 11, 40])
def test_a_table_shows_some_rows_and_scrolls_the_others(count, table):
    table.set_rows({str(number): {"name": "Li", "amount": "1"} for number in range(count)})
    assert table._grid.height() <= table._grid.verticalHeader().defaultSectionSize() * 12
    assert table._grid.verticalScrollBar().maximum() > 0 or count <= 10


def test_an_input_method_fills_text_and_choices_alike(table):
    press(Qt.Key_Return)
    for word in ("李四", "60", "知识产权"):
        if word.isascii():
            type_in(word)
            continue
        compose(word)
        press(Qt.Key_Return)
    assert table.rows() == {"r1": {"name": "李四", "amount": "60", "by": "知识产权"}}
