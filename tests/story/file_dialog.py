"""Answers Qt's own file dialog by keys, from inside the event loop that the dialog runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PyQt5.QtCore import Qt, QTimer
from PyQt5.QtGui import QInputMethodEvent
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QFileDialog, QLineEdit

_LOOK_MS = 20


@contextmanager
def answering_file_dialog(path: Path) -> Iterator[None]:
    """While this holds, the first file dialog gets `path` typed into it and is confirmed."""
    answered: list[QFileDialog] = []
    timer = QTimer()

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog) or answered:
            return
        answered.append(dialog)
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        line.selectAll()
        typed = QInputMethodEvent("", [])
        typed.setCommitString(str(path))
        QApplication.sendEvent(line, typed)
        QTest.keyClick(line, Qt.Key_Return)

    timer.timeout.connect(answer)
    timer.start(_LOOK_MS)
    owner = QApplication.activeWindow()
    yield
    timer.stop()
    assert answered, "no file dialog came"
    # A desktop gives the keyboard back by itself; without a screen nobody does.
    owner.activateWindow()
