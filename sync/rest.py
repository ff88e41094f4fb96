"""Things that went wrong by themselves rest a while, so that they never stand in the way of others."""

from __future__ import annotations

from collections.abc import Callable

REST_MS = 600_000


class Rest:
    """Names that wait; each is forgotten after `REST_MS` on `clock` (milliseconds), or when the clock was set back."""

    def __init__(self, clock: Callable[[], int]) -> None:
        self._clock = clock
        self._since: dict[str, int] = {}

    def add(self, name: str) -> None:
        """Let `name` wait from now on."""
        self._since[name] = self._clock()

    def __contains__(self, name: str) -> bool:
        since = self._since.get(name)
        if since is None:
            return False
        if 0 <= self._clock() - since < REST_MS:
            return True
        del self._since[name]
        return False
