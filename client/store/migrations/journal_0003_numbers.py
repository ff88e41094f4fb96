"""How often each paper was printed, which leased numbers ended unused, and the provisional ones made here."""

from __future__ import annotations

from typing import Any

STATEMENTS = (
    "CREATE TABLE view_prints (number TEXT PRIMARY KEY, copies INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    """INSERT INTO view_prints
        SELECT json_extract(CAST(data AS TEXT), '$.body.number'), count(*) FROM operations
        WHERE kind = 'paper_printed' AND json_type(CAST(data AS TEXT), '$.body.number') = 'text' GROUP BY 1""",
    """CREATE TABLE view_ended (
        prefix TEXT NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        how TEXT NOT NULL CHECK (how IN ('void', 'returned')),
        PRIMARY KEY (prefix, first)
    ) STRICT, WITHOUT ROWID""",
    "CREATE TABLE view_provisional (prefix TEXT PRIMARY KEY, next INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE view_carried (
        prefix TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (prefix, number)
    ) STRICT, WITHOUT ROWID""",
    """INSERT OR IGNORE INTO view_carried
        SELECT b.prefix, n.tail FROM view_blocks b JOIN (
            SELECT receipt, CAST(replace(receipt, rtrim(receipt, '0123456789'), '') AS INTEGER) AS tail FROM (
                SELECT json_extract(CAST(data AS TEXT), '$.body.receipt_number') AS receipt FROM operations
                WHERE kind = 'application_accepted'
            )
        ) n ON substr(n.receipt, 1, length(b.prefix)) = b.prefix AND n.tail BETWEEN b.first AND b.last""",
)


def up(migrator: Any, db: Any) -> None:
    """Add the tables, filled from the operations that are here."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
