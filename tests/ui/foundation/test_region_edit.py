from __future__ import annotations

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtGui import QInputMethodEvent
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication

from client.ui.widgets import region_finder
from client.ui.widgets.region_cascade import RegionCascade
from client.ui.widgets.region_edit import RegionEdit
from client.ui.widgets.region_finder import find_regions
from forms.elements.regions import regions


@pytest.fixture(scope="module", autouse=True)
def spelled():
    """How names sound, learned once."""
    region_finder._spelled()


@pytest.fixture
def region(form):
    before, editor, after, edited, left = form(RegionEdit(name_of=regions().full_name))
    editor.before, editor.after = before, after
    editor.told, editor.gone, editor.words = edited, left, []
    editor.said.connect(lambda words, wrong: editor.words.append(words))
    return editor


def offered(editor: RegionEdit) -> list[str]:
    popup = editor._offers.popup() if editor._offers is not None else None
    return editor._offers.model().stringList() if popup is not None and popup.isVisible() else []


def type_in(editor: RegionEdit, text: str) -> None:
    """Keys reach the line through the list that has dropped down."""
    for letter in text:
        QTest.keyClick(QApplication.activePopupWidget() or editor, letter)


@pytest.mark.parametrize("typed", ["nsq", "nanshan", "4403", "440305", "nans"])
def test_sound_and_code_offer_regions(typed, region):
    type_in(region, typed)
    assert any("440305" in line for line in offered(region))


def test_enter_takes_what_is_offered_and_goes_on(region):
    type_in(region, "nsq")
    codes = [line.split()[-1] for line in offered(region)]
    for _ in range(codes.index("440305")):
        QTest.keyClick(QApplication.activePopupWidget(), Qt.Key_Down)
    QTest.keyClick(QApplication.activePopupWidget(), Qt.Key_Return)
    assert region.text() == "广东省深圳市南山区"
    assert region.value_text() == region.told[-1] == region.gone[-1] == "440305"
    assert region.words[-1] == "440305"
    assert region.after.hasFocus()


def test_tab_takes_it_as_well_and_escape_leaves_the_text(region):
    type_in(region, "110105")
    QTest.keyClick(QApplication.activePopupWidget(), Qt.Key_Escape)
    assert region.value_text() == "110105"
    QTest.keyClick(region, Qt.Key_Backspace)
    type_in(region, "5")
    QTest.keyClick(QApplication.activePopupWidget(), Qt.Key_Tab)
    assert region.text() == "北京市朝阳区"
    assert region.gone == ["110105"]


def test_a_name_that_is_typed_is_found_anywhere(region):
    region.insert("历下")
    assert offered(region) == ["山东省济南市历下区  370102"]


def test_a_former_code_is_taken_and_said_to_be_one(region):
    region.set_value_text("330103")
    assert region.text() == "浙江省杭州市下城区"
    assert region.value_text() == "330103"
    assert region.words == ["330103 · 旧区划（1983—2021），仍可使用"]
    assert region.told == []


@pytest.mark.parametrize("text", ["999999", "某某区", "12"])
def test_what_is_no_region_stays_as_it_was_typed(text, region):
    region.set_value_text(text)
    assert (region.text(), region.value_text(), region.words) == (text, text, [])


def test_the_code_typed_says_its_name_at_once(region):
    type_in(region, "110105")
    assert region.words[-1] == "北京市朝阳区"


def test_undo_takes_a_choice_back(region):
    region.set_value_text("110105")
    region._take("440305")
    QTest.keyClick(region, Qt.Key_Z, Qt.ControlModifier)
    assert region.text() == "北京市朝阳区"
    QTest.keyClick(region, Qt.Key_Z, Qt.ControlModifier)
    assert region.text() == "北京市朝阳区"


def cascade_of(region: RegionEdit) -> RegionCascade:
    QTest.keyClick(region, Qt.Key_Down, Qt.AltModifier)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, RegionCascade)
    return popup


def press_in(cascade: RegionCascade, *keys: Qt.Key | str) -> None:
    for key in keys:
        (QTest.keyClicks if isinstance(key, str) else QTest.keyClick)(cascade.focusWidget(), key)


def test_province_city_county_by_initials_and_arrows(region):
    cascade = cascade_of(region)
    press_in(cascade, "gd", Qt.Key_Right, "sz", Qt.Key_Right, "nsq", Qt.Key_Return)
    assert region.value_text() == "440305"
    assert region.told == ["440305"]
    assert region.gone == []
    assert not cascade.isVisible()


def test_left_goes_back_and_ctrl_enter_takes_a_larger_region(region):
    cascade = cascade_of(region)
    press_in(cascade, "gd", Qt.Key_Return, "sz", Qt.Key_Return, Qt.Key_Left)
    QTest.keyClick(cascade.focusWidget(), Qt.Key_Return, Qt.ControlModifier)
    assert region.text() == "广东省深圳市"


def test_a_city_that_only_groups_counties_is_passed_by(region):
    region.set_value_text("310101")
    cascade = cascade_of(region)
    assert [column.currentItem().text() for column in cascade._columns] == ["上海市", "市辖区", "黄浦区"]
    press_in(cascade, Qt.Key_Left)
    assert cascade.focusWidget() is cascade._columns[0]
    press_in(cascade, Qt.Key_Right)
    assert cascade.focusWidget() is cascade._columns[2]


def test_the_cascade_opens_where_the_region_is_and_escape_changes_nothing(region):
    region.set_value_text("440305")
    cascade = cascade_of(region)
    assert cascade.focusWidget().currentItem().text() == "南山区"
    press_in(cascade, Qt.Key_Up, Qt.Key_Escape)
    assert region.value_text() == "440305"
    assert region.told == []


def test_while_sounds_are_not_known_letters_wait_and_are_then_answered(region, qtbot, monkeypatch):
    found = find_regions("nsq")
    answers = [None, None, found]
    monkeypatch.setattr("client.ui.widgets.region_edit.find_regions", lambda text: answers.pop(0))
    region.setText("ns")
    region.insert("q")
    assert offered(region) == []
    qtbot.waitUntil(lambda: bool(offered(region)))


@pytest.mark.parametrize("text", ["nsq", "南山", "4403", "", " ", "zzzz", "é", "Ⅳ", "𠮷"])
def test_any_text_finds_at_most_a_dozen(text):
    assert len(find_regions(text)) <= 12


def test_regions_whose_usual_reading_fits_come_first():
    names = [region.name for region in find_regions("nans")]
    assert names.index("南山区") < names.index("南宁市")


def test_an_input_method_is_not_disturbed_and_its_word_is_looked_up(region):
    QApplication.sendEvent(region, QInputMethodEvent("lixia", []))
    assert region.is_composing()
    assert offered(region) == []
    word = QInputMethodEvent("", [])
    word.setCommitString("历下")
    QApplication.sendEvent(region, word)
    assert offered(region) == ["山东省济南市历下区  370102"]
    assert region.told == ["历下"]
