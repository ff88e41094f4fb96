from __future__ import annotations

import pytest
from PyQt5.QtCore import Qt

from forms.notices.receipt_code import make_code
from tests.story.keyboard import click, drop_files, focus, press, type_text, until
from tests.ui.screens.hall import picture


@pytest.fixture
def accepted(hall):
    application = hall.accepted()
    hall.sync()
    return application


@pytest.fixture
def ledger(desk, accepted):
    press(Qt.Key_4, Qt.ControlModifier)
    assert desk.shell.current_screen() is desk.ledger
    return desk.ledger


def scan_code(ledger, code):
    click(ledger.code)
    type_text(code)
    press(Qt.Key_Return)


def test_a_document_is_received_by_the_code_of_its_receipt(hall, accepted, ledger, tmp_path):
    scan_code(ledger, make_code(hall.state(accepted).receipt_number))
    assert focus() is ledger.table and ledger.table.row_count() == 2
    ledger.table.choose(f"{accepted}|M-HEALTH")
    path = tmp_path / "健康证.jpg"
    path.write_bytes(picture("M-HEALTH"))
    drop_files(ledger.card, [path])
    until(ledger.message.text, "the words about the document")
    assert "已收到从业人员健康合格证明" in ledger.message.text()
    deferral = hall.state(accepted).deferrals["M-HEALTH"]
    assert deferral.status == "arrived"
    assert ledger.card.history.row_count() == 2


def test_a_typed_number_finds_it_too(hall, accepted, ledger):
    hall.accepted(name="李四")
    ledger.refresh()
    assert ledger.table.row_count() == 4
    scan_code(ledger, hall.state(accepted).receipt_number)
    assert ledger.table.row_count() == 2
    press(Qt.Key_Escape)
    assert ledger.table.row_count() == 4


def test_a_number_that_nobody_has_is_said_to_be_unknown(accepted, ledger):
    scan_code(ledger, "01-03-20261123-09999")
    assert "没有找到收件编号" in ledger.message.text() or "编号" in ledger.message.text()
    assert ledger.table.row_count() == 2


def test_the_whole_history_of_a_deferral(hall, desk, accepted, ledger):
    hall.receive(accepted, "M-HEALTH")
    hall.sync()
    hall.review.pass_deferral(hall.reviewer, accepted, material="M-HEALTH", note="")
    hall.sync()
    desk.refresh()
    assert [key for key in ledger._rows] == [f"{accepted}|M-DRAINT"]
    ledger.ended.setChecked(True)
    ledger.table.choose(f"{accepted}|M-HEALTH")
    assert ledger.card.history.row_count() == 3
    assert not ledger.card.receive.isEnabled()


def test_enter_opens_the_application(desk, accepted, ledger):
    ledger.table.setFocus()
    press(Qt.Key_Return)
    assert desk.shell.current_screen() is desk.applications
    assert desk.applications.table.current_key() == accepted
