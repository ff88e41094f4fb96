"""The distrust lists that were published: who published which, and the bytes of the one in force."""

from __future__ import annotations

STATEMENTS = (
    """CREATE TABLE distrust_list (
        revision TEXT NOT NULL PRIMARY KEY, id TEXT NOT NULL, count INTEGER NOT NULL, size INTEGER NOT NULL,
        signature TEXT NOT NULL, wall INTEGER NOT NULL, account TEXT NOT NULL, name TEXT NOT NULL, bytes BLOB NOT NULL
    )""",
)
