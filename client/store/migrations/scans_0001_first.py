"""The first schema of the scan file: a scan is a row and its bytes are parts of at most 256 KB."""

from __future__ import annotations

from typing import Any

TABLES = (
    """CREATE TABLE scans (
        scan TEXT PRIMARY KEY,
        media_type TEXT NOT NULL,
        size INTEGER NOT NULL,
        pages INTEGER NOT NULL,
        thumbnail BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE parts (
        scan TEXT NOT NULL REFERENCES scans (scan) ON DELETE RESTRICT,
        start INTEGER NOT NULL,
        data BLOB NOT NULL,
        PRIMARY KEY (scan, start)
    ) STRICT""",
)


def up(migrator: Any, db: Any) -> None:
    """Make the tables."""
    for statement in TABLES:
        db.execute_sql(statement)
