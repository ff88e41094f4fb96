"""What a reviewer sent back, from the workbench to the answer, by keyboard."""

from __future__ import annotations

import pytest
from PyQt5.QtCore import Qt

from client.ui.editor.sent_back import SentBackSheet
from tests.story.keyboard import focus, press, type_text, until
from tests.ui.screens.by_hand import fill


@pytest.fixture
def asked(hall):
    application = hall.accepted()
    hall.sync()
    hall.review.send_back(
        hall.reviewer, application, item="SIGN", elements=("sign_size",), materials=("M-SIGNP",), reason="尺寸不符"
    )
    hall.sync()
    return application


@pytest.fixture
def form(hall, desk, asked):
    """Opened from its line on the workbench."""
    desk.go("workbench")
    due = desk.workbench.due
    assert due.choose(f"answer|{asked}|sent_back")
    due.setFocus()
    press(Qt.Key_Return)
    until(lambda: desk.shell.tabs.current_key() == asked, "the editor")
    return desk.shell.current_screen()


def test_the_editor_opens_at_what_is_marked_and_the_rest_is_locked(hall, form):
    until(lambda: form.form.focused_field() == "sign_size", "the cursor in the marked field")
    assert "尺寸不符" in form.message.text()
    section = next(part for part in form.form._sections.values() if "sign_size" in part.elements())
    assert section.build("sign_size").editor.isEnabled()
    assert not section.build("sign_type").editor.isEnabled()


def test_an_amended_field_and_a_word_answer_the_reviewer(hall, asked, form):
    fill(form, "sign_size", "5 x 1 x 0.2")
    press(Qt.Key_F8)
    sheet = until(form.side, "the sheet")
    assert isinstance(sheet, SentBackSheet) and focus().objectName() == "sent_back:note"
    press(Qt.Key_F8)
    assert sheet.message.text() and hall.state(asked).send_backs[0].is_open
    type_text("效果图是对的")
    press(Qt.Key_F8)
    state = hall.state(asked)
    assert state.values["sign_size"].value == "5 x 1 x 0.2"
    assert (state.send_backs[0].is_open, state.send_backs[0].note) == (False, "效果图是对的")
    assert form.is_accepting()
    hall.sync()
    assert hall.centre.store.applications.state(asked) == hall.state(asked)


def test_saving_amends_and_escape_keeps_the_draft(hall, asked, form):
    fill(form, "sign_size", "5 x 1 x 0.2")
    press(Qt.Key_S, Qt.ControlModifier)
    assert hall.state(asked).values["sign_size"].value == "5 x 1 x 0.2" and hall.state(asked).send_backs[0].is_open
