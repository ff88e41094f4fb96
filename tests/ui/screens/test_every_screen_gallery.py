"""Every screen, looked at: no text wider than its box, no missing glyph, Tab reaches everything; pictures for eyes."""

from __future__ import annotations

import pytest
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QWidget

from client.ui.sign_in.sign_in_view import SignInView
from client.ui.translation import install_translations
from tests.ui.gallery import OUT
from tests.ui.screen_check import problems_of
from tests.ui.screens import credit_screens
from tests.ui.screens.every_screen import EMPTY, SCREENS

SIZE = (1366, 768)
LOOKS = {"100": (1.0, "zh_CN"), "200": (2.0, "zh_CN"), "en": (1.0, "en")}


@pytest.fixture(params=LOOKS)
def look(request, dress):
    scale, language = LOOKS[request.param]
    dress(scale)
    return request.param, language


def check(window: QWidget, name: str, look: str) -> None:
    window.resize(*SIZE)
    QTest.qWait(30)
    folder = OUT / "screens"
    folder.mkdir(parents=True, exist_ok=True)
    window.grab().save(str(folder / f"{name}-{look}.png"))
    problems = problems_of(window, SIZE, tab_order=look != "en")
    assert not problems, "\n".join([f"{name} has problems:", *problems])


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_of_a_busy_hall_is_whole(name, look, busy_hall, desk_of):
    window = desk_of(busy_hall.hall, language=look[1])
    check(SCREENS[name](window, busy_hall), name, look[0])


def test_a_proposal_for_what_is_overdue_is_whole(look, busy_hall, desk_of, monkeypatch):
    before = busy_hall.hall.desk.clock
    monkeypatch.setattr(busy_hall.hall.desk, "clock", lambda: before() + 40 * 86_400_000)
    window = desk_of(busy_hall.hall, language=look[1])
    check(SCREENS["acts"](window, busy_hall), "acts-overdue", look[0])


DISTRUST = {
    "distrust-unchecked": credit_screens.unchecked,
    "distrust-refused": credit_screens.refused,
    "distrust-workbench": credit_screens.on_the_workbench,
    "distrust-ledger": credit_screens.in_the_ledger,
    "promise": credit_screens.promised,
    "promise-accept": credit_screens.accepted_with_a_promise,
}


@pytest.mark.parametrize("name", DISTRUST)
def test_what_the_distrust_list_and_a_promise_look_like_is_whole(name, look, hall, desk_of):
    window = desk_of(hall, language=look[1])
    DISTRUST[name](window, hall)
    check(window.shell, name, look[0])


@pytest.mark.parametrize("place", EMPTY)
def test_a_screen_of_the_first_morning_is_whole(place, look, empty_hall, desk_of):
    window = desk_of(empty_hall, language=look[1])
    window.go(place)
    check(window.shell, f"empty-{place}", look[0])


@pytest.mark.parametrize("said", ["", "密码不对。还可以再试 3 次；再错会暂停在本机离线登录，需要连上中心才能登录。"])
def test_signing_in_is_whole(said, look, desk_app, shown):
    install_translations(desk_app, look[1])
    view = shown(SignInView())
    if said:
        view.refuse(said)
    check(view, "sign-in-refused" if said else "sign-in", look[0])
