"""The first schema of the centre."""

from __future__ import annotations

STATEMENTS = (
    """CREATE TABLE identity (
        id INTEGER NOT NULL PRIMARY KEY, ledger_epoch TEXT NOT NULL, device_epoch INTEGER NOT NULL,
        private_key TEXT NOT NULL, feed_seq INTEGER NOT NULL
    )""",
    """CREATE TABLE ledger (
        device TEXT NOT NULL, epoch INTEGER NOT NULL, dseq INTEGER NOT NULL, content_hash TEXT NOT NULL,
        chain TEXT NOT NULL, stream TEXT NOT NULL, kind TEXT NOT NULL, outcome TEXT NOT NULL,
        rev INTEGER NOT NULL, feed_seq INTEGER, received_wall INTEGER NOT NULL, bytes BLOB NOT NULL,
        message TEXT NOT NULL, PRIMARY KEY (device, epoch, dseq)
    )""",
    "CREATE UNIQUE INDEX ledger_feed_seq ON ledger (feed_seq)",
    "CREATE INDEX ledger_stream_rev ON ledger (stream, rev)",
    "CREATE INDEX ledger_content_hash ON ledger (content_hash)",
    """CREATE TABLE application (
        id TEXT NOT NULL PRIMARY KEY, site TEXT NOT NULL, rev INTEGER NOT NULL, state BLOB NOT NULL
    )""",
    """CREATE TABLE quarantine (
        application TEXT NOT NULL, device TEXT NOT NULL, epoch INTEGER NOT NULL, dseq INTEGER NOT NULL,
        PRIMARY KEY (application, device, epoch)
    )""",
    "CREATE TABLE scope (stream TEXT NOT NULL, site TEXT NOT NULL, PRIMARY KEY (stream, site))",
    """CREATE TABLE case_queue (
        application TEXT NOT NULL, item TEXT NOT NULL, name TEXT NOT NULL, department TEXT NOT NULL,
        department_name TEXT NOT NULL, status TEXT NOT NULL, stage TEXT NOT NULL, case_number TEXT NOT NULL,
        receipt_number TEXT NOT NULL, applicant TEXT NOT NULL, accepted_day TEXT NOT NULL,
        promised_due TEXT NOT NULL, open_deferrals INTEGER NOT NULL, PRIMARY KEY (application, item)
    )""",
    "CREATE INDEX case_queue_department ON case_queue (department)",
    "CREATE INDEX case_queue_case_number ON case_queue (case_number)",
    "CREATE INDEX case_queue_receipt_number ON case_queue (receipt_number)",
    """CREATE TABLE device (
        id TEXT NOT NULL, epoch INTEGER NOT NULL, public_key TEXT NOT NULL, site TEXT NOT NULL,
        "window" TEXT NOT NULL, watermark INTEGER NOT NULL, chain TEXT NOT NULL, since INTEGER NOT NULL,
        PRIMARY KEY (id, epoch)
    )""",
    """CREATE TABLE token (
        id INTEGER NOT NULL PRIMARY KEY, hash TEXT NOT NULL, account TEXT NOT NULL, device TEXT NOT NULL,
        epoch INTEGER NOT NULL, issued_wall INTEGER NOT NULL, expires_wall INTEGER NOT NULL
    )""",
    "CREATE UNIQUE INDEX token_hash ON token (hash)",
    """CREATE TABLE account (
        account TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, site TEXT NOT NULL,
        site_name TEXT NOT NULL, departments TEXT NOT NULL, verifier TEXT NOT NULL
    )""",
    """CREATE TABLE number_block (
        prefix TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, device TEXT NOT NULL,
        epoch INTEGER NOT NULL, used INTEGER NOT NULL, PRIMARY KEY (prefix, first)
    )""",
    "CREATE INDEX number_block_device_epoch ON number_block (device, epoch)",
    """CREATE TABLE used_number (
        receipt_number TEXT NOT NULL PRIMARY KEY, prefix TEXT NOT NULL, number INTEGER NOT NULL,
        application TEXT NOT NULL
    )""",
    "CREATE INDEX used_number_prefix_number ON used_number (prefix, number)",
    """CREATE TABLE case_counter (
        department TEXT NOT NULL, day TEXT NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (department, day)
    )""",
    """CREATE TABLE scan (
        sha256 TEXT NOT NULL PRIMARY KEY, media_type TEXT NOT NULL, total INTEGER NOT NULL, have INTEGER NOT NULL,
        complete INTEGER NOT NULL
    )""",
    """CREATE TABLE scan_bytes (
        sha256 TEXT NOT NULL, start INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (sha256, start)
    )""",
    """CREATE TABLE catalog_package (
        id TEXT NOT NULL PRIMARY KEY, version TEXT NOT NULL, bytes BLOB NOT NULL, current INTEGER NOT NULL
    )""",
    """CREATE TABLE receipt_head (
        device TEXT NOT NULL, epoch INTEGER NOT NULL, dseq INTEGER NOT NULL, chain TEXT NOT NULL,
        device_signature TEXT NOT NULL, centre_signature TEXT NOT NULL, wall INTEGER NOT NULL,
        PRIMARY KEY (device, epoch)
    )""",
    """CREATE TABLE alarm (
        wall INTEGER NOT NULL, code TEXT NOT NULL, device TEXT NOT NULL, epoch INTEGER NOT NULL,
        dseq INTEGER NOT NULL, PRIMARY KEY (code, device, epoch, dseq)
    )""",
)
