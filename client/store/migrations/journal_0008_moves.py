"""Days that a calendar moved are a list until the applicant is told; running applications are found by their age."""

from __future__ import annotations

from typing import Any

STATEMENTS = (
    """CREATE TABLE view_moves (
        application TEXT NOT NULL REFERENCES view_applications (application) ON DELETE RESTRICT,
        what TEXT NOT NULL,
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        before TEXT NOT NULL,
        after TEXT NOT NULL,
        PRIMARY KEY (application, what, id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX view_applications_running ON view_applications (accepted_day, title) WHERE status = 'accepted'",
    # The lines come from the operations again, when the store opens.
    "INSERT OR REPLACE INTO meta (name, value) SELECT 'views_behind', 'moves' WHERE EXISTS"
    " (SELECT 1 FROM operations WHERE kind = 'dates_recomputed')",
)


def up(migrator: Any, db: Any) -> None:
    """Make the table, empty; the store fills it when it opens."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
