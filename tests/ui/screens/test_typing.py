from __future__ import annotations

import time
from functools import partial

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtGui import QInputMethodEvent
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication

from client.desk import moving
from client.ui.editor.presenter import FOLLOW_MS
from client.ui.widgets.table_edit import TableEdit
from forms.elements.element import ElementKind
from tests.story.keyboard import focus, press, type_text, until
from tests.support.accepted_papers import shipped_catalog
from tests.support.later_catalog import with_elements
from tests.support.publisher import published
from tests.ui.screens.by_hand import fill, go_to, open_editor
from tests.ui.screens.test_changing_versions import install


def reads(form, element, text):
    return form.form.line_of(element).editor.value_text() == text


def draft(hall, application):
    return dict(moving.typing_of(hall.session, hall.desk, application).patch)


@pytest.fixture
def begun(hall):
    return hall.begin()


@pytest.fixture
def form(hall, desk, begun):
    return open_editor(desk, hall, begun)


def test_what_is_typed_is_on_disk_within_two_seconds_and_the_cursor_stays(hall, begun, form):
    go_to(form, "ap_name")
    began = time.monotonic()
    type_text("滨江路8")
    until(lambda: draft(hall, begun).get("ap_name") == "滨江路8", "the draft")
    assert time.monotonic() - began < 2
    assert form.form.focused_field() == "ap_name" and focus().cursorPosition() == 4
    assert form.saved_state().text.startswith("草稿已保存")


def test_an_unfinished_word_is_left_alone_by_autosave_and_by_news(hall, desk, begun, form):
    go_to(form, "ap_name")
    editor = focus()
    type_text("张")
    QApplication.sendEvent(editor, QInputMethodEvent("sanfeng", []))
    hall.fill(begun, {"ap_phone": "13912345678"})
    desk.refresh()
    QTest.qWait(1300)
    assert editor.is_composing() and focus() is editor
    committed = QInputMethodEvent("", [])
    committed.setCommitString("三丰")
    QApplication.sendEvent(editor, committed)
    assert editor.text() == "张三丰"
    until(lambda: draft(hall, begun).get("ap_name") == "张三丰", "the draft")


def test_other_fields_wait_for_an_unfinished_word(form):
    go_to(form, "ap_name")
    editor = focus()
    committed = QInputMethodEvent("", [])
    committed.setCommitString("张")
    QApplication.sendEvent(editor, committed)
    QApplication.sendEvent(editor, QInputMethodEvent("sanfeng", []))
    QTest.qWait(4 * FOLLOW_MS)
    assert form.form.value_of("legal_rep") is None
    committed.setCommitString("三丰")
    QApplication.sendEvent(editor, committed)
    until(lambda: form.form.value_of("legal_rep") == "张三丰", "what follows")


def test_news_from_the_centre_leave_the_field_its_text_and_cursor(hall, desk, begun, form):
    go_to(form, "ap_name")
    type_text("120105")
    press(Qt.Key_Left, times=3)
    hall.fill(begun, {"shop_name": "江湖饭店"})
    desk.refresh()
    assert form.form.focused_field() == "ap_name"
    assert (focus().text(), focus().cursorPosition()) == ("120105", 3)
    assert form.form.value_of("shop_name") == "江湖饭店"
    type_text("9")
    assert form.form.value_of("ap_name") == "1209105"


def test_saving_takes_what_is_in_the_field_and_keeps_the_cursor_there(hall, begun, form):
    go_to(form, "shop_name")
    type_text("江湖饭店")
    press(Qt.Key_S, Qt.ControlModifier)
    assert hall.state(begun).values["shop_name"].value == "江湖饭店"
    assert form.form.focused_field() == "shop_name"
    assert form.saved_state().text.startswith("已保存")
    assert draft(hall, begun) == {}


def test_saving_takes_an_open_cell_too_and_rows_keep_their_order(hall, begun, form):
    go_to(form, "food_mgr")
    press(Qt.Key_Return)
    for number in range(1, 12):
        type_text(f"n{number}")
        if number < 11:
            press(Qt.Key_Return)
            type_text("110105194912310021")
            press(Qt.Key_Return)
            type_text("x")
            press(Qt.Key_Return)
    press(Qt.Key_S, Qt.ControlModifier)
    rows = hall.state(begun).values["food_mgr"].value
    assert sorted(rows, key=lambda row: (len(row), row)) == [str(number) for number in range(1, 12)]
    assert rows["11"]["name"] == "n11"


def test_escape_keeps_what_was_typed(hall, desk, begun, form):
    go_to(form, "ap_name")
    type_text("张三丰")
    press(Qt.Key_Escape)
    assert desk.shell.current_screen() is desk.workbench
    assert draft(hall, begun)["ap_name"] == "张三丰"
    drafts = desk.workbench.drafts
    assert drafts.model().index(0, 0).data() == "张三丰"
    until(lambda: focus() is drafts, "the cursor in the drafts")
    press(Qt.Key_Return)
    again = until(lambda: desk.shell.tabs.current_key() and desk.shell.current_screen(), "the editor")
    assert again.form.value_of("ap_name") == "张三丰"


