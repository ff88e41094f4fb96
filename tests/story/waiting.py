"""Waiting for a condition, never for a time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


def until(
    look: Callable[[], Found], what: str, *, patience: float = 30.0, seen: Callable[[], object] = lambda: ""
) -> Found:
    """The first true thing that `look` finds. Raises AssertionError naming `what` and what was `seen` instead."""
    deadline = time.monotonic() + patience
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {patience:.0f} s for {what}; instead: {seen() or found!r}")
        time.sleep(0.05)
