"""The third lane: scans go up in parts addressed by their content, after all form data."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from forms.errors import UserError
from forms.message import Message, message
from sync.pace import Pace
from sync.report import StepReport, Work
from sync.rest import Rest
from sync.store import OutgoingScan, SyncStore
from sync.transport import CentreRefused, TornReply, Transport, TransportError
from sync.wire import SCANS_ASKED, HaveReply, HaveRequest, PartReply, ScanPart


class Uploads:
    """Sends what the centre does not hold, in the order of the store, from the byte the centre confirmed last.

    What the centre holds is asked once per scan and process: after any restart it goes on where it was, and a scan
    that came by another window costs no bytes. A scan that cannot be sent rests, the others go on.
    """

    def __init__(self, store: SyncStore, transport: Transport, *, clock: Callable[[], int], pace: Pace) -> None:
        self._store = store
        self._transport = transport
        self._clock = clock
        self._pace = pace
        self._asked: set[str] = set()
        self._rest = Rest(clock)

    def step(self) -> StepReport | None:
        """One question or one part; None when no scan can go."""
        scans = [scan for scan in self._store.outgoing_scans() if scan.scan not in self._rest]
        unknown = [scan for scan in scans if scan.scan not in self._asked][:SCANS_ASKED]
        if unknown:
            return self._guarded(Work.HAVE, lambda: self._ask(unknown), resting="")
        if scans:
            return self._guarded(Work.SCAN, lambda: self._send(scans[0]), resting=scans[0].scan)
        return None

    def _guarded(self, work: Work, act: Callable[[], StepReport], *, resting: str) -> StepReport:
        try:
            return act()
        except TransportError as error:
            self._pace.failed()
            if resting and isinstance(error, CentreRefused) and error.is_about_the_thing:
                return self._resting(resting, error.message, answered=True)
            return StepReport(work=work, error=error, rate=self._pace.rate)

    def _ask(self, unknown: Sequence[OutgoingScan]) -> StepReport:
        started = self._clock()
        reply = self._transport.have(HaveRequest(scans=tuple(scan.scan for scan in unknown)))
        took_ms = max(0, self._clock() - started)
        moved = sum(self._note_have(scan, reply) for scan in unknown)
        self._asked.update(scan.scan for scan in unknown)
        finished = len({scan.scan for scan in unknown} & set(reply.complete))
        return StepReport(
            work=Work.HAVE,
            answered=True,
            took_ms=took_ms,
            rate=self._pace.rate,
            progress=moved > 0,
            finished=finished,
        )

    def _note_have(self, scan: OutgoingScan, reply: HaveReply) -> bool:
        complete = scan.scan in reply.complete
        have = scan.size if complete else min(max(reply.have.get(scan.scan, 0), 0), scan.size)
        if not complete and have == scan.have:
            return False
        self._store.scan_progress(scan.scan, have=have, complete=complete)
        return True

    def _send(self, scan: OutgoingScan) -> StepReport:
        # All bytes there and yet not complete: the centre could not verify them, so they go once more.
        offset = scan.have if scan.have < scan.size else 0
        try:
            data = self._store.scan_bytes(scan.scan, offset=offset, length=self._pace.part_bytes)
        except UserError as error:
            return self._resting(scan.scan, error.message)
        started = self._clock()
        reply = self._transport.send_part(
            ScanPart(scan=scan.scan, offset=offset, total=scan.size, media_type=scan.media_type, data=data)
        )
        took_ms = max(0, self._clock() - started)
        return self._sent(scan, reply, sent=len(data), took_ms=took_ms)

    def _sent(self, scan: OutgoingScan, reply: PartReply, *, sent: int, took_ms: int) -> StepReport:
        if not 0 <= reply.have <= scan.size:
            raise TornReply(message("sync.torn"))
        self._store.scan_progress(scan.scan, have=reply.have, complete=reply.complete)
        self._pace.succeeded(size=sent, took_ms=took_ms)
        if reply.complete:
            self._asked.discard(scan.scan)
        elif reply.have <= scan.have:
            return self._resting(scan.scan, message("sync.scan_not_taken"), answered=True)
        return StepReport(
            work=Work.SCAN,
            answered=True,
            sent=sent,
            took_ms=took_ms,
            rate=self._pace.rate,
            progress=True,
            finished=int(reply.complete),
        )

    def _resting(self, scan: str, trouble: Message, *, answered: bool = False) -> StepReport:
        """The scan waits, and is asked about anew when it goes on: the centre may have dropped its bytes."""
        self._rest.add(scan)
        self._asked.discard(scan)
        return StepReport(work=Work.SCAN, answered=answered, rate=self._pace.rate, trouble=trouble)
