"""Numbers of papers (编号): blocks that the centre leases to this device, used up in order, and what each ended as.

All of it follows from operations; a number that was once printed is never given again, also when its acceptance was
refused. When no block has any left, a provisional number of this device stands in, until the centre binds it.
"""

from __future__ import annotations

from typing import TypeVar

import msgspec

from client.store.database import Database
from client.store.rows import BlockAccount
from forms.journal.device import NumbersLeased
from forms.journal.kinds import kind_of
from forms.journal.numbering import (
    NumbersReturned,
    NumberVoided,
    carried_numbers,
    is_provisional,
    provisional_number,
    provisional_prefix,
)
from forms.journal.operation import Operation
from forms.journal.papers import receipt_of

_OF_BLOCK = (
    "prefix = substr(?2, 1, length(prefix)) AND length(?2) - length(prefix) - ?3 IN (0, length('20261123-'))"
    " AND ?1 BETWEEN first AND last"
)
"""Blocks that hold the number ?2, whose count is ?1 written with ?3 digits: the prefix, perhaps the day, the count."""
_CARRIED = (
    f"INSERT OR IGNORE INTO view_carried SELECT prefix, ?1 FROM view_blocks WHERE {_OF_BLOCK} AND NOT EXISTS ("
    " SELECT 1 FROM view_ended e WHERE e.prefix = view_blocks.prefix AND ?1 BETWEEN e.first AND e.last)"
)
_VOID = f"INSERT OR IGNORE INTO view_ended SELECT prefix, ?1, ?1, 'void' FROM view_blocks WHERE {_OF_BLOCK}"
_NOT_CARRIED = (
    "DELETE FROM view_carried WHERE number = ?1 AND EXISTS ("
    f" SELECT 1 FROM view_ended e WHERE e.prefix = view_carried.prefix AND {_OF_BLOCK})"
)
_PASS = f"UPDATE view_blocks SET next = ?1 + 1 WHERE {_OF_BLOCK} AND ?1 >= next"
_PRINTED = (
    "SELECT number FROM view_numbers WHERE substr(number, 1, length(?1)) = ?1"
    " UNION SELECT number FROM view_arrivals WHERE substr(number, 1, length(?1)) = ?1"
)
_COUNT_DIGITS = 10
_SKIP = (
    "UPDATE view_blocks SET next = e.last + 1 FROM view_ended e"
    " WHERE view_blocks.prefix = e.prefix AND view_blocks.next BETWEEN e.first AND e.last"
)


class NumberBlocks:
    """Writes the views of leased blocks and of what became of them, within the projector's transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def lease(self, operation: Operation) -> None:
        """A block came. Numbers of it may be used already: a restored centre leases again what it forgot.

        A lease that only a newer program reads gives no numbers here, and must not stop what the feed brings after it.
        """
        leased = _body(operation, NumbersLeased)
        if leased is None:
            return
        prefix, first, last = leased.prefix, leased.first, leased.last
        self._database.run(
            "INSERT INTO view_blocks VALUES (?, ?, ?, ?) ON CONFLICT (prefix, first) DO UPDATE SET"
            " last = max(last, excluded.last)",
            (prefix, first, last, first),
        )
        for (number,) in self._database.all(_PRINTED, (prefix,)):
            self.use(number)

    def use(self, number: str) -> None:
        """A number was printed: the block that it comes from goes on behind it."""
        counted = _counted(number)
        if counted is None:
            return
        self._database.run(_CARRIED, counted)
        self._database.run(_PASS, counted)
        self._database.run(_SKIP)
        if is_provisional(number):
            self._use_provisional(number, counted[0])

    def _use_provisional(self, number: str, count: int) -> None:
        prefix = number[: number.rindex("-") + 1]
        self._database.run(
            "INSERT INTO view_provisional VALUES (?, ?) ON CONFLICT (prefix) DO UPDATE SET"
            " next = max(next, excluded.next)",
            (prefix, count + 1),
        )

    def carry(self, operation: Operation) -> None:
        """An operation of an application stands here, whether the centre took it or not: its numbers are printed."""
        for number in carried_numbers(operation):
            self.use(number)

    def void(self, operation: Operation) -> None:
        """One number stands on no valid paper: it was spoilt, or what carried it was refused."""
        body = _body(operation, NumberVoided)
        if body is not None:
            self.end_void(body.number)

    def end_void(self, number: str) -> None:
        """A number ends void, also one that papers carried which are void now."""
        counted = _counted(number)
        if counted is not None:
            self._database.run(_VOID, counted)
            self._database.run(_NOT_CARRIED, counted)
            self._database.run(_PASS, counted)

    def give_back(self, operation: Operation) -> None:
        """The rest of a block went back to the centre."""
        body = _body(operation, NumbersReturned)
        if body is None:
            return
        self._database.run(
            "INSERT OR IGNORE INTO view_ended VALUES (?, ?, ?, 'returned')", (body.prefix, body.first, body.last)
        )
        self._database.run(_SKIP)


_Body = TypeVar("_Body", bound=msgspec.Struct)


def _body(operation: Operation, kind: type[_Body]) -> _Body | None:
    if kind_of(operation) is None:
        return None
    try:
        return msgspec.convert(operation.body, kind)
    except msgspec.ValidationError:
        return None


def _counted(number: str) -> tuple[int, str, int] | None:
    """The count at the end of a number of a paper, the number, and with how many digits the count is written."""
    leased = receipt_of(number)
    tail = leased.rpartition("-")[2]
    is_count = tail != leased and tail.isascii() and tail.isdigit() and len(tail) < _COUNT_DIGITS
    return (int(tail), leased, len(tail)) if is_count else None


class Rest(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers `prefix` + `first`..`last` of a block that are still to be given."""

    prefix: str
    first: int
    last: int


