"""One start in a process of its own, `product DATA` or `bare`: prints when a key was echoed (monotonic ns) and ends.

The key goes to the first field as soon as the event loop runs; the time is taken when the field is painted with it.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from PyQt5.QtCore import QEvent, QObject, Qt, QTimer
from PyQt5.QtGui import QKeyEvent
from PyQt5.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from client.app import Application

KEY = "w"


class Echo(QObject):
    """Types a key into `field` and waits for it on the screen."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._field = field
        self._told = False
        field.installEventFilter(self)
        QApplication.postEvent(field, QKeyEvent(QEvent.KeyPress, Qt.Key_W, Qt.NoModifier, KEY))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Painting and flushing are over when the event loop comes round again."""
        if event.type() == QEvent.Paint and self._field.text() == KEY and not self._told:
            self._told = True
            QTimer.singleShot(0, self._tell)
        return False

    def _tell(self) -> None:
        sys.stdout.write(f"{time.monotonic_ns()}\n")
        sys.stdout.flush()
        QApplication.quit()


def bare() -> None:
    """The least that PyQt5 can do: a widget with one line to type into, as large as the sign-in window."""
    app = QApplication(sys.argv[:1])
    window = QWidget()
    field = QLineEdit()
    QVBoxLayout(window).addWidget(field)
    window.resize(app.primaryScreen().availableSize())
    window.show()
    field.setFocus()
    QTimer.singleShot(0, lambda: Echo(field))
    app.exec_()


def product(data: str) -> None:
    """The program as `python -m client` starts it."""
    import client.__main__  # noqa: F401  the imports of the real entry are part of a start
    from client.policy import read_settings

    settings = read_settings({"data": data, "central": "http://127.0.0.1:9"})
    from client.app import run

    run(settings, started=_echo)


def _echo(application: Application) -> None:
    Echo(application.sign_in.account)


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        product(sys.argv[2])
