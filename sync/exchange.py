"""The first lane: operations up, results and feed down. It goes before everything else."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from forms.message import message
from sync.pace import Pace
from sync.report import StepReport, Work
from sync.store import SyncStore
from sync.transport import CentreRefused, TornReply, Transport, TransportError
from sync.wire import PROTOCOL, ExchangeReply, ExchangeRequest

POLL_MS = 60_000
"""Without work the feed is asked this often."""

Outgoing = Sequence[tuple[int, bytes]]


class ExchangeLane:
    """Exchanges while operations wait, the feed has more, the poll is due or somebody asked.

    An operation that the centre neither took nor refused (`blocked`, `later`) goes again with the next poll, with
    the next saved operation or when something else moved; meanwhile the other lanes run, so nothing wedges.
    """

    def __init__(
        self, store: SyncStore, transport: Transport, *, clock: Callable[[], int], pace: Pace, poll_ms: int
    ) -> None:
        self._store = store
        self._transport = transport
        self._clock = clock
        self._pace = pace
        self._poll_ms = poll_ms
        self._asked = True
        self._more = False
        self._passed: set[str] = set()
        self._answered_at = 0
        self._unmoved_to = 0
        self._stalled = 0
        self._returned_to = 0

    def ask(self) -> None:
        """The next step exchanges, whatever the poll says."""
        self._asked = True

    def step(self) -> StepReport | None:
        """One exchange, or None when there is no reason for one. Store errors go through to the caller."""
        outgoing = self._store.outgoing(limit_bytes=self._pace.batch_bytes)
        if not self._is_due(outgoing):
            return None
        request = self._request(outgoing)
        started = self._clock()
        try:
            reply = self._transport.exchange(request)
            took_ms = max(0, self._clock() - started)
            check_reply(request, reply, sent=[dseq for dseq, _ in outgoing])
            # The store may find a reply torn too: it knows what was said before.
            applied = self._store.take(reply)
        except TransportError as error:
            self._pace.failed()
            return StepReport(work=Work.EXCHANGE, error=error, rate=self._pace.rate, stalled=self._stalled)
        return self._taken(request, reply, outgoing, applied=applied, took_ms=took_ms)

    def _is_due(self, outgoing: Outgoing) -> bool:
        if self._asked or self._more or (outgoing and outgoing[-1][0] > self._unmoved_to):
            return True
        # A clock that was set back must not silence the poll, so "in the future" counts as due.
        return not 0 <= self._clock() - self._answered_at < self._poll_ms

    def _request(self, outgoing: Outgoing) -> ExchangeRequest:
        device, epoch = self._store.device()
        return ExchangeRequest(
            protocol=PROTOCOL,
            device=device,
            epoch=epoch,
            cursor=self._store.cursor(),
            head=self._store.head(dseq=outgoing[-1][0]) if outgoing else None,
            operations=tuple(msgspec.Raw(data) for _, data in outgoing),
        )

    def _taken(
        self, request: ExchangeRequest, reply: ExchangeReply, outgoing: Outgoing, *, applied: int, took_ms: int
    ) -> StepReport:
        settled = sum(result.outcome.is_final for result in reply.results)
        sent = sum(len(data) for _, data in outgoing)
        received = sum(len(bytes(entry.operation)) for entry in reply.feed)
        self._pace.succeeded(size=sent + received, took_ms=took_ms)
        self._asked = False
        self._more = self._goes_on(request, reply)
        self._answered_at = self._clock()
        if settled:
            self._returned_to = 0
        self._note_movement(outgoing, moved=settled > 0 or self._went_back(reply, outgoing))
        return StepReport(
            work=Work.EXCHANGE,
            answered=True,
            sent=sent,
            received=received,
            took_ms=took_ms,
            rate=self._pace.rate,
            progress=True,
            settled=settled,
            applied=applied,
            stalled=self._stalled,
            server_wall=reply.server_wall,
        )

    def _goes_on(self, request: ExchangeRequest, reply: ExchangeReply) -> bool:
        """Whether the next page is asked at once: a feed that turns in a circle must not keep the scans waiting."""
        self._passed.add(request.cursor)
        goes_on = reply.more and reply.cursor not in self._passed
        if not goes_on:
            self._passed.clear()
        return goes_on

    def _went_back(self, reply: ExchangeReply, outgoing: Outgoing) -> bool:
        """A restored centre waits for earlier operations, and the store offers those now, once for each return."""
        if not outgoing or reply.expects >= outgoing[0][0]:
            return False
        now = self._store.outgoing(limit_bytes=1)
        first = now[0][0] if now else 0
        returned = 0 < first < outgoing[0][0] and first != self._returned_to
        self._returned_to = first
        return returned

    def _note_movement(self, outgoing: Outgoing, *, moved: bool) -> None:
        if moved or not outgoing:
            self._stalled = self._unmoved_to = 0
        else:
            self._stalled += 1
            self._unmoved_to = outgoing[-1][0]

    def something_moved(self) -> None:
        """A scan became complete: operations that waited for it may go now."""
        self._unmoved_to = 0


def check_reply(request: ExchangeRequest, reply: ExchangeReply, *, sent: Sequence[int]) -> None:
    """Raise `TornReply` when `reply` cannot be the answer to `request`, `CentreRefused` for a foreign protocol."""
    if reply.protocol != PROTOCOL:
        raise CentreRefused(message("sync.protocol", ours=PROTOCOL, theirs=reply.protocol))
    numbers = [entry.feed_seq for entry in reply.feed]
    strange = {result.dseq for result in reply.results} - set(sent)
    if strange or numbers != sorted(set(numbers)):
        raise TornReply(message("sync.torn"))
