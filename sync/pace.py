"""How much goes into one request: a few seconds of the link as it was measured, so that a drop wastes little (G7)."""

from __future__ import annotations

from sync.wire import BATCH_BYTES, PART_BYTES

PART_SECONDS = 4.0
"""Aim within the 2 to 8 seconds that a part may take."""

BATCH_SECONDS = 2.0
SMALLEST_PART = 16 * 1024
SMALLEST_BATCH = 4 * 1024
FIRST_PART = 32 * 1024
TELLING_BYTES = 8 * 1024
"""Less than this measures the round trip, not the rate."""

NEWEST_WEIGHT = 0.4


class Pace:
    """Measured rate and the sizes that follow from it; a failure halves both sizes, a success doubles them again."""

    def __init__(self, *, most_part: int = PART_BYTES, most_batch: int = BATCH_BYTES) -> None:
        self._most_part = most_part
        self._most_batch = most_batch
        self._least_part = min(SMALLEST_PART, most_part)
        self._least_batch = min(SMALLEST_BATCH, most_batch)
        self._rate = 0.0
        self._part_cap = min(FIRST_PART, most_part)
        self._batch_cap = most_batch

    @property
    def rate(self) -> int:
        """Bytes per second, 0 while unknown."""
        return int(self._rate)

    @property
    def part_bytes(self) -> int:
        """Bytes of the next scan or catalog part."""
        return _within(self._rate * PART_SECONDS, self._least_part, self._part_cap)

    @property
    def batch_bytes(self) -> int:
        """Most operation bytes of the next exchange."""
        return _within(self._rate * BATCH_SECONDS, self._least_batch, self._batch_cap)

    def succeeded(self, *, size: int, took_ms: int) -> None:
        """A request with `size` bytes was answered."""
        self._batch_cap = min(self._most_batch, self._batch_cap * 2)
        if size < TELLING_BYTES:
            return
        self._part_cap = min(self._most_part, self._part_cap * 2)
        sample = size * 1000.0 / max(took_ms, 1)
        self._rate = sample if self._rate == 0.0 else self._rate + NEWEST_WEIGHT * (sample - self._rate)

    def failed(self) -> None:
        """A request was not answered, or refused: the next one is smaller, also past a proxy's body limit."""
        self._part_cap = max(self._least_part, self._part_cap // 2)
        self._batch_cap = max(self._least_batch, self._batch_cap // 2)


def _within(wanted: float, least: int, most: int) -> int:
    """`wanted` between the bounds; all of `most` while nothing was measured."""
    return most if wanted == 0.0 else int(min(max(wanted, least), most))
