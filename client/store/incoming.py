"""What the centre answers, taken in one transaction: results, feed, cursor, day, receipt.

A result is only recorded. An own operation leaves the overlay when the feed passes it, never earlier: dropped at
its result, it would be gone from the screen until the feed comes, and what another window did would be hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from client.store.catalogs import Catalogs
from client.store.database import Database
from client.store.device import Device
from client.store.distrust import Distrust
from client.store.feed_order import Arrived, FeedOrder, read_entry
from client.store.folding import Folded, Folds
from client.store.meta import Meta
from client.store.projector import Projector, shown
from client.store.receipts import Receipts
from client.store.uploads import Uploads
from forms.errors import StorageFailed
from forms.journal.fold import Entry
from forms.journal.operation import APPLICATION
from forms.message import message
from sync.wire import ExchangeReply, FeedEntry, OperationResult, Outcome

_REFUSED = (Outcome.REJECTED, Outcome.HELD)


class Incoming:
    """Takes replies. Whoever calls holds no transaction."""

    def __init__(
        self,
        database: Database,
        *,
        meta: Meta,
        device: Device,
        folds: Folds,
        projector: Projector,
        catalogs: Catalogs,
        distrust: Distrust,
        uploads: Uploads,
        receipts: Receipts,
        clock: Callable[[], int],
    ) -> None:
        self._database = database
        self._meta = meta
        self._device = device
        self._folds = folds
        self._projector = projector
        self._catalogs = catalogs
        self._distrust = distrust
        self._uploads = uploads
        self._receipts = receipts
        self._clock = clock
        self._order = FeedOrder(database, projector)

    def take(self, reply: ExchangeReply) -> int:
        """Commit a reply; returns how many operations of the feed were new. Raises `TornReply`, `StorageFailed`."""
        feed = [read_entry(entry, is_own=self._is_own(entry)) for entry in reply.feed]
        with self._database.lock:
            forgotten = self._forgotten_from(reply)
            applications = self._touched(reply.results, feed, forgotten)
            before = {application: self._folds.get(application) for application in applications}
            with self._database.write():
                reordered = self._record(reply.results) | self._send_again(forgotten)
                passed = self._pass(feed, before, reordered)
                after = {
                    application: self._refolded(fold, reordered, passed.entries_of(application))
                    for application, fold in before.items()
                }
                for application, fold in after.items():
                    self._projector.project(shown(before[application].top, fold.top))
                self._note(reply)
            for application, fold in after.items():
                self._folds.keep(application, fold)
            return passed.count

    def _is_own(self, entry: FeedEntry) -> bool:
        return (entry.device, entry.epoch) == (self._device.id, self._device.epoch)

    def _forgotten_from(self, reply: ExchangeReply) -> int:
        """First own number that was answered and is waited for again (a restored centre); 0 when there is none."""
        answered = {result.dseq for result in reply.results if result.outcome.is_final}
        row = self._database.one(
            "SELECT min(dseq) FROM operations WHERE device = ? AND epoch = ? AND dseq >= ? AND outcome <> ''",
            (self._device.id, self._device.epoch, reply.expects),
        )
        first = int(row[0] or 0) if row else 0
        return 0 if first in answered else first

    def _touched(self, results: Iterable[OperationResult], feed: Iterable[Arrived], forgotten: int) -> list[str]:
        """Applications whose fold a reply may change, each once."""
        streams = [self._stream_of(result.dseq) for result in results if result.outcome in _REFUSED]
        streams += [
            arrived.operation.stream if arrived.operation else self._stream_of(arrived.entry.dseq) for arrived in feed
        ]
        if forgotten:
            rows = self._database.all(
                "SELECT DISTINCT stream FROM operations WHERE device = ? AND epoch = ? AND dseq >= ?",
                (self._device.id, self._device.epoch, forgotten),
            )
            streams += [str(row[0]) for row in rows]
        return [stream.removeprefix(APPLICATION) for stream in dict.fromkeys(streams) if stream.startswith(APPLICATION)]

    def _stream_of(self, dseq: int) -> str:
        row = self._database.one(
            "SELECT stream FROM operations WHERE device = ? AND epoch = ? AND dseq = ?",
            (self._device.id, self._device.epoch, dseq),
        )
        if row is None:
            raise StorageFailed(message("store.history_lost", number=dseq))
        return str(row[0])

    def _record(self, results: Iterable[OperationResult]) -> set[str]:
        """Write final results down; returns the streams whose overlay they change."""
        changed: set[str] = set()
        for result in results:
            if not result.outcome.is_final:
                continue
            row = (self._device.id, self._device.epoch, result.dseq)
            refused = result.outcome in _REFUSED
            said = msgspec.json.encode(result.message) if refused and result.message else None
            if refused:
                changed.add(self._stream_of(result.dseq))
            self._database.run(
                "UPDATE operations SET outcome = ?, message = ?, rev = CASE WHEN ? THEN 0 ELSE rev END"
                " WHERE device = ? AND epoch = ? AND dseq = ?",
                (result.outcome, said, refused, *row),
            )
        return changed

    def _send_again(self, forgotten: int) -> set[str]:
        """The centre lost what it had answered: everything from there goes up once more, as the same bytes."""
        if not forgotten:
            return set()
        row = (self._device.id, self._device.epoch, forgotten)
        refused = self._database.all(
            "SELECT DISTINCT stream FROM operations WHERE device = ? AND epoch = ? AND dseq >= ?"
            " AND outcome IN ('rejected', 'held')",
            row,
        )
        self._database.run(
            "UPDATE operations SET outcome = '', message = NULL WHERE device = ? AND epoch = ? AND dseq >= ?", row
        )
        self._uploads.send_again()
        return {str(stream) for (stream,) in refused}

    def _pass(self, feed: Sequence[Arrived], before: Mapping[str, Folded], reordered: set[str]) -> _Passing:
        """Take the feed's order; notes in `reordered` where it is not simply the end. Returns what was new."""
        passing = _Passing()
        for arrived in feed:
            passed = self._order.place(arrived)
            if passed is None:
                continue
            passing.note(passed.stream, arrived)
            fold = before.get(passed.stream.removeprefix(APPLICATION))
            if passed.moved or (fold is not None and arrived.entry.rev <= fold.base.state.rev):
                reordered.add(passed.stream)
        return passing

    def _refolded(self, before: Folded, reordered: set[str], brought: list[Entry] | None) -> Folded:
        """New operations at the end go on the confirmed layer; anything else is folded from the start.

        Where nothing of this device is on its way, what the feed `brought` is all there is: it is not read again.
        """
        application = before.base.state.id
        if APPLICATION + application in reordered:
            return self._folds.anew(application)
        if brought is not None and before.top is before.base:
            base = before.base.with_entries(brought)
            return Folded(base, base)
        base = before.base.with_entries(self._folds.confirmed(application, after=before.base.state.rev))
        return Folded(base, base.with_entries(self._folds.own(application)))

    def _note(self, reply: ExchangeReply) -> None:
        local = self._clock()
        self._meta.set("cursor", reply.cursor)
        self._meta.set("central_day", reply.server_day)
        self._meta.set("contact_wall", local)
        self._meta.set("skew", reply.server_wall - local)
        if reply.receipt is not None:
            self._receipts.keep(reply.receipt)
        if reply.catalog is not None:
            self._catalogs.want(reply.catalog)
        if reply.distrust is not None:
            self._distrust.offer(reply.distrust, day=reply.server_day)


class _Passing:
    """What of a feed was new: how many operations, and those of other devices by their stream."""

    def __init__(self) -> None:
        self.count = 0
        self._brought: dict[str, list[Entry]] = {}
        self._own: set[str] = set()

    def note(self, stream: str, arrived: Arrived) -> None:
        self.count += 1
        if arrived.operation is None:
            self._own.add(stream)
        else:
            self._brought.setdefault(stream, []).append(Entry(operation=arrived.operation, rev=arrived.entry.rev))

    def entries_of(self, application: str) -> list[Entry] | None:
        """In the centre's order; None where own operations were among them, whose bytes the feed leaves out."""
        stream = APPLICATION + application
        if stream in self._own:
            return None
        return sorted(self._brought.get(stream, []), key=lambda entry: (entry.rev, entry.operation.dseq))
