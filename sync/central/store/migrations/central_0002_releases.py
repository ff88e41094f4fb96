"""Who ended which quarantine, and when."""

from __future__ import annotations

STATEMENTS = (
    """CREATE TABLE release (
        id INTEGER NOT NULL PRIMARY KEY, wall INTEGER NOT NULL, account TEXT NOT NULL, name TEXT NOT NULL,
        application TEXT NOT NULL, device TEXT NOT NULL, epoch INTEGER NOT NULL, dseq INTEGER NOT NULL
    )""",
)
