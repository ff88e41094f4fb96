"""What no code expected: it is noted and told to the clerk, and the program goes on.

Without this an exception in a slot would end the process in the middle of somebody's form.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PyQt5.QtCore import QObject, pyqtSignal


class Faults(QObject):
    """`happened(error)` on the window's thread, from whichever thread the mistake was made in; `note` logs it."""

    happened = pyqtSignal(object)

    def __init__(self, note: Callable[[str, BaseException], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._note = note
        self._before = (sys.excepthook, threading.excepthook)
        self._telling = False

    def install(self) -> None:
        """Take what nobody caught; until `remove`."""
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._caught
        threading.excepthook = lambda given: self._caught(given.exc_type, given.exc_value, given.exc_traceback)

    def remove(self) -> None:
        """Leave it to Python again."""
        sys.excepthook, threading.excepthook = self._before

    def _caught(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if not issubclass(kind, Exception):
            self._before[0](kind, error, trace)
            return
        error = error or kind()
        self._note("window_fault", error.with_traceback(trace))
        # A mistake in telling about a mistake is only logged.
        if not self._telling:
            self._telling = True
            self.happened.emit(error)
            self._telling = False
