"""Documents that came in where their application is not known, and operations that a site sees since it was let in."""

from __future__ import annotations

STATEMENTS = (
    """CREATE TABLE arrival (
        device TEXT NOT NULL, epoch INTEGER NOT NULL, dseq INTEGER NOT NULL, receipt_number TEXT NOT NULL,
        number TEXT NOT NULL, outcome TEXT NOT NULL, application TEXT NOT NULL, said TEXT NOT NULL,
        PRIMARY KEY (device, epoch, dseq)
    )""",
    "CREATE INDEX arrival_receipt_number_outcome ON arrival (receipt_number, outcome)",
    "CREATE INDEX arrival_number ON arrival (number)",
    # Asked before every operation, and mostly nothing waits.
    "CREATE INDEX arrival_outcome ON arrival (outcome)",
    """CREATE TABLE announced (
        feed_seq INTEGER NOT NULL PRIMARY KEY, site TEXT NOT NULL, device TEXT NOT NULL, epoch INTEGER NOT NULL,
        dseq INTEGER NOT NULL
    )""",
    "CREATE INDEX announced_site_feed_seq ON announced (site, feed_seq)",
    "ALTER TABLE scope ADD COLUMN since INTEGER NOT NULL DEFAULT 0",
)
