"""The clerk's hands: keys, an input method, the mouse, files dropped or pasted. Nothing here calls a widget's verbs.

Latin letters and digits are key events to the window; Chinese comes as an input method brings it, first composed,
then committed, and only into a field that lets the input method in.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PyQt5.QtCore import QMimeData, QPoint, QRect, Qt, QUrl
from PyQt5.QtGui import QDragEnterEvent, QDropEvent, QImage, QInputMethodEvent, QWindow
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QAbstractItemView, QApplication, QWidget

Found = TypeVar("Found")

PATIENCE_S = 20.0
_TURN_MS = 10


def until(look: Callable[[], Found], what: str, *, patience: float = PATIENCE_S) -> Found:
    """Let the window live until `look` finds something true. Raises AssertionError naming `what`."""
    deadline = time.monotonic() + patience
    while True:
        QApplication.processEvents()
        found = look()
        if found:
            return found
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {patience:.0f} s for {what}; last seen: {found!r}")
        QTest.qWait(_TURN_MS)


def focus() -> QWidget:
    """The widget that has the keyboard."""
    return until(QApplication.focusWidget, "a widget with the keyboard")


def press(key: Qt.Key, modifiers: Qt.KeyboardModifiers = Qt.NoModifier, *, times: int = 1) -> None:
    """Press and release a key in the window that is active."""
    for _ in range(times):
        QTest.keyClick(_window(), key, modifiers)
        QApplication.processEvents()


def type_text(text: str, *, delay_ms: int = 0, each: Callable[[str], None] = lambda _typed: None) -> None:
    """Type `text`, runs of Chinese through the input method; `each` is told what is typed so far."""
    typed = ""
    for run in _runs(text):
        if run.isascii():
            for letter in run:
                QTest.keyClick(_window(), letter)
                typed += letter
                each(typed)
                QTest.qWait(delay_ms) if delay_ms else QApplication.processEvents()
        else:
            compose(run)
            typed += run
            each(typed)


def compose(text: str) -> None:
    """Chinese words: composed letter by letter, then committed at once."""
    editor = focus()
    assert editor.testAttribute(Qt.WA_InputMethodEnabled), f"the input method is off in {editor.objectName()}"
    for letters in ("p", "pi", "pin"):
        QApplication.sendEvent(QApplication.focusObject(), QInputMethodEvent(letters, []))
        QApplication.processEvents()
    committed = QInputMethodEvent("", [])
    committed.setCommitString(text)
    QApplication.sendEvent(QApplication.focusObject(), committed)
    QApplication.processEvents()


def clear_field() -> None:
    """Empty the line that has the keyboard."""
    press(Qt.Key_A, Qt.ControlModifier)
    press(Qt.Key_Delete)


def click(widget: QWidget, area: QRect | None = None) -> None:
    """Click into the middle of a widget, or of an area in it."""
    place = area.center() if area is not None else widget.rect().center()
    QTest.mouseClick(widget, Qt.LeftButton, Qt.NoModifier, place)
    QApplication.processEvents()


def choose_line(table: QAbstractItemView, is_there: Callable[[], bool], what: str) -> None:
    """Click into a list, go to its top, and down until the wanted line is chosen."""
    click(table.viewport(), table.visualRect(table.indexAt(QPoint(1, 1))))
    press(Qt.Key_Home)
    for _ in range(table.model().rowCount()):
        if is_there():
            return
        press(Qt.Key_Down)
    assert is_there(), f"{what} is not in the list"


def drop_files(target: QWidget, paths: Sequence[Path]) -> None:
    """Drag files over a widget and let them go."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place = target.rect().center()
    entering = QDragEnterEvent(place, Qt.CopyAction, mime, Qt.LeftButton, Qt.NoModifier)
    QApplication.sendEvent(target, entering)
    assert entering.isAccepted(), "files may not be dropped here"
    QApplication.sendEvent(target, QDropEvent(QPoint(place), Qt.CopyAction, mime, Qt.LeftButton, Qt.NoModifier))
    QApplication.processEvents()


def paste_picture(path: Path) -> None:
    """Copy a picture somewhere else and paste it here with Ctrl+V."""
    picture = QImage(str(path))
    assert not picture.isNull(), path
    QApplication.clipboard().setImage(picture)
    press(Qt.Key_V, Qt.ControlModifier)


def _window() -> QWindow:
    return until(QApplication.focusWindow, "an active window")


def _runs(text: str) -> list[str]:
    runs: list[str] = []
    for letter in text:
        if runs and runs[-1].isascii() == letter.isascii():
            runs[-1] += letter
        else:
            runs.append(letter)
    return runs
