"""Named values that the store keeps about itself: device, cursor, token. Never shown, never set by a person."""

from __future__ import annotations

from client.store.database import Database


class Meta:
    """Name and value. `set` belongs inside a transaction of its caller, `put` is one by itself."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str, default: str = "") -> str:
        """The value, or `default` when there is none."""
        row = self._database.one("SELECT value FROM meta WHERE name = ?", (name,))
        return str(row[0]) if row else default

    def number(self, name: str) -> int:
        """The value as a number, 0 when there is none."""
        return int(self.get(name, "0"))

    def set(self, name: str, value: object) -> None:
        """Set a value within the caller's transaction."""
        self._database.run(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, str(value)),
        )

    def put(self, name: str, value: object) -> None:
        """Set a value durably, unless it is already so: a fsync for nothing is a slow start."""
        if self.get(name) != str(value):
            with self._database.write():
                self.set(name, value)
