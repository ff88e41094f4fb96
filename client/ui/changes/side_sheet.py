"""A sheet in place of the form: a title, what there is to read, and at most two ways on. Esc leads back."""

from __future__ import annotations

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QKeyEvent
from PyQt5.QtWidgets import QHBoxLayout, QScrollBar, QVBoxLayout, QWidget

from client.ui.shell.screen import Hint, ShellKey
from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.button import Button
from client.ui.widgets.labels import text_label
from client.ui.widgets.message_bar import MessageBar
from client.ui.widgets.scroll_sheet import ScrollSheet


class SideSheet(QWidget):
    """`confirmed` by the main button, `closed` by the other. Put what there is to read into `sheet.body`.

    `reading` is the part that PgUp and PgDn move. A sheet that `is_outcome` says how the application ended: nothing
    else is done on it.
    """

    is_outcome = False

    confirmed = pyqtSignal()
    closed = pyqtSignal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tokens = current_look().tokens
        self.lead = text_label("", "title", wrap=True)
        self.note = text_label("", "secondary", wrap=True)
        self.message = MessageBar()
        self.sheet = ScrollSheet()
        self.reading = self.sheet
        self.sheet.body.setSpacing(tokens.space_3)
        self.confirm = Button("", variant="primary")
        self.confirm.setObjectName(f"{name}:confirm")
        self.back = Button("")
        self.back.setObjectName(f"{name}:back")
        self.confirm.clicked.connect(lambda _checked: self.confirmed.emit())
        self.back.clicked.connect(lambda _checked: self.closed.emit())
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.space_3)
        buttons.addStretch(1)
        buttons.addWidget(self.back)
        buttons.addWidget(self.confirm)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.space_3)
        for part in (self.lead, self.note, self.message):
            layout.addWidget(part)
        layout.addWidget(self.sheet, 1)
        layout.addLayout(buttons)

    def key_hints(self) -> tuple[Hint, ...]:
        """The keys that help here."""
        return (
            Hint("Enter", tr("changes", "Choose")),
            Hint("PgDn", tr("changes", "Read on")),
            Hint("Esc", tr("changes", "Back to the form")),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is longer than the sheet is read by keyboard, too."""
        steps = {Qt.Key_PageDown: QScrollBar.SliderPageStepAdd, Qt.Key_PageUp: QScrollBar.SliderPageStepSub}
        if event.key() in steps:
            self.reading.verticalScrollBar().triggerAction(steps[event.key()])
        else:
            super().keyPressEvent(event)

    def take_key(self, key: ShellKey) -> bool:
        """Take a key of the desk that means something on this sheet only."""
        return False

    def take_focus(self) -> None:
        """Where Enter does no harm."""
        (self.confirm if self.confirm.isVisibleTo(self) and self.confirm.isEnabled() else self.back).setFocus(
            Qt.OtherFocusReason
        )
