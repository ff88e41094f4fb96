"""Since when the clerk has let keyboard and mouse alone: what can wait is done then."""

from __future__ import annotations

import time
from collections.abc import Callable

from PyQt5 import sip
from PyQt5.QtCore import QEvent, QObject
from PyQt5.QtGui import QGuiApplication

_BY_HAND = frozenset(
    {
        QEvent.KeyPress,
        QEvent.InputMethod,
        QEvent.MouseButtonPress,
        QEvent.MouseButtonRelease,
        QEvent.MouseMove,
        QEvent.Wheel,
    }
)


class Hands(QObject):
    """Watches the window and the field in front, nothing else: a filter on all events would slow every one of them.

    The field is watched beside its window because an input method talks to it directly.
    """

    def __init__(
        self, app: QGuiApplication, *, clock: Callable[[], float] = time.monotonic, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._moved = clock()
        self._watched: dict[str, QObject | None] = {}
        app.focusWindowChanged.connect(self._watch_window)
        app.focusObjectChanged.connect(self._watch_field)
        self._watch_window(app.focusWindow())
        self._watch_field(app.focusObject())

    def still_s(self) -> float:
        """Seconds since the last key, click, turn of the wheel or composed letter."""
        return self._clock() - self._moved

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _BY_HAND:
            self._moved = self._clock()
        return False

    def _watch_window(self, window: QObject | None) -> None:
        self._watch("window", window)

    def _watch_field(self, field: QObject | None) -> None:
        self._watch("field", field)

    def _watch(self, part: str, what: QObject | None) -> None:
        before = self._watched.get(part)
        if before is not None and not sip.isdeleted(before):
            before.removeEventFilter(self)
        if what is not None:
            what.installEventFilter(self)
        self._watched[part] = what
