"""The distrust list and promises instead of proofs on the screens: refused, shown as unchecked, taken, taken back."""

from __future__ import annotations

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLabel, QPushButton

from client.desk.waiting import Waits
from tests.story.keyboard import focus, press, type_text, until
from tests.support.accepted_papers import RESTAURANT_TYPED
from tests.support.distrust_lists import SOMEBODY, list_file
from tests.ui.screens.by_hand import choose_material, open_editor

APPLICANT = "11010519491231002X"
PROMISED = "M-DRAINOK"


def publish(hall, *numbers):
    hall.centre.distrust.publish(list_file(*numbers), account="reviewer", name="陈审核")
    hall.sync()


@pytest.fixture
def begun(hall):
    application = hall.begin()
    hall.fill(application, RESTAURANT_TYPED)
    return application


@pytest.fixture
def form(hall, desk, begun):
    return open_editor(desk, hall, begun)


def ask_to_defer(form, material="M-HEALTH"):
    choose_material(form, material)
    press(Qt.Key_F7)
    assert focus().objectName() == "defer:reason"
    type_text("体检报告还没有出来")
    for _ in range(3):
        press(Qt.Key_Return)


def status(form, material):
    table = form.materials.table
    table.choose(material)
    return table.model().index(table.currentIndex().row(), 1).data()


def is_marked_unchecked(form):
    note = form.materials._credit
    return note.isVisible() and "失信名单未核" in note.text()


def promise_button(form):
    return form.materials.findChild(QPushButton, "materials:promise")


def test_who_is_on_the_list_is_told_what_can_be_done(hall, begun, form):
    publish(hall, APPLICANT)
    ask_to_defer(form)
    told = form.materials.message.text()
    assert "失信名单" in told and "收齐全部材料" in told and "信用主管部门" in told
    assert hall.state(begun).deferral_requests == {}


def test_after_a_look_f7_says_so_before_it_asks(hall, form):
    publish(hall, APPLICANT)
    ask_to_defer(form)
    press(Qt.Key_Escape)
    choose_material(form, "M-DRAINT")
    press(Qt.Key_F7)
    assert form.materials.defer_sheet.isVisible() or "失信名单" in form.materials.message.text()


def test_a_deferral_that_could_not_be_checked_says_so_until_it_is(hall, desk, form):
    ask_to_defer(form)
    choose_material(form, "M-HEALTH")
    assert is_marked_unchecked(form)
    publish(hall, SOMEBODY)
    desk.refresh()
    until(lambda: not is_marked_unchecked(form), "the look at the list that came")


def test_the_acceptance_sheet_says_that_nobody_could_look(hall, desk):
    complete = hall.complete()
    form = open_editor(desk, hall, complete)
    press(Qt.Key_F8)
    until(lambda: form.accept_sheet.isVisible(), "the sheet")
    note = form.accept_sheet.findChild(QLabel, "accept:unchecked")
    assert note.isVisible() and "失信名单未核" in note.text()


def test_an_objection_stands_on_the_workbench_and_on_the_card(hall, desk):
    accepted = hall.accepted()
    publish(hall, APPLICANT)
    hall.sync()
    desk.go("workbench")
    desk.refresh()
    due = desk.workbench.due
    assert due.choose(f"answer|{accepted}|{Waits.DISTRUSTED}"), "a line of the workbench"
    assert "失信" in due.model().index(due.currentIndex().row(), 1).data()
    desk.ledger.show_deferral(accepted, "M-HEALTH")
    desk.go("ledger")
    card = desk.ledger.card.findChild(QLabel, "ledger:credit")
    until(lambda: "失信名单上" in card.text(), "the card")


def test_a_promise_is_taken_and_taken_back_by_its_key(hall, begun, form):
    choose_material(form, PROMISED)
    assert promise_button(form).isVisible() and "Shift+F7" in promise_button(form).text()
    press(Qt.Key_F7, Qt.ShiftModifier)
    assert PROMISED in hall.state(begun).promises and status(form, PROMISED) == "告知承诺"
    choose_material(form, PROMISED)
    press(Qt.Key_F7)
    assert form.materials.defer_sheet.isHidden() and "免交" in form.materials.message.text()
    press(Qt.Key_F7, Qt.ShiftModifier)
    assert PROMISED not in hall.state(begun).promises and status(form, PROMISED) == "缺"


def test_what_may_not_be_promised_has_no_button_and_the_key_says_why(hall, begun, form):
    choose_material(form, "M-HEALTH")
    assert not promise_button(form).isVisible()
    press(Qt.Key_F7, Qt.ShiftModifier)
    assert "不能以告知承诺代替" in form.materials.message.text()
    assert hall.state(begun).promises == {}


def test_the_acceptance_sheet_lists_promises_apart_from_deferrals(hall, desk, begun, form):
    choose_material(form, PROMISED)
    press(Qt.Key_F7, Qt.ShiftModifier)
    hall.hand_in(begun)
    desk.refresh()
    press(Qt.Key_F8)
    until(lambda: form.accept_sheet.isVisible(), "the sheet")
    words = [label.text() for label in form.accept_sheet.findChildren(QLabel) if label.isVisible()]
    assert any("告知承诺，免交" in text and "竣工报告" in text for text in words)
