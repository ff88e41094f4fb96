from __future__ import annotations

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtGui import QInputMethodEvent
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication

from client.ui.widgets import type_ahead
from client.ui.widgets.choice_box import Choice, ChoiceBox
from client.ui.widgets.choice_editors import SeveralOf, YesNo
from client.ui.widgets.type_ahead import find_choice

PAPERS = (
    Choice("id", "居民身份证"),
    Choice("passport", "护照"),
    Choice("permit", "港澳居民来往内地通行证"),
    Choice("foreign", "外国人永久居留身份证"),
)
LABELS = [choice.label for choice in PAPERS]


def commit(editor, letters: str, word: str) -> None:
    QApplication.sendEvent(editor, QInputMethodEvent(letters, []))
    event = QInputMethodEvent("", [])
    event.setCommitString(word)
    QApplication.sendEvent(editor, event)


@pytest.mark.parametrize(
    ("word", "row"),
    [("居", 0), ("jmsfz", 0), ("hz", 1), ("huzhao", 1), ("HZ", 1), ("3", 2), ("通行证", 2), ("yjjl", 3), ("4", 3),
     ("身份", 0), ("ga ju'min", 2), ("zz", None), ("5", None), ("", None), ("0", None)],
)  # fmt: skip
def test_a_choice_is_found_by_words_sound_and_number(word, row):
    assert find_choice(word, LABELS) == row


def test_a_label_that_begins_with_a_digit_comes_before_the_number():
    assert find_choice("3", ["1 年", "2 年", "5 年", "3 年"]) == 3
    assert find_choice("12", [str(number * 100) for number in range(1, 15)]) == 11


def test_typed_letters_choose_and_a_pause_begins_a_new_word(form, monkeypatch):
    _, editor, _, edited, _ = form(ChoiceBox(PAPERS))
    QTest.keyClicks(editor, "gang")
    assert editor.value_text() == "permit"
    monkeypatch.setattr(type_ahead, "PAUSE_S", -1)
    QTest.keyClicks(editor, "h")
    QTest.keyClicks(editor, "4")
    assert edited == ["permit", "passport", "foreign"]


def test_what_fits_nothing_is_said_and_changes_nothing(form):
    _, editor, _, edited, _ = form(ChoiceBox(PAPERS))
    editor.set_value_text("id")
    said = []
    editor.said.connect(lambda words, wrong: said.append(words))
    QTest.keyClicks(editor, "q")
    QTest.keyClicks(editor, "h")
    assert said == ["没有与“q”相符的选项", ""]
    assert edited == ["passport"]


def test_an_input_method_chooses_by_its_word_or_by_its_letters(form):
    _, editor, _, edited, _ = form(ChoiceBox(PAPERS))
    commit(editor, "huzhao", "护照")
    assert editor.value_text() == "passport"
    commit(editor, "jm", "姐妹")
    assert editor.value_text() == "id"
    assert edited == ["passport", "id"]


def test_nothing_changes_while_a_word_is_composed(form):
    _, editor, _, edited, _ = form(ChoiceBox(PAPERS))
    QApplication.sendEvent(editor, QInputMethodEvent("hu", []))
    assert editor.is_composing()
    assert (editor.value_text(), edited) == ("", [])
    QApplication.sendEvent(editor, QInputMethodEvent("", []))
    assert (editor.value_text(), edited) == ("", [])


def test_the_open_list_is_typed_into_as_well(form):
    _, editor, _, edited, _ = form(ChoiceBox(PAPERS))
    QTest.keyClick(editor, Qt.Key_Down, Qt.AltModifier)
    QTest.keyClicks(editor.view(), "wgr")
    QTest.keyClick(editor.view(), Qt.Key_Return)
    assert edited == ["foreign"]
    assert not editor.view().isVisible()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_open_list_shows_its_last_row(scale, dress, form):
    dress(scale)
    _, editor, _, _, _ = form(ChoiceBox(PAPERS))
    QTest.keyClick(editor, Qt.Key_Down, Qt.AltModifier)
    view = editor.view()
    last = view.visualRect(view.model().index(len(PAPERS) - 1, 0))
    assert view.viewport().rect().contains(last)
    editor.hidePopup()


def test_a_value_that_is_no_choice_is_kept_until_another_is_chosen(form):
    before, editor, _, edited, left = form(ChoiceBox(PAPERS))
    editor.set_value_text("old_card")
    before.setFocus()
    assert left == ["old_card"]
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key_2)
    assert edited == ["passport"]
    QTest.keyClick(editor, Qt.Key_Z, Qt.ControlModifier)
    assert editor.value_text() == "old_card"
    QTest.keyClick(editor, Qt.Key_Delete)
    assert editor.value_text() == ""


UNDONE = {
    "choice": (lambda: ChoiceBox(PAPERS), "id", Qt.Key_3, "permit"),
    "yes-no": (YesNo, "true", Qt.Key_N, "false"),
    "several": (lambda: SeveralOf(PAPERS), "passport", Qt.Key_Space, "id,passport"),
}


@pytest.mark.parametrize("name", UNDONE)
def test_choices_are_undone_and_done_again(name, form):
    make, first, key, second = UNDONE[name]
    _, editor, _, edited, _ = form(make())
    editor.set_value_text(first)
    QTest.keyClick(editor.window().focusWidget(), key)
    QTest.keyClick(editor.window().focusWidget(), Qt.Key_Z, Qt.ControlModifier)
    assert editor.value_text() == first
    QTest.keyClick(editor.window().focusWidget(), Qt.Key_Y, Qt.ControlModifier)
    assert edited == [second, first, second]


@pytest.mark.parametrize("name", UNDONE)
def test_with_nothing_to_undo_the_key_goes_to_the_form(name, form):
    make, first, _, _ = UNDONE[name]
    _, editor, _, edited, _ = form(make())
    editor.set_value_text(first)
    pressed = []
    editor.window().keyPressEvent = lambda event: pressed.append(event.key())
    QTest.keyClick(editor.window().focusWidget(), Qt.Key_Z, Qt.ControlModifier)
    assert pressed[-1] == Qt.Key_Z
    assert edited == []


def test_yes_and_no_by_their_pinyin(form):
    _, editor, _, edited, _ = form(YesNo())
    for key in (Qt.Key_S, Qt.Key_F):
        QTest.keyClick(editor.window().focusWidget(), key)
    assert edited == ["true", "false"]


def test_boxes_are_walked_with_arrows_and_found_by_typing(form):
    _, editor, _, edited, left = form(SeveralOf(PAPERS))
    for key in (Qt.Key_Right, Qt.Key_Down, Qt.Key_Left, Qt.Key_Space):
        QTest.keyClick(editor.window().focusWidget(), key)
    assert edited == ["passport"]
    QTest.keyClicks(editor.window().focusWidget(), "wgr")
    QTest.keyClick(editor.window().focusWidget(), Qt.Key_Space)
    assert edited[-1] == "passport,foreign"
    assert left == []


def test_a_tick_that_the_list_no_longer_has_stays_until_it_is_taken_away(form):
    _, editor, _, edited, _ = form(SeveralOf(PAPERS))
    editor.set_chosen(("passport", "smoked"))
    assert editor.chosen() == ("passport", "smoked")
    QApplication.processEvents()
    QTest.keyClick(editor.window().focusWidget(), Qt.Key_5)
    QTest.keyClick(editor.window().focusWidget(), Qt.Key_Space)
    assert edited == ["passport"]
