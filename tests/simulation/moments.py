"""Virtual time: one clock that only goes forward, and PC clocks that may be a year off."""

from __future__ import annotations

from datetime import UTC, datetime

BEGINNING = int(datetime(2026, 11, 23, 1, 0, tzinfo=UTC).timestamp() * 1000)
HALL_ZONE_MS = 8 * 3600 * 1000
YEAR_MS = 365 * 24 * 3600 * 1000


class VirtualTime:
    """Milliseconds since the run began."""

    def __init__(self) -> None:
        self.now = 0

    def __call__(self) -> int:
        return self.now

    def pass_ms(self, ms: float) -> None:
        self.now += int(ms)

    def wall(self, offset: int = 0) -> int:
        """UTC ms on a clock that is `offset` ms off."""
        return BEGINNING + self.now + offset

    def day(self, offset: int = 0) -> str:
        """The hall's day (ISO) by such a clock."""
        return datetime.fromtimestamp((self.wall(offset) + HALL_ZONE_MS) / 1000, UTC).date().isoformat()
