"""Catalog packages: every version is kept while an application may pin it; one is current."""

from __future__ import annotations

import msgspec

from client.store.database import Database
from client.store.meta import Meta
from sync.store import WantedCatalog
from sync.wire import CatalogRef

_CURRENT = "catalog"
_WANTED = "catalog_wanted"


class Catalogs:
    """Packages by catalog id, and the one that is on its way."""

    def __init__(self, database: Database, meta: Meta) -> None:
        self._database = database
        self._meta = meta

    def current(self) -> str:
        """Id of the catalog offered for new applications; '' before the first."""
        return self._meta.get(_CURRENT)

    def package(self, catalog: str) -> bytes | None:
        """The package bytes, or None for a catalog that never came here."""
        row = self._database.one("SELECT package FROM catalogs WHERE catalog = ?", (catalog,))
        return bytes(row[0]) if row else None

    def keep(self, catalog: str, version: str, data: bytes) -> None:
        """Keep a verified package and make it the current one."""
        with self._database.write():
            self._database.run(
                "INSERT INTO catalogs VALUES (?, ?, ?) ON CONFLICT (catalog) DO NOTHING", (catalog, version, data)
            )
            self._database.run("DELETE FROM catalog_parts")
            self._meta.set(_CURRENT, catalog)

    def want(self, offered: CatalogRef) -> None:
        """Note, within the caller's transaction, what the centre offers now; parts of another are dropped."""
        text = msgspec.json.encode(offered).decode()
        if self._meta.get(_WANTED) != text:
            self._meta.set(_WANTED, text)
            self._database.run("DELETE FROM catalog_parts WHERE catalog <> ?", (offered.id,))

    def wanted(self) -> WantedCatalog | None:
        """The offered catalog while it is not the current one; a kept one needs no byte more."""
        text = self._meta.get(_WANTED)
        if not text:
            return None
        ref = msgspec.json.decode(text, type=CatalogRef)
        if ref.id == self.current():
            return None
        return WantedCatalog(ref=ref, have=ref.size if self._is_kept(ref.id) else self._fetched())

    def _is_kept(self, catalog: str) -> bool:
        return self._database.one("SELECT 1 FROM catalogs WHERE catalog = ?", (catalog,)) is not None

    def _fetched(self) -> int:
        row = self._database.one("SELECT coalesce(sum(length(data)), 0) FROM catalog_parts")
        return int(row[0]) if row else 0

    def progress(self, catalog: str, *, offset: int, data: bytes) -> None:
        """Append bytes of the wanted package; bytes that do not follow on are not taken."""
        wanted = self.wanted()
        if wanted is None or wanted.ref.id != catalog or wanted.have != offset:
            return
        with self._database.write():
            self._database.run("INSERT INTO catalog_parts VALUES (?, ?, ?)", (offset, catalog, data))

    def fetched(self, catalog: str) -> bytes:
        """The bytes fetched so far, or the package when it is kept already."""
        rows = self._database.all("SELECT data FROM catalog_parts WHERE catalog = ? ORDER BY start", (catalog,))
        return self.package(catalog) or b"".join(bytes(row[0]) for row in rows)

    def drop_fetched(self) -> None:
        """Forget the fetched bytes: they were no whole package."""
        with self._database.write():
            self._database.run("DELETE FROM catalog_parts")
