"""The published catalogs of a centre: publishing one, and the rules of each by its id."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from forms.catalog.model import Catalog
from forms.catalog.package import build, catalog_id, read, read_package
from forms.catalog.source import read_source
from forms.journal.rules import Rules
from forms.rulebook import Rulebook
from sync.central.store.store import Store

_KEPT = 16


class Rulebooks:
    """Rules by catalog id, read from the store once. `KeyError` for a catalog that was never published here."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read = lru_cache(maxsize=_KEPT)(self._read_once)

    def __call__(self, catalog: str) -> Rules:
        """The rules of the catalog with this id."""
        return self._read(catalog)

    def current(self) -> Catalog | None:
        """The catalog that the centre offers now."""
        offered = self._store.catalogs.current()
        return self._read(offered.id).source if offered else None

    def _read_once(self, catalog: str) -> Rulebook:
        data = self._store.catalogs.data(catalog)
        if data is None:
            raise KeyError(catalog)
        return Rulebook(read_package(data, catalog), catalog_id=catalog)


def publish(store: Store, path: Path) -> str:
    """Publish a package file, or a source folder built on the spot; returns its id.

    Raises `CatalogRefused` or `SourceRefused` for one that is wrong; the catalog offered before stays.
    """
    if path.is_dir():
        package = build(read_source(path))
        data, catalog = package.data, read(package.data)
    else:
        data = path.read_bytes()
        catalog = read(data)
    known = catalog_id(catalog)
    with store.transaction():
        store.catalogs.publish(known, version=catalog.version, data=data)
    return known
