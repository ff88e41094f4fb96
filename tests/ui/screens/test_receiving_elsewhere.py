"""Receiving at the window what belongs to another site: by keys alone, from the scanner to the paper."""

from __future__ import annotations

import shutil

import pytest
from PyQt5.QtCore import QMimeData, QPoint, Qt, QUrl
from PyQt5.QtGui import QDragEnterEvent, QDropEvent
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication

from client.desk import printing, receiving
from client.papers.preview import PaperPreview
from client.ui.window.desk_window import LEDGER, WORKBENCH
from forms.journal.state import DeferralStatus
from forms.notices.receipt_code import make_code
from tests.ui.screens.every_screen import press, settle
from tests.ui.screens.hall import picture

NUMBER = "02-01-20261123-00042"
ID_NO = "11010519491231002X"


@pytest.fixture
def window(hall, desk_of):
    return desk_of(hall, language="zh_CN")


@pytest.fixture
def files(tmp_path):
    names = []
    for title in ("补交 正面", "补交 反面"):
        path = tmp_path / f"{title}.jpg"
        path.write_bytes(picture(title))
        names.append(path)
    return names


def scan_receipt(window, code):
    """A scanner types like a keyboard, and does not ask where the cursor is."""
    press(Qt.Key_F7)
    window.ledger.table.setFocus()
    press(Qt.Key_Y)
    QTest.keyClicks(window.ledger.code, code[1:])
    press(Qt.Key_Return)


def drop(widget, paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    for event_type in (QDragEnterEvent, QDropEvent):
        event = event_type(QPoint(1, 1), Qt.CopyAction, data, Qt.LeftButton, Qt.NoModifier)
        handle = widget.dragEnterEvent if event_type is QDragEnterEvent else widget.dropEvent
        handle(event)
        assert event.isAccepted()


def fill_in(window, files, *, id_no=ID_NO):
    form = window.receive.form
    QTest.keyClicks(form.id_no.editor, id_no)
    form.what.editor.setFocus()
    QTest.keyClicks(form.what.editor, "jkhg")
    drop(form, files)
    settle(window)


def test_an_unknown_receipt_leads_to_the_form_and_the_paper(hall, window, files):
    scan_receipt(window, make_code(NUMBER))
    form = window.receive.form
    assert window.shell.current_screen() is window.receive
    assert form.code.editor.value_text() == NUMBER and "审批中心" in form.code.note()
    assert QApplication.focusWidget() is form.id_no.editor
    fill_in(window, files)
    assert form.brought().what == "从业人员健康合格证明"
    press(Qt.Key_F8)
    (line,) = receiving.taken_in(hall.desk)
    assert (line.receipt_number, line.words, line.standing) == (NUMBER, "从业人员健康合格证明", "")
    assert line.number in form.message.text() and form.code.editor.value_text() == ""
    press(Qt.Key_F9)
    settle(window)
    preview = window._papers._preview
    assert isinstance(preview, PaperPreview) and not window.shell.message.isVisible()
    preview.printed.emit((f"{line.number}-SJ",))
    assert printing.copies(hall.desk, f"{line.number}-SJ") == 1
    preview.close()


def test_the_centres_answer_is_shown_where_it_was_taken_in(hall, window, files):
    hall.took_in(receipt=NUMBER, what="从业人员健康合格证明")
    window.go(WORKBENCH)
    assert rows_of(window.workbench.due)[0].key == "arrivals||"
    hall.sync()
    window.refresh()
    window.workbench.due.choose("arrivals||")
    window.workbench.due.setFocus()
    press(Qt.Key_Return)
    assert window.shell.current_screen() is window.receive
    told = window.receive.list._told.text()
    assert NUMBER in told and "上传后会自动对应" in told


def rows_of(table):
    model = table.model()
    return [model.row(number) for number in range(model.rowCount())]


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(hall, window, files):
    scan_receipt(window, make_code(NUMBER))
    fill_in(window, [], id_no="110105194912310021")
    press(Qt.Key_F8)
    form = window.receive.form
    assert "18 位" in form.id_no.error() and form.id_no.editor.value_text() == "110105194912310021"
    assert QApplication.focusWidget() is form.id_no.editor and not form.message.isVisible()
    form.id_no.editor.set_value_text(ID_NO)
    press(Qt.Key_F8)
    assert form.id_no.error() == "" and "扫描件" in form.message.text()
    form.code.editor.set_value_text("https://qr.alipay.com/fkx1")
    press(Qt.Key_F8)
    assert "付款码" in form.code.error()
    assert receiving.taken_in(hall.desk) == ()


def test_a_picture_of_the_receipt_is_dropped_on_its_line(hall, window, tmp_path):
    application = hall.accepted()
    receipt = next(paper for paper in printing.papers(hall.desk, application) if paper.kind == "receipt")
    (tmp_path / "凭证.pdf").write_bytes(receipt.pdf)
    window.receive_elsewhere()
    form = window.receive.form
    drop(form.code.editor, [tmp_path / "凭证.pdf"])
    settle(window)
    assert form.code.editor.value_text() == hall.state(application).receipt_number
    assert "张三丰" in form.code.note() and not form.id_no.isVisible()
    shutil.copy(tmp_path / "凭证.pdf", tmp_path / "torn.pdf")
    (tmp_path / "torn.pdf").write_bytes(b"%PDF-1.7 torn")
    drop(form.code.editor, [tmp_path / "torn.pdf"])
    settle(window)
    assert form.message.isVisible()


def test_a_letter_for_a_known_application_counts_from_its_day(hall, window, files):
    application = hall.accepted()
    window.go(LEDGER)
    window.ledger.table.setFocus()
    press(Qt.Key_R)
    form = window.receive.form
    QTest.keyClicks(form.code.editor, hall.state(application).receipt_number)
    press(Qt.Key_Return)
    form.what.editor.setFocus()
    QTest.keyClicks(form.what.editor, "jk")
    form.by_post.editor.setFocus()
    press(Qt.Key_Y)
    assert form.day.editor.value_text() == "2026-11-23"
    form.day.editor.set_value_text("2026-11-22")
    QTest.keyClicks(form.post_number.editor, "xa123")
    drop(form, files)
    settle(window)
    assert len(form.scans) == 2
    press(Qt.Key_F8)
    deferral = hall.state(application).deferrals["M-HEALTH"]
    assert deferral.status is DeferralStatus.ARRIVED
    assert (deferral.history[-1].day, deferral.history[-1].reason) == ("2026-11-22", "XA123")
    press(Qt.Key_Escape)
    assert window.shell.current_screen() is window.ledger
