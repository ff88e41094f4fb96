"""The published catalogs of a centre: publishing one, and the rules of each by its id."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

import structlog

from forms.catalog.installation import open_sound
from forms.catalog.model import Catalog
from forms.catalog.package import Opened, read_package
from forms.catalog.publisher_key import fingerprint
from forms.catalog.signature import take_apart
from forms.errors import CatalogRefused
from forms.journal.rules import Rules
from forms.message import message
from forms.rulebook import Rulebook
from sync.central.store.store import Store

_KEPT = 16

_log = structlog.get_logger()


class Rulebooks:
    """Rules by catalog id, read from the store once.

    `KeyError` for a catalog that was never published here or is damaged: what it does not know, a centre takes in
    with an objection; it never stops because of one catalog.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read = lru_cache(maxsize=_KEPT)(self._read_once)

    def __call__(self, catalog: str) -> Rules:
        """The rules of the catalog with this id."""
        try:
            return self._read(catalog)
        except CatalogRefused as damaged:
            _log.error("catalog_damaged", catalog=catalog, reason=damaged.message.code)
            raise KeyError(catalog) from damaged

    def current(self) -> Catalog | None:
        """The catalog that the centre offers now; None when it offers none, or one that is damaged."""
        offered = self._store.catalogs.current()
        try:
            return self._read(offered.id).source if offered else None
        except CatalogRefused:
            return None

    def _read_once(self, catalog: str) -> Rulebook:
        data = self._store.catalogs.data(catalog)
        if data is None:
            raise KeyError(catalog)
        return Rulebook(read_package(data, catalog), catalog_id=catalog)


def publish(store: Store, path: Path, *, offer: bool = True) -> str:
    """Publish a package file that one of the store's publishers signed; returns its id.

    The keys that its signers trust from now on are publishers too. Without `offer` it is only kept, for applications
    that use it. Raises `CatalogRefused` for one that is wrong or
    by somebody else, and `OSError`; the catalog offered before stays.
    """
    if path.is_dir():
        raise CatalogRefused(message("centre.publish_source", source=path))
    data = path.read_bytes()
    with store.transaction():
        opened = _opened(data, trusted=store.publishers.all())
        take = store.catalogs.publish if offer else store.catalogs.keep
        take(opened.id, version=opened.catalog.version, data=data)
        for key in opened.successors:
            store.publishers.add(key)
    return opened.id


def _opened(data: bytes, *, trusted: Collection[str]) -> Opened:
    signed = take_apart(data)
    signers = signed.signers if signed else ()
    opened = open_sound(data, trusted=signers)
    if not set(signers) & set(trusted):
        raise CatalogRefused(message("centre.publisher_unknown", fingerprints=", ".join(map(fingerprint, signers))))
    return opened
