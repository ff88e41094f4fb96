"""What every editor of a form field has in common, and how focus goes on to the next field."""

from __future__ import annotations

from typing import Protocol

from PyQt5.QtCore import Qt, QTimer, pyqtBoundSignal
from PyQt5.QtGui import QFocusEvent, QGuiApplication, QInputMethodEvent, QKeyEvent
from PyQt5.QtWidgets import QApplication, QScrollArea, QWidget

_STAYS = (Qt.PopupFocusReason, Qt.ActiveWindowFocusReason, Qt.MenuBarFocusReason)


class FieldEditor(Protocol):
    """The interface of all editors; each one is also a QWidget.

    `edited(str)` comes while the clerk types and never for `set_value_text`; `left(str)` comes when the focus has gone
    to another field. Neither comes while an input method composes a word.
    """

    edited: pyqtBoundSignal
    left: pyqtBoundSignal

    def value_text(self) -> str:
        """What is in the editor, as plain text."""

    def set_value_text(self, text: str) -> None:
        """Show `text` without any signal."""

    def is_composing(self) -> bool:
        """True while an input method has an unfinished word."""

    def set_invalid(self, invalid: bool) -> None:
        """Show or clear the red border."""


def finish_word() -> None:
    """A word that an input method still composes counts as typed."""
    QGuiApplication.inputMethod().commit()


class Composing:
    """Mix-in before a Qt text widget: knows when an input method composes and holds `left` back until it is done.

    The class that uses it has the signals `edited(str)` and `left(str)` and the method `value_text()`.
    """

    _composing = False
    _left_waits = False
    _edit_waits = False

    def is_composing(self) -> bool:
        """True while an input method has an unfinished word."""
        return self._composing

    def tell_edited(self) -> None:
        """Emit `edited`, now or when the word that is being composed is done or given up."""
        self._edit_waits = self._composing
        if not self._composing:
            self.edited.emit(self.value_text())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if self._edit_waits and not self._composing:
            self.tell_edited()
        if self._left_waits and not self._composing:
            self._left_waits = False
            if not self.hasFocus():
                self.left.emit(self.value_text())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() in _STAYS:
            return
        if self._composing:
            self._left_waits = True
            return
        self.left.emit(self.value_text())

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._left_waits = False
        super().focusInEvent(event)


class LeftWatch:
    """Mix-in for an editor of several parts: emits `left` when the focus goes from inside to outside of it."""

    def watch_leaving(self) -> None:
        """Begin to watch; call once at the end of the constructor."""
        QApplication.instance().focusChanged.connect(self._focus_moved)

    def is_composing(self) -> bool:
        """True while an input method has an unfinished word in any part."""
        parts = (part for part in self.findChildren(QWidget) if isinstance(part, Composing) and part.isVisible())
        return any(part.is_composing() for part in parts)

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is None or new is None or not self._holds(old) or self._holds(new):
            return
        if self.is_composing():
            # The part that composes is closing: its word arrives with the events that are already waiting.
            QTimer.singleShot(0, self._tell_left_later)
        else:
            self.left.emit(self.value_text())

    def _tell_left_later(self) -> None:
        now = QApplication.focusWidget()
        if now is not None and not self._holds(now):
            self.left.emit(self.value_text())

    def _holds(self, widget: QWidget) -> bool:
        """What drops down from a part is a window of its own, and still the editor's."""
        while widget is not None and widget is not self:
            widget = widget.parentWidget()
        return widget is self


def is_enter(event: QKeyEvent) -> bool:
    """True for Enter without Ctrl, Alt or Shift."""
    return event.key() in (Qt.Key_Return, Qt.Key_Enter) and not event.modifiers() & ~Qt.KeypadModifier


def go_on(editor: QWidget) -> None:
    """Move the focus to the next field after `editor`, as Tab does, and bring it into view."""
    candidate = editor.nextInFocusChain()
    while candidate is not editor:
        if not editor.isAncestorOf(candidate) and _takes_tab(candidate):
            reveal(candidate)
            return
        candidate = candidate.nextInFocusChain()


def reveal_first(area: QWidget) -> None:
    """Give the focus to the first field inside `area`; nothing happens where none takes it."""
    candidate = area.nextInFocusChain()
    while candidate is not area:
        if area.isAncestorOf(candidate) and _takes_tab(candidate):
            reveal(candidate)
            return
        candidate = candidate.nextInFocusChain()


def reveal(widget: QWidget, reason: Qt.FocusReason = Qt.TabFocusReason) -> None:
    """Give `widget` the focus and scroll it into view in all areas around it."""
    widget.setFocus(reason)
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()


def _takes_tab(widget: QWidget) -> bool:
    wants = widget.focusPolicy() & Qt.TabFocus == Qt.TabFocus
    return wants and widget.isEnabled() and widget.isVisible() and widget.focusProxy() is None
