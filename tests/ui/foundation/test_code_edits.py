from __future__ import annotations

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication

from client.ui.widgets.code_groups import (
    PROJECT_CODE_GROUPS,
    UNIT_NUMBER_GROUPS,
    amount_groups,
    grouped,
    identity_groups,
    phone_groups,
)
from client.ui.widgets.computed_edit import ComputedEdit
from client.ui.widgets.identity_edit import IdentityEdit
from client.ui.widgets.line_field import LineField
from client.ui.widgets.long_text import LongTextEdit
from client.ui.widgets.text_editors import CodeEdit, TextEdit

BACK, FORWARD = (Qt.Key_Z, Qt.ControlModifier), (Qt.Key_Y, Qt.ControlModifier)


@pytest.mark.parametrize(
    ("groups", "gap", "typed", "seen", "value"),
    [(UNIT_NUMBER_GROUPS, " ", "510104003002gb00019f00010001", "510104 003002 GB00019 F00010001",
      "510104003002GB00019F00010001"),
     (PROJECT_CODE_GROUPS, "-", "2019-440300-47-01-123456", "2019-440300-47-01-123456", "20194403004701123456"),
     (PROJECT_CODE_GROUPS, "-", "20194403004701123456", "2019-440300-47-01-123456", "20194403004701123456"),
     (phone_groups, " ", "13912345678", "139 1234 5678", "13912345678"),
     (phone_groups, " ", "0531-66601234", "0531-66601234", "0531-66601234"),
     (identity_groups, " ", "e12345678", "E12345678", "E12345678"),
     (identity_groups, " ", "11010519491231002x", "110105 19491231 002X", "11010519491231002X")],
)  # fmt: skip
def test_codes_are_grouped_as_papers_print_them(groups, gap, typed, seen, value, form):
    _, editor, _, edited, _ = form(CodeEdit(groups=groups, gap=gap, upper=True))
    QTest.keyClicks(editor, typed)
    assert (editor.text(), editor.value_text(), edited[-1]) == (seen, value, value)


def test_a_gap_is_stepped_over_when_a_dash_stands_in_it(form):
    _, editor, _, _, _ = form(CodeEdit(groups=PROJECT_CODE_GROUPS, gap="-"))
    editor.set_value_text("2019440300")
    editor.setCursorPosition(5)
    QTest.keyClick(editor, Qt.Key_Backspace)
    assert editor.value_text() == "201440300"


def test_grouped_codes_are_undone_by_runs_of_typing(form):
    _, editor, _, edited, _ = form(CodeEdit(groups=identity_groups))
    editor.set_value_text("110105")
    QTest.keyClicks(editor, "19491231")
    QTest.keyClick(editor, Qt.Key_Backspace)
    assert editor.text() == "110105 1949123"
    for expected in ("110105 19491231", "110105"):
        QTest.keyClick(editor, *BACK)
        assert editor.text() == expected
    QTest.keyClick(editor, *FORWARD)
    QTest.keyClick(editor, *FORWARD)
    assert editor.text() == "110105 1949123"
    assert edited[-4:] == ["11010519491231", "110105", "11010519491231", "1101051949123"]


@pytest.mark.parametrize("make", [TextEdit, CodeEdit, LongTextEdit], ids=["text", "code", "long"])
def test_lines_undo_until_there_is_nothing_and_then_leave_the_key_to_the_form(make, form):
    _, editor, _, edited, _ = form(make())
    pressed = []
    editor.window().keyPressEvent = lambda event: pressed.append(event.key())
    QTest.keyClicks(editor, "ab")
    QTest.keyClick(editor, *BACK)
    assert editor.value_text() == ""
    assert edited[-1] == ""
    assert Qt.Key_Z not in pressed
    QTest.keyClick(editor, *BACK)
    assert pressed[-1] == Qt.Key_Z
    QTest.keyClick(editor, *FORWARD)
    assert editor.value_text() == "ab"


