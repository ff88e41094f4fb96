"""Two windows filled a field differently: both values stand under it, and a button, or typing, settles it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication, QWidget

from client.desk import filling, moving
from client.desk.scan_reader import ChildScanReader
from client.ui.editor.editor_view import EditorScreen
from client.ui.shell.screen import ShellKey
from client.ui.tasks import Tasks
from client.ui.widgets.button import Button
from client.ui.widgets.line_field import LineField
from client.ui.window.desk_window import DeskWindow
from forms.message import Message
from tests.client.desk.desk_hall import Hall, Pc

SHOP = "shop_name"


@pytest.fixture
def hall(desk_app: QApplication, tmp_path: Path) -> Iterator[Hall]:
    """Windows 03 and 04 with a conflict over the shop's name in one application."""
    reader = ChildScanReader()
    made = Hall(tmp_path / "hall", reader=reader)
    made.publish()
    first, second = made.pc("03"), made.pc("04")
    first.sign_in()
    second.sign_in("zhaolei")
    first.sync()
    made.application = first.begin()
    first.sync()
    second.sync()
    first.fill(made.application, {SHOP: "甲店"})
    second.fill(made.application, {SHOP: "乙店"})
    for pc in (first, second, first):
        pc.sync()
    yield made
    reader.close()
    made.close()


@pytest.fixture
def editor_at(hall: Hall, desk_of: Callable[..., DeskWindow]) -> Callable[..., EditorScreen]:
    """The application in the window of a PC."""

    def show(pc: Pc, *, language: str = "zh_CN") -> EditorScreen:
        at = SimpleNamespace(desk=pc.desk, session=pc.session, tasks=Tasks())
        window = desk_of(at, language=language)
        window.open_application(hall.application)
        screen = window.shell.current_screen()
        assert isinstance(screen, EditorScreen)
        return screen

    return show


def line_of(screen: EditorScreen) -> LineField:
    return screen.form.line_of(SHOP)


def buttons_of(screen: EditorScreen) -> list[Button]:
    found = [button for button in line_of(screen).findChildren(Button) if not button.isHidden()]
    return sorted(found, key=lambda button: (button.y(), button.x()))


def screen_lacks(pc: Pc) -> tuple[Message, ...]:
    typed = moving.typing_of(pc.session, pc.desk, pc.hall.application).patch or {SHOP: "bing"}
    return filling.editor_view(pc.desk, pc.hall.application, typed).lacks


def held(pc: Pc) -> object:
    return pc.state(pc.hall.application).values[SHOP].value


def focus() -> QWidget | None:
    return QApplication.focusWidget()


def test_f6_comes_to_the_field_and_the_keyboard_takes_the_other_value(hall: Hall, editor_at, qtbot) -> None:
    screen = editor_at(hall.pc())
    assert line_of(screen).error().startswith("这一项在两个窗口填得不一样")
    assert line_of(screen).error().endswith("本窗口：甲店；04 号窗口（赵磊）：乙店")
    focus().clearFocus()
    screen.on_key(ShellKey.NEXT_MISSING)
    while focus() is not line_of(screen).editor:
        screen.on_key(ShellKey.NEXT_MISSING)
    assert [button.text() for button in buttons_of(screen)] == ["采用“甲店”", "采用“乙店”"]
    qtbot.keyClick(focus(), Qt.Key_Tab)
    qtbot.keyClick(focus(), Qt.Key_Tab)
    assert focus() is buttons_of(screen)[1]
    qtbot.keyClick(focus(), Qt.Key_Return)
    assert (held(hall.pc()), hall.pc().state(hall.application).conflicts) == ("乙店", {})
    assert (line_of(screen).error(), buttons_of(screen)) == ("", [])
    assert focus() is line_of(screen).editor and focus().value_text() == "乙店"
    hall.pc().sync()
    hall.pc("04").sync()
    assert held(hall.pc("04")) == "乙店"


def test_typing_another_value_and_saving_settles_too(hall: Hall, editor_at, qtbot) -> None:
    screen = editor_at(hall.pc("04"), language="en")
    assert line_of(screen).error().endswith("window 03 (王芳): 甲店; this window: 乙店")
    editor = line_of(screen).editor
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, "bing")
    qtbot.keyClick(editor, Qt.Key_Tab)
    assert line_of(screen).error().startswith("Two windows filled this differently; saving takes")
    assert SHOP not in [lack.element for lack in screen_lacks(hall.pc("04"))]
    screen.on_key(ShellKey.SAVE)
    assert (held(hall.pc("04")), buttons_of(screen)) == ("bing", [])


def test_what_was_typed_is_given_up_for_the_value_taken(hall: Hall, editor_at, qtbot) -> None:
    screen = editor_at(hall.pc())
    editor = line_of(screen).editor
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, "bing")
    qtbot.mouseClick(buttons_of(screen)[0], Qt.LeftButton)
    assert (held(hall.pc()), editor.value_text()) == ("甲店", "甲店")
    assert hall.pc().store.drafts.load(hall.application, "wangfang").patch == {}
    screen.on_key(ShellKey.SAVE)
    assert held(hall.pc()) == "甲店"


def test_news_of_a_conflict_reach_the_field_that_is_typed_into(hall: Hall, editor_at, qtbot) -> None:
    first, second = hall.pc(), hall.pc("04")
    screen = editor_at(first)
    qtbot.mouseClick(buttons_of(screen)[0], Qt.LeftButton)
    first.sync()
    editor = line_of(screen).editor
    qtbot.keyClicks(editor, "x")
    second.fill(hall.application, {SHOP: "丁店"})
    second.sync()
    first.sync()
    typed = editor.value_text()
    presenter = next(child for child in screen.children() if hasattr(child, "on_news"))
    presenter.on_news()
    assert editor.value_text() == typed
    assert "丁店" in line_of(screen).error() and len(buttons_of(screen)) == 2
