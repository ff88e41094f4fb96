"""Catalog packages: every version is kept while an application may pin it; one is current."""

from __future__ import annotations

import msgspec

from client.store.database import Database
from client.store.meta import Meta
from sync.store import WantedCatalog
from sync.wire import CatalogRef

_CURRENT = "catalog"
_WANTED = "catalog_wanted"

_LACKING = """
WITH RECURSIVE pinned (catalog) AS (
    SELECT min(catalog) FROM view_applications WHERE catalog > ''
    UNION ALL
    SELECT (SELECT min(a.catalog) FROM view_applications a WHERE a.catalog > pinned.catalog) FROM pinned
    WHERE pinned.catalog IS NOT NULL
)
SELECT catalog FROM pinned WHERE catalog IS NOT NULL AND catalog NOT IN (SELECT catalog FROM catalogs)
"""
"""Jumps along the index from one catalog to the next: applications are many, the catalogs they pin are few."""


class Catalogs:
    """Packages by catalog id, and those that are on their way, one at a time."""

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

    def is_kept(self, catalog: str) -> bool:
        """True when the package is here."""
        return self._database.one("SELECT 1 FROM catalogs WHERE catalog = ?", (catalog,)) is not None

    def keep(self, catalog: str, version: str, data: bytes, *, current: bool = True) -> None:
        """Keep a verified package; `current` makes it the one for new applications."""
        with self._database.write():
            self._database.run(
                "INSERT INTO catalogs VALUES (?, ?, ?) ON CONFLICT (catalog) DO NOTHING", (catalog, version, data)
            )
            self._database.run("DELETE FROM catalog_parts WHERE catalog = ?", (catalog,))
            if current:
                self._meta.set(_CURRENT, catalog)

    def want(self, offered: CatalogRef) -> None:
        """Note, within the caller's transaction, what the centre offers now; parts of another are dropped."""
        text = msgspec.json.encode(offered).decode()
        if self._meta.get(_WANTED) != text:
            self._meta.set(_WANTED, text)
            self._database.run("DELETE FROM catalog_parts WHERE catalog <> ?", (offered.id,))

    def is_offered(self, catalog: str) -> bool:
        """True for the catalog that the centre offers now."""
        offered = self._offered()
        return offered is not None and offered.id == catalog

    def wanted(self) -> tuple[WantedCatalog, ...]:
        """The offered catalog while it is not the current one, then what applications pin and is not kept.

        A kept one that is offered again needs no byte more. The size of a pinned one is 0 until its first part.
        """
        offered = self._offered()
        found: list[WantedCatalog] = []
        if offered is not None and offered.id != self.current():
            have = offered.size if self.is_kept(offered.id) else self._fetched(offered.id)[0]
            found.append(WantedCatalog(ref=offered, have=have))
        for (catalog,) in self._database.all(_LACKING):
            if offered is None or catalog != offered.id:
                have, total = self._fetched(catalog)
                found.append(WantedCatalog(ref=CatalogRef(id=catalog, version="", size=total), have=have))
        return tuple(found)

    def _offered(self) -> CatalogRef | None:
        text = self._meta.get(_WANTED)
        return msgspec.json.decode(text, type=CatalogRef) if text else None

    def _fetched(self, catalog: str) -> tuple[int, int]:
        """(bytes fetched so far, bytes of the whole package as far as it was told)."""
        row = self._database.one(
            "SELECT coalesce(sum(length(data)), 0), coalesce(max(total), 0) FROM catalog_parts WHERE catalog = ?",
            (catalog,),
        )
        return (int(row[0]), int(row[1])) if row else (0, 0)

    def progress(self, catalog: str, *, offset: int, data: bytes, total: int) -> None:
        """Append bytes of a wanted package of `total` bytes; bytes that do not follow on are not taken.

        Parts of another package are dropped: the one that is fetched first is the one that is wanted most.
        """
        wanted = next((one for one in self.wanted() if one.ref.id == catalog), None)
        if wanted is None or wanted.have != offset:
            return
        with self._database.write():
            self._database.run("DELETE FROM catalog_parts WHERE catalog <> ?", (catalog,))
            self._database.run(
                "INSERT INTO catalog_parts (start, catalog, data, total) VALUES (?, ?, ?, ?)",
                (offset, catalog, data, total),
            )

    def fetched(self, catalog: str) -> bytes:
        """The bytes fetched so far, or the package when it is kept already."""
        rows = self._database.all("SELECT data FROM catalog_parts WHERE catalog = ? ORDER BY start", (catalog,))
        return self.package(catalog) or b"".join(bytes(row[0]) for row in rows)

    def drop_fetched(self) -> None:
        """Forget the fetched bytes: they were no whole package."""
        with self._database.write():
            self._database.run("DELETE FROM catalog_parts")
