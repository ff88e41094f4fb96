from __future__ import annotations

import pytest
from PyQt5.QtCore import Qt

from tests.story.keyboard import drop_files, focus, paste_picture, press, type_text, until
from tests.ui.screens.by_hand import choose_material, open_editor
from tests.ui.screens.hall import picture


@pytest.fixture
def begun(hall):
    return hall.begin()


@pytest.fixture
def form(hall, desk, begun):
    return open_editor(desk, hall, begun)


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "身份证.jpg"
    path.write_bytes(picture("M-ID"))
    return path


def scans(hall, application, material):
    return hall.state(application).scans.get(material, ())


def test_f7_on_the_premises_says_who_decides(form):
    choose_material(form, "M-PREM")
    press(Qt.Key_F7)
    assert form.materials.defer_sheet.isHidden()
    assert "营业执照" in form.materials.message.text()


def test_a_material_is_deferred_and_taken_back_by_keys(hall, begun, form):
    choose_material(form, "M-HEALTH")
    press(Qt.Key_F7)
    assert focus().objectName() == "defer:reason"
    type_text("体检报告还没有出来")
    press(Qt.Key_Return)
    assert focus().objectName() == "defer:day" and focus().text() == "2026-11-30"
    press(Qt.Key_Return)
    press(Qt.Key_Return)
    asked = hall.state(begun).deferral_requests["M-HEALTH"]
    assert (asked.reason, asked.due_day) == ("体检报告还没有出来", "2026-11-30")
    choose_material(form, "M-HEALTH")
    press(Qt.Key_F7)
    assert "M-HEALTH" not in hall.state(begun).deferral_requests


def test_a_day_that_is_too_late_is_refused_and_the_sheet_stays(hall, begun, form):
    choose_material(form, "M-HEALTH")
    press(Qt.Key_F7)
    type_text("体检")
    press(Qt.Key_Return)
    press(Qt.Key_A, Qt.ControlModifier)
    type_text("2027-05-01")
    press(Qt.Key_Return)
    press(Qt.Key_Return)
    assert form.materials.defer_sheet.isVisible()
    assert "2026-11-30" in form.materials.message.text()
    assert hall.state(begun).deferral_requests == {}


def test_escape_closes_the_sheet_before_it_leaves_the_form(desk, form):
    choose_material(form, "M-HEALTH")
    press(Qt.Key_F7)
    press(Qt.Key_Escape)
    assert form.materials.defer_sheet.isHidden()
    assert desk.shell.current_screen() is form


def test_a_file_dropped_on_a_material_is_its_scan(hall, begun, form, page):
    choose_material(form, "M-ID")
    drop_files(form.materials, [page])
    until(lambda: scans(hall, begun, "M-ID"), "the scan")
    until(lambda: form.materials.strip.count() == 1, "the thumbnail")
    assert scans(hall, begun, "M-ID")[0].name == "身份证.jpg"


def test_a_picture_is_pasted(hall, begun, form, page):
    choose_material(form, "M-LAYOUT")
    paste_picture(page)
    until(lambda: scans(hall, begun, "M-LAYOUT"), "the scan")
    assert scans(hall, begun, "M-LAYOUT")[0].media_type == "image/png"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [("空.jpg", b"", "空"), ("半张.jpg", picture("half")[:2000], "不完整"), ("合同.docx", b"PK\x03\x04 words", "JPEG")],
)
def test_what_is_no_scan_is_refused_in_words(hall, begun, form, tmp_path, name, data, said):
    path = tmp_path / name
    path.write_bytes(data)
    choose_material(form, "M-ID")
    drop_files(form.materials, [path])
    until(form.materials.message.text, "the refusal")
    assert said in form.materials.message.text()
    assert scans(hall, begun, "M-ID") == ()


def test_a_scan_is_looked_at_beside_the_form_put_away_and_taken_off(hall, desk, begun, form):
    hall.attach(begun, "M-ID")
    desk.refresh()
    choose_material(form, "M-ID")
    form.materials.strip.setFocus()
    press(Qt.Key_Return)
    until(form.page.isVisible, "the page")
    assert form.sections.isHidden()
    press(Qt.Key_Escape)
    assert form.page.isHidden() and form.sections.isVisible()
    form.materials.strip.setFocus()
    press(Qt.Key_Delete)
    assert scans(hall, begun, "M-ID") == ()
