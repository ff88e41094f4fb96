"""What reviewers sent back is found without reading every operation."""

from __future__ import annotations

from typing import Any

STATEMENTS = ("CREATE INDEX operations_sent_back ON operations (stream) WHERE kind = 'send_back_requested'",)


def up(migrator: Any, db: Any) -> None:
    """Add the index; it holds nothing but what is looked for."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
