"""Applications whose signed letter of commitment is missing are found without reading any."""

from __future__ import annotations

from typing import Any

STATEMENTS = (
    "ALTER TABLE view_applications ADD COLUMN unsigned INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX view_applications_unsigned ON view_applications (accepted_day, id) WHERE unsigned = 1",
    # The lines come from the operations again, when the store opens.
    "INSERT OR REPLACE INTO meta (name, value) SELECT 'views_behind', 'letters' WHERE EXISTS"
    " (SELECT 1 FROM operations WHERE kind = 'application_accepted')",
)


def up(migrator: Any, db: Any) -> None:
    """Add the column; the store fills it when it opens."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
