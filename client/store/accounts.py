"""Clerks who have signed in here before, so that a sign-in works without the centre."""

from __future__ import annotations

import msgspec

from client.store.database import Database
from client.store.rows import AccountRecord


class Accounts:
    """One record per account; `verifier` is a password hash, never a password."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def remember(self, record: AccountRecord) -> None:
        """Keep the newest record of an account."""
        with self._database.write():
            self._database.run(
                "REPLACE INTO accounts (account, name, role, site, site_name, verifier, confirmed_wall)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                msgspec.structs.astuple(record),
            )

    def find(self, account: str) -> AccountRecord | None:
        """The record of an account that has signed in here, or None."""
        row = self._database.one(
            "SELECT account, name, role, site, site_name, verifier, confirmed_wall FROM accounts WHERE account = ?",
            (account,),
        )
        return AccountRecord(**dict(zip(AccountRecord.__struct_fields__, row, strict=True))) if row else None

    def of_site(self, site: str) -> tuple[AccountRecord, ...]:
        """Everybody of `site` who has signed in here, by account."""
        rows = self._database.all(
            "SELECT account, name, role, site, site_name, verifier, confirmed_wall FROM accounts WHERE site = ?"
            " ORDER BY account",
            (site,),
        )
        return tuple(AccountRecord(**dict(zip(AccountRecord.__struct_fields__, row, strict=True))) for row in rows)
