"""The top bar: find anything, whose turn it is, where and who works here, and whether it is sent."""

from __future__ import annotations

from PyQt5.QtCore import QEvent, QSize, Qt, pyqtSignal
from PyQt5.QtGui import QKeyEvent, QResizeEvent
from PyQt5.QtWidgets import QAction, QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from client.ui.style.icons import icon
from client.ui.style.look import current_look
from client.ui.style.marks import mark
from client.ui.translation import tr
from client.ui.widgets.chip import Chip
from client.ui.widgets.labels import IconLabel, text_label

LINK_ICONS = {"ok": "link-on", "warn": "link-weak", "offline": "link-off", "danger": "link-off", "info": "link-on"}


class TopBar(QFrame):
    """`search_edited(text)` while typing and `search_submitted(text)` by Enter."""

    search_edited = pyqtSignal(str)
    search_submitted = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tokens = current_look().tokens
        mark(self, role="top")
        self._search = _SearchLine()
        self._search.textEdited.connect(self.search_edited)
        self._search.submitted.connect(self.search_submitted)
        self._ticket = text_label("", "strong")
        self._window = text_label("", "secondary")
        self._window_icon = IconLabel("window", "ink_3", em=1.1)
        self._clerk = text_label("", "secondary")
        self._clerk_icon = IconLabel("user", "ink_3", em=1.1)
        self._link = Chip("", "offline")
        self._link_words = ("", "")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(tokens.space_4, tokens.space_2, tokens.space_4, tokens.space_2)
        layout.setSpacing(tokens.space_2)
        layout.addWidget(self._search, 1)
        layout.addStretch(0)
        layout.addSpacing(tokens.space_3)
        for widget in (self._ticket, self._window_icon, self._window, self._clerk_icon, self._clerk, self._link):
            layout.addWidget(widget, 0, Qt.AlignVCenter)
        self._spread()

    def set_ticket(self, text: str) -> None:
        """The number that is called, for example `A-017 号`; empty when none is."""
        self._ticket.setText(text)
        self._spread()

    def set_window(self, text: str) -> None:
        """The name of the service window."""
        self._window.setText(text)
        self._spread()

    def set_clerk(self, text: str) -> None:
        """The name of the clerk."""
        self._clerk.setText(text)
        self._spread()

    def set_link(self, text: str, level: str, short: str = "") -> None:
        """Whether everything is sent. `short` is shown where `text` has no room; the tool tip has all of it."""
        self._link_words = (text, short or text)
        self._link.set_state(text, level, LINK_ICONS[level])
        self._link.setToolTip(text)
        self._choose_words()

    def link_text(self) -> str:
        """The words on the link chip."""
        return self._link.text()

    def search_text(self) -> str:
        """What is typed into the search box."""
        return self._search.text()

    def set_search_text(self, text: str) -> None:
        """Put `text` into the search box without a signal."""
        self._search.setText(text)

    def focus_search(self) -> None:
        """Put the cursor into the search box and mark what is there."""
        self._search.setFocus(Qt.ShortcutFocusReason)
        self._search.selectAll()

    def minimumSizeHint(self) -> QSize:
        """Room for the short words of the link, so that the long ones never make the window wider."""
        short = self.fontMetrics().horizontalAdvance(self._link_words[1])
        return QSize(self._search.minimumWidth() + self._width_of_rest() + short, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose_words()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.LayoutRequest:
            self._choose_words()
        return done

    def _spread(self) -> None:
        self._ticket.setVisible(bool(self._ticket.text()))
        for words, picture in ((self._window, self._window_icon), (self._clerk, self._clerk_icon)):
            words.setVisible(bool(words.text()))
            picture.setVisible(bool(words.text()))
        self._link.setVisible(bool(self._link.text()))
        self._choose_words()

    def _choose_words(self) -> None:
        full, short = self._link_words
        level = self._link.level()
        needed = self._search.comfortable_width() + self._width_of_rest() + self.fontMetrics().horizontalAdvance(full)
        roomy = self.width() >= needed
        wanted = full if roomy else short
        if wanted != self._link.text():
            self._link.set_state(wanted, level, LINK_ICONS[level])
        self._link.setVisible(bool(wanted))

    def _width_of_rest(self) -> int:
        look = current_look()
        words = (self._ticket, self._window, self._clerk)
        taken = sum(label.sizeHint().width() for label in words if label.text())
        icons = 3 * look.icon_size() + 12 * look.tokens.space_2
        return taken + icons


class _SearchLine(QLineEdit):
    """The search box; Esc inside it only empties it while there is something to empty."""

    submitted = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        mark(self, variant="search")
        self.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Fixed)
        self.setPlaceholderText(tr("shell", "Find name / number / pinyin initials (Ctrl+F)"))
        self.setAccessibleName(tr("shell", "Find an application"))
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.LeadingPosition)
        self.returnPressed.connect(lambda: self.submitted.emit(self.text()))
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.ShortcutOverride and event.key() == Qt.Key_Escape and self.text():
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key_Escape and self.text():
            self.clear()
            self.textEdited.emit("")
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.StyleChange:
            self._fit()

    def comfortable_width(self) -> int:
        """Room for the whole placeholder."""
        look = current_look()
        return self.fontMetrics().horizontalAdvance(self.placeholderText()) + look.icon_size() + 4 * look.tokens.space_2

    def _fit(self) -> None:
        look = current_look()
        self._glass.setIcon(icon("search", "ink_3"))
        self.setMinimumWidth(look.chars(9))
        self.setMaximumWidth(look.chars(34))
