"""Collects Python's garbage on the window's thread, and the long way only while the clerk's hands are still.

Left to itself the collector runs in whatever thread allocates: it stops a frame for tens of milliseconds, and it may
end a window's object in a worker thread, which Qt forbids.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

from PyQt5.QtCore import QObject, QTimer

from client.ui.hands import Hands

LOOK_MS = 1000
STILL_S = 0.7
"""A pause in which nobody notices the tens of milliseconds that a full collection takes."""
MOST_WAIT_S = 60.0
"""A full collection that is due waits no longer for such a pause: a clerk may type for hours."""

_YOUNG, _MIDDLE, _ALL = 0, 1, 2


class IdleCollector(QObject):
    """Between `start` and `stop` nothing else collects. Counts and thresholds are Python's own."""

    def __init__(
        self, hands: Hands, *, clock: Callable[[], float] = time.monotonic, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._hands = hands
        self._clock = clock
        self._due_since: float | None = None
        self._keeps = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Take the collecting over from Python."""
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()
        gc.unfreeze()

    def keep_what_is_there(self) -> None:
        """The program is complete: after one full collection no later one looks through it again."""
        self._keeps = True
        self._due_since = self._clock()

    def look(self) -> None:
        """Collect what is due: the young at once, which takes a millisecond or two, everything in a pause."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        if self._due_since is None and counts[_ALL] > thresholds[_ALL]:
            self._due_since = self._clock()
        if self._due_since is not None and self._may_take_long(self._due_since):
            self._collect_all()
        elif counts[_MIDDLE] > thresholds[_MIDDLE]:
            gc.collect(_MIDDLE)
        elif counts[_YOUNG] > thresholds[_YOUNG]:
            gc.collect(_YOUNG)

    def _may_take_long(self, due_since: float) -> bool:
        return self._hands.still_s() >= STILL_S or self._clock() - due_since >= MOST_WAIT_S

    def _collect_all(self) -> None:
        gc.collect(_ALL)
        self._due_since = None
        if self._keeps:
            self._keeps = False
            gc.freeze()
