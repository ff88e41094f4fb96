from __future__ import annotations

import openpyxl
import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QFileDialog

from client.desk import exporting
from tests.story.keyboard import click, focus, press, type_text, until


@pytest.fixture
def target(tmp_path, monkeypatch):
    """What the dialog of the system answers: a name without its ending."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(tmp_path / "台账"), ""))
    return tmp_path / "台账.xlsx"


@pytest.fixture
def sheet(hall, desk):
    hall.accepted(name="张三丰")
    hall.accepted(name="李四")
    press(Qt.Key_4, Qt.ControlModifier)
    press(Qt.Key_Slash)
    type_text("ls")
    until(lambda: desk.ledger.table.row_count() == 2, "the lines of 李四")
    press(Qt.Key_Return)
    press(Qt.Key_E)
    return desk.ledger.sheets.current()


def values(path, column):
    page = openpyxl.load_workbook(path).worksheets[0]
    place = [cell.value for cell in page[2]].index(column)
    return [row[place] for row in page.iter_rows(min_row=3, values_only=True)]


def test_the_ledger_goes_out_as_it_is_filtered(hall, desk, sheet, target):
    assert "2 项" in sheet.note.text()
    assert focus() is sheet.confirm
    press(Qt.Key_Return)
    until(sheet.message.text, "the words about the file")
    assert f"已导出 2 项到 {target}" in sheet.message.text()
    assert values(target, "申请人") == ["李四", "李四"]
    assert values(target, "联系电话") == ["139****5678"] * 2
    noted = hall.store.journal.device_operations()[-1].operation
    assert (noted.kind, noted.body["searched"], noted.body["lines"]) == ("list_exported", True, 2)
    assert focus() is sheet.confirm
    press(Qt.Key_Escape)
    assert focus() is desk.ledger.table


def test_whole_numbers_ask_what_they_are_for(hall, sheet, target):
    press(Qt.Key_Y)
    assert focus() is sheet.reason.editor
    click(sheet.confirm)
    assert sheet.reason.error() and not target.exists()
    assert focus() is sheet.reason.editor
    type_text("电话催办")
    press(Qt.Key_Return)
    press(Qt.Key_Return)
    until(sheet.message.text, "the words about the file")
    assert values(target, "联系电话") == ["13912345678"] * 2


def test_an_export_that_is_cancelled_leaves_no_file(hall, sheet, target, monkeypatch):
    asked = []

    def slow(*given, keep_going, **named):
        while keep_going(len(asked), 10):
            asked.append(sheet.progress.words())
        return whole(*given, keep_going=keep_going, **named)

    whole = exporting.export_ledger
    monkeypatch.setattr(exporting, "export_ledger", slow)
    click(sheet.confirm)
    until(lambda: sheet.progress.words().endswith("%"), "the progress")
    assert not sheet.confirm.isEnabled()
    click(sheet.progress._cancel)
    until(sheet.message.text, "the words about the cancelling")
    assert "已取消" in sheet.message.text() and not target.exists()
    assert sheet.confirm.isEnabled()


def test_a_place_that_cannot_be_written_is_said(sheet, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(tmp_path / "没有" / "台账.xlsx"), ""))
    click(sheet.confirm)
    until(sheet.message.text, "the words about the place")
    assert "写不进去" in sheet.message.text()
