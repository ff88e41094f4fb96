"""Clocks where the clerk looks: lists, timeline and workbench, each told by word, icon and colour."""

from __future__ import annotations

from msgspec.structs import replace
from PyQt5.QtCore import Qt

from client.desk import answering
from forms.journal.commands import PauseCase
from sync.central.review import Review
from sync.central.sessions import ReviewerSession
from tests.story.keyboard import press, until
from tests.support.accepted_papers import shipped_catalog
from tests.support.publisher import published
from tests.ui.screens.hall import done

ALL = ReviewerSession(account="wu", name="吴敏", departments=("*",))
DAY_MS = 86_400_000


def later(hall, days):
    start = hall.desk.clock
    hall.desk.clock = lambda: start() + days * DAY_MS


def cases(desk):
    model = desk.applications.card.cases.model()
    rows = [[model.row(row).cells[column] for column in (2, 3)] for row in range(model.rowCount())]
    return {model.row(row).key: cells for row, cells in enumerate(rows)}


def running(hall):
    application = hall.accepted()
    hall.sync()
    hall.issue_licence(application)
    hall.sync()
    return application


def test_a_case_shows_its_light_with_word_icon_and_colour(hall, desk):
    application = running(hall)
    desk.open_application(application)
    promised = cases(desk)["FOOD-LIC"][1]
    assert promised.text.endswith("剩 5 天") and (promised.level, promised.icon) == ("ok", "clock")
    later(hall, 4)
    desk.open_application(application)
    promised = cases(desk)["FOOD-LIC"][1]
    assert promised.text.endswith("剩 1 天") and (promised.level, promised.icon) == ("warn", "clock")
    later(hall, 5)
    desk.open_application(application)
    state, promised = cases(desk)["FOOD-LIC"]
    assert "超 " in promised.text and (promised.level, promised.icon) == ("danger", "error")
    assert state.level == "danger"


def test_the_list_shows_the_worst_clock_of_an_application(hall, desk):
    running(hall)
    later(hall, 8)
    desk.go("applications")
    cell = desk.applications.table.model().row(0).cells[3]
    assert cell.level == "danger" and "1/6" in cell.text and "超" in cell.text


def test_a_paused_case_says_so_and_the_timeline_names_the_procedure(hall, desk):
    application = running(hall)
    pause = PauseCase(item="FOOD-LIC", procedure="survey", reason="约定上门")
    Review(hall.centre).pause_case(ALL, application, pause)
    hall.sync()
    desk.open_application(application)
    state, promised = cases(desk)["FOOD-LIC"]
    assert state.text.endswith("暂停") and promised.text.endswith("暂停计时") and promised.icon == "minus"
    model = desk.applications.card.timeline.model()
    assert "现场踏勘" in model.row(0).cells[1] and "约定上门" in model.row(0).cells[1]


def test_days_that_a_newer_calendar_moved_are_listed(hall, desk):
    application = running(hall)
    catalog = shipped_catalog()
    calendar = replace(
        catalog.calendar, revision="2025-2027", last="2027-12-31", holidays=(*catalog.calendar.holidays, "2026-11-26")
    )
    package = published(replace(catalog, version="2027.1", calendar=calendar))
    hall.centre.store.catalogs.publish(package.id, version="2027.1", data=package.data)
    hall.sync()
    hall.sync()
    desk.refresh()
    desk.open_application(application)
    line = desk.applications.card.timeline.model().row(0).cells[1]
    assert "按新日历重算日期" in line and "承诺办结 2026-11-30 → 2026-12-01" in line


