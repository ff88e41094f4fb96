"""The tabs of open applications, so that two applicants can stand at one window."""

from __future__ import annotations

from PyQt5.QtCore import QEvent, Qt, pyqtSignal
from PyQt5.QtWidgets import QTabBar, QWidget

from client.ui.style.look import current_look
from client.ui.translation import tr

MOST_OPEN = 5
_HOME = 0


class OpenTabs(QTabBar):
    """The first tab is the place chosen in the rail, the others are applications, at most MOST_OPEN.

    `application_chosen(key)`, `home_chosen()` and `close_requested(key)` tell what the clerk wants.
    """

    application_chosen = pyqtSignal(str)
    home_chosen = pyqtSignal()
    close_requested = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("shell", "Open applications"))
        self.setFocusPolicy(Qt.TabFocus)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.ElideRight)
        self.setTabsClosable(True)
        self.addTab("")
        for side in (QTabBar.LeftSide, QTabBar.RightSide):
            self.setTabButton(_HOME, side, None)
        self.currentChanged.connect(self._tell)
        self.tabCloseRequested.connect(lambda index: self.close_requested.emit(self._key(index)))
        self.hide()

    def has_room(self) -> bool:
        """True while one more application can be opened."""
        return self.count() <= MOST_OPEN

    def set_home_title(self, title: str) -> None:
        """Name the place chosen in the rail."""
        self._name(_HOME, title)

    def open_application(self, key: str, title: str) -> None:
        """Add or rename the tab of an application and go there."""
        index = self._index(key)
        if index < 0:
            blocked = self.blockSignals(True)
            index = self.addTab("")
            self.setTabData(index, key)
            self.blockSignals(blocked)
            self._fit(index)
        self._name(index, title)
        self.setVisible(True)
        self.setCurrentIndex(index)

    def rename(self, key: str, title: str) -> None:
        """Change the title of an open application."""
        if (index := self._index(key)) >= 0:
            self._name(index, title)

    def close_application(self, key: str) -> None:
        """Take the tab of an application away."""
        if (index := self._index(key)) >= 0:
            self.removeTab(index)
        self.setVisible(self.count() > 1)

    def go_home(self) -> None:
        """Go to the place chosen in the rail."""
        self.setCurrentIndex(_HOME)

    def current_key(self) -> str:
        """The application in front; empty for the place chosen in the rail."""
        return self._key(self.currentIndex())

    def step(self) -> None:
        """Go to the next tab, after the last to the first."""
        self.setCurrentIndex((self.currentIndex() + 1) % self.count())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.StyleChange:
            for index in range(1, self.count()):
                self._fit(index)

    def _fit(self, index: int) -> None:
        """The cross that closes a tab is as large as an icon."""
        side = current_look().icon_size()
        self.tabButton(index, QTabBar.RightSide).setFixedSize(side, side)

    def _index(self, key: str) -> int:
        return next((index for index in range(1, self.count()) if self._key(index) == key), -1)

    def _key(self, index: int) -> str:
        return str(self.tabData(index) or "")

    def _name(self, index: int, title: str) -> None:
        text = title.replace("&", "&&")
        if text != self.tabText(index):
            self.setTabText(index, text)
        self.setTabToolTip(index, title)

    def _tell(self, index: int) -> None:
        if index == _HOME:
            self.home_chosen.emit()
        elif index > _HOME:
            self.application_chosen.emit(self._key(index))
