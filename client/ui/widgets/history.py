"""What stood in an editor, step by step, for Ctrl+Z and Ctrl+Y."""

from __future__ import annotations

from typing import Generic, TypeVar

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QKeyEvent, QKeySequence

State = TypeVar("State")

BACK, FORWARD = -1, 1


class History(Generic[State]):
    """States of one editor, the current one among them."""

    def __init__(self, state: State) -> None:
        self.begin(state)

    def begin(self, state: State) -> None:
        """Forget everything: `state` was set, not typed."""
        self._states = [state]
        self._at = 0
        self._grew = False

    def keep(self, state: State, *, grows: bool = False) -> None:
        """`state` was typed. A run of states that only grow counts as one step."""
        if state == self._states[self._at]:
            return
        del self._states[self._at + 1 :]
        if grows and self._grew:
            self._states[-1] = state
        else:
            self._states.append(state)
            self._at += 1
        self._grew = grows

    def now(self) -> State:
        """The current state."""
        return self._states[self._at]

    def step(self, way: int) -> State | None:
        """Go to the state before (BACK) or after (FORWARD) the current one and give it; None when there is none."""
        if not 0 <= self._at + way < len(self._states):
            return None
        self._at += way
        self._grew = False
        return self._states[self._at]


def undo_way(event: QKeyEvent) -> int:
    """BACK for Ctrl+Z, FORWARD for Ctrl+Y and Ctrl+Shift+Z, 0 for any other key."""
    if event.matches(QKeySequence.Undo):
        return BACK
    # Ctrl+Y is the platform's own key on Windows only; clerks know it from there.
    plain_y = event.key() == Qt.Key_Y and event.modifiers() == Qt.ControlModifier
    return FORWARD if plain_y or event.matches(QKeySequence.Redo) else 0
