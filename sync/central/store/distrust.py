"""Published distrust lists: a line for each for ever, the bytes only of the newest."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from sync.central.store.database import Database
from sync.central.store.rows import DistrustRow
from sync.central.store.tables import DistrustList


class DistrustTable:
    """Lists by revision, which sort as text."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def publish(self, row: DistrustRow, data: bytes) -> None:
        """Keep a list as the newest; the bytes of those before go, for nobody asks for them again."""
        self._database.run(DistrustList.update(bytes=b""))
        self._database.run(DistrustList.insert(msgspec.structs.asdict(row) | {"bytes": data}))

    def newest(self) -> DistrustRow | None:
        """The list in force, None before the first."""
        found = self._rows(most=1)
        return found[0] if found else None

    def all(self) -> Sequence[DistrustRow]:
        """Every list that was ever published, the newest first."""
        return self._rows()

    def data(self, list_id: str) -> bytes | None:
        """The bytes of the list in force when that has this id, else None."""
        kept = (DistrustList.id == list_id) & (DistrustList.bytes != b"")
        row = self._database.one(DistrustList.select(DistrustList.bytes).where(kept))
        return None if row is None else bytes(row[0])

    def _rows(self, most: int | None = None) -> Sequence[DistrustRow]:
        names = DistrustRow.__struct_fields__
        query = DistrustList.select(*(getattr(DistrustList, name) for name in names))
        rows = self._database.rows(query.order_by(DistrustList.revision.desc()).limit(most))
        return [DistrustRow(**dict(zip(names, row, strict=True))) for row in rows]
