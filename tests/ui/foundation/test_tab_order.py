"""Tab goes as the eye goes, whatever was made when."""

from __future__ import annotations

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QLineEdit, QWidget

from client.ui.widgets.choice_editors import YesNo
from client.ui.widgets.line_field import LineField
from client.ui.widgets.range_edit import DateRangeEdit
from client.ui.widgets.tab_order import TabMark, follow_in_order, put_last, takes_tab
from client.ui.widgets.text_editors import TextEdit


@pytest.fixture
def window(shown):
    return shown(QWidget(), (400, 400))


def line(window, name):
    made = QLineEdit(window)
    made.setObjectName(name)
    made.show()
    return made


def tour(window, first):
    """Names of what Tab comes to, once around; parts without a name count as their line."""
    first.setFocus()
    visited = []
    for _ in range(30):
        now = QApplication.focusWidget()
        name = now.objectName() or now.parentWidget().objectName()
        if visited and name == visited[0]:
            return visited
        if not visited or visited[-1] != name:
            visited.append(name)
        QTest.keyClick(now, Qt.Key_Tab)
    raise AssertionError(visited)


@pytest.mark.parametrize("editor", [TextEdit, YesNo, DateRangeEdit])
def test_what_is_made_later_comes_where_it_is_put_with_all_its_parts(window, editor):
    first, last = line(window, "first"), line(window, "last")
    made = LineField("第二项", editor(), parent=window)
    made.editor.setObjectName("second")
    made.show()
    follow_in_order(first, made, last)
    assert tour(window, first) == ["first", "second", "last"]
    assert made.editor.focusProxy() is None or made.editor.isAncestorOf(made.editor.focusProxy())


def test_a_mark_keeps_the_place_of_what_is_not_made_yet(window):
    first, mark, last = line(window, "first"), TabMark(window), line(window, "last")
    follow_in_order(first, mark, last)
    assert tour(window, first) == ["first", "last"]
    follow_in_order(mark, line(window, "a"), line(window, "b"))
    assert tour(window, first) == ["first", "a", "b", "last"]


def test_what_is_last_stays_last(window):
    bar = line(window, "bar")
    first = line(window, "first")
    put_last(bar)
    line(window, "later")
    put_last(bar)
    assert tour(window, first) == ["first", "later", "bar"]


def test_a_field_that_cannot_be_typed_into_takes_no_tab(window):
    first, made, last = line(window, "first"), LineField("项", TextEdit(), parent=window), line(window, "last")
    made.editor.setObjectName("awaited")
    made.show()
    assert takes_tab(made)
    made.editor.setEnabled(False)
    assert not takes_tab(made)
    assert tour(window, first) == ["first", "last"]
    assert last.isVisible()
