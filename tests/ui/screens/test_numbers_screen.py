"""The numbers of a window: used up without a link, stood in for and bound later, void, returned."""

from __future__ import annotations

import pytest
from PyQt5.QtCore import Qt

from client.desk import numbering
from client.ui.papers.numbers_screen import NumbersScreen
from client.ui.window.desk_window import DeskWindow
from tests.story.keyboard import press, type_text, until
from tests.ui.screens.hall import Hall
from tests.ui.screens.test_paper_list import SERVED, choose, state

BLOCK = 200


@pytest.fixture
def application(desk: DeskWindow, hall: Hall) -> str:
    accepted = hall.accepted()
    hall.sync()
    desk.open_application(accepted)
    return accepted


def use_up(hall: Hall, *, but: int) -> None:
    """Forms spoilt one after the other, with the cable pulled."""
    hall.line.cut = True
    while hall.store.numbers.left() > but:
        number = hall.store.numbers.peek(hall.day)
        assert numbering.void_number(hall.session, hall.desk, number, reason="卡纸") is None


def numbers(desk: DeskWindow) -> NumbersScreen:
    press(Qt.Key_B, Qt.ControlModifier)
    until(lambda: desk.shell.current_screen() is desk.numbers, "the numbers")
    return desk.numbers


def make(desk: DeskWindow) -> str:
    """One more proof of service; the one before is void."""
    screen = desk.papers
    if SERVED not in keys(screen):
        press(Qt.Key_Delete)
        type_text("写错")
        press(Qt.Key_F8)
    press(Qt.Key_Home)
    choose(screen, SERVED)
    press(Qt.Key_F8)
    return state(desk).papers[-1].number


def keys(screen) -> list[str]:
    rows = screen.table._rows
    return [rows.row(number).key for number in range(rows.rowCount())]


def words(screen: NumbersScreen) -> str:
    model = screen.table.model()
    cells = [model.index(row, column).data() for row in range(model.rowCount()) for column in range(6)]
    return screen.told.text() + " " + " ".join(str(cell) for cell in cells)


def test_a_block_used_up_without_a_link_is_stood_in_for_and_bound_later(
    desk: DeskWindow, hall: Hall, application: str
) -> None:
    use_up(hall, but=1)
    press(Qt.Key_F9)
    until(lambda: desk.shell.current_screen() is desk.papers, "the papers")
    made = [make(desk) for _ in range(3)]
    assert made[0] == f"{hall.store.numbers.account()[0].prefix}20261123-00{BLOCK}-SD"
    assert all(number.startswith("临〔") for number in made[1:]) and len(set(made)) == 3
    said = words(numbers(desk))
    assert "编号已用完" in said and "2 个临时编号等中心给正式编号" in said
    hall.line.cut = False
    hall.sync()
    desk.refresh()
    said = words(desk.numbers)
    assert f"还剩 {BLOCK} 个编号" in said and said.count("中心正式编号") == 2
    press(Qt.Key_Escape)
    until(lambda: desk.shell.current_screen() is desk.papers, "the papers")
    bound = state(desk).bound_numbers[made[2].removesuffix("-SD")]
    assert desk.papers.table.current_key() == f"made|{made[2]}" and bound in desk.papers.note.text()
    for known in (bound, made[2].removesuffix("-SD")):
        desk.applications.search(known)
        assert desk.applications.table.current_key() == application, known
    account = hall.store.numbers.account()
    assert all(part.used + part.void + part.returned + part.left == part.last - part.first + 1 for part in account)


def test_an_application_accepted_under_a_provisional_number_shows_both(desk: DeskWindow, hall: Hall) -> None:
    use_up(hall, but=0)
    accepted = hall.accepted()
    hall.line.cut = False
    hall.sync()
    desk.open_application(accepted)
    known = hall.state(accepted)
    bound = known.bound_numbers[known.receipt_number]
    facts = desk.applications.card._facts.text()
    assert known.receipt_number in facts and bound in facts


def test_the_rest_is_returned_with_a_reason(desk: DeskWindow, hall: Hall, application: str) -> None:
    screen = numbers(desk)
    left = hall.store.numbers.left()
    press(Qt.Key_F8)
    assert hall.store.numbers.left() == left, "not without a reason"
    screen.reason.editor.setFocus()
    type_text("窗口撤销")
    press(Qt.Key_F8)
    assert hall.store.numbers.left() == 0 and f"已交回 {left} 个编号" in screen.message.text()
    assert not screen.primary_action().enabled
    hall.sync()
    assert hall.store.sync.summary().quarantined == 0
    press(Qt.Key_Escape)
    assert desk.shell.current_screen() is desk.applications


def test_the_next_number_is_void_when_its_form_was_spoilt(desk: DeskWindow, hall: Hall, application: str) -> None:
    screen = numbers(desk)
    following = hall.store.numbers.peek(hall.day)
    assert screen.table.choose(f"next|{following}")
    press(Qt.Key_Delete)
    assert "原因" in screen.message.text() and hall.store.numbers.peek(hall.day) == following
    type_text("卡纸")
    screen.table.setFocus()
    press(Qt.Key_Delete)
    assert hall.store.numbers.standing(following) == "void" and hall.store.numbers.peek(hall.day) != following
