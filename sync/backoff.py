"""How long to wait after a failure: full jitter, so that a hall of windows never comes back in step."""

from __future__ import annotations

from collections.abc import Callable

FIRST_S = 2.0
LONGEST_S = 600.0
LONGEST_ASKED_S = 3600.0
"""A centre may ask for more patience than our own longest wait, but not for ever."""


class Backoff:
    """Waits of rand(0, min(600 s, 2 s · 2^n)) after the n-th failure in a row; `random` yields [0, 1)."""

    def __init__(self, random: Callable[[], float]) -> None:
        self._random = random
        self._failures = 0

    @property
    def failures(self) -> int:
        """Failures since the last durable progress."""
        return self._failures

    def failed(self, *, retry_after: float = 0.0) -> float:
        """Note a failure; the seconds to wait, never less than the centre asked for (`retry_after`)."""
        ceiling = min(LONGEST_S, FIRST_S * 2.0 ** min(self._failures, 30))
        self._failures += 1
        return max(self._random() * ceiling, min(retry_after, LONGEST_ASKED_S))

    def progress(self) -> None:
        """Something durable happened: the next failure waits briefly again."""
        self._failures = 0
