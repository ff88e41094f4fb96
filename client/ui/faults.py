"""What no code expected: it is written to the log and told to the clerk, and the program goes on.

Without this an exception in a slot would end the process in the middle of somebody's form.
"""

from __future__ import annotations

import sys
import threading
import traceback
from types import TracebackType

from PyQt5.QtCore import QObject, pyqtSignal


class Faults(QObject):
    """`happened(error)` on the window's thread, from whichever thread the mistake was made in."""

    happened = pyqtSignal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
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
        _log(kind, trace)
        # A mistake in telling about a mistake is only logged.
        if not self._telling:
            self._telling = True
            self.happened.emit(error or kind())
            self._telling = False


def _log(kind: type[BaseException], trace: TracebackType | None) -> None:
    """Where it happened, without the error's own words: they may hold what an applicant told."""
    if sys.stderr is not None:
        sys.stderr.write(f"{''.join(traceback.format_tb(trace))}{kind.__name__}\n")
