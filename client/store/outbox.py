"""The outbox: what of the journal the centre has not confirmed, and what it refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from client.store.database import Database
from client.store.folding import Layer, entries_of
from client.store.rows import OutboxSummary, PendingApplication, QuarantineRow
from forms.journal.operation import APPLICATION
from forms.journal.state import ApplicationState
from forms.message import Message, message
from sync.wire import BATCH_OPERATIONS

_SUMMARY = """
SELECT
    (SELECT count(*) FROM operations WHERE outcome = ''),
    (SELECT count(DISTINCT stream) FROM (
        SELECT stream FROM operations WHERE outcome = '' AND stream LIKE 'application/%'
        UNION ALL SELECT 'application/' || application FROM uploads WHERE complete = 0)),
    (SELECT count(*) FROM uploads WHERE complete = 0),
    (SELECT coalesce(sum(size - have), 0) FROM uploads WHERE complete = 0),
    (SELECT coalesce(min(wall), 0) FROM (SELECT wall FROM operations WHERE outcome = ''
        UNION ALL SELECT wall FROM uploads WHERE complete = 0)),
    (SELECT count(*) FROM operations WHERE outcome IN ('rejected', 'held'))
"""

_PENDING = """
WITH waiting (application, operations, scan_bytes, sent_scan_bytes, wall) AS (
    SELECT substr(stream, length('application/') + 1), 1, 0, 0, wall FROM operations
        WHERE outcome = '' AND stream LIKE 'application/%'
    UNION ALL SELECT application, 0, size, have, wall FROM uploads WHERE complete = 0
), total AS (
    SELECT application, sum(operations) AS operations, sum(scan_bytes) AS scan_bytes,
        sum(sent_scan_bytes) AS sent_scan_bytes, min(wall) AS wall
    FROM waiting GROUP BY application
)
SELECT t.application, coalesce(a.receipt_number, ''), coalesce(a.applicant, ''), coalesce(a.title, ''), t.operations,
    (SELECT count(*) FROM operations o
        WHERE o.stream = 'application/' || t.application AND o.rev = 0 AND o.outcome = 'applied'),
    t.scan_bytes, t.sent_scan_bytes, t.wall
FROM total t LEFT JOIN view_applications a ON a.application = t.application
ORDER BY t.wall, t.application
"""


class Outbox:
    """Reads what waits; nothing is ever taken out of it but by an answer of the centre."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def outgoing(self, *, limit_bytes: int) -> Sequence[tuple[int, bytes]]:
        """(dseq, canonical bytes) of unanswered operations in order, at least one if any."""
        rows = self._database.all(
            "SELECT dseq, data FROM operations WHERE outcome = '' ORDER BY dseq LIMIT ?", (BATCH_OPERATIONS,)
        )
        batch: list[tuple[int, bytes]] = []
        size = 0
        for dseq, data in rows:
            size += len(data)
            if batch and size > limit_bytes:
                break
            batch.append((dseq, bytes(data)))
        return batch

    def summary(self) -> OutboxSummary:
        """Counts for the link chip."""
        row = self._database.one(_SUMMARY) or ()
        return OutboxSummary(**dict(zip(OutboxSummary.__struct_fields__, row, strict=True)))

    def applications(self) -> tuple[PendingApplication, ...]:
        """What of each application waits, the longest waiting first."""
        return tuple(_pending(row) for row in self._database.all(_PENDING))

    def quarantine(self) -> tuple[QuarantineRow, ...]:
        """Every refused operation with its reason, oldest first. Whose it is follows from all operations there."""
        rows = self._database.all(
            "SELECT stream, kind, wall, message FROM operations WHERE outcome IN ('rejected', 'held') ORDER BY seq"
        )
        states = {stream: self._with_refused(stream) for stream in {row[0] for row in rows}}
        return tuple(_refused(states[stream], kind, wall, said) for stream, kind, wall, said in rows)

    def _with_refused(self, stream: str) -> ApplicationState:
        """The application as its window saw it when it was refused."""
        rows = self._database.all("SELECT data, rev FROM operations WHERE stream = ? ORDER BY seq", (stream,))
        is_application = stream.startswith(APPLICATION)
        nothing = Layer(ApplicationState(id=stream.removeprefix(APPLICATION) if is_application else ""))
        return nothing.with_entries(entries_of(rows)).state if is_application else nothing.state


def _pending(row: tuple[Any, ...]) -> PendingApplication:
    facts = dict(zip(PendingApplication.__struct_fields__, row, strict=True))
    facts["operations"] += facts["sent_operations"]
    return PendingApplication(**facts)


def _refused(state: ApplicationState, kind: str, wall: int, said: bytes | None) -> QuarantineRow:
    reason = msgspec.json.decode(said, type=Message) if said else message("store.refused_without_reason")
    return QuarantineRow(
        application=state.id,
        receipt_number=state.receipt_number,
        applicant=state.party.name,
        kind=kind,
        wall=wall,
        message=reason,
    )
