"""Editors of text: one line, codes and numbers without an input method, days, and several lines."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import QEvent, Qt, pyqtSignal
from PyQt5.QtGui import QKeyEvent
from PyQt5.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from client.ui.style.look import current_look
from client.ui.style.marks import mark
from client.ui.widgets.editor import Composing, go_on, is_enter

IDENTITY_GROUPS = (6, 8, 4)
PHONE_GROUPS = (3, 4, 4)
CREDIT_CODE_GROUPS = (2, 6, 9, 1)


class TextEdit(Composing, QLineEdit):
    """One line of any text. Enter tells `entered` and goes on to the next field."""

    edited = pyqtSignal(str)
    left = pyqtSignal(str)
    entered = pyqtSignal()

    def __init__(self, *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.textEdited.connect(self._typed)

    def value_text(self) -> str:
        return self.text()

    def set_value_text(self, text: str) -> None:
        if text != self.value_text():
            self._put(text)

    def _put(self, text: str) -> None:
        """Long text shows its beginning, except to somebody who is typing at its end."""
        self.setText(text)
        if not self.hasFocus():
            self.setCursorPosition(0)

    def set_invalid(self, invalid: bool) -> None:
        mark(self, invalid=invalid)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event) and not self.is_composing():
            go_on(self)
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def _typed(self, _text: str) -> None:
        self.tell_edited()


class CodeEdit(TextEdit):
    """A number or code: the input method is off, and `groups` are set apart for reading while the value stays plain.

    `groups` are lengths from the left, for example IDENTITY_GROUPS; what is longer follows ungrouped.
    """

    def __init__(
        self, *, groups: Sequence[int] = (), upper: bool = False, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(placeholder=placeholder, parent=parent)
        self._groups = tuple(groups)
        self._upper = upper
        self.setAttribute(Qt.WA_InputMethodEnabled, False)
        self.setInputMethodHints(Qt.ImhPreferLatin | Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase)

    def value_text(self) -> str:
        return self._plain(self.text())

    def set_value_text(self, text: str) -> None:
        grouped = self._grouped(self._plain(text))
        if grouped != self.text():
            self._put(grouped)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._groups and not self.hasSelectedText():
            self._step_over_gap(event.key())
        super().keyPressEvent(event)

    def _typed(self, text: str) -> None:
        kept = len(self._plain(text[: self.cursorPosition()]))
        grouped = self._grouped(self._plain(text))
        if grouped != text:
            self.setText(grouped)
            self.setCursorPosition(len(self._grouped(self._plain(text)[:kept])))
        super()._typed(text)

    def _step_over_gap(self, key: int) -> None:
        text, at = self.text(), self.cursorPosition()
        if key == Qt.Key_Backspace and text[at - 1 : at] == " ":
            self.setCursorPosition(at - 1)
        elif key == Qt.Key_Delete and text[at : at + 1] == " ":
            self.setCursorPosition(at + 1)

    def _plain(self, text: str) -> str:
        plain = "".join(text.split()) if self._groups else text.strip()
        return plain.upper() if self._upper else plain

    def _grouped(self, plain: str) -> str:
        parts, start = [], 0
        for length in self._groups:
            parts.append(plain[start : start + length])
            start += length
        parts.append(plain[start:])
        return " ".join(part for part in parts if part)


class DateEdit(TextEdit):
    """A day as typed; the caller reads it and shows it back with `set_value_text`. The input method is off."""

    def __init__(self, *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(placeholder=placeholder, parent=parent)
        self.setAttribute(Qt.WA_InputMethodEnabled, False)
        self.setInputMethodHints(Qt.ImhDate | Qt.ImhPreferLatin | Qt.ImhNoPredictiveText)


class LongTextEdit(Composing, QPlainTextEdit):
    """Several lines. Enter goes on to the next field; Shift+Enter begins a new line."""

    edited = pyqtSignal(str)
    left = pyqtSignal(str)

    def __init__(self, *, lines: int = 3, placeholder: str = "", parent: QWidget | None = None) -> None:
        self._lines = lines
        super().__init__(parent)
        self._setting = False
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        self.textChanged.connect(self._typed)
        self._fit()

    def value_text(self) -> str:
        return self.toPlainText()

    def set_value_text(self, text: str) -> None:
        if text == self.value_text():
            return
        self._setting = True
        self.setPlainText(text)
        self._setting = False

    def set_invalid(self, invalid: bool) -> None:
        mark(self, invalid=invalid)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event) and not self.is_composing():
            go_on(self)
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.StyleChange:
            self._fit()

    def _typed(self) -> None:
        if not self._setting:
            self.tell_edited()

    def _fit(self) -> None:
        look = current_look()
        self.setFixedHeight(look.field_height() + look.line_height() * (self._lines - 1))
