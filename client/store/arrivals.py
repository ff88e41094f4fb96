"""Documents that this device took in for applications it does not know, and what the centre answered."""

from __future__ import annotations

from typing import Any

import msgspec

from client.store.database import Database
from client.store.device import Device
from client.store.rows import ArrivalLine
from forms.journal.arrivals import ArrivalAnswered, ArrivalOutcome, ArrivalRecorded
from forms.journal.kinds import body_of, kind_of
from forms.journal.operation import Operation
from forms.message import Message

_NOTE = (
    "INSERT OR IGNORE INTO view_arrivals (epoch, dseq, receipt_number, words, came_by, came_day, wall, clerk, number)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_ANSWER = (
    "UPDATE view_arrivals SET outcome = ?, application = ?, name = ?, code = ?, params = ?, answered_wall = ?"
    " WHERE epoch = ? AND dseq = ?"
)
_ROWS = """
SELECT v.epoch, v.dseq, v.receipt_number, v.words, v.came_by, v.came_day, v.wall, v.clerk, v.number, v.outcome,
    v.application, v.name, v.code, v.params, v.answered_wall, coalesce(o.outcome, ''), o.message
FROM view_arrivals v LEFT JOIN operations o ON o.device = ? AND o.epoch = v.epoch AND o.dseq = v.dseq
"""
_REFUSED = "refused"
MOST = 500
"""Lines of the list; what was matched long ago is found in its application."""


class ArrivalLines:
    """Writes the view within the projector's transaction. What only a newer program reads is left out."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, operation: Operation) -> None:
        """A document was taken in."""
        body = _body(operation)
        if isinstance(body, ArrivalRecorded):
            told = (body.receipt_number, body.words, body.came_by, body.came_day)
            made = (operation.wall, operation.actor.name, body.number)
            self._database.run(_NOTE, (operation.epoch, operation.dseq, *told, *made))

    def answer(self, operation: Operation) -> None:
        """The centre said what became of one; its last word counts."""
        body = _body(operation)
        if isinstance(body, ArrivalAnswered):
            told = (body.outcome, body.application, body.name, body.code, msgspec.json.encode(body.params))
            self._database.run(_ANSWER, (*told, operation.wall, body.epoch, body.dseq))


class Arrivals:
    """Reads the view."""

    def __init__(self, database: Database, device: Device) -> None:
        self._database = database
        self._device = device.id

    def all(self) -> tuple[ArrivalLine, ...]:
        """Documents taken in here for applications of other sites: what is not matched first, newest first, `MOST`."""
        order = "ORDER BY v.outcome = 'matched', v.wall DESC, v.dseq DESC LIMIT ?"
        rows = self._database.all(f"{_ROWS} {order}", (self._device, MOST))
        return tuple(_line(row) for row in rows)

    def newest(self) -> ArrivalLine | None:
        """The one taken in last."""
        row = self._database.one(f"{_ROWS} ORDER BY v.epoch DESC, v.dseq DESC LIMIT 1", (self._device,))
        return None if row is None else _line(row)

    def recorded(self, *, epoch: int, dseq: int) -> tuple[Operation, ArrivalRecorded] | None:
        """The operation behind a line and what it says."""
        row = self._database.one(
            "SELECT data FROM operations WHERE device = ? AND epoch = ? AND dseq = ?", (self._device, epoch, dseq)
        )
        operation = msgspec.json.decode(row[0], type=Operation) if row is not None else None
        body = _body(operation) if operation is not None else None
        return (operation, body) if operation is not None and isinstance(body, ArrivalRecorded) else None


def _body(operation: Operation) -> msgspec.Struct | None:
    if kind_of(operation) is None:
        return None
    try:
        return body_of(operation)
    except msgspec.ValidationError:
        return None


def _line(row: tuple[Any, ...]) -> ArrivalLine:
    *plain, outcome, application, name, code, params, answered, sent, refusal = row
    names = ArrivalLine.__struct_fields__[: len(plain)]
    standing, said = str(outcome), None
    if sent in ("rejected", "held"):
        standing, said = _REFUSED, msgspec.json.decode(refusal, type=Message) if refusal else None
    elif code:
        said = Message(code=code, params=msgspec.json.decode(params))
    elif sent == "applied" and not standing:
        standing = ArrivalOutcome.WAITING.value
    return ArrivalLine(
        **dict(zip(names, plain, strict=True)),
        standing=standing,
        application=application,
        name=name,
        said=said,
        answered_wall=answered,
    )
