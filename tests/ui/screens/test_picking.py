from __future__ import annotations

from PyQt5.QtCore import Qt

from tests.story.keyboard import focus, press, type_text, until


def test_the_whole_way_to_a_form_by_keys(hall, desk):
    press(Qt.Key_N, Qt.ControlModifier)
    type_text("kfd")
    press(Qt.Key_Return)
    questions = desk.pick.preview.questions
    assert focus().objectName() == "question:q_open_public"
    press(Qt.Key_1)
    press(Qt.Key_2)
    assert list(questions._questions) == ["q_open_public", "q_drain_city", "q_agent"]
    assert "41 项" in desk.pick.preview._facts.text() and "116 项" in desk.pick.preview._facts.text()
    press(Qt.Key_Return)
    application = until(desk.shell.tabs.current_key, "the editor")
    state = hall.state(application)
    assert (state.theme, len(state.items)) == ("C-RESTAURANT", 6)
    screen = desk.shell.current_screen()
    assert "一表 41 项" in screen.heading.text() and "116 项" in screen.heading.text()
    assert screen.form.focused_field() == "ap_name"


def test_single_items_come_and_go_and_are_one_form(hall, desk):
    press(Qt.Key_F2)
    for initials in ("gjjtq", "gjjdk"):
        press(Qt.Key_A, Qt.ControlModifier)
        type_text(initials)
        press(Qt.Key_Return)
    assert desk.pick._items == ("GJJ-WD", "GJJ-LOAN")
    press(Qt.Key_Return)
    assert desk.pick._items == ("GJJ-WD",)


def test_a_theme_names_its_department_not_its_code(hall, desk):
    press(Qt.Key_F2)
    type_text("开饭店")
    model = desk.pick.hits.model()
    assert model.index(0, 1).data() == "行政审批服务局"


def test_nothing_chosen_opens_nothing(hall, desk):
    press(Qt.Key_F2)
    assert not desk.pick.primary_action().enabled
    desk.pick.start()
    assert desk.shell.current_screen() is desk.pick
