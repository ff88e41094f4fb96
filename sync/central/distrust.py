"""The distrust list (失信名单) of a centre: published once per revision, offered to every window."""

from __future__ import annotations

from functools import lru_cache

from forms.distrust import DistrustList, list_id, read_list
from forms.errors import DistrustRefused
from forms.message import message
from sync.central.moment import Moments
from sync.central.store.rows import DistrustRow
from sync.central.store.store import Store
from sync.keys import sign
from sync.wire import DistrustRef, distrust_bytes


class Distrust:
    """The list in force."""

    def __init__(self, store: Store, moments: Moments) -> None:
        self._store = store
        self._moments = moments
        self._read = lru_cache(maxsize=1)(self._read_once)

    def publish(self, data: bytes, *, account: str, name: str) -> DistrustRow:
        """Put a list file in force. Raises `DistrustRefused` for a torn one and one that is not newer; publishing the
        same file again changes nothing."""
        read, found = read_list(data), list_id(data)
        with self._store.transaction():
            kept = self._store.distrust.newest()
            if kept is not None and kept.id == found:
                return kept
            if kept is not None and read.revision <= kept.revision:
                raise DistrustRefused(message("distrust.older", revision=read.revision, kept=kept.revision))
            row = DistrustRow(
                revision=read.revision,
                id=found,
                count=read.count,
                size=len(data),
                signature=self._signature(read.revision, found),
                wall=self._moments.clock(),
                account=account,
                name=name,
            )
            self._store.distrust.publish(row, data)
        return row

    def offered(self) -> DistrustRef | None:
        """What a window is told of the list in force; None before the first."""
        row = self._store.distrust.newest()
        if row is None:
            return None
        return DistrustRef(revision=row.revision, id=row.id, size=row.size, signature=row.signature)

    def newest(self) -> DistrustList | None:
        """The list in force, to be asked; None before the first."""
        row = self._store.distrust.newest()
        return self._read(row.id) if row is not None else None

    def _signature(self, revision: str, found: str) -> str:
        return sign(self._store.identity.private_key(), distrust_bytes(revision=revision, id=found))

    def _read_once(self, found: str) -> DistrustList | None:
        data = self._store.distrust.data(found)
        return read_list(data) if data is not None else None
