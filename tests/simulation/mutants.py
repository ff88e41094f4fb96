"""Known mistakes of such protocols, made on purpose: a simulator that does not find them proves nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from client.store.folding import entries_of
from forms.journal import intake
from forms.journal.fold import Entry
from forms.journal.operation import APPLICATION, canonical, decode
from forms.journal.seal import KIND_OF_BODY
from sync.wire import ExchangeReply, OperationResult
from tests.simulation.centre_node import CentreNode
from tests.simulation.window_node import WindowNode


class Mutant:
    """What is changed at every window's start and at every centre's start; here nothing."""

    def window(self, window: WindowNode) -> None:
        """Change a window that has just been opened."""

    def centre(self, centre: CentreNode) -> None:
        """Change a centre that has just been started."""

    def __enter__(self) -> None:
        """Change what both ends share, for one run."""

    def __exit__(self, *failure: object) -> None:
        """Undo it."""


class DropAtAcknowledgement(Mutant):
    """An own operation leaves the overlay at its result, not when the feed passes it."""

    def window(self, window: WindowNode) -> None:
        database = window.store._files.journal

        def own(application: str) -> list[Entry]:
            rows = database.all(
                "SELECT data, 0 FROM operations WHERE stream = ? AND rev = 0 AND outcome = '' ORDER BY dseq",
                (APPLICATION + application,),
            )
            return entries_of(rows)

        window.store.journal._folds.own = own  # type: ignore[method-assign]


class EarlyCursor(Mutant):
    """The cursor is committed before the entries that it stands for."""

    def window(self, window: WindowNode) -> None:
        incoming = window.store.sync._incoming
        take = incoming.take

        def early(reply: ExchangeReply) -> int:
            with incoming._database.write():
                incoming._meta.set("cursor", reply.cursor)
            return take(reply)

        incoming.take = early  # type: ignore[method-assign]


class PageCut(Mutant):
    """Only the first entry of a page is kept, with the cursor of all of it."""

    def window(self, window: WindowNode) -> None:
        take = window.store.sync._incoming.take

        def first_entry_only(reply: ExchangeReply) -> int:
            return take(msgspec.structs.replace(reply, feed=reply.feed[:1]))

        window.store.sync._incoming.take = first_entry_only  # type: ignore[method-assign]


class UnfrozenBytes(Mutant):
    """Operations are written anew each time they are sent."""

    def window(self, window: WindowNode) -> None:
        outgoing = window.store.sync.outgoing

        def anew(*, limit_bytes: int) -> Sequence[tuple[int, bytes]]:
            return [(dseq, self._stamped(data, window.now.wall)) for dseq, data in outgoing(limit_bytes=limit_bytes)]

        window.store.sync.outgoing = anew  # type: ignore[method-assign]

    def _stamped(self, data: bytes, wall: int) -> bytes:
        return canonical(msgspec.structs.replace(decode(data), wall=wall))


class SequenceGap(Mutant):
    """The first operation of a batch is left out when more than two wait."""

    def window(self, window: WindowNode) -> None:
        outgoing = window.store.sync.outgoing

        def gapped(*, limit_bytes: int) -> Sequence[tuple[int, bytes]]:
            batch = outgoing(limit_bytes=limit_bytes)
            return batch[1:] if len(batch) > 2 else batch

        window.store.sync.outgoing = gapped  # type: ignore[method-assign]


class ScanBeforeAnswer(Mutant):
    """A scan counts as complete when half of it is known to be there."""

    def window(self, window: WindowNode) -> None:
        progress = window.store.sync.scan_progress

        def hasty(scan: str, *, have: int, complete: bool) -> None:
            progress(scan, have=have, complete=complete or have > 16_000)

        window.store.sync.scan_progress = hasty  # type: ignore[method-assign]


class NoDedupe(Mutant):
    """The centre carries a repeated operation out again."""

    def centre(self, centre: CentreNode) -> None:
        intake: Any = centre.centre._exchange._intake
        again = intake._again

        def twice(known: Any, data: bytes) -> OperationResult:
            operation = decode(data)
            if operation.application and known.rev:
                body_type = next(kind.body for kind in KIND_OF_BODY.values() if kind.name == operation.kind)
                body = msgspec.convert(operation.body, body_type)
                centre.centre.ordering.write(body, stream=operation.stream)
            result: OperationResult = again(known, data)
            return result

        intake._again = twice


class LastWriterWins(Mutant):
    """Whoever comes later overwrites, at both ends: nobody diverges, and a value is lost in silence."""

    def __enter__(self) -> None:
        self._changed_elsewhere = intake.changed_elsewhere
        intake.changed_elsewhere = lambda held, operation: False

    def __exit__(self, *failure: object) -> None:
        intake.changed_elsewhere = self._changed_elsewhere


class RejectionForgotten(Mutant):
    """A refused operation is answered as applied: it is nowhere, and nobody is told."""

    def centre(self, centre: CentreNode) -> None:
        exchange: Any = centre.centre._exchange
        answer = exchange.answer

        def kind(*args: Any) -> ExchangeReply:
            reply: ExchangeReply = answer(*args)
            results = tuple(msgspec.structs.replace(result, message=None) for result in reply.results)
            kept = tuple(result for result in results if result.outcome not in ("rejected", "held"))
            return msgspec.structs.replace(reply, results=kept)

        exchange.answer = kind


MUTANTS: Mapping[str, Mutant] = {
    "drop_at_ack": DropAtAcknowledgement(),
    "early_cursor": EarlyCursor(),
    "page_cut": PageCut(),
    "unfrozen_bytes": UnfrozenBytes(),
    "sequence_gap": SequenceGap(),
    "scan_before_answer": ScanBeforeAnswer(),
    "no_dedupe": NoDedupe(),
    "last_writer_wins": LastWriterWins(),
    "rejection_forgotten": RejectionForgotten(),
}
