"""The editor of several lines, which grows with what is typed into it."""

from __future__ import annotations

from PyQt5.QtCore import QEvent, QSize, Qt, pyqtSignal
from PyQt5.QtGui import QKeyEvent, QResizeEvent
from PyQt5.QtWidgets import QPlainTextEdit, QWidget

from client.ui.style.look import current_look
from client.ui.style.marks import mark
from client.ui.translation import tr
from client.ui.widgets.editor import Composing, go_on, is_enter
from client.ui.widgets.history import BACK, undo_way

_MOST_LINES = 6
_BREAKS = Qt.ShiftModifier | Qt.ControlModifier


class LongTextEdit(Composing, QPlainTextEdit):
    """Several lines, `lines` at first and more as they fill. Enter and Tab go on; Shift+Enter and Ctrl+Enter begin
    a new line, unless it is `one_line` that only wraps (an address).
    """

    edited = pyqtSignal(str)
    left = pyqtSignal(str)

    def __init__(
        self, *, lines: int = 3, one_line: bool = False, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        self._least = self._lines = lines
        super().__init__(parent)
        self._setting = False
        self._one_line = one_line
        self.setTabChangesFocus(True)
        hint = "" if one_line else tr("common", "Shift+Enter begins a new line")
        self.setPlaceholderText(placeholder or hint)
        self.textChanged.connect(self._typed)
        self._fit()

    def value_text(self) -> str:
        text = self.toPlainText()
        return text.replace("\n", " ") if self._one_line else text

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
        elif event.key() in (Qt.Key_Return, Qt.Key_Enter) and event.modifiers() & _BREAKS:
            self._break_line()
        elif way := undo_way(event):
            self._undo(event, way)
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._grow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.StyleChange:
            self._fit()

    def _break_line(self) -> None:
        if not self._one_line:
            self.textCursor().insertBlock()
            self.ensureCursorVisible()

    def _undo(self, event: QKeyEvent, way: int) -> None:
        document = self.document()
        if way == BACK and document.isUndoAvailable():
            self.undo()
        elif way != BACK and document.isRedoAvailable():
            self.redo()
        else:
            event.ignore()

    def _typed(self) -> None:
        self._grow()
        if not self._setting:
            self.tell_edited()

    def _grow(self) -> None:
        """As many lines as the text takes, up to a few; more scroll inside."""
        wanted = min(_MOST_LINES, max(self._least, round(self.document().size().height())))
        if wanted != self._lines:
            self._lines = wanted
            self._fit()

    def _fit(self) -> None:
        look = current_look()
        self.setFixedHeight(look.field_height() + look.line_height() * (self._lines - 1))
        full = self._lines == _MOST_LINES
        self.setVerticalScrollBarPolicy(Qt.ScrollBarAsNeeded if full else Qt.ScrollBarAlwaysOff)
        if self._least == 1:
            self._centre()

    def _centre(self) -> None:
        """A single line stands in the middle, as in the lines around it."""
        look = current_look()
        inner = look.field_height() - 2 * (look.tokens.space_1 + look.tokens.ring)
        above = max(0, (inner - self.fontMetrics().height()) // 2)
        self.document().setDocumentMargin(above)
        side = max(0, look.tokens.space_1 - above)
        self.setViewportMargins(side, 0, side, 0)
