"""Undo over a whole form: what each field held before it was left otherwise, one step a field, newest last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from client.ui.widgets.history import BACK
from forms.values import Value, is_same

STEPS = 100
"""More than a clerk takes back; what is older is forgotten."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One field that was left with another value than it was entered with."""

    element: str
    before: Value | None
    after: Value | None


class FormUndo:
    """Changes of one form. A step is taken only where the field still holds what the change left in it."""

    def __init__(self) -> None:
        self._entered: dict[str, Value | None] = {}
        self._changes: list[Change] = []
        self._at = 0

    def entered(self, element: str, value: Value | None) -> None:
        """The cursor came into a field; while it stays there, only the first time counts."""
        self._entered.setdefault(element, value)

    def left(self, element: str, value: Value | None) -> None:
        """The cursor left a field; what was taken back and not done again is forgotten with a change."""
        if element not in self._entered:
            return
        before = self._entered.pop(element)
        if is_same(before, value):
            return
        del self._changes[self._at :]
        self._changes = [*self._changes, Change(element=element, before=before, after=value)][-STEPS:]
        self._at = len(self._changes)

    def step(self, way: int, *, holds: Callable[[str, Value | None], bool]) -> tuple[str, Value | None] | None:
        """The field to change and the value to put there, one step back or forward; None when there is none.

        `holds(element, value)` tells whether a field can be changed and has that value. A change that something else
        went over, another window or data taken over, is forgotten: what came later is not lost to it.
        """
        while 0 <= (number := self._at - 1 if way == BACK else self._at) < len(self._changes):
            change = self._changes[number]
            old, new = (change.after, change.before) if way == BACK else (change.before, change.after)
            if holds(change.element, old):
                self._at += way
                self._entered.pop(change.element, None)
                return change.element, new
            del self._changes[number]
            self._at = min(self._at, number)
        return None
