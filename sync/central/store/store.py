"""The store: every table of the centre over one database."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from sync.central.store.applications import ApplicationTable, CaseTable
from sync.central.store.arrivals import ArrivalTable
from sync.central.store.database import Database
from sync.central.store.distrust import DistrustTable
from sync.central.store.files import CatalogTable, HeadTable, PublisherTable, ScanTable
from sync.central.store.identity import IdentityTable
from sync.central.store.ledger import LedgerTable
from sync.central.store.numbers import NumberTable
from sync.central.store.people import AccountTable, DeviceTable, TokenTable


class Store:
    """What the centre keeps. Changes belong into `transaction()`; one change outside it is its own transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.identity = IdentityTable(database)
        self.ledger = LedgerTable(database)
        self.applications = ApplicationTable(database)
        self.cases = CaseTable(database)
        self.accounts = AccountTable(database)
        self.devices = DeviceTable(database)
        self.tokens = TokenTable(database)
        self.numbers = NumberTable(database)
        self.arrivals = ArrivalTable(database)
        self.scans = ScanTable(database)
        self.catalogs = CatalogTable(database)
        self.publishers = PublisherTable(database)
        self.heads = HeadTable(database)
        self.distrust = DistrustTable(database)

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing; a savepoint when nested. Durable when the outermost one returns."""
        return self._database.transaction()

    def close(self) -> None:
        """Close the database."""
        self._database.close()


def open_store(folder: Path) -> Store:
    """Open the centre's data in `folder`, which is created when absent. Raises `StorageFailed`."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Store(Database(folder / "central.sqlite"))


def memory_store() -> Store:
    """A store that lives as long as the process, for simulations."""
    return Store(Database(None))
