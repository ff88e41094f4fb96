"""Scans on their way: which ones the centre lacks, and how much of each it holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from client.store.database import Database
from client.store.rows import PendingScan
from forms.journal.arrivals import ArrivalRecorded
from forms.journal.deferrals import DeferralArrived
from forms.journal.deferrals_asked import CommitmentSigned
from forms.journal.intake import ScanAttached
from forms.journal.kinds import body_of
from forms.journal.operation import Operation
from forms.journal.reuse import DataReused
from forms.journal.state import ScanRef
from sync.store import OutgoingScan


class Uploads:
    """Scans that own operations refer to; the bytes are in the scan file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def expect(self, operations: Sequence[Operation]) -> None:
        """Note, within the caller's transaction, the scans that new operations refer to."""
        for operation in operations:
            for material, scan in _scans_of(operation):
                self._database.run(
                    "INSERT INTO uploads (scan, application, material, media_type, size, wall)"
                    " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (scan) DO NOTHING",
                    (scan.sha256, operation.application, material, scan.media_type, scan.size, operation.wall),
                )

    def outgoing(self) -> tuple[OutgoingScan, ...]:
        """What the centre has not confirmed; scans of the nearest due deferral first, then the oldest."""
        rows = self._database.all(
            "SELECT u.scan, u.application, u.media_type, u.size, u.have FROM uploads u"
            " LEFT JOIN view_deferrals d ON d.application = u.application AND d.material = u.material"
            " WHERE u.complete = 0 ORDER BY d.due_day IS NULL, d.due_day, u.wall, u.scan"
        )
        return tuple(
            OutgoingScan(scan=scan, application=application, media_type=media_type, size=size, have=have)
            for scan, application, media_type, size, have in rows
        )

    def progress(self, scan: str, *, have: int, complete: bool) -> None:
        """Remember how much the centre holds."""
        with self._database.write():
            self._database.run("UPDATE uploads SET have = ?, complete = ? WHERE scan = ?", (have, complete, scan))

    def pending(self) -> tuple[PendingScan, ...]:
        """The same scans as a person sees them."""
        rows = self._database.all(
            "SELECT application, scan, material, size, have FROM uploads WHERE complete = 0 ORDER BY wall, scan"
        )
        return tuple(
            PendingScan(application=application, scan=scan, material=material, size=size, sent=have)
            for application, scan, material, size, have in rows
        )

    def send_again(self) -> None:
        """A restored centre may lack what it once confirmed: ask for all scans again, in the caller's transaction."""
        self._database.run("UPDATE uploads SET have = 0, complete = 0")


def _scans_of(operation: Operation) -> Iterator[tuple[str, ScanRef]]:
    """(material, scan) of every scan that an operation refers to."""
    if not operation.needs_blobs:
        return
    body: msgspec.Struct = body_of(operation)
    if isinstance(body, ScanAttached):
        yield body.material, body.scan
    elif isinstance(body, CommitmentSigned):
        yield "", body.scan
    else:
        yield from _several_scans(body)


def _several_scans(body: msgspec.Struct) -> Iterator[tuple[str, ScanRef]]:
    if isinstance(body, DeferralArrived):
        yield from ((body.material, scan) for scan in body.scans)
    elif isinstance(body, ArrivalRecorded):
        yield from ((body.words or body.material, scan) for scan in body.scans)
    elif isinstance(body, DataReused):
        yield from ((material, one.scan) for material, reused in body.scans.items() for one in reused)
