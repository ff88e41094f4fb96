"""A flawed scan in the editor: marked with its reason, taken back, deferred like a missing one; by keyboard."""

from __future__ import annotations

import pytest
from PyQt5.QtCore import Qt

from tests.story.keyboard import focus, press, type_text, until
from tests.ui.screens.by_hand import choose_material, open_editor

HEALTH = "M-HEALTH"


@pytest.fixture
def application(hall):
    application = hall.begin()
    hall.attach(application, HEALTH)
    return application


@pytest.fixture
def form(hall, desk, application):
    form = open_editor(desk, hall, application)
    choose_material(form, HEALTH)
    return form


def mark(form, words: str) -> None:
    press(Qt.Key_F4, Qt.ShiftModifier)
    assert focus().objectName() == "flaw:words"
    type_text(words)
    press(Qt.Key_Return)


def status(form) -> str:
    panel = form.materials
    row = panel.table.model().row(panel.table.currentIndex().row())
    return row.cells[1].text


def test_a_scan_is_marked_with_its_reason_and_taken_back(hall, form, application):
    mark(form, "体检日期看不清")
    (scan,) = hall.state(application).scans[HEALTH]
    assert hall.state(application).flaws == {scan.sha256: "体检日期看不清"}
    assert not form.materials.flaw_sheet.isVisible() and focus() is form.materials.table
    assert status(form) == "有瑕疵" and "体检日期看不清" in form.materials._flaw.text()
    assert "撤销" in form.materials._mark.text()
    press(Qt.Key_F4, Qt.ShiftModifier)
    assert hall.state(application).flawed == {} and status(form) == "1 页"
    assert "撤销" in form.materials.message.text() and not form.materials._flaw.isVisible()


def test_without_a_reason_it_is_refused_in_place_and_escape_leaves_it(hall, form, application):
    press(Qt.Key_F4, Qt.ShiftModifier)
    press(Qt.Key_Return)
    assert form.materials.message.text() and form.materials.flaw_sheet.isVisible()
    press(Qt.Key_Escape)
    assert not form.materials.flaw_sheet.isVisible() and hall.state(application).flawed == {}


def test_a_flawed_material_is_deferred_and_the_receipt_says_so(hall, desk, form, application):
    mark(form, "体检日期看不清")
    press(Qt.Key_F7)
    assert form.materials.defer_sheet.isVisible() and focus().objectName() == "defer:reason"
    type_text("换一份")
    form.materials.defer_sheet._ok.click()
    until(lambda: HEALTH in hall.state(application).deferral_requests, "the deferral")
    assert status(form).startswith("容缺")
    press(Qt.Key_O, Qt.ControlModifier)
    type_text("3")
    press(Qt.Key_Return)
    state = until(lambda: hall.state(application) if hall.state(application).received else None, "the receipt")
    assert state.handed_in[HEALTH].flaw == "体检日期看不清"


def test_where_no_scan_is_nothing_can_be_marked(hall, form, application):
    choose_material(form, "M-PREM")
    press(Qt.Key_F4, Qt.ShiftModifier)
    assert "没有可以标记" in form.materials.message.text() and not form.materials._mark.isVisible()
