"""The papers of an application by keyboard: made, printed, saved, printed again, taken back and made anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication

from client.desk import printing
from client.papers.preview import PaperPreview
from client.ui.papers.papers_screen import PapersScreen
from client.ui.window.desk_window import DeskWindow
from forms.elements.element import Label
from tests.story.file_dialog import answering_file_dialog
from tests.story.keyboard import press, type_text, until
from tests.support.later_catalog import later_catalog, with_elements
from tests.support.paper_pages import ReadBack
from tests.support.publisher import published
from tests.ui.screens.hall import Hall

SERVED = "draft|delivery_receipt"


@pytest.fixture
def screen(desk: DeskWindow, hall: Hall) -> PapersScreen:
    """The papers of an accepted application, opened by F9."""
    application = hall.accepted()
    desk.open_application(application)
    until(lambda: desk.shell.current_screen() is desk.applications, "the applications")
    press(Qt.Key_F9)
    until(lambda: desk.shell.current_screen() is desk.papers, "the papers")
    drawn(desk)
    return desk.papers


def drawn(desk: DeskWindow) -> None:
    until(lambda: desk._context.tasks.is_idle(), "the paper is drawn")


def state(desk: DeskWindow):
    return desk._context.desk.store.journal.state(desk._paper_list._application)


def choose(screen: PapersScreen, key: str) -> None:
    for _ in range(40):
        if screen.table.current_key() == key:
            return
        press(Qt.Key_Down)
    raise AssertionError(f"{key} is not in the list")


def saved(desk: DeskWindow, path: Path) -> ReadBack:
    with answering_file_dialog(path):
        press(Qt.Key_S, Qt.ControlModifier)
    until(path.exists, path.name)
    desk.shell.activateWindow()
    until(desk.shell.isActiveWindow, "the window")
    return ReadBack(path.read_bytes())


def test_a_paper_is_made_saved_twice_and_its_second_print_says_so(
    desk: DeskWindow, screen: PapersScreen, tmp_path: Path
) -> None:
    choose(screen, SERVED)
    press(Qt.Key_Return)
    assert screen.form.isAncestorOf(QApplication.focusWidget())
    press(Qt.Key_F8)
    paper = state(desk).papers[-1]
    assert paper.kind == "delivery_receipt"
    assert screen.table.current_key() == f"made|{paper.number}" and screen.table.hasFocus()
    drawn(desk)
    assert screen.pages.isVisible() and screen.pages.page_pictures()
    first, second = saved(desk, tmp_path / "1.pdf"), saved(desk, tmp_path / "2.pdf")
    assert "送达回执" in first.text() and "第1次打印" in first.text() and "第2次打印" in second.text()
    assert first.text().replace("第1次打印", "第2次打印") == second.text()
    assert printing.copies(desk._context.desk, paper.number) == 2
    assert "已印 2 次" in [cell for cell in cells(screen)]


def cells(screen: PapersScreen) -> list[str]:
    model = screen.table.model()
    return [str(model.index(screen.table.currentIndex().row(), column).data()) for column in range(4)]


def test_a_paper_is_void_with_a_reason_and_its_successor_has_another_number(
    desk: DeskWindow, screen: PapersScreen
) -> None:
    choose(screen, SERVED)
    press(Qt.Key_F8)
    paper = state(desk).papers[-1]
    press(Qt.Key_Delete)
    assert not screen.primary_action().enabled
    press(Qt.Key_F8)
    assert not state(desk).issued[paper.number].void_reason, "not without a reason"
    type_text("送达地址写错")
    press(Qt.Key_F8)
    assert state(desk).issued[paper.number].void_reason == "送达地址写错"
    assert cells(screen)[1] == "已作废" and "送达地址写错" in screen.note.text()
    press(Qt.Key_F9)
    drawn(desk)
    assert not isinstance(QApplication.activeWindow(), PaperPreview), "a void paper is not printed"
    choose(screen, SERVED)
    press(Qt.Key_F8)
    successor = state(desk).papers[-1]
    assert successor.kind == "delivery_receipt" and successor.number != paper.number


def test_what_cannot_be_made_or_void_says_why(desk: DeskWindow, screen: PapersScreen) -> None:
    press(Qt.Key_Delete)
    assert "随收件或受理一并出具" in screen.message.text()
    choose(screen, "not|conclusion_notice")
    assert "还没有办结的事项" in screen.note.text()
    assert not screen.primary_action().enabled
    before = state(desk)
    press(Qt.Key_F8)
    assert state(desk) == before


def test_f9_prints_the_chosen_paper_alone(desk: DeskWindow, screen: PapersScreen) -> None:
    press(Qt.Key_Down)
    number = screen.table.current_key().removeprefix("made|")
    press(Qt.Key_F9)
    until(lambda: isinstance(QApplication.activeWindow(), PaperPreview), "the preview")
    preview = QApplication.activeWindow()
    assert [paper.number for paper in preview.ticked()] == [number]
    press(Qt.Key_A, Qt.ControlModifier)
    assert len(preview.ticked()) == len(state(desk).papers)
    press(Qt.Key_Escape)
    until(lambda: not preview.isVisible(), "the preview is closed")


def test_news_take_nothing_typed_away(desk: DeskWindow, hall: Hall, screen: PapersScreen) -> None:
    choose(screen, SERVED)
    press(Qt.Key_Return)
    press(Qt.Key_Tab)
    press(Qt.Key_Tab)
    type_text("三号窗")
    typed = screen.form.said()
    hall.sync()
    desk.refresh()
    assert screen.form.said() == typed and "三号窗" in typed["place"]
    press(Qt.Key_Escape)
    assert screen.table.hasFocus()
    press(Qt.Key_Escape)
    assert desk.shell.current_screen() is desk.applications


def test_a_reprint_after_another_catalog_is_the_same_but_for_its_mark(
    desk: DeskWindow, hall: Hall, screen: PapersScreen, tmp_path: Path
) -> None:
    choose(screen, SERVED)
    press(Qt.Key_F8)
    drawn(desk)
    first = saved(desk, tmp_path / "1.pdf")
    pinned = hall.desk.current_catalog()
    changed = with_elements(later_catalog(), ap_name={"label": Label("姓名或名称")})
    package = published(replace(changed, templates=dict.fromkeys(changed.templates, "<p>另一种格式</p>")))
    hall.centre.store.catalogs.publish(package.id, version="2", data=package.data)
    hall.sync()
    desk.refresh()
    assert hall.desk.current_catalog() == package.id != pinned
    again = saved(desk, tmp_path / "2.pdf")
    assert "第1次打印" in first.text()
    assert again.text() == first.text().replace("第1次打印", "第2次打印")
    assert again.codes() == first.codes() and again.pages == first.pages
