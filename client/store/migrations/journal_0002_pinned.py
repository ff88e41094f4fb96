"""Which catalog each application pins, so that those not kept here can be fetched; a part knows its package's size."""

from __future__ import annotations

from typing import Any

_PINNED = """
UPDATE view_applications SET catalog = coalesce((
    SELECT json_extract(CAST(o.data AS TEXT), '$.catalog') FROM operations o
    WHERE o.stream = 'application/' || view_applications.application AND o.kind = 'application_opened'
    ORDER BY o.seq LIMIT 1
), '')
"""

STATEMENTS = (
    "ALTER TABLE view_applications ADD COLUMN catalog TEXT NOT NULL DEFAULT ''",
    _PINNED,
    "CREATE INDEX view_applications_catalog ON view_applications (catalog)",
    "ALTER TABLE catalog_parts ADD COLUMN total INTEGER NOT NULL DEFAULT 0",
)


def up(migrator: Any, db: Any) -> None:
    """Add the columns; parts of a package on its way keep the size that the offer told."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
