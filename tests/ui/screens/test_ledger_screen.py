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
    assert len(ledger.card.history.texts()) == 2


def test_a_typed_number_finds_it_too(hall, accepted, ledger):
    hall.accepted(name="李四")
    ledger.refresh()
    assert ledger.table.row_count() == 4
    scan_code(ledger, hall.state(accepted).receipt_number)
    assert ledger.table.row_count() == 2
    press(Qt.Key_Escape)
    assert ledger.table.row_count() == 4


def test_a_number_that_nobody_has_here_leads_to_what_is_taken_in_for_other_sites(desk, accepted, ledger):
    scan_code(ledger, "01-03-20261123-09999")
    assert desk.shell.current_screen() is desk.receive
    desk.go("ledger")
    assert ledger.table.row_count() == 2 and ledger.code.text() == ""


def test_a_torn_code_is_said_to_be_torn(accepted, ledger):
    scan_code(ledger, make_code("01-03-20261123-00001")[:-3])
    assert ledger.message.text()
    assert ledger.table.row_count() == 2


def test_the_whole_history_of_a_deferral(hall, desk, accepted, ledger):
    hall.receive(accepted, "M-HEALTH")
    hall.sync()
    hall.review.pass_deferral(hall.reviewer, accepted, material="M-HEALTH", note="")
    hall.sync()
    desk.refresh()
    assert ledger.list.rows() == [f"{accepted}|M-DRAINT"]
    press(Qt.Key_5)
    ledger.table.choose(f"{accepted}|M-HEALTH")
    assert len(ledger.card.history.texts()) == 3
    assert not ledger.card.receive.isEnabled()


def test_enter_opens_the_application(desk, accepted, ledger):
    ledger.table.setFocus()
    press(Qt.Key_Return)
    assert desk.shell.current_screen() is desk.applications
    assert desk.applications.table.current_key() == accepted


def keys(ledger):
    return [key.partition("|")[2] for key in ledger.list.rows()]


def test_the_lines_stand_under_their_due_day_with_the_days_left(ledger):
    model = ledger.table.model()
    assert model.index(0, 0).data() == "2026-11-30(周一) · 剩 5 个工作日 · 2 项"
    assert [model.row(number).heading for number in range(model.rowCount())] == [True, False, False]
    assert model.index(1, 2).data().endswith("剩 5 日")
    press(Qt.Key_N)
    assert not any(model.row(number).heading for number in range(model.rowCount()))


def test_a_letter_sorts_and_the_same_letter_turns_the_order_round(hall, desk, ledger):
    hall.accepted(name="李四")
    desk.refresh()
    assert focus() is ledger.table
    press(Qt.Key_N)
    names = [row.applicant for row in ledger.list.reader.lines]
    assert names == ["李四", "李四", "张三丰", "张三丰"] and ledger.list.filters.order.value_text() == "applicant"
    press(Qt.Key_N)
    assert [row.applicant for row in ledger.list.reader.lines] == names[::-1]
    for letter, order in (("I", "item"), ("S", "site"), ("T", "state"), ("D", "due")):
        type_text(letter.lower())
        assert ledger.list.filters.order.value_text() == order
        assert ledger.table.row_count() == 4


def test_a_digit_shows_what_is_due_today_overdue_to_verify_or_ended(hall, desk, accepted, ledger):
    hall.receive(accepted, "M-HEALTH")
    desk.refresh()
    press(Qt.Key_4)
    assert keys(ledger) == ["M-HEALTH"]
    press(Qt.Key_2)
    assert keys(ledger) == []
    hall.store.settings.put("confirmed_day", f"{hall.day}=2026-11-30")
    press(Qt.Key_2)
    assert keys(ledger) == ["M-DRAINT"]
    hall.store.settings.put("confirmed_day", f"{hall.day}=2026-12-03")
    press(Qt.Key_3)
    assert keys(ledger) == ["M-DRAINT"]
    assert ledger.table.model().index(1, 2).data().endswith("逾期 3 日")
    press(Qt.Key_5)
    assert keys(ledger) == []
    press(Qt.Key_1)
    assert sorted(keys(ledger)) == ["M-DRAINT", "M-HEALTH"]


def test_words_are_looked_for_while_they_are_typed(hall, desk, ledger):
    hall.accepted(name="李四")
    desk.refresh()
    press(Qt.Key_Slash)
    type_text("zsf")
    until(lambda: ledger.table.row_count() == 2, "the lines of 张三丰")
    assert focus() is ledger.list.text
    press(Qt.Key_Return)
    assert focus() is ledger.table
    press(Qt.Key_Escape)
    assert ledger.table.row_count() == 4 and ledger.list.text.text() == ""


def test_a_scanner_need_not_ask_where_the_cursor_is(hall, desk, accepted, ledger):
    hall.accepted(name="李四")
    desk.refresh()
    assert focus() is ledger.table
    type_text(make_code(hall.state(accepted).receipt_number))
    press(Qt.Key_Return)
    assert ledger.table.row_count() == 2
    assert {row.application for row in ledger.list.reader.lines} == {accepted}


def test_only_mine_and_only_this_site(hall, desk, accepted, ledger):
    press(Qt.Key_M)
    assert ledger.list.filters.keeper.value_text() == hall.session.account
    assert ledger.table.row_count() == 2
    press(Qt.Key_A)
    assert ledger.list.filters.site.value_text() == hall.session.site and ledger.table.row_count() == 2
    press(Qt.Key_M)
    press(Qt.Key_A)
    question = ledger.list.reader.question.filters
    assert (question.keeper, question.site) == ("", "")


def test_the_chosen_line_stays_chosen_while_others_come_and_go(hall, desk, accepted, ledger):
    key = f"{accepted}|M-HEALTH"
    ledger.table.choose(key)
    hall.accepted(name="白居易")
    desk.refresh()
    assert ledger.table.current_key() == key and ledger.table.row_count() == 4
    press(Qt.Key_N)
    assert ledger.table.current_key() == key


def test_telephone_numbers_are_covered_in_the_list(ledger):
    row = ledger.table.model().row(1)
    assert "139****5678" in row.cells
