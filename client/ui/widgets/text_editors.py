"""Editors of one line: any text, and codes and numbers without an input method.

An editor that reads out what was typed into it has the signal `said(words, wrong)`; the field around it shows the
words under the line. Ctrl+Z and Ctrl+Y go to the field around an editor once it has nothing of its own to undo.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QKeyEvent
from PyQt5.QtWidgets import QLineEdit, QWidget

from client.ui.style.marks import mark
from client.ui.widgets.code_groups import Groups, grouped
from client.ui.widgets.editor import Composing, go_on, is_enter
from client.ui.widgets.history import BACK, History, undo_way

_NOTHING = ""


def _says_nothing(_text: str) -> str:
    return _NOTHING


class TextEdit(Composing, QLineEdit):
    """One line of any text. Enter tells `entered` and goes on to the next field.

    `says` turns the text into words to read out (an amount in capitals); '' says nothing.
    """

    edited = pyqtSignal(str)
    left = pyqtSignal(str)
    entered = pyqtSignal()
    said = pyqtSignal(str, bool)

    def __init__(
        self, *, placeholder: str = "", says: Callable[[str], str] = _says_nothing, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._says = says
        self._said = ""
        self.setPlaceholderText(placeholder)
        self.textEdited.connect(self._typed)

    def value_text(self) -> str:
        return self.text()

    def set_value_text(self, text: str) -> None:
        if text != self.value_text():
            self._put(text)
            self._say()

    def retype(self, text: str) -> None:
        """Put `text` in as if it had been typed: it can be undone and counts as edited."""
        if text != self.text():
            self.selectAll()
            self.insert(text)

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
        if way := undo_way(event):
            if not self._undo(way):
                event.ignore()
            return
        super().keyPressEvent(event)

    def _undo(self, way: int) -> bool:
        """One step back or forward; False when there is none. Qt tells it as typing."""
        able, go = (self.isUndoAvailable(), self.undo) if way == BACK else (self.isRedoAvailable(), self.redo)
        if able:
            go()
        return able

    def _typed(self, _text: str) -> None:
        self.tell_edited()
        self._say()

    def _say(self) -> None:
        if self._says is _says_nothing:
            return
        words = self._says(self.value_text())
        if words != self._said:
            self._said = words
            self._tell_said()

    def _tell_said(self) -> None:
        self.said.emit(self._said, False)


class CodeEdit(TextEdit):
    """A number or code: the input method is off, and groups are set apart for reading while the value stays plain.

    `groups` are lengths from the left, or a function that gives them for a text; what is longer follows ungrouped.
    `gap` stands between groups; it and spaces are no part of the value.
    """

    def __init__(
        self,
        *,
        groups: Groups = (),
        gap: str = " ",
        upper: bool = False,
        placeholder: str = "",
        says: Callable[[str], str] = _says_nothing,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(placeholder=placeholder, says=says, parent=parent)
        self._groups = groups if callable(groups) else tuple(groups)
        self._gap = gap
        self._upper = upper
        self._history = History(_NOTHING)
        self.setAttribute(Qt.WA_InputMethodEnabled, False)
        self.setInputMethodHints(Qt.ImhPreferLatin | Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase)

    def value_text(self) -> str:
        return self._plain(self.text())

    def set_value_text(self, text: str) -> None:
        plain = self._plain(text)
        shown = self._grouped(plain)
        if shown != self.text():
            self._put(shown)
            self._history.begin(plain)
            self._say()

    def retype(self, text: str) -> None:
        if text != self.text():
            self.setText(text)
            self._typed(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._groups and not self.hasSelectedText():
            self._step_over_gap(event.key())
        super().keyPressEvent(event)

    def _typed(self, text: str) -> None:
        plain = self._plain(text)
        kept = len(self._plain(text[: self.cursorPosition()]))
        shown = self._grouped(plain)
        if shown != text:
            self.setText(shown)
            self.setCursorPosition(self._place_of(kept, plain))
        self._history.keep(plain, grows=plain.startswith(self._history.now()))
        super()._typed(text)

    def _place_of(self, kept: int, plain: str) -> int:
        """Where the cursor stands after `kept` characters of `plain`."""
        lengths = self._lengths(plain)
        return len(grouped(plain[:kept], lengths, self._gap)) if lengths else kept

    def _undo(self, way: int) -> bool:
        """Qt's own steps are lost whenever a group is set apart."""
        plain = self._history.step(way)
        if plain is None:
            return False
        self.setText(self._grouped(plain))
        TextEdit._typed(self, plain)
        return True

    def _step_over_gap(self, key: int) -> None:
        text, at = self.text(), self.cursorPosition()
        if key == Qt.Key_Backspace and at and text[at - 1] == self._gap:
            self.setCursorPosition(at - 1)
        elif key == Qt.Key_Delete and text[at : at + 1] == self._gap:
            self.setCursorPosition(at + 1)

    def _lengths(self, plain: str) -> Sequence[int]:
        return self._groups(plain) if callable(self._groups) else self._groups

    def _plain(self, text: str) -> str:
        plain = "".join(text.split()).replace(self._gap, "") if self._groups else text.strip()
        return plain.upper() if self._upper else plain

    def _grouped(self, plain: str) -> str:
        return grouped(plain, self._lengths(plain), self._gap) if self._groups else plain
