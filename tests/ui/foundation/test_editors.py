from __future__ import annotations

import pytest
from PyQt5.QtCore import QPoint, QPointF, Qt
from PyQt5.QtGui import QInputMethodEvent, QWheelEvent
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from client.ui.widgets.choice_box import Choice, ChoiceBox
from client.ui.widgets.choice_editors import SeveralOf, YesNo
from client.ui.widgets.code_groups import IDENTITY_GROUPS
from client.ui.widgets.day_editors import DateEdit
from client.ui.widgets.long_text import LongTextEdit
from client.ui.widgets.range_edit import DateRangeEdit
from client.ui.widgets.text_editors import CodeEdit, TextEdit

PAPERS = (
    Choice("id", "居民身份证"),
    Choice("passport", "护照"),
    Choice("permit", "港澳通行证"),
)
DISHES = (Choice("hot", "热食类"), Choice("cold", "冷食类"), Choice("raw", "生食类"))


EDITORS = {
    "text": lambda: TextEdit(),
    "code": lambda: CodeEdit(groups=IDENTITY_GROUPS),
    "date": lambda: DateEdit(),
    "long": lambda: LongTextEdit(),
    "choice": lambda: ChoiceBox(PAPERS),
    "yes-no": lambda: YesNo(),
    "several": lambda: SeveralOf(DISHES),
}


@pytest.mark.parametrize("name", EDITORS)
def test_enter_goes_on_like_tab_and_leaving_is_told_once(name, form):
    before, editor, after, _, left = form(EDITORS[name]())
    QTest.keyClick(editor.window().focusWidget(), Qt.Key_Return)
    assert after.hasFocus()
    assert len(left) == 1
    before.setFocus()
    QTest.keyClick(before, Qt.Key_Tab)
    assert editor.hasFocus() or editor.isAncestorOf(editor.window().focusWidget())


@pytest.mark.parametrize(
    ("name", "value"),
    [("text", "张三"), ("code", "110105"), ("date", "2026-12-03"), ("long", "一\n二"), ("choice", "passport"),
     ("yes-no", "true"), ("several", "hot,raw")],
)  # fmt: skip
def test_setting_a_value_is_silent(name, value, form):
    _, editor, _, edited, left = form(EDITORS[name]())
    editor.set_value_text(value)
    assert editor.value_text() == value
    editor.set_value_text("")
    assert editor.value_text() == ""
    assert edited == left == []


@pytest.mark.parametrize("name", ["text", "long"])
def test_nothing_is_said_while_a_word_is_composed(name, form):
    _, editor, after, edited, left = form(EDITORS[name]())
    QApplication.sendEvent(editor, QInputMethodEvent("zhang", []))
    assert editor.is_composing()
    after.setFocus(Qt.OtherFocusReason)
    assert (edited, left) == ([], [])
    word = QInputMethodEvent("", [])
    word.setCommitString("张")
    QApplication.sendEvent(editor, word)
    assert not editor.is_composing()
    assert (edited, left) == (["张"], ["张"])


@pytest.mark.parametrize("name", ["text", "long"])
def test_a_word_given_up_still_tells_what_it_took_away(name, form):
    _, editor, _, edited, _ = form(EDITORS[name]())
    editor.set_value_text("王芳")
    editor.selectAll()
    QApplication.sendEvent(editor, QInputMethodEvent("zhang", []))
    assert edited == []
    QApplication.sendEvent(editor, QInputMethodEvent("", []))
    assert edited == [""]


def test_enter_while_composing_stays_in_the_field(form):
    _, editor, _, _, left = form(TextEdit())
    QApplication.sendEvent(editor, QInputMethodEvent("zhang", []))
    QTest.keyClick(editor, Qt.Key_Return)
    assert editor.hasFocus()
    assert left == []


def test_another_window_in_front_is_not_leaving(form, desk_app, shown):
    _, editor, _, _, left = form(TextEdit())
    editor.clearFocus()
    assert left == [""]
    editor.setFocus()
    QApplication.sendEvent(editor, _focus_out(Qt.ActiveWindowFocusReason))
    QApplication.sendEvent(editor, _focus_out(Qt.PopupFocusReason))
    assert left == [""]


def _focus_out(reason):
    from PyQt5.QtCore import QEvent
    from PyQt5.QtGui import QFocusEvent

    return QFocusEvent(QEvent.FocusOut, reason)


def test_identity_numbers_are_grouped_while_typing_and_stored_plain(form):
    _, editor, _, edited, _ = form(CodeEdit(groups=IDENTITY_GROUPS, upper=True))
    QTest.keyClicks(editor, "11010519491231002x")
    assert editor.text() == "110105 19491231 002X"
    assert edited[-1] == editor.value_text() == "11010519491231002X"
    assert editor.cursorPosition() == len(editor.text())


def test_the_cursor_stays_in_its_place_in_a_grouped_number(form):
    _, editor, _, _, _ = form(CodeEdit(groups=IDENTITY_GROUPS))
    editor.set_value_text("110105194912310021")
    editor.setCursorPosition(8)
    QTest.keyClick(editor, Qt.Key_Backspace)
    assert (editor.text(), editor.cursorPosition()) == ("110105 94912310 021", 6)
    QTest.keyClick(editor, Qt.Key_Backspace)
    assert (editor.text(), editor.cursorPosition()) == ("110109 49123100 21", 5)
    editor.setCursorPosition(7)
    QTest.keyClick(editor, Qt.Key_Backspace)
    assert editor.value_text() == "110104912310021"
    editor.setCursorPosition(6)
    QTest.keyClick(editor, Qt.Key_Delete)
    assert editor.value_text() == "11010412310021"


