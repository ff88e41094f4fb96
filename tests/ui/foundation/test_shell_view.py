from __future__ import annotations

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QVBoxLayout

from client.ui.shell.rail import RailEntry
from client.ui.shell.screen import Hint, PrimaryAction, SavedState, ScreenWidget, ShellKey
from client.ui.shell.shell_view import ShellView
from client.ui.widgets.text_editors import TextEdit
from tests.ui.screen_check import assert_screen_ok

PLACES = (
    ("workbench", "工作台", "workbench"),
    ("new", "新办件", "new"),
    ("applications", "办件", "applications"),
    ("deferral", "容缺", "deferral"),
    ("issue", "出件", "issue"),
    ("sync", "同步", "sync"),
    ("statistics", "统计", "statistics"),
    ("settings", "设置", "settings"),
)


class FormScreen(ScreenWidget):
    def __init__(self, name: str, *, takes: tuple[ShellKey, ...] = (), enabled: bool = True) -> None:
        super().__init__()
        self.name, self.takes, self.enabled, self.keys = name, takes, enabled, []
        self.saved = "已保存 10:42:07"
        self.first, self.second = TextEdit(), TextEdit()
        layout = QVBoxLayout(self)
        layout.addWidget(self.first)
        layout.addWidget(self.second)

    def title(self) -> str:
        return self.name

    def primary_action(self) -> PrimaryAction:
        return PrimaryAction("受理", ShellKey.ACCEPT, self.enabled)

    def key_hints(self) -> tuple[Hint, ...]:
        return (Hint(ShellKey.NEXT_MISSING, "下一缺项"), Hint(ShellKey.DEFER, "容缺"), Hint(ShellKey.PRINT, "打印"))

    def saved_state(self) -> SavedState:
        return SavedState(self.saved)

    def can_go_back(self) -> bool:
        return True

    def on_key(self, key: ShellKey) -> bool:
        self.keys.append(key)
        return key in self.takes


@pytest.fixture
def shell(desk_app):
    view = ShellView([RailEntry(*place) for place in PLACES])
    for key, word, _ in PLACES:
        view.add_screen(key, FormScreen(word, takes=(ShellKey.ACCEPT,)))
    view.top.set_window("3 号窗口")
    view.top.set_clerk("王芳")
    view.top.set_ticket("A-017 号")
    view.top.set_link("弱网 · 待传 3 件 2 份扫描 · 约 4 分钟", "warn", "弱网 · 待传 3 件")
    view.rail.set_badge("deferral", 3, "deferral")
    view.rail.set_badge("sync", 120, "warn")
    view.show_screen("workbench")
    return view


@pytest.mark.parametrize(
    ("scale", "size"), [(1.0, (1366, 768)), (1.0, (1024, 700)), (1.5, (1366, 768)), (2.0, (1366, 768))]
)
def test_nothing_is_cut_off_and_tab_reaches_everything(shell, shown, dress, scale, size):
    dress(scale)
    shown(shell, size)
    shell.open_application("a1", "张三 · 开办餐饮店", FormScreen("申请表"))
    assert_screen_ok(shell, size)


def test_a_key_goes_to_the_screen_and_then_to_the_desk(shell, shown, qtbot):
    shown(shell)
    screen, handed = shell.current_screen(), []
    shell.key_pressed.connect(handed.append)
    QTest.keyClick(screen.first, Qt.Key_F8)
    QTest.keyClick(screen.first, Qt.Key_F5)
    QTest.keyClick(screen.first, Qt.Key_S, Qt.ControlModifier)
    QTest.keyClick(screen.first, Qt.Key_Escape)
    assert screen.keys == [ShellKey.ACCEPT, ShellKey.SYNC, ShellKey.SAVE, ShellKey.BACK]
    assert handed == [ShellKey.SYNC, ShellKey.SAVE, ShellKey.BACK]


def test_a_primary_action_that_is_not_ready_does_nothing(shell, shown):
    shown(shell)
    screen = shell.current_screen()
    screen.enabled = False
    screen.chrome_changed.emit()
    QTest.keyClick(screen.first, Qt.Key_F8)
    assert screen.keys == []


def test_find_goes_to_the_search_box_and_escape_empties_it_first(shell, shown):
    shown(shell)
    typed, handed = [], []
    shell.top.search_edited.connect(typed.append)
    shell.key_pressed.connect(handed.append)
    QTest.keyClick(shell.current_screen().first, Qt.Key_F, Qt.ControlModifier)
    box = shell.focusWidget()
    QTest.keyClicks(box, "zs")
    QTest.keyClick(box, Qt.Key_Escape)
    assert typed == ["z", "zs", ""]
    assert handed == []
    QTest.keyClick(box, Qt.Key_Escape)
    assert handed == [ShellKey.BACK]


def test_rail_by_keyboard_and_mouse(shell, shown):
    shown(shell)
    chosen = []
    shell.entry_chosen.connect(chosen.append)
    QTest.keyClick(shell.current_screen().first, Qt.Key_4, Qt.ControlModifier)
    assert chosen == ["deferral"]


def test_the_rail_folds_in_a_narrow_window_and_keeps_its_words_for_readers(shell, shown, qtbot):
    shown(shell, (1366, 768))
    wide = shell.rail.width()
    shell.resize(1200, 768)
    qtbot.waitUntil(lambda: shell.rail.width() < wide / 1.5)
    names = [child.accessibleName() for child in shell.rail.findChildren(type(shell.rail._buttons["sync"]))]
    assert "容缺 3 件待办" in names


def test_five_applications_and_no_more(shell, shown):
    shown(shell)
    opened = [shell.open_application(f"a{number}", f"申请 {number}", FormScreen("申请表")) for number in range(6)]
    assert opened == [True] * 5 + [False]
    assert shell.tabs.current_key() == "a4"
    QTest.keyClick(shell.current_screen().first, Qt.Key_Tab, Qt.ControlModifier)
    assert shell.current_screen() is shell._screens["workbench"]
    shell.close_application("a2")
    assert shell.open_application("a9", "申请 9", FormScreen("申请表"))


def test_leaving_and_coming_back_keeps_the_place_in_the_form(shell, shown):
    shown(shell)
    screen = shell.current_screen()
    screen.second.setFocus()
    shell.show_screen("sync")
    assert shell.current_screen().isAncestorOf(shell.focusWidget())
    shell.show_screen("workbench")
    assert shell.focusWidget() is screen.second


def test_the_link_chip_says_less_where_there_is_no_room(shell, shown, dress, qtbot):
    shown(shell, (1366, 768))
    assert shell.top.link_text() == "弱网 · 待传 3 件 2 份扫描 · 约 4 分钟"
    dress(2.0)
    qtbot.waitUntil(lambda: shell.top.link_text() == "弱网 · 待传 3 件")


def test_the_bar_says_what_the_screen_says(shell, shown):
    shown(shell)
    screen = shell.current_screen()
    assert shell._actions.primary_text() == "受理  F8"
    assert shell._actions.saved_text() == "已保存 10:42:07"
    screen.saved = "正在输入…"
    screen.chrome_changed.emit()
    assert shell._actions.saved_text() == "正在输入…"
    assert shell.windowTitle() == "工作台 · 一窗"
