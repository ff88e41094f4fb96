"""The distrust list (失信名单) as this PC last had it from the centre, and the next one on its way.

A new list takes the place of the old one in one transaction, after its hash, the centre's signature and its revision
were found right; until then, and when anything is wrong, the old one is asked.
"""

from __future__ import annotations

import msgspec

from client.store.database import Database
from client.store.meta import Meta
from forms.distrust import MOST_BYTES, DistrustList, list_id, read_list
from forms.errors import DistrustRefused
from forms.message import message
from sync.keys import is_signed
from sync.store import WantedCatalog
from sync.wire import CatalogRef, DistrustRef, distrust_bytes

_OFFERED = "distrust_offered"
_CONFIRMED = "distrust_confirmed"
_KEY = "centre_key"


class KeptList(msgspec.Struct, frozen=True, kw_only=True):
    """The list at hand; `confirmed` is the hall's day (ISO) on which the centre last said that none is newer."""

    revision: str
    entries: DistrustList
    confirmed: str


class Distrust:
    """One list in force here, and the parts of another."""

    def __init__(self, database: Database, meta: Meta) -> None:
        self._database = database
        self._meta = meta
        self._read: tuple[str, DistrustList] | None = None

    def kept(self) -> KeptList | None:
        """The list in force here; None before the first came."""
        row = self._database.one("SELECT id, revision FROM distrust_list")
        if row is None:
            return None
        return KeptList(revision=str(row[1]), entries=self._entries(str(row[0])), confirmed=self._meta.get(_CONFIRMED))

    def revision(self) -> str:
        """The revision of the list in force here, '' before the first came."""
        row = self._database.one("SELECT revision FROM distrust_list")
        return str(row[0]) if row else ""

    def offer(self, offered: DistrustRef, *, day: str) -> None:
        """Note, within the caller's transaction, which list the centre has in force on `day` (ISO).

        One that is older than the one here is not wanted: a centre that came back from a backup publishes anew.
        """
        row = self._database.one("SELECT id FROM distrust_list")
        if row is not None and row[0] == offered.id:
            self._want("")
            if self._meta.get(_CONFIRMED) != day:
                self._meta.set(_CONFIRMED, day)
        elif offered.revision > self.revision() and 0 < offered.size <= MOST_BYTES:
            self._want(msgspec.json.encode(offered).decode())
            self._database.run("DELETE FROM distrust_parts WHERE id <> ?", (offered.id,))

    def wanted(self) -> tuple[WantedCatalog, ...]:
        """The list that is on its way, if there is one; it comes in parts as catalogs do."""
        offered = self._offered()
        if offered is None:
            return ()
        ref = CatalogRef(id=offered.id, version=offered.revision, size=offered.size)
        return (WantedCatalog(ref=ref, have=self._have(offered.id)),)

    def is_offered(self, id: str) -> bool:
        """True for the id of the list that is on its way."""
        offered = self._offered()
        return offered is not None and offered.id == id

    def progress(self, id: str, *, offset: int, data: bytes) -> None:
        """Append bytes of the list on its way; bytes that do not follow on are not taken."""
        if self.is_offered(id) and self._have(id) == offset:
            with self._database.write():
                self._database.run("INSERT INTO distrust_parts (start, id, data) VALUES (?, ?, ?)", (offset, id, data))

    def install(self, id: str, *, day: str) -> None:
        """Put the fetched list in force; `day` (ISO) is the centre's. Raises `DistrustRefused` for a wrong one.

        The bytes of a wrong one are dropped, and the one before stays in force.
        """
        offered, data = self._offered(), self._fetched(id)
        try:
            if offered is None or offered.id != id:
                raise DistrustRefused(message("distrust.wrong_hash"))
            self._check(offered, data)
        except DistrustRefused:
            with self._database.write():
                self._database.run("DELETE FROM distrust_parts")
            raise
        with self._database.write():
            self._database.run("DELETE FROM distrust_list")
            self._database.run("INSERT INTO distrust_list VALUES (?, ?, ?)", (id, offered.revision, data))
            self._database.run("DELETE FROM distrust_parts")
            self._meta.set(_CONFIRMED, day)
            self._want("")

    def _check(self, offered: DistrustRef, data: bytes) -> None:
        if list_id(data) != offered.id:
            raise DistrustRefused(message("distrust.wrong_hash"))
        said = distrust_bytes(revision=offered.revision, id=offered.id)
        if not is_signed(self._meta.get(_KEY), data=said, signature=offered.signature):
            raise DistrustRefused(message("distrust.not_signed"))
        if read_list(data).revision != offered.revision:
            raise DistrustRefused(message("distrust.unreadable"))
        if offered.revision <= self.revision():
            raise DistrustRefused(message("distrust.older", revision=offered.revision, kept=self.revision()))

    def _entries(self, id: str) -> DistrustList:
        if self._read is None or self._read[0] != id:
            row = self._database.one("SELECT data FROM distrust_list WHERE id = ?", (id,))
            self._read = (id, read_list(bytes(row[0]) if row else b""))
        return self._read[1]

    def _offered(self) -> DistrustRef | None:
        text = self._meta.get(_OFFERED)
        return msgspec.json.decode(text, type=DistrustRef) if text else None

    def _want(self, text: str) -> None:
        if self._meta.get(_OFFERED) != text:
            self._meta.set(_OFFERED, text)

    def _have(self, id: str) -> int:
        row = self._database.one("SELECT coalesce(sum(length(data)), 0) FROM distrust_parts WHERE id = ?", (id,))
        return int(row[0]) if row else 0

    def _fetched(self, id: str) -> bytes:
        rows = self._database.all("SELECT data FROM distrust_parts WHERE id = ? ORDER BY start", (id,))
        return b"".join(bytes(row[0]) for row in rows)