def test_moved_days_are_one_line_of_the_workbench_until_the_applicant_was_phoned(hall, desk):
    application = running(hall)
    catalog = shipped_catalog()
    calendar = replace(catalog.calendar, revision="2027", holidays=(*catalog.calendar.holidays, "2026-11-26"))
    package = published(replace(catalog, version="2027.1", calendar=calendar))
    hall.centre.store.catalogs.publish(package.id, version="2027.1", data=package.data)
    hall.sync()
    hall.sync()
    desk.go("workbench")
    due = desk.workbench.due
    assert due.choose("moves||") and "1 件申请的日期" in due.model().row(due.currentIndex().row()).cells[1].text
    due.setFocus()
    press(Qt.Key_Return)
    assert desk.shell.current_screen() is desk.moves
    model = desk.moves.table.model()
    told = {tuple(str(getattr(cell, "text", cell)) for cell in model.row(row).cells) for row in range(model.rowCount())}
    assert ("承诺办结：设置户外广告及招牌设施审批", "2026-11-30(周一)", "2026-12-01(周二)") in {
        line[2:] for line in told
    }
    assert {line[:2] for line in told} == {("张三丰", hall.state(application).party.phone), ("", "")}
    press(Qt.Key_F8)
    assert model.rowCount() == 0 and "张三丰" in desk.moves.message.text()
    assert hall.state(application).untold_moves == ()
    press(Qt.Key_Escape)
    assert desk.shell.current_screen() is desk.workbench and not desk.workbench.due.choose("moves||")


def test_a_theme_is_on_the_card_and_when_it_presses_on_the_workbench(hall, desk):
    application = running(hall)
    desk.open_application(application)
    stands, due = cases(desk)["theme"]
    assert due == "2026-12-02" and (stands.text, stands.level) == ("剩 7 天", "ok")
    assert "7 个工作日" in desk.applications.card.cases.model().row(0).cells[0]
    later(hall, 8)
    desk.go("workbench")
    due = desk.workbench.due
    keys = [due.model().row(row).key for row in range(due.row_count())]
    assert f"theme|{application}|" in keys
    cell = due.model().row(keys.index(f"theme|{application}|")).cells[2]
    assert (cell.level, cell.text) == ("warn", "12-02 剩 1 天")
    due.choose(f"theme|{application}|")
    due.setFocus()
    press(Qt.Key_Return)
    assert desk.shell.current_screen() is desk.applications and cases(desk)["theme"][0].level == "warn"


def test_a_year_without_calendar_is_told_on_the_workbench(hall, desk):
    desk.go("workbench")
    assert not desk.workbench.calendar_bar.isVisible()
    later(hall, 50)
    hall.store.settings.put("confirmed_day", "")
    desk.go("workbench")
    assert desk.workbench.calendar_bar.isVisible() and "2027 年日历未到" in desk.workbench.calendar_bar.text()


def test_what_was_taken_in_and_not_answered_has_its_light_and_opens_by_enter(hall, desk):
    first, second = received(hall), received(hall, days=2)
    told = {}
    for days in (3, 4, 7, 8):
        hall.desk.clock = lambda days=days: hall.clock() + days * DAY_MS
        hall.store.settings.put("confirmed_day", "")
        desk.go("pick")
        desk.go("workbench")
        model = desk.workbench.due.model()
        told[days] = [(model.row(row).key.split("|")[1], model.row(row).cells[2]) for row in range(2)]
    assert [key for key, _ in told[3]] == [first, second]
    assert [cell.level for _, cell in told[3]] == ["ok", "ok"] and told[3][0][1].text == "11-30 剩 2 天"
    assert [cell.level for _, cell in told[4]] == ["warn", "ok"]
    assert [cell.text for _, cell in told[7]] == ["11-30 今天", "12-02 剩 2 天"]
    assert [(cell.level, cell.text) for _, cell in told[8]] == [("danger", "11-30 超 1 天"), ("warn", "12-02 剩 1 天")]
    desk.workbench.due.setFocus()
    press(Qt.Key_Return)
    until(lambda: desk.shell.tabs.current_key() == first, "the editor")


def received(hall, *, days=0):
    """Taken in so many days from now, and not answered."""
    application = hall.complete()
    start = hall.desk.clock
    hall.desk.clock = lambda: start() + days * DAY_MS
    done(answering.receive(hall.session, hall.desk, application, {}))
    hall.desk.clock = start
    return application
