from __future__ import annotations

from unittest.mock import patch

import pytest
from PyQt5.QtCore import Qt

from client.desk import signing_in
from sync.central import demo
from tests.story.keyboard import focus, press, type_text, until
from tests.ui.screens.hall import CHEAP


@pytest.fixture
def colleague(hall):
    """李敏 has signed in at this PC before."""
    with patch.object(signing_in, "PasswordHasher", lambda: CHEAP):
        return signing_in.sign_in(hall.desk, account="limin", password=demo.PASSWORD, window="03")


@pytest.fixture
def open_list(hall):
    return [hall.accepted(name=name) for name in ("张三丰", "李四")]


@pytest.fixture
def sheet(colleague, open_list, desk):
    press(Qt.Key_4, Qt.ControlModifier)
    press(Qt.Key_H)
    sheet = desk.ledger.sheets.current()
    assert focus() is sheet.whose.editor
    return sheet


def hand_over(sheet, to="limin", reason="王芳休产假"):
    sheet.to.editor.set_value_text(to)
    sheet.reason.editor.setFocus()
    type_text(reason)
    press(Qt.Key_Return)
    assert focus() is sheet.confirm
    press(Qt.Key_Return)
    until(sheet.message.text, "the words about the hand-over")


def test_a_whole_open_list_changes_hands_and_mine_follows(hall, open_list, desk, sheet):
    assert sheet.whose.editor.value_text() == hall.session.account
    assert sheet.open.row_count() == 4 and sheet.scope.editor.currentText() == "全部待补的 4 份材料"
    hand_over(sheet)
    assert "已移交 2 件办件" in sheet.message.text()
    assert {hall.state(one).keeper for one in open_list} == {"limin"}
    assert sheet.open.row_count() == 0
    press(Qt.Key_Escape)
    press(Qt.Key_M)
    assert desk.ledger.table.row_count() == 0
    assert {row.keeper_name for row in hall.desk.store.ledger.lines()} == {"李敏"}
    hall.sync()
    assert hall.store.sync.quarantine() == ()


def test_one_application_is_handed_over_by_itself(hall, open_list, desk, sheet):
    sheet.scope.editor.set_value_text("one")
    hand_over(sheet)
    assert [hall.state(one).keeper for one in open_list] == ["limin", hall.session.account]


def test_nothing_happens_before_somebody_is_chosen(hall, open_list, sheet):
    sheet.reason.editor.setFocus()
    press(Qt.Key_Return)
    press(Qt.Key_Return)
    assert sheet.to.error()
    assert hall.state(open_list[0]).keeper == hall.session.account


def test_taking_over_from_a_colleague_needs_a_reason(hall, open_list, desk, sheet):
    hand_over(sheet)
    press(Qt.Key_Escape)
    press(Qt.Key_H)
    assert sheet.whose.editor.value_text() == "limin"
    hand_over(sheet, to=hall.session.account, reason="")
    assert "没有移交" in sheet.message.text() and "原因" in sheet.message.text()
    assert {hall.state(one).keeper for one in open_list} == {"limin"}
