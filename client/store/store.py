"""The store: everything that a device keeps, in two encrypted files that one process owns.

This module only builds the parts and hands them to each other.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from client.store.accounts import Accounts
from client.store.arrivals import Arrivals
from client.store.catalog_keys import CatalogKeys
from client.store.catalogs import Catalogs
from client.store.device import Device
from client.store.distrust import Distrust
from client.store.drafts import Drafts
from client.store.exchange import StoreSync
from client.store.files import Files, open_files
from client.store.folding import Folds
from client.store.incoming import Incoming
from client.store.journal import Journal
from client.store.keys import KeyStore
from client.store.ledger import Ledger
from client.store.lock import FolderLock
from client.store.meta import Meta
from client.store.numbers import Numbers
from client.store.outbox import Outbox
from client.store.place import prepared
from client.store.prints import Prints
from client.store.projector import Projector
from client.store.receipts import Receipts
from client.store.scans import Scans
from client.store.settings import Settings
from client.store.uploads import Uploads
from client.store.views import Views

VIEWS_BEHIND = "views_behind"
"""Set by a migration that makes a view anew: its rows come from the operations, which SQL cannot fold."""


def system_clock() -> int:
    """The clock of this PC, UTC ms."""
    return time.time_ns() // 1_000_000


def open_store(
    folder: Path, *, keys: KeyStore, clock: Callable[[], int] = system_clock, catalog_keys: tuple[str, ...] = ()
) -> Store:
    """Open the store in `folder`, or make one in a folder that has none.

    `catalog_keys` are the publishers that IT fixed for this PC (see `client.store.catalog_keys`).
    Raises `StorageFailed`, with every file as it was, when the folder is on a network share or cannot be written,
    another process has the store, the key is missing or wrong, a file is missing, not ours or of a newer program.
    """
    folder = prepared(folder)
    lock = FolderLock(folder)
    try:
        return Store(open_files(folder, keys), lock, clock=clock, catalog_keys=catalog_keys)
    except BaseException:
        lock.release()
        raise


class Store:
    """The parts of an open store. Threads may use it at the same time; `close` ends it for all."""

    def __init__(
        self, files: Files, lock: FolderLock, *, clock: Callable[[], int], catalog_keys: tuple[str, ...] = ()
    ) -> None:
        self._files = files
        self._lock = lock
        database = files.journal
        meta = Meta(database)
        self.device = Device(meta)
        self.settings = Settings(database)
        self.accounts = Accounts(database)
        self.drafts = Drafts(database)
        self.scans = Scans(files.scans)
        self.catalogs = Catalogs(database, meta)
        self.distrust = Distrust(database, meta)
        self.catalog_keys = CatalogKeys(meta, fixed=catalog_keys)
        self.numbers = Numbers(database, device=self.device.id, epoch=self.device.epoch)
        self.prints = Prints(database)
        self.arrivals = Arrivals(database, self.device)
        self.views = Views(database)
        self.ledger = Ledger(database)
        folds = Folds(database)
        uploads = Uploads(database)
        projector = Projector(database, device=self.device.id)
        receipts = Receipts(database, meta, self.device)
        self.journal = Journal(
            database,
            device=self.device,
            folds=folds,
            projector=projector,
            drafts=self.drafts,
            uploads=uploads,
            receipts=receipts,
        )
        incoming = Incoming(
            database,
            meta=meta,
            device=self.device,
            folds=folds,
            projector=projector,
            catalogs=self.catalogs,
            distrust=self.distrust,
            uploads=uploads,
            receipts=receipts,
            clock=clock,
        )
        self.sync = StoreSync(
            database,
            meta=meta,
            device=self.device,
            incoming=incoming,
            outbox=Outbox(database),
            uploads=uploads,
            catalogs=self.catalogs,
            distrust=self.distrust,
            catalog_keys=self.catalog_keys,
            scans=self.scans,
        )

        self._catch_up(meta)

    def _catch_up(self, meta: Meta) -> None:
        """Show what an earlier program's views do not: its file was brought up when it was opened."""
        if meta.get(VIEWS_BEHIND):
            self.journal.rebuild_ledger()
            meta.put(VIEWS_BEHIND, "")

    def turn(self) -> AbstractContextManager[object]:
        """Hold this from reading a state to committing what was decided on it: nothing arrives in between."""
        return self._files.journal.lock

    def close(self) -> None:
        """Close both files and let another process have them; calling it twice is harmless."""
        self._files.close()
        self._lock.release()
