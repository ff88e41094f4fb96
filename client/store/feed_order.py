"""The order of the centre: each operation of a feed gets its place, own ones are only confirmed.

An operation comes again after a torn exchange, and with another place after the centre was restored.
"""

from __future__ import annotations

import msgspec

from client.store.database import Database
from client.store.projector import Projector
from forms.errors import StorageFailed
from forms.journal.operation import Operation, content_hash, decode
from forms.message import message
from sync.transport import TornReply
from sync.wire import FeedEntry, Outcome

_REFUSED = (Outcome.REJECTED, Outcome.HELD)


class Arrived(msgspec.Struct, frozen=True):
    """An entry of the feed; operation and bytes are there when it is another device's."""

    entry: FeedEntry
    operation: Operation | None = None
    data: bytes = b""


class Passed(msgspec.Struct, frozen=True):
    """An operation that the feed passed; `moved` when a restored centre gave it another place."""

    stream: str
    moved: bool = False


class _Known(msgspec.Struct, frozen=True):
    stream: str
    rev: int
    hash: str
    outcome: str


class FeedOrder:
    """Writes places within the caller's transaction."""

    def __init__(self, database: Database, projector: Projector) -> None:
        self._database = database
        self._projector = projector

    def place(self, arrived: Arrived) -> Passed | None:
        """Give an operation its place, None when it has it already. Raises `TornReply`, `StorageFailed`."""
        entry = arrived.entry
        known = self._known(entry)
        if known is None:
            return self._receive(arrived)
        if arrived.operation is not None and known.hash != content_hash(arrived.data):
            raise TornReply(message("store.feed_contradicts", device=entry.device[:12], number=entry.dseq))
        if known.rev == entry.rev or (arrived.operation is None and known.outcome in _REFUSED):
            # What was refused under this number and what is in the feed are two: a copied folder is at work
            # elsewhere. What was typed here stays refused, where a person sees it.
            return None
        self._database.run(
            "UPDATE operations SET rev = ?, message = NULL, outcome = 'applied'"
            " WHERE device = ? AND epoch = ? AND dseq = ?",
            (entry.rev, entry.device, entry.epoch, entry.dseq),
        )
        return Passed(known.stream, moved=known.rev > 0)

    def _known(self, entry: FeedEntry) -> _Known | None:
        row = self._database.one(
            "SELECT stream, rev, hash, outcome FROM operations WHERE device = ? AND epoch = ? AND dseq = ?",
            (entry.device, entry.epoch, entry.dseq),
        )
        return _Known(*row) if row else None

    def _receive(self, arrived: Arrived) -> Passed:
        operation = arrived.operation
        if operation is None:
            raise StorageFailed(message("store.history_lost", number=arrived.entry.dseq))
        named = (*operation.identity, operation.stream, operation.kind, operation.wall)
        self._database.run(
            "INSERT INTO operations (device, epoch, dseq, stream, kind, wall, hash, chain, data, rev, outcome)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, '', ?, ?, 'applied')",
            (*named, content_hash(arrived.data), arrived.data, arrived.entry.rev),
        )
        self._projector.project_device(operation)
        return Passed(operation.stream)


def read_entry(entry: FeedEntry, *, is_own: bool) -> Arrived:
    """Read an entry; raises `TornReply` for bytes that are no operation, or another than announced."""
    if is_own:
        return Arrived(entry)
    data = bytes(entry.operation)
    try:
        operation = decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise TornReply(message("store.feed_unreadable", number=entry.feed_seq)) from fault
    if operation.identity != (entry.device, entry.epoch, entry.dseq):
        raise TornReply(message("store.feed_unreadable", number=entry.feed_seq))
    return Arrived(entry, operation, data)
