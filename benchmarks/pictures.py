"""What is on the screen, picture by picture: when was it first as it stayed, and how long did a clerk have to wait?"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PyQt5.QtCore import QEvent, QObject, QRect, Qt
from PyQt5.QtGui import QImage, QPainter
from PyQt5.QtWidgets import QApplication, QWidget

PATIENCE_S = 10.0
STILL_S = 0.03
"""A window that was not painted for so long is done: Qt waits 5 ms from one frame to the next."""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """All in ms. `seen`: from the act to the first picture that is the final one, pixel by pixel; `whole`: to the last
    part that nobody sees yet; `longest`: the longest that the window answered nothing in between."""

    seen: float
    whole: float
    longest: float


class Frames(QObject):
    """Counts how often the window is painted."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self.count = 0
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See `QObject.eventFilter`."""
        self.count += event.type() in (QEvent.Paint, QEvent.UpdateRequest)
        return False


def until_painted(window: QWidget, act: Callable[[], object]) -> float:
    """Milliseconds of `act` and of all that is painted after it: the last frame counts, not the first."""
    frames = Frames(window)
    begun = time.perf_counter()
    act()
    painted, last = 0, 0.0
    while not painted or time.perf_counter() - last < STILL_S:
        QApplication.processEvents()
        if frames.count != painted:
            painted, last = frames.count, time.perf_counter()
        _have_patience(begun)
    window.removeEventFilter(frames)
    settle()
    return (last - begun) * 1000


def until_whole(
    window: QWidget, act: Callable[[], object], *, is_whole: Callable[[], bool], but: Callable[[], QRect]
) -> Opened:
    """Look at the screen after every frame, until all is made and the window is at rest.

    Looking takes a while itself: it is taken off the time. `but` is the part of the window that is not looked at.
    """
    frames, pictures, waits = Frames(window), list[tuple[float, QImage]](), [0.0]
    painted, last, whole = 0, 0.0, 0.0
    begun = time.perf_counter()
    act()
    while not whole or not painted or time.perf_counter() - last < STILL_S:
        turn = time.perf_counter()
        QApplication.processEvents()
        last_turn = time.perf_counter()
        if painted:
            waits.append(last_turn - turn)
        if not whole and is_whole():
            whole = last_turn - begun
        if frames.count != painted:
            painted = frames.count
            pictures.append((last_turn - begun, on_screen(window)))
            last = time.perf_counter()
            begun += last - last_turn
        _have_patience(begun)
    window.removeEventFilter(frames)
    settle()
    return Opened(seen=_first_final(pictures, but()) * 1000, whole=whole * 1000, longest=max(waits) * 1000)


def on_screen(window: QWidget) -> QImage:
    """What was painted of `window`, not painted anew."""
    picture = QApplication.primaryScreen().grabWindow(int(window.winId())).toImage()
    if picture.size() != window.size():
        raise RuntimeError("the screen cannot be looked at")
    return picture


def settle() -> None:
    """Carry out what is posted, so that it does not count for the next sample."""
    for _ in range(5):
        QApplication.sendPostedEvents(None, QEvent.DeferredDelete)
        QApplication.processEvents()


def _first_final(pictures: list[tuple[float, QImage]], but: QRect) -> float:
    at, final = pictures[-1][0], _without(pictures[-1][1], but)
    for when, picture in reversed(pictures):
        if _without(picture, but) != final:
            break
        at = when
    return at


def _without(picture: QImage, part: QRect) -> QImage:
    rest = QImage(picture)
    painter = QPainter(rest)
    painter.fillRect(part, Qt.black)
    painter.end()
    return rest


def _have_patience(begun: float) -> None:
    if time.perf_counter() - begun > PATIENCE_S:
        raise RuntimeError("the window does not come to rest")
