"""Ctrl+Z over the whole form: a field that has nothing left to undo gives the word to the one changed before it."""

from __future__ import annotations

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication

from client.ui.editor.undo import STEPS, FormUndo
from client.ui.widgets.history import BACK, FORWARD
from tests.story.keyboard import press, type_text, until
from tests.ui.screens.by_hand import fill, go_to, open_editor
from tests.ui.screens.test_typing import draft


@pytest.fixture
def begun(hall):
    return hall.begin()


@pytest.fixture
def form(hall, desk, begun):
    return open_editor(desk, hall, begun)


def undo(times=1):
    press(Qt.Key_Z, Qt.ControlModifier, times=times)


def test_the_last_change_of_another_field_is_taken_back_and_done_again(hall, desk, begun, form):
    fill(form, "ap_name", "abc")
    fill(form, "emp_count", "7")
    go_to(form, "shop_name")
    undo()
    assert form.form.focused_field() == "emp_count" and form.form.value_of("emp_count") is None
    assert form.message.text() == "已撤销：从业人数"
    undo()
    assert form.form.focused_field() == "ap_name" and form.form.value_of("ap_name") is None
    assert form.form.value_of("legal_rep") is None, "what followed from it goes with it"
    undo()
    assert form.form.focused_field() == "ap_name", "there is nothing before"
    press(Qt.Key_Y, Qt.ControlModifier, times=2)
    assert form.form.value_of("ap_name") == "abc" and form.form.value_of("emp_count") == 7
    assert form.message.text() == "已恢复：从业人数"
    until(lambda: draft(hall, begun).get("emp_count") == 7, "the draft")


def test_the_field_that_is_typed_into_comes_first(form):
    fill(form, "ap_name", "abc")
    go_to(form, "shop_name")
    type_text("x")
    undo()
    assert form.form.focused_field() == "shop_name" and form.form.value_of("shop_name") is None
    undo()
    assert form.form.focused_field() == "ap_name"


def test_choices_and_tables_are_taken_back_from_elsewhere(form):
    go_to(form, "food_mgr")
    QApplication.clipboard().setText("李梅\t11010519491231002X\t食品安全员\n王刚\t11010519491231002X\t食品安全员")
    press(Qt.Key_V, Qt.ControlModifier)
    go_to(form, "food_net")
    type_text("y")
    go_to(form, "ap_name")
    undo()
    assert form.form.focused_field() == "food_net" and form.form.value_of("food_net") is None
    undo()
    assert form.form.focused_field() == "food_mgr" and form.form.value_of("food_mgr") is None
    press(Qt.Key_Y, Qt.ControlModifier)
    assert len(form.form.value_of("food_mgr")) == 2


def test_what_came_from_elsewhere_is_not_overwritten(hall, desk, begun, form):
    fill(form, "shop_name", "abc")
    press(Qt.Key_S, Qt.ControlModifier)
    hall.fill(begun, {"shop_name": "另一窗口"})
    desk.refresh()
    go_to(form, "ap_name")
    undo()
    assert form.form.focused_field() == "ap_name" and form.form.value_of("shop_name") == "另一窗口"


def test_only_so_many_steps_are_kept():
    history = FormUndo()
    for number in range(STEPS + 5):
        history.entered("a", number)
        history.left("a", number + 1)
    taken = 0
    while history.step(BACK, holds=lambda _element, _value: True):
        taken += 1
    assert taken == STEPS
    assert history.step(FORWARD, holds=lambda _element, _value: True) == ("a", 6)
    history.entered("a", 6)
    history.left("a", 99)
    assert history.step(FORWARD, holds=lambda _element, _value: True) is None, "a change forgets what was taken back"
