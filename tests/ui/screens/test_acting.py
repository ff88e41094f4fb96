"""What a clerk and a supervisor do after the acceptance, by keyboard, on a real store and the real centre."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QFileDialog

from client.desk import signing_in
from client.desk.acting import Act
from client.ui.applications.acts_sheet import KEYS, ActsSheet
from client.ui.window.desk_window import APPLICATIONS, LEDGER
from forms.journal.actor import ActorKind
from forms.journal.state import ApplicationStatus, DeferralStatus
from sync.central.demo import PASSWORD
from tests.story.keyboard import clear_field, drop_files, focus, press, type_text, until
from tests.ui.screens.by_hand import open_editor
from tests.ui.screens.hall import CHEAP, picture

HEALTH, DRAIN = "M-HEALTH", "M-DRAINT"
DAY_MS = 86_400_000


@pytest.fixture
def accepted(hall):
    application = hall.accepted()
    hall.sync()
    return application


@pytest.fixture
def screen(desk, accepted):
    desk.open_application(accepted)
    assert desk.shell.current_screen() is desk.applications
    return desk.applications


@pytest.fixture
def letter(tmp_path) -> Path:
    path = tmp_path / "承诺书.jpg"
    path.write_bytes(picture("承诺书"))
    return path


def acts(screen) -> ActsSheet:
    """The sheet, by its key."""
    press(Qt.Key_O, Qt.ControlModifier)
    sheet = until(screen._sheet, "the sheet")
    assert isinstance(sheet, ActsSheet) and focus() is sheet.acts
    return sheet


def choose(screen, act: Act) -> ActsSheet:
    sheet = acts(screen)
    type_text(next(key for key, one in KEYS.items() if one is act))
    assert sheet.current() is act
    return sheet


def days_later(hall, days: int) -> None:
    before = hall.desk.clock
    hall.desk.clock = lambda: before() + days * DAY_MS
    hall.store.settings.put("confirmed_day", "")


def test_the_sheet_says_what_can_be_done_and_why_not(hall, screen, accepted):
    sheet = acts(screen)
    assert sheet.acts.row_count() == len(Act) and sheet.current() is Act.SIGN, "the signed letter is missing"
    assert "承诺书待签" in sheet.note.text()
    for act in (Act.COMPLETE, Act.TERMINATE):
        type_text(next(key for key, one in KEYS.items() if one is act))
        assert not sheet.confirm.isVisible() and sheet.preview.text()
    press(Qt.Key_Escape)
    assert screen._sheet() is None and focus() is screen.table
    assert [entry.operation.kind for entry in hall.store.journal.entries(accepted)][-1] == "cases_numbered"


def test_a_supervisor_signs_for_an_extension_at_the_clerks_window(hall, screen, accepted):
    sheet = choose(screen, Act.EXTEND)
    assert "最迟" in sheet.preview.text() and "工作日" in sheet._day.note()
    press(Qt.Key_Return)
    assert focus() is sheet.deferrals and sheet.deferrals.choose(HEALTH)
    press(Qt.Key_Return)
    assert focus().objectName() == "acts:day"
    clear_field()
    type_text("2026-12-07")
    assert "10 个工作日" in sheet._day.note()
    press(Qt.Key_Return)
    assert focus().objectName() == "acts:reason"
    press(Qt.Key_F8)
    assert "不可抗力" in sheet.message.text(), "refused in place, before anybody signs"
    type_text("体检中心停业")
    press(Qt.Key_Return)
    assert focus().objectName() == "acts:account"
    type_text("limin")
    press(Qt.Key_Return)
    type_text("falsch")
    press(Qt.Key_F8)
    until(lambda: "密码" in sheet.message.text() and hall.tasks.is_idle(), "the refusal")
    assert hall.state(accepted).deferrals[HEALTH].due_day != "2026-12-07"
    assert sheet.signature() == ("limin", ""), "a password counts once"
    sheet._password.editor.setFocus()
    type_text(PASSWORD)
    press(Qt.Key_F8)
    until(lambda: hall.state(accepted).deferrals[HEALTH].due_day == "2026-12-07", "the extension")
    until(hall.tasks.is_idle, "the answer")
    assert "2026-12-07" in sheet.message.text()
    operation = hall.store.journal.entries(accepted)[-1].operation
    assert (operation.actor.kind, operation.actor.name, operation.actor.window) == (ActorKind.SUPERVISOR, "李敏", "03")
    hall.sync()
    assert hall.centre.ordering.state(accepted).deferrals[HEALTH].due_day == "2026-12-07"
    assert hall.store.sync.quarantine() == ()


def test_terminating_asks_once_more_in_place(hall, screen, accepted):
    days_later(hall, 40)
    sheet = acts(screen)
    assert sheet.current() is Act.TERMINATE and "建议" in sheet.proposal.text()
    assert "逾期未补齐" in sheet.reason() and "不予决定" in sheet.preview.text()
    material = sheet.material()
    press(Qt.Key_F8)
    assert "确定终止" in sheet.message.text()
    assert hall.state(accepted).deferrals[material].status is DeferralStatus.AWAITED
    press(Qt.Key_Escape)
    assert not sheet.message.text() and screen._sheet() is sheet, "left the question, not the sheet"
    press(Qt.Key_F8)
    press(Qt.Key_F8)
    assert hall.state(accepted).deferrals[material].status is DeferralStatus.TERMINATED
    assert (
        "已终止" in sheet.message.text() and "逾期未补齐" in hall.state(accepted).deferrals[material].history[-1].reason
    )


def test_a_reason_that_is_changed_is_asked_about_again(hall, screen, accepted):
    days_later(hall, 40)
    sheet = acts(screen)
    press(Qt.Key_F8)
    sheet._reason.editor.setFocus()
    type_text("x")
    assert not sheet.message.text()
    press(Qt.Key_F8)
    assert "确定终止" in sheet.message.text()
    assert hall.state(accepted).deferrals[sheet.material()].status is DeferralStatus.AWAITED


def test_what_is_overdue_and_waits_is_said_without_an_act(hall, screen, accepted):
    days_later(hall, 10)
    sheet = choose(screen, Act.TERMINATE)
    assert "暂停计时" in sheet.proposal.text() and not sheet.confirm.isVisible()


def test_a_withdrawal_names_what_ends_with_it(hall, screen, accepted):
    sheet = choose(screen, Act.WITHDRAW)
    names = [deferral.name for deferral in hall.state(accepted).deferrals.values()]
    assert all(name in sheet.preview.text() for name in names)
    press(Qt.Key_F8)
    assert "理由" in sheet.message.text()
    sheet.acts.setFocus()
    press(Qt.Key_Return)
    assert focus().objectName() == "acts:reason"
    type_text("店铺不开了")
    press(Qt.Key_F8)
    assert hall.state(accepted).status is ApplicationStatus.ACCEPTED and "确定撤回" in sheet.message.text()
    press(Qt.Key_F8)
    state = hall.state(accepted)
    assert state.status is ApplicationStatus.WITHDRAWN and state.ending.reason == "店铺不开了"
    assert all(deferral.status is DeferralStatus.TERMINATED for deferral in state.deferrals.values())
    hall.sync()
    assert hall.centre.ordering.state(accepted).status is ApplicationStatus.WITHDRAWN


def test_all_is_confirmed_and_the_notice_comes_to_the_printer(hall, desk, screen, accepted):
    asked = []
    screen.papers_wanted.connect(asked.append)
    for material in (HEALTH, DRAIN):
        hall.receive(accepted, material)
    hall.sync()
    for material in (HEALTH, DRAIN):
        hall.review.pass_deferral(hall.reviewer, accepted, material=material, note="")
    hall.sync()
    desk.refresh()
    sheet = acts(screen)
    assert sheet.current() is Act.COMPLETE and "确认补齐通知书" in sheet.preview.text()
    press(Qt.Key_Return)
    (completion,) = hall.state(accepted).completions
    assert completion.number in sheet.message.text() and asked == [accepted]


def test_f4_takes_the_signed_letter(hall, screen, accepted, letter, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_said: ([str(letter)], ""))
    assert screen.card._missing.isVisible()
    press(Qt.Key_F4)
    until(lambda: hall.state(accepted).commitments, "the letter")
    until(hall.tasks.is_idle, "the answer")
    assert "承诺书" in screen.message.text() and not screen.card._missing.isVisible()
    sheet = choose(screen, Act.SIGN)
    assert "承诺书.jpg" in sheet.preview.text() and "待签" not in sheet.note.text()
    hall.sync()
    assert hall.centre.ordering.state(accepted).commitments


def test_a_letter_is_dropped_on_the_sheet_and_a_torn_one_is_refused(hall, screen, accepted, letter, tmp_path):
    sheet = choose(screen, Act.SIGN)
    torn = tmp_path / "坏.jpg"
    torn.write_bytes(b"no picture")
    drop_files(sheet, [torn])
    until(lambda: sheet.message.text(), "the refusal")
    assert not hall.state(accepted).commitments
    drop_files(sheet, [letter])
    until(lambda: hall.state(accepted).commitments, "the letter")


def test_the_editor_of_an_accepted_application_has_the_same_sheet(hall, desk, monkeypatch, letter):
    application = hall.complete()
    form = open_editor(desk, hall, application)
    press(Qt.Key_F8)
    until(form.is_accepting, "the acceptance")
    press(Qt.Key_Return)
    until(lambda: hall.state(application).accepted_day, "the acceptance")
    assert form.accept_sheet._letter.isVisible()
    press(Qt.Key_O, Qt.ControlModifier)
    sheet = until(form.side, "the sheet")
    assert isinstance(sheet, ActsSheet) and form.primary_action() is None
    type_text("6")
    press(Qt.Key_Return)
    type_text("写到一半")
    desk.refresh()
    assert form.side() is sheet and sheet.reason() == "写到一半", "news do not take the sheet away"
    press(Qt.Key_Escape)
    assert form.is_accepting() and form.side() is None
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_said: ([str(letter)], ""))
    press(Qt.Key_F4)
    until(lambda: hall.state(application).commitments, "the letter")
    until(lambda: not form.accept_sheet._letter.isVisible(), "the word on the letter to go")
    press(Qt.Key_O, Qt.ControlModifier)
    press(Qt.Key_F9)
    assert form.side() is sheet


def test_a_line_of_the_ledger_leads_to_the_sheet_with_its_material(hall, desk, accepted):
    days_later(hall, 40)
    desk.go(LEDGER)
    until(lambda: desk.ledger.list.current(), "the line")
    desk.ledger.show_deferral(accepted, DRAIN)
    until(lambda: desk.ledger.list.current() and desk.ledger.list.current().material == DRAIN, "the line")
    press(Qt.Key_O, Qt.ControlModifier)
    assert desk.shell.current_screen() is desk.applications
    sheet = desk.applications._sheet()
    assert isinstance(sheet, ActsSheet) and focus() is sheet.acts
    assert (sheet.current(), sheet.material()) == (Act.TERMINATE, DRAIN)


def test_one_that_is_still_a_draft_has_no_acts(hall, desk):
    hall.begin()
    desk.go(APPLICATIONS)
    desk.applications.table.setFocus()
    press(Qt.Key_O, Qt.ControlModifier)
    assert desk.applications._sheet() is None


def test_a_supervisor_at_the_window_signs_for_nobody_else(hall, desk_of, accepted):
    with patch.object(signing_in, "PasswordHasher", lambda: CHEAP):
        hall.session = signing_in.sign_in(hall.desk, account="limin", password=PASSWORD, window="03")
    desk = desk_of(hall)
    desk.open_application(accepted)
    sheet = choose(desk.applications, Act.EXTEND)
    assert not sheet._account.isVisible()
    sheet._reason.editor.setFocus()
    type_text("台风停电")
    press(Qt.Key_F8)
    assert hall.state(accepted).deferrals[sheet.material()].history[-1].kind == "deferral_extended"
    assert hall.state(accepted).deferrals[sheet.material()].history[-1].actor == "李敏"