def test_another_applicant_waits_while_one_is_served(hall, desk, begun, form):
    go_to(form, "ap_name")
    type_text("张三丰")
    press(Qt.Key_N, Qt.ControlModifier)
    assert desk.shell.current_screen() is desk.pick
    press(Qt.Key_Tab, Qt.ControlModifier)
    assert desk.shell.current_screen() is form
    assert form.form.value_of("ap_name") == "张三丰"


def test_errors_come_when_a_field_is_left_not_while_typing(form):
    go_to(form, "ap_phone")
    type_text("1391234")
    line = form.form.line_of("ap_phone")
    assert line.error() == ""
    press(Qt.Key_Return)
    assert "还差 4 位" in line.error()
    fill(form, "ap_phone", "13912345678")
    assert line.error() == ""


def test_what_follows_is_filled_and_says_from_where(form):
    fill(form, "ap_name", "张三丰")
    line = form.form.line_of("legal_rep")
    assert line.editor.value_text() == "张三丰"
    assert line.note() == "同“申请人姓名”"


def test_f6_goes_from_one_missing_thing_to_the_next(form):
    assert form.form.focused_field() == "ap_name"
    visited = []
    for _ in range(3):
        press(Qt.Key_F6)
        visited.append(form.form.focused_field())
    assert visited == ["ap_name", "ap_id_type", "ap_id_no"]


def test_f8_says_how_much_is_missing_and_goes_to_the_first(form):
    go_to(form, "emp_count")
    press(Qt.Key_F8)
    assert not form.is_accepting()
    assert form.form.focused_field() == "ap_name"
    assert "还不能受理：有 " in form.message.text() and "申请人姓名" in form.message.text()


def test_alt_and_a_number_go_to_a_section_and_the_list_marks_it(form):
    press(Qt.Key_3, Qt.AltModifier)
    assert form.form.focused_field() == "shop_name"
    marked = [name for name, line in form.sections._lines.items() if line.isChecked()]
    assert marked == ["S"]


def test_a_range_of_days_is_two_days(hall, begun, form):
    go_to(form, "sign_period")
    type_text("2026.12.1")
    press(Qt.Key_Return)
    type_text("20291130")
    press(Qt.Key_Return)
    assert form.form.value_of("sign_period") == {"from": "2026-12-01", "to": "2029-11-30"}
    assert form.form.focused_field() != "sign_period"


def test_typing_says_typing_until_it_is_saved(form):
    go_to(form, "ap_name")
    type_text("a")
    assert form.saved_state().text == "正在输入…"
    changes = []
    form.chrome_changed.connect(lambda: changes.append(form.saved_state().text))
    type_text("b")
    assert changes == []


def test_what_depends_on_a_field_follows_while_it_is_typed(hall, desk_of):
    exits = {"computed": "(prem_area + 49) // 50", "required": False}
    install(hall, published(with_elements(shipped_catalog(), exits=exits, sign_size={"shown_if": "prem_area > 100"})))
    form = open_editor(desk_of(hall), hall, hall.begin())
    go_to(form, "prem_area")
    for digit, exits, shown in (("2", "1", False), ("5", "1", False), ("0", "5", True)):
        type_text(digit)
        until(partial(reads, form, "exits", exits), "what is computed")
        assert form.form.line_of("sign_size").isVisibleTo(form) is shown
    assert form.form.focused_field() == "prem_area" and focus().text() == "250"


def test_errors_of_a_table_are_a_line_each_and_not_too_many(hall, form, monkeypatch):
    ids_asked = []
    row_ids = TableEdit.row_ids
    monkeypatch.setattr(TableEdit, "row_ids", lambda table: ids_asked.append(1) or row_ids(table))
    go_to(form, "food_mgr")
    QApplication.clipboard().setText("\n".join(f"n{number}\t12\t" for number in range(300)))
    press(Qt.Key_V, Qt.ControlModifier)
    assert len(ids_asked) < 30, "rows are put in one by one, not all again for each"
    go_to(form, "ap_name")
    lines = form.form.line_of("food_mgr").error().splitlines()
    assert len(lines) == 6 and lines[0].startswith("第 1 行") and lines[-1].startswith("还有 ")
    assert len(form.form.value_of("food_mgr")) == 300


def test_what_was_followed_while_typed_is_shown_as_read_once_it_is_left(hall, desk_of):
    money = {"kind": ElementKind.MONEY, "minimum": "", "maximum": "", "unit": "元"}
    install(hall, published(with_elements(shipped_catalog(), drain_m3=money, prem_lease_end={"shown_if": ""})))
    form = open_editor(desk_of(hall), hall, hall.begin())
    for element, typed, read in (
        ("prem_lease_end", "20291130", "2029-11-30"),
        ("drain_m3", "1250000.5", "1,250,000.5"),
    ):
        go_to(form, element)
        type_text(typed)
        QTest.qWait(100)
        assert focus().text() == typed, "nothing moves while it is typed"
        press(Qt.Key_Return)
        assert form.form.line_of(element).editor.text() == read
    assert form.form.value_of("drain_m3") == "1250000.5"
