"""The sign-in window: account, password, window number, and what works without the network."""

from __future__ import annotations

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QCloseEvent, QKeyEvent
from PyQt5.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from client.ui.style.look import current_look
from client.ui.style.marks import mark
from client.ui.translation import tr
from client.ui.widgets.button import Button
from client.ui.widgets.card import Card
from client.ui.widgets.labels import text_label
from client.ui.widgets.message_bar import MessageBar
from client.ui.widgets.text_editors import CodeEdit


class SignInView(QWidget):
    """`submitted(account, password, window)`; `closing` when the window is closed instead."""

    submitted = pyqtSignal(str, str, str)
    closing = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, role="canvas")
        self.setWindowTitle(tr("sign_in", "Yichuang"))
        self.account = CodeEdit()
        self.account.setObjectName("sign_in:account")
        self.password = CodeEdit()
        self.password.setObjectName("sign_in:password")
        self.password.setEchoMode(QLineEdit.Password)
        self.window_number = CodeEdit()
        self.window_number.setObjectName("sign_in:window")
        self.message = MessageBar()
        self._state = text_label("", "hint", wrap=True)
        self._enter = Button(tr("sign_in", "Sign in  Enter"), variant="primary")
        self._enter.setObjectName("sign_in:enter")
        self._enter.clicked.connect(lambda _checked: self._submit())
        self._busy = False
        for editor in (self.password, self.window_number):
            editor.entered.connect(self._submit_if_filled)
        self._place()

    def set_remembered(self, *, account: str, window: str) -> None:
        """Fill in who worked here last; the cursor goes to what is still to type."""
        if account and not self.account.value_text():
            self.account.set_value_text(account)
        if window and not self.window_number.value_text():
            self.window_number.set_value_text(window)
        if self.account.value_text() and self.account.hasFocus() and account:
            self.password.setFocus()

    def set_state(self, text: str) -> None:
        """Say what goes on; an empty text says what works without the network."""
        without = tr(
            "sign_in", "Without network: sign in again as someone who has been here, fill, scan, accept, print."
        )
        self._state.setText(text or without)
        self._state.setVisible(bool(text) or self.message.isHidden())

    def set_busy(self, busy: bool) -> None:
        """While the password is being checked nothing is submitted twice."""
        self._busy = busy
        self._enter.setEnabled(not busy)

    def tell(self, text: str) -> None:
        """Say what is wrong; that matters more than what works without the network."""
        self._state.hide()
        self.message.show_message(text, "danger")

    def refuse(self, text: str) -> None:
        """Say why the sign-in failed; the password is to be typed again."""
        self.tell(text)
        self.password.set_value_text("")
        self.password.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key_Return, Qt.Key_Enter):
            self._submit()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

    def _submit_if_filled(self) -> None:
        """Enter in the last field that was to fill signs in."""
        if self.account.value_text() and self.password.text() and self.window_number.value_text():
            self._submit()

    def _submit(self) -> None:
        if not self._busy:
            self.submitted.emit(self.account.value_text(), self.password.text(), self.window_number.value_text())

    def _place(self) -> None:
        look = current_look()
        tokens = look.tokens
        card = Card()
        card.setFixedWidth(look.chars(30))
        card.add(text_label(tr("sign_in", "Yichuang · integrated window"), "title"))
        card.add(self.message)
        for label, editor in (
            (tr("sign_in", "Account"), self.account),
            (tr("sign_in", "Password"), self.password),
            (tr("sign_in", "Window number"), self.window_number),
        ):
            card.add(_field(label, editor))
        card.add(self._enter)
        card.add(self._state)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.space_5, tokens.space_5, tokens.space_5, tokens.space_5)
        layout.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        layout.addLayout(middle)
        layout.addStretch(3)
        self.set_state("")


def _field(label: str, editor: QLineEdit) -> QVBoxLayout:
    """A label over its editor."""
    words = text_label(label)
    words.setBuddy(editor)
    editor.setAccessibleName(label)
    field = QVBoxLayout()
    field.setSpacing(current_look().tokens.space_1)
    field.addWidget(words)
    field.addWidget(editor)
    return field
