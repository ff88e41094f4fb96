"""The window of the desk: rail, top bar, tabs, the current screen, and the bar that says what is next."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PyQt5.QtCore import QEvent, Qt, pyqtSignal
from PyQt5.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShowEvent
from PyQt5.QtWidgets import QHBoxLayout, QShortcut, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from client.ui.shell.open_tabs import OpenTabs
from client.ui.shell.rail import Rail, RailEntry
from client.ui.shell.screen import Screen, ShellKey
from client.ui.shell.status_line import StatusLine
from client.ui.shell.top_bar import TopBar
from client.ui.style.look import current_look
from client.ui.style.marks import mark
from client.ui.translation import tr
from client.ui.widgets.action_bar import ActionBar
from client.ui.widgets.editor import reveal_first
from client.ui.widgets.message_bar import MessageBar
from client.ui.widgets.tab_order import put_last

_ALSO = {ShellKey.NEW: "Ctrl+N", ShellKey.FIND: "Ctrl+F"}


class ShellView(QWidget):
    """Shows screens by key. `key_pressed(ShellKey)` is for keys that the current screen did not take.

    `entry_chosen(key)` comes from the rail, `application_chosen(key)` and `close_requested(key)` from the tabs; the
    owner answers with `show_screen` or `open_application`. `message` is the place for what needs an answer, `status`
    for what went well, `top` for search, window, clerk and link. A screen made in `screens` need not move there.
    """

    entry_chosen = pyqtSignal(str)
    application_chosen = pyqtSignal(str)
    close_requested = pyqtSignal(str)
    key_pressed = pyqtSignal(object)
    closing = pyqtSignal()

    def __init__(self, entries: Sequence[RailEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, role="canvas")
        self._screens: dict[str, Screen] = {}
        self._home = ""
        self.rail = Rail(entries)
        self.top = TopBar()
        self.tabs = OpenTabs()
        self.message = MessageBar()
        self.status = StatusLine()
        self.screens = QStackedWidget()
        self._actions = ActionBar()
        self._actions.set_status(self.status)
        self._place()
        self._connect()
        self._bind_keys()

    def add_screen(self, key: str, screen: Screen) -> None:
        """Add a screen of the rail or of an application; it is shown by `show_screen` or `open_application`."""
        self._screens[key] = screen
        self.screens.addWidget(screen)
        screen.chrome_changed.connect(lambda: self._dress() if self.current_screen() is screen else None)

    def show_screen(self, key: str) -> None:
        """Show a place of the rail. KeyError when it was not added."""
        screen = self._screens[key]
        self._home = key
        self.tabs.set_home_title(screen.title())
        self.tabs.go_home()
        self._show(key)

    def open_application(self, key: str, title: str, screen: Screen | None = None) -> bool:
        """Show an application in its tab, with `screen` when it is new; False when all tabs are taken."""
        if key not in self._screens:
            if screen is None or not self.tabs.has_room():
                return False
            self.add_screen(key, screen)
        self.tabs.open_application(key, title)
        self._show(key)
        return True

    def close_application(self, key: str) -> None:
        """Take an application off the window and let go of its screen."""
        screen = self._screens.pop(key, None)
        if screen is None:
            return
        self.tabs.close_application(key)
        self.screens.removeWidget(screen)
        screen.deleteLater()
        self._show(self.tabs.current_key() or self._home)

    def current_screen(self) -> Screen | None:
        """The screen in front."""
        return self.screens.currentWidget()

    def focus_primary(self) -> None:
        """Put the focus on the primary action, so that Enter confirms."""
        self._actions.focus_primary()

    def press(self, key: ShellKey) -> None:
        """Hand a key of the desk to the current screen, and to the owner when the screen does not take it."""
        screen = self.current_screen()
        action = screen.primary_action() if screen is not None else None
        if action is not None and action.key == key and not action.enabled:
            return
        if screen is not None and screen.on_key(key):
            return
        if key == ShellKey.FIND:
            self.top.focus_search()
            return
        self.key_pressed.emit(key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.StyleChange:
            self._fold()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.current_screen() is not None:
            self._enter(self.current_screen())

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

    def _fold(self) -> None:
        """Larger text needs a wider window for the words of the rail; a quarter larger still fits."""
        look = current_look()
        self.rail.set_folded(self.width() < look.tokens.fold_width * max(1.0, look.scale - 0.25))

    def _place(self) -> None:
        tokens = current_look().tokens
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.top)
        middle.addWidget(self.tabs)
        middle.addWidget(self.message)
        middle.addWidget(self.screens, 1)
        middle.addWidget(self._actions)
        self.tabs.setSizePolicy(QSizePolicy.Ignored, QSizePolicy.Fixed)
        self.message.setContentsMargins(tokens.space_2, 0, tokens.space_2, 0)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addLayout(middle, 1)

    def _connect(self) -> None:
        self.rail.entry_chosen.connect(self.entry_chosen)
        self.tabs.close_requested.connect(self.close_requested)
        self.tabs.application_chosen.connect(self._tab_chosen)
        self.tabs.home_chosen.connect(lambda: self._show(self._home) if self._home else None)
        self._actions.back_triggered.connect(partial(self.press, ShellKey.BACK))
        self._actions.primary_triggered.connect(self._press_primary)

    def _bind_keys(self) -> None:
        for key in ShellKey:
            if key is ShellKey.CONFIRM:
                continue
            for written in (key.value, _ALSO.get(key, "")):
                if written:
                    QShortcut(QKeySequence(written), self, partial(self.press, key))
        QShortcut(QKeySequence("Ctrl+Tab"), self, self.tabs.step)
        QShortcut(QKeySequence("Ctrl+W"), self, self._ask_close)

    def _tab_chosen(self, key: str) -> None:
        if key in self._screens:
            self._show(key)
            self.application_chosen.emit(key)

    def _ask_close(self) -> None:
        if key := self.tabs.current_key():
            self.close_requested.emit(key)

    def _press_primary(self) -> None:
        screen = self.current_screen()
        action = screen.primary_action() if screen is not None else None
        if action is not None:
            self.press(action.key)

    def _show(self, key: str) -> None:
        if key in self._screens:
            self.screens.setCurrentWidget(self._screens[key])
            self.rail.set_current(key if key == self._home else "")
            self._dress()
            self._enter(self._screens[key])

    def _enter(self, screen: QWidget) -> None:
        """Put the focus where it was on this screen, unless the clerk walks along the rail."""
        if self.rail.isAncestorOf(self.focusWidget() or self) or self.tabs.hasFocus():
            return
        last = screen.focusWidget()
        if last is not None and last.isVisibleTo(screen) and last.isEnabled():
            last.setFocus(Qt.OtherFocusReason)
        else:
            reveal_first(screen)

    def _dress(self) -> None:
        screen = self.current_screen()
        # Below every screen for the eye, so behind it for Tab, whenever the screen or a part of it was made.
        put_last(self._actions)
        action, saved = screen.primary_action(), screen.saved_state()
        self._actions.set_key_hints([(str(hint.key), hint.word) for hint in screen.key_hints()])
        self._actions.set_back(screen.can_go_back())
        if action is None:
            self._actions.set_primary("", "")
        else:
            self._actions.set_primary(action.text, str(action.key), enabled=action.enabled)
        self._actions.set_saved_state(saved.text if saved else "", saved.level if saved else "ok")
        self.setWindowTitle(" · ".join(part for part in (screen.title(), tr("shell", "Yichuang")) if part))
