"""One list of everything that is missing or wrong, by key; Enter goes there."""

from __future__ import annotations

import pytest
from PyQt5.QtCore import Qt

from client.ui.editor.missing_sheet import MissingSheet
from tests.story.keyboard import click, focus, press, type_text
from tests.ui.screen_check import assert_screen_ok
from tests.ui.screens.by_hand import fill, go_to, open_editor, presenter


@pytest.fixture
def begun(hall):
    return hall.begin()


@pytest.fixture
def form(hall, desk, begun):
    return open_editor(desk, hall, begun)


def names(form):
    model = form.side().table.model()
    return [model.index(number, 0).data() for number in range(model.rowCount())]


def test_the_list_has_every_lack_and_enter_goes_there(desk, form):
    fill(form, "ap_phone", "1391234")
    go_to(form, "emp_count")
    press(Qt.Key_F6, Qt.ShiftModifier)
    sheet = form.side()
    assert isinstance(sheet, MissingSheet) and focus() is sheet.table
    assert len(names(form)) == len(presenter(desk)._view.lacks)
    assert sheet.lead.text() == f"有 {len(names(form))} 处缺少或有误"
    at = names(form).index("手机号码")
    assert sheet.table.selectedIndexes(), "the first line is chosen"
    press(Qt.Key_Down, times=at - sheet.table.currentIndex().row())
    model = sheet.table.model()
    assert model.index(at, 1).data() == "申请人" and "还差 4 位" in model.index(at, 2).data()
    press(Qt.Key_Return)
    assert form.side() is None and form.form.focused_field() == "ap_phone"


def test_a_material_in_the_list_leads_to_the_materials(form):
    press(Qt.Key_F6, Qt.ShiftModifier)
    press(Qt.Key_End)
    press(Qt.Key_Return)
    assert form.side() is None and focus() is form.materials.table


def test_escape_leads_back_to_where_the_cursor_was(form):
    go_to(form, "emp_count")
    press(Qt.Key_F6, Qt.ShiftModifier)
    press(Qt.Key_Escape)
    assert form.side() is None and form.form.focused_field() == "emp_count"


def test_a_click_on_what_is_missing_opens_the_list(form):
    click(form.missing, form.missing.rect().adjusted(0, 0, -form.missing.width() // 2, 0))
    assert isinstance(form.side(), MissingSheet)


@pytest.mark.parametrize(("scale", "language"), [(1.0, "zh_CN"), (2.0, "zh_CN"), (2.0, "en")])
def test_the_list_can_be_read(scale, language, hall, begun, desk_of, dress):
    dress(scale)
    desk = desk_of(hall, language=language)
    form = open_editor(desk, hall, begun)
    press(Qt.Key_F6, Qt.ShiftModifier)
    assert isinstance(form.side(), MissingSheet)
    assert_screen_ok(desk.shell)


def test_what_was_typed_last_is_on_the_list_too(form):
    go_to(form, "emp_count")
    type_text("x")
    press(Qt.Key_F6, Qt.ShiftModifier)
    model = form.side().table.model()
    row = names(form).index("从业人数")
    assert "x" in model.index(row, 2).data()
