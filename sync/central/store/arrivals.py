"""Documents that came in where their application is not known, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from peewee import Expression

from forms.journal.arrivals import ArrivalOutcome
from sync.central.store.database import Database
from sync.central.store.rows import ArrivalRow
from sync.central.store.tables import Arrival

_COLUMNS = tuple(getattr(Arrival, name) for name in ArrivalRow.__struct_fields__)
_WAITING = Arrival.outcome == ArrivalOutcome.WAITING.value


class ArrivalTable:
    """One row per `arrival_recorded`; what was noted itself stands in the ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, row: ArrivalRow) -> None:
        """Write down what became of a record now."""
        fields = msgspec.structs.asdict(row)
        fields["said"] = "" if row.said is None else msgspec.json.encode(row.said).decode()
        if self._database.run(Arrival.update(fields).where(_same(row.device, row.epoch, row.dseq))) == 0:
            self._database.run(Arrival.insert(fields))

    def find(self, *, device: str, epoch: int, dseq: int) -> ArrivalRow | None:
        """What became of one record."""
        found = self._where(_same(device, epoch, dseq))
        return found[0] if found else None

    def waiting(self) -> Sequence[ArrivalRow]:
        """Every document that a person has to look at, or that waits for its application."""
        return self._where(_WAITING)

    def waits_for(self, numbers: Sequence[str]) -> Sequence[ArrivalRow]:
        """Those waiting that name one of these receipts."""
        return self._where(_WAITING & Arrival.receipt_number.in_(list(numbers)))

    def any_waits(self) -> bool:
        """Whether one waits at all."""
        return self._database.one(Arrival.select(Arrival.dseq).where(_WAITING).limit(1)) is not None

    def application_of(self, number: str) -> str:
        """The application for which the paper `number` was given out, '' while it is not known."""
        row = self._database.one(Arrival.select(Arrival.application).where(Arrival.number == number))
        return str(row[0]) if row else ""

    def _where(self, condition: Expression) -> Sequence[ArrivalRow]:
        query = Arrival.select(*_COLUMNS).where(condition)
        return [_row(row) for row in self._database.rows(query.order_by(Arrival.device, Arrival.epoch, Arrival.dseq))]


def _same(device: str, epoch: int, dseq: int) -> Expression:
    same: Expression = (Arrival.device == device) & (Arrival.epoch == epoch) & (Arrival.dseq == dseq)
    return same


def _row(row: tuple[object, ...]) -> ArrivalRow:
    facts = dict(zip(ArrivalRow.__struct_fields__, row, strict=True))
    said = str(facts.pop("said"))
    return msgspec.convert(facts | {"said": msgspec.json.decode(said) if said else None}, ArrivalRow)
