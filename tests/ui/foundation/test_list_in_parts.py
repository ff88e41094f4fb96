from __future__ import annotations

import pytest

from client.ui.widgets.list_table import ListTable
from client.ui.widgets.progress_line import ProgressLine
from client.ui.widgets.rows_model import Column, Row


@pytest.fixture
def table(shown):
    table = shown(ListTable((Column(title="A"), Column(title="B")), name="list"))
    table.set_rows([Row("h1", ("first",), heading=True), Row("a", ("1", "x")), Row("b", ("2", "y"))])
    return table


def test_rows_come_behind_and_what_is_chosen_stays(table):
    told = []
    table.choose("b")
    table.chosen.connect(told.append)
    table.add_rows([Row("h2", ("second",), heading=True), Row("c", ("3", "z"))])
    assert table.current_key() == "b" and told == []
    assert table.row_count() == 3 and table.choose("c")
    assert told == ["c"]


def test_a_heading_that_comes_later_goes_over_all_columns_too(table):
    table.add_rows([Row("h2", ("second",), heading=True)])
    assert [table.columnSpan(number, 0) for number in range(4)] == [2, 1, 1, 2]


def test_nothing_more_changes_nothing(table):
    table.add_rows([])
    assert table.row_count() == 2


def test_progress_that_can_be_cancelled_opens_no_window_of_its_own(desk_app):
    before = set(desk_app.topLevelWidgets())
    line = ProgressLine("导出", cancel_text="取消")
    opened = {widget for widget in desk_app.topLevelWidgets() if widget.isVisible()} - before - {line}
    assert opened == set()
