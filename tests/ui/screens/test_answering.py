"""Answering an applicant from the editor by keyboard alone."""

from __future__ import annotations

import pytest
from PyQt5.QtCore import Qt

from client.desk import attaching
from client.ui.editor.answer_sheet import AnswerSheet, EndedSheet
from forms.journal.state import ApplicationStatus
from tests.story.keyboard import focus, press, type_text, until
from tests.support.accepted_papers import RESTAURANT_DEFERRED
from tests.ui.screens.by_hand import open_editor
from tests.ui.screens.hall import DAY, done


@pytest.fixture
def lacking(hall):
    """Everything but the identity card."""
    application = hall.complete()
    for scan in hall.state(application).scans["M-ID"]:
        done(attaching.remove(hall.session, hall.desk, application, material="M-ID", sha256=scan.sha256))
    return application


@pytest.fixture
def form(hall, desk, lacking):
    return open_editor(desk, hall, lacking)


def ask(form) -> AnswerSheet:
    press(Qt.Key_O, Qt.ControlModifier)
    sheet = until(form.side, "the sheet")
    assert isinstance(sheet, AnswerSheet) and focus() is sheet.answers
    return sheet


def choose(form, key: str) -> AnswerSheet:
    sheet = ask(form)
    type_text(key)
    assert sheet.current() == key
    return sheet


def test_the_sheet_offers_seven_answers_and_escape_goes_back(hall, lacking, form):
    sheet = ask(form)
    assert sheet.answers.row_count() == 7 and sheet.current() == "1"
    assert "还没有收件" in sheet.note.text()
    press(Qt.Key_Escape)
    assert form.side() is None and hall.state(lacking).received is None


def test_on_the_spot_leads_back_to_the_form(hall, lacking, form):
    choose(form, "1")
    press(Qt.Key_Return)
    assert form.side() is None and hall.state(lacking).papers == ()


def test_taking_in_says_the_number_and_until_when(hall, lacking, form):
    sheet = choose(form, "3")
    assert "收件凭证" in sheet.preview.text()
    press(Qt.Key_Return)
    state = hall.state(lacking)
    assert state.received is not None and state.received.number in form.message.text()
    assert "2026-11-30" in form.message.text() or "11-30" in form.message.text()
    sheet = choose(form, "3")
    assert not sheet.confirm.isEnabled() and state.received.number in sheet.note.text()


def test_a_notice_names_what_is_lacking_and_the_clerks_own_words(hall, lacking, form):
    sheet = choose(form, "4")
    first = hall.desk.catalog(hall.state(lacking).catalog).materials["M-ID"].name.zh
    assert first in sheet.preview.text() and "补正通知书" in sheet.preview.text()
    sheet.subjects.setFocus()
    assert sheet.subjects.choose("material:M-LAYOUT")
    press(Qt.Key_Return)
    assert focus().objectName() == "answer:words"
    type_text("没有标明尺寸")
    press(Qt.Key_F8)
    (given,) = hall.state(lacking).corrections
    assert {lack.material: lack.words for lack in given.lacks} == {"M-ID": "", "M-LAYOUT": "没有标明尺寸"}
    assert form.side() is None and "2" in form.message.text()


def ticks(sheet: AnswerSheet) -> dict[str, str]:
    """What the notice names, by the key of its line."""
    model = sheet.subjects.model()
    return {model.row(number).key: model.row(number).cells[0].text for number in range(model.rowCount())}


def test_what_was_found_is_ticked_and_stays_so(hall, lacking, form):
    sheet = choose(form, "4")
    assert ticks(sheet)["material:M-ID"] == "是" and ticks(sheet)["material:M-LAYOUT"] == "否"
    sheet.subjects.setFocus()
    assert sheet.subjects.choose("material:M-ID")
    press(Qt.Key_Space)
    assert "一次告知" in sheet.message.text() and ticks(sheet)["material:M-ID"] == "是"


def test_space_names_and_no_longer_names_what_a_clerk_adds(hall, lacking, form):
    sheet = choose(form, "4")
    sheet.subjects.setFocus()
    sheet.subjects.choose("material:M-LAYOUT")
    press(Qt.Key_Space)
    assert focus().objectName() == "answer:words"
    type_text("没有标明尺寸")
    press(Qt.Key_Return)
    assert ticks(sheet)["material:M-LAYOUT"] == "是" and focus() is sheet.subjects
    press(Qt.Key_Space)
    assert ticks(sheet)["material:M-LAYOUT"] == "否" and "没有标明尺寸" not in sheet.preview.text()
    press(Qt.Key_F8)
    (given,) = hall.state(lacking).corrections
    assert [lack.material for lack in given.lacks] == ["M-ID"]


