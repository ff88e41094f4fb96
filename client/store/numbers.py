"""Receipt numbers (收件编号): blocks that the centre leases to this device, used up in order.

Both the blocks and what is used of them follow from operations; a number that was once printed is never given
again, also when its acceptance was refused.
"""

from __future__ import annotations

import msgspec

from client.store.database import Database
from forms.journal.device import NumbersLeased
from forms.journal.kinds import kind_of
from forms.journal.operation import Operation


class NumberBlocks:
    """Writes the view of leased blocks, within the projector's transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def lease(self, operation: Operation) -> None:
        """A block came. Numbers of it may be used already: a restored centre leases again what it forgot.

        A lease that only a newer program reads gives no numbers here, and must not stop what the feed brings after it.
        """
        leased = _leased(operation)
        if leased is None:
            return
        prefix, first, last = leased.prefix, leased.first, leased.last
        self._database.run(
            "INSERT INTO view_blocks VALUES (?, ?, ?, ?) ON CONFLICT (prefix, first) DO UPDATE SET"
            " last = max(last, excluded.last)",
            (prefix, first, last, first),
        )
        rows = self._database.all(
            "SELECT number FROM view_numbers WHERE substr(number, 1, ?) = ?", (len(prefix), prefix)
        )
        for (number,) in rows:
            self.use(number)

    def use(self, receipt_number: str) -> None:
        """A number was printed: the block that it comes from goes on behind it."""
        head, _, tail = receipt_number.rpartition("-")
        if not (head and tail.isascii() and tail.isdigit()):
            return
        self._database.run(
            "UPDATE view_blocks SET next = ? + 1"
            " WHERE prefix = substr(?, 1, length(prefix)) AND ? BETWEEN next AND last",
            (int(tail), receipt_number, int(tail)),
        )


def _leased(operation: Operation) -> NumbersLeased | None:
    if kind_of(operation) is None:
        return None
    try:
        return msgspec.convert(operation.body, NumbersLeased)
    except msgspec.ValidationError:
        return None


class Numbers:
    """What is left of the leased blocks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def peek(self, day: str) -> str | None:
        """The next receipt number on `day` (ISO), lowest first; None when every block is used up."""
        row = self._database.one(
            "SELECT prefix, next FROM view_blocks WHERE next <= last ORDER BY next, prefix LIMIT 1"
        )
        if row is None:
            return None
        prefix, number = row
        return f"{prefix}{day.replace('-', '')}-{number:05d}"

    def left(self) -> int:
        """How many numbers are left."""
        row = self._database.one("SELECT coalesce(sum(last - next + 1), 0) FROM view_blocks WHERE next <= last")
        return int(row[0]) if row else 0
