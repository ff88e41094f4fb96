"""Drafts: what a clerk has typed and not yet saved. Local, encrypted, never sent."""

from __future__ import annotations

import msgspec

from client.store.database import Database
from client.store.rows import Draft
from forms.values import Value

_decoder = msgspec.json.Decoder(dict[str, Value | None])


class Drafts:
    """One draft per application and clerk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self, application: str, clerk: str) -> Draft | None:
        """The draft as it was saved last, or None."""
        row = self._database.one(
            "SELECT base_rev, catalog, patch, saved_wall FROM drafts WHERE application = ? AND clerk = ?",
            (application, clerk),
        )
        if row is None:
            return None
        base_rev, catalog, patch, saved_wall = row
        return Draft(
            application=application,
            clerk=clerk,
            base_rev=base_rev,
            catalog=catalog,
            patch=_decoder.decode(patch),
            saved_wall=saved_wall,
        )

    def save(self, draft: Draft) -> None:
        """Keep a draft. Its `base_rev` stays what it was at the first save: the clerk began typing over that."""
        with self._database.write():
            self._database.run(
                "INSERT INTO drafts (application, clerk, base_rev, catalog, patch, typed, saved_wall)"
                " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (application, clerk) DO UPDATE SET"
                " base_rev = min(base_rev, excluded.base_rev), catalog = excluded.catalog, patch = excluded.patch,"
                " typed = excluded.typed, saved_wall = excluded.saved_wall",
                (
                    draft.application,
                    draft.clerk,
                    draft.base_rev,
                    draft.catalog,
                    msgspec.json.encode(draft.patch),
                    len(draft.patch),
                    draft.saved_wall,
                ),
            )

    def drop(self, application: str, clerk: str) -> None:
        """Forget a draft; the clerk gave it up."""
        with self._database.write():
            self.end(application, clerk)

    def base_rev(self, application: str, clerk: str) -> int | None:
        """The revision that the clerk began typing over, or None without a draft."""
        row = self._database.one(
            "SELECT base_rev FROM drafts WHERE application = ? AND clerk = ?", (application, clerk)
        )
        return int(row[0]) if row else None

    def end(self, application: str, clerk: str) -> None:
        """Forget a draft within the caller's transaction."""
        self._database.run("DELETE FROM drafts WHERE application = ? AND clerk = ?", (application, clerk))