_ACCOUNT = """
SELECT prefix, first, last,
    (SELECT count(*) FROM view_carried c WHERE c.prefix = b.prefix AND c.number BETWEEN b.first AND b.last),
    (SELECT coalesce(sum(e.last - e.first + 1), 0) FROM view_ended e
        WHERE e.prefix = b.prefix AND e.how = 'void' AND e.first BETWEEN b.first AND b.last),
    (SELECT coalesce(sum(e.last - e.first + 1), 0) FROM view_ended e
        WHERE e.prefix = b.prefix AND e.how = 'returned' AND e.first BETWEEN b.first AND b.last),
    max(0, last - next + 1)
FROM view_blocks b ORDER BY prefix, first
"""


class Numbers:
    """What is left of the leased blocks."""

    def __init__(self, database: Database, *, device: str, epoch: int) -> None:
        self._database = database
        self._own = provisional_prefix(device=device, epoch=epoch)

    def next(self, day: str) -> str:
        """The number of the next paper on `day` (ISO): leased, or provisional when every block is used up."""
        return self.peek(day) or self._provisional()

    def peek(self, day: str) -> str | None:
        """The next leased number on `day` (ISO), lowest first; None when every block is used up."""
        row = self._database.one(
            "SELECT prefix, next FROM view_blocks WHERE next <= last ORDER BY next, prefix LIMIT 1"
        )
        if row is None:
            return None
        prefix, number = row
        return f"{prefix}{day.replace('-', '')}-{number:05d}"

    def _provisional(self) -> str:
        row = self._database.one("SELECT next FROM view_provisional WHERE prefix = ?", (self._own,))
        return provisional_number(self._own, int(row[0]) if row else 1)

    def left(self) -> int:
        """How many leased numbers are left."""
        row = self._database.one("SELECT coalesce(sum(last - next + 1), 0) FROM view_blocks WHERE next <= last")
        return int(row[0]) if row else 0

    def rest(self) -> tuple[Rest, ...]:
        """What of each block could be given back."""
        rows = self._database.all("SELECT prefix, next, last FROM view_blocks WHERE next <= last ORDER BY prefix, next")
        return tuple(Rest(prefix=prefix, first=first, last=last) for prefix, first, last in rows)

    def standing(self, number: str) -> str:
        """Of a leased number: used, refused (with what carried it), void, returned, next or later; '' for no such."""
        found = self._place(number)
        if found is None:
            return ""
        prefix, count, following = found
        ended = self._database.one(
            "SELECT how FROM view_ended WHERE prefix = ? AND ? BETWEEN first AND last", (prefix, count)
        )
        if ended is not None:
            return str(ended[0])
        if self._is_carried(prefix, count):
            return "used"
        if count < following:
            return "refused"
        return "next" if count == following else "later"

    def _is_carried(self, prefix: str, count: int) -> bool:
        """True when an application that stands carries it, or the paper of what came in here, on whatever day."""
        rows = self._database.all(_PRINTED, (prefix,))
        return any(self._place(str(number), count=count) is not None for (number,) in rows)

    def _place(self, number: str, *, count: int | None = None) -> tuple[str, int, int] | None:
        """Prefix, count and the block's next count of a leased number, when its count is `count` if that is given."""
        counted = _counted(number)
        if counted is None or count not in (None, counted[0]):
            return None
        row = self._database.one(f"SELECT prefix, next FROM view_blocks WHERE {_OF_BLOCK}", counted)
        return (str(row[0]), counted[0], int(row[1])) if row is not None else None

    def refused(self) -> tuple[str, ...]:
        """Numbers that were printed with what the centre refused: no application that stands carries them."""
        rows = self._database.all("SELECT prefix, number FROM view_carried ORDER BY prefix, number")
        found: list[str] = []
        for prefix in dict.fromkeys(str(row[0]) for row in rows):
            standing = self._counts(prefix)
            found += [f"{prefix}{number:05d}" for of, number in rows if of == prefix and number not in standing]
        return tuple(found)

    def _counts(self, prefix: str) -> set[int]:
        """The counts under a prefix that stand on papers: of applications which stand, and of arrivals."""
        counted = (_counted(str(number)) for (number,) in self._database.all(_PRINTED, (prefix,)))
        return {found[0] for found in counted if found is not None}

    def provisional(self) -> tuple[tuple[str, str], ...]:
        """Provisional numbers of this device that papers carry, with their applications."""
        rows = self._database.all(
            "SELECT number, application FROM view_numbers WHERE substr(number, 1, ?) = ? ORDER BY number",
            (len(self._own), self._own),
        )
        return tuple((str(number), str(application)) for number, application in rows)

    def account(self) -> tuple[BlockAccount, ...]:
        """What every block's numbers ended as, for the check that none is lost."""
        names = BlockAccount.__struct_fields__
        return tuple(BlockAccount(**dict(zip(names, row, strict=True))) for row in self._database.all(_ACCOUNT))
