from __future__ import annotations

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication

from client.papers.preview import PaperPreview
from forms.journal.state import ApplicationStatus
from tests.story.keyboard import focus, press, type_text, until
from tests.ui.screens.by_hand import open_editor
from tests.ui.screens.every_screen import settle
from tests.ui.screens.hall import DAY


@pytest.fixture
def complete(hall):
    return hall.complete()


@pytest.fixture
def form(hall, desk, complete):
    return open_editor(desk, hall, complete)


def test_f8_shows_what_will_be_accepted_and_escape_goes_back(hall, desk, complete, form):
    press(Qt.Key_F8)
    sheet = form.accept_sheet
    assert form.is_accepting()
    assert (sheet._cases.row_count(), sheet._deferrals.row_count()) == (6, 2)
    assert focus().objectName() == "accept:confirm"
    press(Qt.Key_Escape)
    assert not form.is_accepting()
    assert desk.shell.current_screen() is form
    assert hall.state(complete).status is ApplicationStatus.INTAKE


def test_enter_accepts_and_says_the_number_and_the_chip_counts_it(hall, desk, complete, form):
    hall.sync()
    desk.refresh_link()
    before = desk.shell.top.link_text()
    press(Qt.Key_F8)
    press(Qt.Key_Return)
    state = hall.state(complete)
    assert state.status is ApplicationStatus.ACCEPTED and len(state.cases) == 6
    assert form.accept_sheet._number.text() == state.receipt_number
    assert focus().objectName() == "accept:print"
    assert desk.shell.top.link_text() != before


def test_a_second_enter_accepts_nothing_twice(hall, desk, complete, form):
    press(Qt.Key_F8)
    press(Qt.Key_Return)
    left = hall.store.numbers.left()
    press(Qt.Key_F8)
    assert hall.store.numbers.left() == left
    assert len(hall.desk.store.views.search("")) == 1


def test_the_next_applicant_after_acceptance(desk, complete, form):
    press(Qt.Key_F8)
    press(Qt.Key_Return)
    press(Qt.Key_F2)
    assert desk.shell.current_screen() is desk.pick


def test_the_papers_of_an_acceptance(desk, complete, form):
    press(Qt.Key_F8)
    press(Qt.Key_Return)
    press(Qt.Key_F9)
    settle(desk)
    preview = until(lambda: isinstance(QApplication.activeWindow(), PaperPreview), "the preview")
    preview = QApplication.activeWindow()
    assert {"收件凭证", "受理通知书", "容缺受理通知书"} <= {paper.title for paper in preview.ticked()}
    press(Qt.Key_Escape)
    until(lambda: not preview.isVisible(), "the desk")


def test_a_date_that_cannot_be_right_is_confirmed_in_place(hall, desk, complete, form):
    hall.store.settings.put("confirmed_day", "")
    hall.desk.clock = lambda: hall.clock() + 400 * 86_400_000
    press(Qt.Key_F8)
    assert not form.is_accepting()
    assert form.message._button.isVisible()
    form.message._button.setFocus()
    press(Qt.Key_Return)
    known = hall.store.settings.get("confirmed_day")
    assert known and DAY not in known
    assert not form.message._button.isVisible() or "还不能受理" in form.message.text()


def test_what_is_typed_last_counts_for_acceptance(hall, desk, complete, form):
    form.form.focus_field("emp_count")
    press(Qt.Key_A, Qt.ControlModifier)
    type_text("9")
    press(Qt.Key_F8)
    press(Qt.Key_Return)
    assert hall.state(complete).values["emp_count"].value == 9
