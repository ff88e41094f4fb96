"""Numbers that ended without an application, the device's last operation when it gave a block back."""

from __future__ import annotations

STATEMENTS = (
    """CREATE TABLE ended_number (
        prefix TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, how TEXT NOT NULL,
        PRIMARY KEY (prefix, first)
    )""",
    "ALTER TABLE number_block ADD COLUMN returned_dseq INTEGER NOT NULL DEFAULT 0",
)
