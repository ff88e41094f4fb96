from __future__ import annotations

import pytest
from PyQt5.QtCore import Qt

from forms.notices.choice_code import Choice, choice_code
from tests.story.keyboard import focus, press, type_text, until


@pytest.fixture
def told(hall, desk):
    """The consultation of a restaurant, come to by keys."""
    press(Qt.Key_F2)
    type_text("kfd")
    press(Qt.Key_Return)
    press(Qt.Key_1)
    press(Qt.Key_F9)
    assert desk.shell.current_screen() is desk.consult
    return desk.consult


def test_a_choice_is_told_and_then_filled_without_choosing_again(hall, desk, told):
    assert told.items.row_count() == 5
    assert told.materials.row_count() > 10
    assert "流程：" in told.item_facts.text() and "要求" in told.material_facts.text()
    press(Qt.Key_Return)
    state = hall.state(until(desk.shell.tabs.current_key, "the editor"))
    assert (state.theme, dict(state.answers)["q_open_public"], len(state.items)) == ("C-RESTAURANT", True, 5)


def test_esc_goes_back_to_the_choice_as_it_was(desk, told):
    press(Qt.Key_Escape)
    assert desk.shell.current_screen() is desk.pick
    assert desk.pick.preview.title.text() == "开饭店"


def test_f9_shows_the_notice_on_paper(desk, told):
    press(Qt.Key_F9)
    preview = until(lambda: desk._papers._preview, "the preview")
    assert preview.pages.page_pictures()
    assert preview.ticked()[0].title == "一次性告知书"
    preview.close()


def test_f9_tells_what_is_marked_in_the_list(desk):
    press(Qt.Key_F2)
    type_text("gjjtq")
    press(Qt.Key_F9)
    assert desk.shell.current_screen() is desk.consult
    assert desk.consult.items.row_count() == 1


def test_a_notice_that_is_scanned_brings_its_choice_back(desk):
    press(Qt.Key_F2)
    type_text(choice_code(Choice(theme="C-RESTAURANT", answers={"q_open_public": True, "q_drain_city": True})))
    press(Qt.Key_Return)
    assert desk.pick.preview.title.text() == "开饭店"
    assert desk.pick._answers == {"q_open_public": True, "q_drain_city": True}
    assert focus() is desk.pick.preview.start


def test_a_torn_notice_is_said(desk):
    press(Qt.Key_F2)
    type_text("YCK|C-RESTAURANT||q_op")
    press(Qt.Key_Return)
    assert "没有读完整" in desk.pick.message.text()
    assert not desk.pick._theme
