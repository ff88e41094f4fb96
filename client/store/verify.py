"""Is the journal whole? Every hash, every link of this device's chain, every number in its row, every place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import count

import msgspec

from client.store.database import Database
from client.store.device import Device
from client.store.receipts import Receipts
from forms.journal.operation import APPLICATION, CHAIN_START, content_hash, decode, next_link
from forms.message import Message, message

_ROWS = """
SELECT seq, device, epoch, dseq, stream, kind, wall, hash, chain, data, rev FROM operations
ORDER BY device, epoch, dseq
"""


class _Row(msgspec.Struct, frozen=True):
    seq: int
    device: str
    epoch: int
    dseq: int
    stream: str
    kind: str
    wall: int
    hash: str
    chain: str
    data: bytes
    rev: int


def verify(database: Database, *, device: Device, receipts: Receipts) -> tuple[Message, ...]:
    """Everything that does not fit, in the order of devices and their numbers."""
    rows = [_Row(*row) for row in database.all(_ROWS)]
    own = [row for row in rows if (row.device, row.epoch) == (device.id, device.epoch)]
    edited = (fault for row in rows for fault in _contents(row))
    return (*edited, *_chain(own), *_holes(rows), *receipts.faults({row.dseq: row.chain for row in own}))


def _contents(row: _Row) -> Iterator[Message]:
    if content_hash(row.data) != row.hash:
        yield _fault("journal.hash_differs", row)
        return
    try:
        operation = decode(row.data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        yield _fault("journal.unreadable", row)
        return
    told = (*operation.identity, operation.stream, operation.kind, operation.wall)
    if told != (row.device, row.epoch, row.dseq, row.stream, row.kind, row.wall):
        yield _fault("journal.row_differs", row)


def _chain(own: list[_Row]) -> Iterator[Message]:
    """Own rows are gapless from 1 and each links to the one before; after a gap the chain starts from the row."""
    expected, chain = 1, CHAIN_START
    for row in own:
        if row.dseq != expected:
            yield _fault("journal.gap", row)
        elif next_link(chain, row.hash) != row.chain:
            yield _fault("journal.chain_breaks", row)
        expected, chain = row.dseq + 1, row.chain


def _holes(rows: list[_Row]) -> Iterator[Message]:
    """The centre numbers what it takes of an application from 1, and the feed brings all of it, other devices' too.

    A restored centre may give two operations one place for a while; so a hole is where the places outnumber what
    stands in them.
    """
    taken: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if row.rev and row.stream.startswith(APPLICATION):
            taken[row.stream].append(row.rev)
    for stream, revs in sorted(taken.items()):
        if len(revs) < max(revs):
            missing = next(place for place in count(1) if place not in revs)
            yield message("journal.hole", application=stream.removeprefix(APPLICATION)[:12], place=missing)


def _fault(code: str, row: _Row) -> Message:
    return message(code, row=row.seq, device=row.device[:12], number=row.dseq)
