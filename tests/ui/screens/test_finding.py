from __future__ import annotations

from PyQt5.QtCore import Qt

from tests.story.keyboard import focus, press, type_text, until


def cells(table, column):
    model = table.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_an_application_is_found_by_initials_while_typing(hall, desk):
    hall.accepted(name="单雨桐")
    hall.accepted(name="李四")
    press(Qt.Key_F, Qt.ControlModifier)
    searching = focus()
    for initials in ("syt", "dyt"):
        press(Qt.Key_A, Qt.ControlModifier)
        type_text(initials)
        assert focus() is searching
        assert desk.shell.current_screen() is desk.applications
        assert cells(desk.applications.table, 0) == ["单雨桐"]
    press(Qt.Key_Return)
    assert focus() is desk.applications.table
    assert "找到 1 件" in desk.applications._list.title.text()


def test_somebody_who_is_not_finished_yet_is_listed_by_name(hall, desk):
    begun = hall.begin()
    hall.fill(begun, {"ap_name": "王五"})
    press(Qt.Key_3, Qt.ControlModifier)
    assert cells(desk.applications.table, 0) == ["王五"]


def test_the_timeline_and_lights_of_the_cases(hall, desk):
    accepted = hall.accepted()
    hall.sync()
    hall.issue_licence(accepted)
    hall.sync()
    desk.open_application(accepted)
    card = desk.applications.card
    theme, *cases = cells(card.cases, 0)
    assert theme.startswith("主题时限") and cases == ["营业执照", "公章", "食品许可", "消防", "门头", "排水"]
    assert cells(card.cases, 2)[1] == "已办结"
    assert all("-20261123-" in number for number in cells(card.cases, 1)[1:])
    told = cells(card.timeline, 1)
    assert any("办结，文号 JZ-0001" in line for line in told)
    assert told[-1] == "开始办理"


def test_news_keep_the_chosen_line(hall, desk):
    first, second = hall.accepted(name="张三"), hall.accepted(name="李四")
    press(Qt.Key_3, Qt.ControlModifier)
    desk.applications.table.choose(first)
    hall.accepted(name="王五")
    desk.refresh()
    assert desk.applications.table.current_key() == first
    assert second in {desk.applications.table._rows.row(row).key for row in range(3)}


def test_a_draft_opens_in_its_editor(hall, desk):
    begun = hall.begin()
    press(Qt.Key_3, Qt.ControlModifier)
    desk.applications.table.setFocus()
    press(Qt.Key_Return)
    until(lambda: desk.shell.tabs.current_key() == begun, "the editor")
