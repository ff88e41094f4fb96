"""Settings of this device and its clerks, as text by name."""

from __future__ import annotations

from client.store.database import Database


class Settings:
    """Text by name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str, default: str = "") -> str:
        """The setting, or `default`."""
        row = self._database.one("SELECT value FROM settings WHERE name = ?", (name,))
        return str(row[0]) if row else default

    def put(self, name: str, value: str) -> None:
        """Keep a setting."""
        with self._database.write():
            self._database.run(
                "INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, value),
            )