def test_lines_about_what_the_form_does_not_know(hall, lacking, form):
    sheet = choose(form, "4")
    for number, words in enumerate(("请法定代表人到场", "门牌号与房产证不一致"), start=1):
        sheet.subjects.setFocus()
        assert sheet.subjects.choose(f"line:{number}"), "there is always one more line"
        press(Qt.Key_Return)
        type_text(words)
        press(Qt.Key_Return)
    assert "门牌号与房产证不一致" in sheet.preview.text()
    press(Qt.Key_F8)
    (given,) = hall.state(lacking).corrections
    assert [lack.words for lack in given.lacks if lack.subject == ("", "")] == [
        "请法定代表人到场",
        "门牌号与房产证不一致",
    ]
    hall.sync()
    assert hall.store.sync.quarantine() == ()
    assert hall.centre.ordering.state(lacking).corrections == (given,)


def test_a_withdrawal_keeps_what_was_typed_and_ends_the_form(hall, lacking, form):
    choose(form, "7")
    press(Qt.Key_F8)
    assert "理由" in form.side().message.text()
    form.side().answers.setFocus()
    press(Qt.Key_Return)
    type_text("改到外地开店")
    press(Qt.Key_F8)
    assert hall.state(lacking).status is ApplicationStatus.WITHDRAWN
    assert "改到外地开店" in form.side().note.text()


def test_a_late_lack_warns_once_and_is_given_by_the_second_f8(hall, lacking, form):
    choose(form, "4")
    press(Qt.Key_F8)
    sheet = choose(form, "4")
    sheet.subjects.choose("material:M-LAYOUT")
    sheet.subjects.setFocus()
    press(Qt.Key_Return)
    type_text("看不清")
    assert "一次性告知" in sheet.preview.text() and ticks(sheet)["material:M-LAYOUT"] == "是，晚了"
    press(Qt.Key_F8)
    assert "一次性告知" in sheet.message.text() and len(hall.state(lacking).corrections) == 1
    press(Qt.Key_F8)
    assert [lack.material for lack in hall.state(lacking).corrections[1].late] == ["M-LAYOUT"]


def test_a_refusal_asks_for_its_reason_and_ends_the_form(hall, desk, lacking, form):
    sheet = choose(form, "5")
    assert sheet.remedies()
    press(Qt.Key_F8)
    assert "理由" in sheet.message.text() and hall.state(lacking).status is ApplicationStatus.INTAKE
    sheet.answers.setFocus()
    press(Qt.Key_Return)
    assert focus().objectName() == "answer:reason"
    type_text("不属于本机关职权范围")
    press(Qt.Key_F8)
    assert hall.state(lacking).status is ApplicationStatus.REFUSED
    ended = form.side()
    assert isinstance(ended, EndedSheet) and "不属于本机关职权范围" in ended.note.text() and DAY in ended.note.text()
    press(Qt.Key_Escape)
    assert desk.shell.current_screen() is desk.workbench


def test_not_required_is_said_with_a_reason(hall, lacking, form):
    choose(form, "6")
    press(Qt.Key_Return)
    type_text("自用，不需许可")
    press(Qt.Key_F8)
    assert hall.state(lacking).status is ApplicationStatus.NOT_REQUIRED
    assert isinstance(form.side(), EndedSheet)


def test_accepting_is_asked_as_always(hall, lacking, form):
    hall.attach(lacking, "M-ID")
    choose(form, "2")
    press(Qt.Key_Return)
    assert form.is_accepting()


def test_after_day_five_only_accepting_is_left(hall, lacking, form):
    choose(form, "3")
    press(Qt.Key_Return)
    hall.desk.clock = lambda: hall.clock() + 8 * 86_400_000
    hall.store.settings.put("confirmed_day", "")
    for key in "3456":
        assert not choose(form, key).confirm.isEnabled()
        press(Qt.Key_Escape)
    # What was to come later is asked for until another day.
    for material, reason in RESTAURANT_DEFERRED.items():
        hall.defer(lacking, material, reason)
    choose(form, "2")
    press(Qt.Key_Return)
    until(form.is_accepting, "the acceptance")
