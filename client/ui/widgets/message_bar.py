"""A message in its place: what happened, what it means, what to do. Never in front of the form."""

from __future__ import annotations

from PyQt5.QtCore import QEvent, Qt, pyqtSignal
from PyQt5.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from client.ui.style.icons import icon
from client.ui.style.look import current_look
from client.ui.style.marks import mark
from client.ui.translation import tr
from client.ui.widgets.button import Button
from client.ui.widgets.chip import LEVEL_ICONS
from client.ui.widgets.labels import IconLabel, text_label


class MessageBar(QFrame):
    """Hidden until `show_message`. `action_triggered` when the clerk takes the offered way out."""

    action_triggered = pyqtSignal()
    dismissed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tokens = current_look().tokens
        mark(self, role="message", level="info")
        self._icon = IconLabel()
        self._words = text_label(wrap=True)
        self._words.setTextInteractionFlags(Qt.TextSelectableByMouse)
        self._button = Button("")
        self._button.clicked.connect(lambda: self.action_triggered.emit())
        self._close = QToolButton()
        self._close.setAccessibleName(tr("common", "Dismiss message"))
        self._close.setToolTip(tr("common", "Dismiss message"))
        self._close.setFocusPolicy(Qt.TabFocus)
        self._close.clicked.connect(self._dismiss)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(tokens.space_3, tokens.space_2, tokens.space_2, tokens.space_2)
        layout.setSpacing(tokens.space_2)
        layout.addWidget(self._icon, 0, Qt.AlignVCenter)
        layout.addWidget(self._words, 1, Qt.AlignVCenter)
        layout.addWidget(self._button, 0, Qt.AlignVCenter)
        layout.addWidget(self._close, 0, Qt.AlignVCenter)
        self._draw_close()
        self.hide()

    def show_message(self, text: str, level: str = "info", action_text: str = "") -> None:
        """Say `text`; with `action_text` a button offers the way out."""
        self._words.setText(text)
        self._icon.set_icon(LEVEL_ICONS[level], level)
        self._button.setText(action_text)
        self._button.setVisible(bool(action_text))
        mark(self, level=level)
        self.setAccessibleName(text)
        self.show()

    def clear(self) -> None:
        """Take the message away."""
        self._words.clear()
        self.hide()

    def text(self) -> str:
        """The words shown; empty when hidden."""
        return self._words.text()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.StyleChange:
            self._draw_close()

    def _draw_close(self) -> None:
        self._close.setIcon(icon("close", "ink_2"))

    def _dismiss(self) -> None:
        self.clear()
        self.dismissed.emit()
