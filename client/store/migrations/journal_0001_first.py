"""The first schema of the journal file.

Plain DDL instead of models: STRICT and WITHOUT ROWID tables, partial indexes, triggers and FTS5 have no model.
"""

from __future__ import annotations

from typing import Any

TABLES = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE operations (
        seq INTEGER PRIMARY KEY,
        device TEXT NOT NULL,
        epoch INTEGER NOT NULL,
        dseq INTEGER NOT NULL,
        stream TEXT NOT NULL,
        kind TEXT NOT NULL,
        wall INTEGER NOT NULL,
        hash TEXT NOT NULL,
        chain TEXT NOT NULL,
        data BLOB NOT NULL,
        rev INTEGER NOT NULL DEFAULT 0,
        outcome TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'applied', 'rejected', 'held')),
        message BLOB,
        UNIQUE (device, epoch, dseq)
    ) STRICT""",
    "CREATE INDEX operations_of_stream ON operations (stream, rev, dseq)",
    "CREATE INDEX operations_unanswered ON operations (dseq) WHERE outcome = ''",
    "CREATE INDEX operations_refused ON operations (stream) WHERE outcome IN ('rejected', 'held')",
    """CREATE TRIGGER operations_are_frozen
        BEFORE UPDATE OF device, epoch, dseq, stream, kind, wall, hash, chain, data ON operations
        BEGIN SELECT RAISE(ABORT, 'an operation never changes'); END""",
    """CREATE TRIGGER operations_are_kept BEFORE DELETE ON operations
        BEGIN SELECT RAISE(ABORT, 'an operation is never deleted'); END""",
    """CREATE TABLE receipts (
        dseq INTEGER PRIMARY KEY, chain TEXT NOT NULL, signature TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE uploads (
        scan TEXT PRIMARY KEY,
        application TEXT NOT NULL,
        material TEXT NOT NULL,
        media_type TEXT NOT NULL,
        size INTEGER NOT NULL,
        have INTEGER NOT NULL DEFAULT 0,
        wall INTEGER NOT NULL,
        complete INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX uploads_open ON uploads (application) WHERE complete = 0",
    """CREATE TABLE drafts (
        application TEXT NOT NULL,
        clerk TEXT NOT NULL,
        base_rev INTEGER NOT NULL,
        catalog TEXT NOT NULL,
        patch BLOB NOT NULL,
        typed INTEGER NOT NULL,
        saved_wall INTEGER NOT NULL,
        PRIMARY KEY (application, clerk)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE catalogs (
        catalog TEXT PRIMARY KEY, version TEXT NOT NULL, package BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE catalog_parts (
        start INTEGER PRIMARY KEY, catalog TEXT NOT NULL, data BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE accounts (
        account TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        site TEXT NOT NULL,
        site_name TEXT NOT NULL,
        verifier TEXT NOT NULL,
        confirmed_wall INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
)

VIEWS = (
    """CREATE TABLE view_applications (
        id INTEGER PRIMARY KEY,
        application TEXT NOT NULL UNIQUE,
        status TEXT NOT NULL,
        receipt_number TEXT NOT NULL,
        case_numbers TEXT NOT NULL,
        applicant TEXT NOT NULL,
        phone TEXT NOT NULL,
        title TEXT NOT NULL,
        opener TEXT NOT NULL,
        opened_wall INTEGER NOT NULL,
        touched_wall INTEGER NOT NULL,
        accepted_day TEXT NOT NULL,
        cases INTEGER NOT NULL,
        cases_ended INTEGER NOT NULL,
        open_deferrals INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX view_applications_newest ON view_applications (touched_wall)",
    "CREATE INDEX view_applications_intake ON view_applications (touched_wall) WHERE status = 'intake'",
    "CREATE INDEX view_applications_accepted ON view_applications (accepted_day) WHERE accepted_day <> ''",
    """CREATE TABLE view_cases (
        application TEXT NOT NULL REFERENCES view_applications (application) ON DELETE RESTRICT,
        item TEXT NOT NULL,
        item_name TEXT NOT NULL,
        status TEXT NOT NULL,
        stage TEXT NOT NULL,
        promised_due TEXT NOT NULL,
        PRIMARY KEY (application, item)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX view_cases_due ON view_cases (promised_due) WHERE status <> 'ended' AND promised_due <> ''",
    """CREATE TABLE view_deferrals (
        application TEXT NOT NULL REFERENCES view_applications (application) ON DELETE RESTRICT,
        material TEXT NOT NULL,
        material_name TEXT NOT NULL,
        item_names TEXT NOT NULL,
        reason TEXT NOT NULL,
        due_day TEXT NOT NULL,
        status TEXT NOT NULL,
        PRIMARY KEY (application, material)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX view_deferrals_open ON view_deferrals (due_day) WHERE status <> 'passed'",
    """CREATE TABLE view_numbers (
        number TEXT NOT NULL,
        application TEXT NOT NULL REFERENCES view_applications (application) ON DELETE RESTRICT,
        PRIMARY KEY (number, application)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX view_numbers_of_application ON view_numbers (application)",
    """CREATE TABLE view_blocks (
        prefix TEXT NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        next INTEGER NOT NULL,
        PRIMARY KEY (prefix, first)
    ) STRICT, WITHOUT ROWID""",
    """CREATE VIRTUAL TABLE view_search USING fts5(
        texts, readings, numbers, tails,
        content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0'
    )""",
)


def up(migrator: Any, db: Any) -> None:
    """Make the tables."""
    for statement in TABLES + VIEWS:
        db.execute_sql(statement)