def test_what_is_typed_is_read_out_under_the_line_and_an_error_comes_before_it(form, desk_app):
    editor = CodeEdit(says=lambda text: f"{text} yuan" if text else "")
    field = LineField("注册资本", editor)
    field.edited, field.left = editor.edited, editor.left
    form(field)
    field.set_note("来自执照")
    QTest.keyClicks(editor, "12")
    assert field._under.text() == "12 yuan · 来自执照"
    field.set_error("太少")
    assert field._under.text() == "太少"
    field.set_error("")
    editor.set_value_text("")
    assert field._under.text() == "来自执照"


def test_an_identity_number_is_read_out_beside_it_or_under_it(form):
    editor = IdentityEdit(says=lambda text: "女 1949-12-31" if len(text) == 18 else "")
    said = []
    editor.said.connect(lambda words, wrong: said.append(words))
    form(editor)
    QTest.keyClicks(editor, "11010519491231002X")
    assert said == [""]
    editor.setFixedWidth(220)
    QApplication.processEvents()
    assert said[-1] == "女 1949-12-31"
    QTest.keyClick(editor, Qt.Key_Backspace)
    assert said[-1] == ""


def test_a_computed_field_is_passed_by_and_says_its_rule(form):
    editor = ComputedEdit(rule="自动计算：面积 × 12", says=lambda text: f"{text}元整" if text else "")
    before, _, after, edited, left = form(editor)
    said = []
    editor.said.connect(lambda words, wrong: said.append(words))
    editor.set_value_text("")
    editor.set_value_text("36")
    assert said == ["自动计算：面积 × 12", "36元整 · 自动计算：面积 × 12"]
    before.setFocus()
    QTest.keyClick(before, Qt.Key_Tab)
    assert after.hasFocus()
    editor.setFocus()
    QTest.keyClicks(editor, "5")
    after.setFocus()
    assert (editor.value_text(), edited, left) == ("36", [], [])


@pytest.mark.parametrize("modifier", [Qt.ShiftModifier, Qt.ControlModifier])
def test_long_text_breaks_lines_and_grows_up_to_a_few(modifier, form):
    _, editor, _, _, left = form(LongTextEdit(lines=2))
    heights = [editor.height()]
    for _ in range(8):
        QTest.keyClicks(editor, "a")
        QTest.keyClick(editor, Qt.Key_Return, modifier)
        heights.append(editor.height())
    assert editor.value_text() == "a\n" * 8
    assert heights[0] == heights[1] < heights[3] < heights[5] == heights[8]
    editor.set_value_text("")
    assert editor.height() == heights[0]
    assert left == []


def test_an_address_wraps_and_stays_one_line(form):
    _, editor, _, edited, _ = form(LongTextEdit(lines=1, one_line=True))
    low = editor.height()
    QTest.keyClick(editor, Qt.Key_Return, Qt.ShiftModifier)
    assert editor.value_text() == ""
    editor.insertPlainText("广东省深圳市南山区\n粤海街道" + "科技园" * 30)
    assert editor.height() > low
    assert edited[-1].startswith("广东省深圳市南山区 粤海街道")


def test_tab_leaves_long_text(form):
    _, editor, after, _, left = form(LongTextEdit())
    QTest.keyClicks(editor, "a")
    QTest.keyClick(editor, Qt.Key_Tab)
    assert after.hasFocus()
    assert left == ["a"]


@pytest.mark.parametrize(
    ("plain", "seen"),
    [("1250000.50", "1,250,000.50"), ("-1250", "-1,250"), ("999", "999"), ("100000", "100,000"), ("0.5", "0.5"),
     ("1234567", "1,234,567"), ("12万", "12万"), ("", "")],
)  # fmt: skip
def test_amounts_have_their_thousands_set_apart(plain, seen):
    assert grouped(plain, amount_groups(plain), ",") == seen
