"""The distrust list of the centre and the parts of the next one; who could not be looked up, and what was objected."""

from __future__ import annotations

from typing import Any

STATEMENTS = (
    "CREATE TABLE distrust_list (id TEXT PRIMARY KEY, revision TEXT NOT NULL, data BLOB NOT NULL) STRICT",
    """CREATE TABLE distrust_parts (
        id TEXT NOT NULL, start INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (id, start)
    ) STRICT""",
    """CREATE INDEX operations_unchecked ON operations (stream)
        WHERE kind = 'credit_checked' AND json_extract(CAST(data AS TEXT), '$.body.unchecked')""",
    """CREATE INDEX operations_distrusted ON operations (stream)
        WHERE kind = 'objection_raised'
        AND json_extract(CAST(data AS TEXT), '$.body.code') = 'centre.deferral_distrusted'""",
)


def up(migrator: Any, db: Any) -> None:
    """Add the tables, empty, and the indexes, which hold nothing but what is looked for."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
