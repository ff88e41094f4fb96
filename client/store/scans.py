"""Scans: a second encrypted file with the bytes of every scan in parts, addressed by SHA-256.

Two files share no transaction, so a scan is committed before any operation refers to it.
"""

from __future__ import annotations

import hashlib

from client.store.database import Database
from forms.errors import StorageFailed
from forms.message import message
from sync.wire import PART_BYTES


class Scans:
    """Stored scans. Readers raise `StorageFailed` for one that is not here."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, data: bytes, *, media_type: str, pages: int, thumbnail: bytes) -> str:
        """Keep a scan durably and return its SHA-256 (hex); the same bytes are kept once."""
        scan = hashlib.sha256(data).hexdigest()
        with self._database.lock:
            if not self.has(scan):
                self._insert(scan, data, media_type=media_type, pages=pages, thumbnail=thumbnail)
        return scan

    def _insert(self, scan: str, data: bytes, *, media_type: str, pages: int, thumbnail: bytes) -> None:
        with self._database.write():
            self._database.run(
                "INSERT INTO scans VALUES (?, ?, ?, ?, ?)", (scan, media_type, len(data), pages, thumbnail)
            )
            for start in range(0, len(data), PART_BYTES):
                self._database.run(
                    "INSERT INTO parts VALUES (?, ?, ?)", (scan, start, data[start : start + PART_BYTES])
                )

    def has(self, scan: str) -> bool:
        """True when the scan is here, whole."""
        return self._database.one("SELECT 1 FROM scans WHERE scan = ?", (scan,)) is not None

    def read(self, scan: str) -> bytes:
        """All bytes of a scan."""
        self._require(scan)
        rows = self._database.all("SELECT data FROM parts WHERE scan = ? ORDER BY start", (scan,))
        return b"".join(bytes(row[0]) for row in rows)

    def part(self, scan: str, *, offset: int, length: int) -> bytes:
        """At most `length` bytes from `offset`; fewer at the end of the scan."""
        self._require(scan)
        rows = self._database.all(
            "SELECT start, data FROM parts WHERE scan = ? AND start > ? AND start < ? ORDER BY start",
            (scan, offset - PART_BYTES, offset + length),
        )
        skipped = offset - rows[0][0] if rows else 0
        return b"".join(bytes(row[1]) for row in rows)[skipped : skipped + length]

    def thumbnail(self, scan: str) -> bytes:
        """The small picture of a scan, as it was given."""
        row = self._database.one("SELECT thumbnail FROM scans WHERE scan = ?", (scan,))
        if row is None:
            raise _missing(scan)
        return bytes(row[0])

    def _require(self, scan: str) -> None:
        if not self.has(scan):
            raise _missing(scan)


def _missing(scan: str) -> StorageFailed:
    return StorageFailed(message("store.scan_missing", scan=scan[:12]))