def test_a_pasted_number_loses_its_gaps(form):
    _, editor, _, _, _ = form(CodeEdit(groups=IDENTITY_GROUPS))
    QApplication.clipboard().setText(" 110105-19491231 0021 ".replace("-", " "))
    editor.paste()
    assert editor.value_text() == "110105194912310021"


def test_codes_switch_the_input_method_off():
    for editor in (CodeEdit(), DateEdit()):
        assert not editor.testAttribute(Qt.WA_InputMethodEnabled)
        assert editor.inputMethodHints() & Qt.ImhPreferLatin
    assert TextEdit().testAttribute(Qt.WA_InputMethodEnabled)


def test_the_wheel_never_changes_a_choice(form):
    _, editor, _, edited, _ = form(ChoiceBox(PAPERS))
    editor.set_value_text("id")
    turn = QWheelEvent(QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.NoButton, Qt.NoModifier, 0, False)
    QApplication.sendEvent(editor, turn)
    assert editor.value_text() == "id"
    assert edited == []


def test_a_choice_is_found_by_pinyin_initials_and_emptied_by_delete(form):
    _, editor, _, edited, _ = form(ChoiceBox(PAPERS))
    QTest.keyClicks(editor, "ga")
    assert editor.value_text() == "permit"
    QTest.keyClick(editor, Qt.Key_Delete)
    assert editor.value_text() == ""
    QTest.keyClick(editor, Qt.Key_Down)
    assert edited == ["permit", "", "id"]


def test_alt_down_opens_a_choice_and_f4_does_not(form):
    _, editor, _, _, _ = form(ChoiceBox(PAPERS))
    QTest.keyClick(editor, Qt.Key_F4)
    assert not editor.view().isVisible()
    QTest.keyClick(editor, Qt.Key_Down, Qt.AltModifier)
    assert editor.view().isVisible()
    editor.hidePopup()


def test_choices_take_words_as_well_as_ids(form):
    box, several, yes_no = ChoiceBox(PAPERS), SeveralOf(DISHES), YesNo()
    box.set_value_text("护照")
    several.set_value_text("生食类、热食类")
    yes_no.set_value_text("否")
    assert (box.value_text(), several.value_text(), yes_no.value_text()) == ("passport", "hot,raw", "false")


def test_other_choices_keep_what_is_chosen():
    box, several = ChoiceBox(PAPERS), SeveralOf(DISHES)
    box.set_value_text("passport")
    several.set_value_text("raw")
    box.set_choices(PAPERS[1:])
    several.set_choices(DISHES[1:])
    assert (box.value_text(), several.value_text()) == ("passport", "raw")
    box.set_choices(PAPERS[:1])
    assert box.value_text() == ""


def test_yes_and_no_by_letter_digit_and_arrow(form):
    _, editor, _, edited, left = form(YesNo())
    for key in (Qt.Key_N, Qt.Key_1, Qt.Key_Right, Qt.Key_Delete):
        QTest.keyClick(editor.window().focusWidget(), key)
    assert edited == ["false", "true", "false", ""]
    assert left == []


def test_several_by_space(form):
    _, editor, _, edited, left = form(SeveralOf(DISHES))
    QTest.keyClick(editor.window().focusWidget(), Qt.Key_Space)
    QTest.keyClick(editor.window().focusWidget(), Qt.Key_Tab)
    QTest.keyClick(editor.window().focusWidget(), Qt.Key_Space)
    assert edited == ["hot", "hot,cold"]
    assert left == []


def test_shift_enter_begins_a_line_in_long_text(form):
    _, editor, _, edited, _ = form(LongTextEdit())
    QTest.keyClick(editor, Qt.Key_A)
    QTest.keyClick(editor, Qt.Key_Return, Qt.ShiftModifier)
    assert editor.value_text().startswith("a")
    assert len(editor.value_text()) == 2
    assert edited[-1] == editor.value_text()


def test_a_range_is_left_only_when_both_days_are(form):
    _, editor, after, edited, left = form(DateRangeEdit())
    QTest.keyClicks(editor.window().focusWidget(), "5")
    QTest.keyClick(editor.window().focusWidget(), Qt.Key_Return)
    assert left == []
    QTest.keyClicks(editor.window().focusWidget(), "6")
    QTest.keyClick(editor.window().focusWidget(), Qt.Key_Return)
    assert after.hasFocus()
    assert edited == ["5 至", "5 至 6"]
    assert left == ["5 至 6"]
    editor.set_value_text("2026-01-01 至 2026-12-31")
    assert editor.ends() == ("2026-01-01", "2026-12-31")


def test_going_on_scrolls_the_next_field_into_view(desk_app, shown):
    area, inside = QScrollArea(), QWidget()
    layout = QVBoxLayout(inside)
    lines = [TextEdit() for _ in range(30)]
    for line in lines:
        layout.addWidget(line)
    area.setWidget(inside)
    area.setWidgetResizable(True)
    shown(area, (300, 200))
    lines[0].setFocus()
    for line in lines[:20]:
        QTest.keyClick(line, Qt.Key_Return)
    assert lines[20].hasFocus()
    assert not lines[20].visibleRegion().isEmpty()
