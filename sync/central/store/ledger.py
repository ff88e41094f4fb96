"""The permanent ledger: identity, hash and outcome of every operation, and the feed in commit order."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from peewee import Expression, fn

from forms.journal.operation import DEVICE
from forms.message import Message
from sync.central.store.database import Database
from sync.central.store.rows import AlarmRow, Recorded
from sync.central.store.tables import Alarm, Announced, Ledger, Scope
from sync.wire import FeedEntry, Outcome

_COLUMNS = (
    Ledger.device,
    Ledger.epoch,
    Ledger.dseq,
    Ledger.content_hash,
    Ledger.chain,
    Ledger.stream,
    Ledger.kind,
    Ledger.outcome,
    Ledger.rev,
    Ledger.feed_seq,
    Ledger.bytes,
    Ledger.message,
)
_FEED = (Ledger.feed_seq, Ledger.rev, Ledger.device, Ledger.epoch, Ledger.dseq, Ledger.bytes)


class LedgerTable:
    """Operations with a final outcome; nothing here is ever changed or deleted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, *, device: str, epoch: int, dseq: int) -> Recorded | None:
        """What stands under this identity."""
        same = (Ledger.device == device) & (Ledger.epoch == epoch) & (Ledger.dseq == dseq)
        return self._first(same)

    def find_hash(self, *, device: str, epoch: int, content_hash: str) -> Recorded | None:
        """What stands under this content of a device; for bytes whose number cannot be read."""
        same = (Ledger.content_hash == content_hash) & (Ledger.device == device) & (Ledger.epoch == epoch)
        return self._first(same)

    def put(self, recorded: Recorded, *, wall: int) -> None:
        """Write one operation down for ever. `StorageFailed` when its identity is taken."""
        fields = msgspec.structs.asdict(recorded)
        said = b"" if recorded.message is None else msgspec.json.encode(recorded.message)
        fields |= {
            "bytes": fields.pop("data"),
            "feed_seq": recorded.feed_seq or None,
            "message": said.decode(),
            "received_wall": wall,
        }
        self._database.run(Ledger.insert(fields))

    def last_rev(self, stream: str) -> int:
        """The last revision given on a stream (0 before the first)."""
        row = self._database.one(Ledger.select(fn.MAX(Ledger.rev)).where(Ledger.stream == stream))
        return int(row[0] or 0) if row else 0

    def last_dseq(self, *, device: str, epoch: int) -> tuple[int, str]:
        """The last number of a device and epoch and its chain value there; (0, '') before the first."""
        mine = (Ledger.device == device) & (Ledger.epoch == epoch)
        row = self._database.one(
            Ledger.select(Ledger.dseq, Ledger.chain).where(mine).order_by(Ledger.dseq.desc()).limit(1)
        )
        return (int(row[0]), str(row[1])) if row else (0, "")

    def stream(self, stream: str) -> Sequence[Recorded]:
        """The applied operations of a stream, by revision."""
        applied = (Ledger.stream == stream) & (Ledger.outcome == Outcome.APPLIED.value)
        found = self._database.rows(Ledger.select(*_COLUMNS).where(applied).order_by(Ledger.rev))
        return [_recorded(row) for row in found]

    def feed(self, *, after: int, device: str, site: str, since: int, limit: int) -> Sequence[FeedEntry]:
        """Ordered operations that a device may see, after feed number `after`, in order, at most `limit`.

        Seen are the streams that its site sees, and its own device stream after feed number `since`. What came before
        its site might see a stream comes again at the number at which it was announced.
        """
        # Asked row by row along the feed: a list of streams would make every poll read a site's whole history.
        here = (Scope.stream == Ledger.stream) & (Scope.site == site) & (Scope.since < Ledger.feed_seq)
        granted = Scope.select(Scope.stream).where(here)
        own: Expression = (Ledger.stream == DEVICE + device) & (Ledger.feed_seq > since)
        seen = fn.EXISTS(granted) | own
        later = Ledger.feed_seq.is_null(False) & (Ledger.feed_seq > after)
        query = Ledger.select(*_FEED).where(later & seen).order_by(Ledger.feed_seq).limit(limit)
        found = [*self._database.rows(query), *self._announced(after=after, site=site, limit=limit)]
        return [_entry(row) for row in sorted(found, key=lambda row: row[0])[:limit]]

    def announce(self, recorded: Recorded, *, feed_seq: int, site: str) -> None:
        """Put an operation that was ordered before into the feed of a site, at a new number."""
        named = {"device": recorded.device, "epoch": recorded.epoch, "dseq": recorded.dseq}
        self._database.run(Announced.insert(named | {"feed_seq": feed_seq, "site": site}))

    def _announced(self, *, after: int, site: str, limit: int) -> Sequence[tuple[object, ...]]:
        same = (Ledger.device == Announced.device) & (Ledger.epoch == Announced.epoch) & (Ledger.dseq == Announced.dseq)
        mine = (Announced.site == site) & (Announced.feed_seq > after)
        query = Announced.select(Announced.feed_seq, *_FEED[1:]).join(Ledger, on=same).where(mine)
        return self._database.rows(query.order_by(Announced.feed_seq).limit(limit))

    def raise_alarm(self, alarm: AlarmRow) -> None:
        """Note something that a person must look at; the same thing twice is one alarm."""
        self._database.run(Alarm.insert(msgspec.structs.asdict(alarm)).on_conflict_ignore())

    def alarms(self) -> Sequence[AlarmRow]:
        """Every alarm, oldest first."""
        columns = (Alarm.wall, Alarm.code, Alarm.device, Alarm.epoch, Alarm.dseq)
        names = AlarmRow.__struct_fields__
        found = self._database.rows(Alarm.select(*columns).order_by(Alarm.wall, Alarm.dseq))
        return [AlarmRow(**dict(zip(names, row, strict=True))) for row in found]

    def _first(self, condition: Expression) -> Recorded | None:
        row = self._database.one(Ledger.select(*_COLUMNS).where(condition).limit(1))
        return None if row is None else _recorded(row)


def _recorded(row: tuple[object, ...]) -> Recorded:
    device, epoch, dseq, content_hash, chain, stream, kind, outcome, rev, feed_seq, data, said = row
    return msgspec.convert(
        {
            "device": device,
            "epoch": epoch,
            "dseq": dseq,
            "content_hash": content_hash,
            "chain": chain,
            "stream": stream,
            "kind": kind,
            "outcome": outcome,
            "rev": rev,
            "feed_seq": feed_seq or 0,
            "data": data,
            "message": msgspec.json.decode(str(said), type=Message) if said else None,
        },
        Recorded,
    )


def _entry(row: tuple[object, ...]) -> FeedEntry:
    feed_seq, rev, device, epoch, dseq, data = row
    entry = {"feed_seq": feed_seq, "rev": rev, "device": device, "epoch": epoch, "dseq": dseq}
    operation = msgspec.Raw(data) if isinstance(data, bytes) else msgspec.Raw(b"null")
    return msgspec.structs.replace(msgspec.convert(entry, FeedEntry), operation=operation)
