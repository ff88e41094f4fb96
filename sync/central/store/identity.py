"""The centre's own identity and its feed counter."""

from __future__ import annotations

from sync.central.store.database import Database
from sync.central.store.tables import Identity

_ONLY = 1


class IdentityTable:
    """Who this centre is: ledger epoch, own device epoch, private key, and the last feed number."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, *, ledger_epoch: str, private_key: str) -> None:
        """Write the identity of a new centre; an existing one stays as it is."""
        self._database.run(
            Identity.insert(
                id=_ONLY, ledger_epoch=ledger_epoch, device_epoch=1, private_key=private_key, feed_seq=0
            ).on_conflict_ignore()
        )

    def begins_anew(self, *, ledger_epoch: str) -> None:
        """After a restored backup: cursors of the lost time no longer count, own operations get a fresh epoch."""
        change = {"ledger_epoch": ledger_epoch, "device_epoch": Identity.device_epoch + 1}
        self._database.run(Identity.update(change))

    def exists(self) -> bool:
        """Whether `begin` was ever called."""
        return self._database.one(Identity.select(Identity.id)) is not None

    def ledger_epoch(self) -> str:
        """Names this ledger in cursors."""
        return str(self._value(Identity.ledger_epoch))

    def device_epoch(self) -> int:
        """The epoch under which the centre makes its own operations."""
        return int(str(self._value(Identity.device_epoch)))

    def private_key(self) -> str:
        """The centre's ed25519 key (hex)."""
        return str(self._value(Identity.private_key))

    def feed_seq(self) -> int:
        """The last feed number given."""
        return int(str(self._value(Identity.feed_seq)))

    def next_feed_seq(self) -> int:
        """The next feed number. The row lock makes numbers follow commit order, which a sequence would not."""
        change = {"feed_seq": Identity.feed_seq + 1}
        (row,) = self._database.rows(Identity.update(change).returning(Identity.feed_seq))
        return int(row[0])

    def _value(self, column: object) -> object:
        (row,) = self._database.rows(Identity.select(column))
        return row[0]
