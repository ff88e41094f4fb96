"""Documents taken in for applications of other sites, and what the centre answered."""

from __future__ import annotations

from typing import Any

STATEMENTS = (
    """CREATE TABLE view_arrivals (
        epoch INTEGER NOT NULL,
        dseq INTEGER NOT NULL,
        receipt_number TEXT NOT NULL,
        words TEXT NOT NULL,
        came_by TEXT NOT NULL,
        came_day TEXT NOT NULL,
        wall INTEGER NOT NULL,
        clerk TEXT NOT NULL,
        number TEXT NOT NULL,
        outcome TEXT NOT NULL DEFAULT '',
        application TEXT NOT NULL DEFAULT '',
        name TEXT NOT NULL DEFAULT '',
        code TEXT NOT NULL DEFAULT '',
        params BLOB NOT NULL DEFAULT x'7B7D',
        answered_wall INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (epoch, dseq)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX view_arrivals_number ON view_arrivals (number)",
)


def up(migrator: Any, db: Any) -> None:
    """Add the view; no program before this one wrote what it shows."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
