"""Items that close: marked in the list, left out of a theme, and a closed one says why it cannot be chosen."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PyQt5.QtCore import Qt

from client.ui.window.desk_window import PICK
from forms.catalog.model import Offer, Policy
from tests.story.keyboard import press, type_text
from tests.support.accepted_papers import shipped_catalog
from tests.support.later_catalog import with_item
from tests.support.publisher import published
from tests.ui.screen_check import assert_screen_ok
from tests.ui.screens.hall import Hall


@pytest.fixture
def closing_hall(hall: Hall) -> Hall:
    closed = with_item(shipped_catalog(), "SIGN", policy=Policy(offer=Offer.CLOSED))
    closing = with_item(closed, "DRAIN", policy=Policy(offer=Offer.CLOSING, until="2026-11-30"))
    package = published(replace(closing, version="2026-12"))
    hall.centre.store.catalogs.publish(package.id, version="2", data=package.data)
    hall.sync()
    return hall


def row_of(pick, item):
    model = pick.hits.model()
    number = model.number_of(f"item:{item}")
    return [str(model.data(model.index(number, column))) for column in range(3)]


@pytest.mark.parametrize(
    ("language", "words"), [("zh_CN", ("停止收件", "收件至 2026-11-30")), ("en", ("Closed", "until 2026-11-30"))]
)
def test_the_list_says_what_is_closed_and_what_is_closing(closing_hall, desk_of, language, words):
    desk = desk_of(closing_hall, language=language)
    desk.go(PICK)
    assert (row_of(desk.pick, "SIGN")[2], row_of(desk.pick, "DRAIN")[2]) == words
    assert_screen_ok(desk.shell)


def test_a_closed_item_cannot_be_chosen_and_says_why(closing_hall, desk_of):
    desk = desk_of(closing_hall)
    desk.go(PICK)
    desk.pick.hits.choose("item:SIGN")
    desk.pick.hits.setFocus()
    press(Qt.Key_Return)
    assert "停止收件" in desk.pick.message.text()
    assert not desk.pick.primary_action().enabled
    desk.pick.hits.choose("item:DRAIN")
    press(Qt.Key_Return)
    assert "2026-11-30" in desk.pick.message.text() and desk.pick.primary_action().enabled


def test_a_theme_is_begun_without_its_closed_items(closing_hall, desk_of):
    desk = desk_of(closing_hall)
    desk.go(PICK)
    type_text("kfd")
    press(Qt.Key_Return)
    assert "停止收件" in desk.pick.message.text()
    press(Qt.Key_Return)
    state = closing_hall.state(desk.shell.tabs.current_key())
    assert state.items and "SIGN" not in state.items
