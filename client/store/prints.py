"""How often each paper was printed or saved at this device."""

from __future__ import annotations

from client.store.database import Database
from forms.journal.operation import Operation


class Prints:
    """The view of printings by paper number; written by the projector only."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def copies(self, number: str) -> int:
        """How often the paper `number` was printed here."""
        row = self._database.one("SELECT copies FROM view_prints WHERE number = ?", (number,))
        return int(row[0]) if row else 0

    def count(self, operation: Operation) -> None:
        """One more printing, within the caller's transaction."""
        number = operation.body.get("number")
        if isinstance(number, str):
            self._database.run(
                "INSERT INTO view_prints VALUES (?, 1) ON CONFLICT (number) DO UPDATE SET copies = copies + 1",
                (number,),
            )
