"""One encrypted SQLite file: one connection for the process, shared by its threads under one lock.

Every write is one short `BEGIN IMMEDIATE` transaction, durable when `write` returns (WAL, synchronous FULL).
Nothing slow may happen inside: no network, no file, no waiting for a person.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import peewee
from playhouse.sqlcipher_ext import SqlCipherDatabase

from client.store.failures import storage_failed
from forms.errors import Bug, StorageFailed
from forms.message import message

APPLICATION_ID = 0x59434831
"""`PRAGMA application_id` of our files ("YCH1")."""

OLDEST_SQLITE = (3, 51, 3)
"""Older ones may corrupt a WAL file at its reset (https://sqlite.org/wal.html, the WAL-reset bug)."""

PLAIN_HEADER = b"SQLite format 3\x00"
SALT_BYTES = 16
"""SQLCipher keeps its random salt in front of the file; it is the file's name in the key ring."""

_JOURNAL_LIMIT = 8 * 1024 * 1024
_BUSY_MS = 5000
_CACHE_KIB = 32 * 1024
"""Pages that stay decrypted: with SQLite's usual 2 MB each look at a long ledger decrypts its index again."""

Row = tuple[Any, ...]
Params = Sequence[Any]


class Database:
    """An open file. `key` is 64 hex digits, or 96 with the salt for a file to be made."""

    def __init__(self, path: Path, *, key: str, page_size: int = 4096, first: Sequence[tuple[str, object]] = ()):
        """Open or make the file at `path`. `first` pragmas only count while the file is empty."""
        self.path = path
        self.lock = threading.RLock()
        self.peewee = SqlCipherDatabase(
            str(path),
            passphrase=f"x'{key}'",
            pragmas=[*before_reading(page_size), *first, *_PRAGMAS],
            check_same_thread=False,
            thread_safe=False,
        )
        with self._told():
            self.peewee.connect()
        self._run = self.peewee.execute_sql
        self._assert_sound()

    def _assert_sound(self) -> None:
        """Encryption is really there, and the engine is one that keeps what it acknowledged."""
        if not self.one("PRAGMA cipher_version") or tuple(self.peewee.server_version) < OLDEST_SQLITE:
            raise Bug(f"not a sound SQLCipher: {self.peewee.server_version}")

    def all(self, sql: str, params: Params = ()) -> list[Row]:
        """Every row of a query."""
        with self.lock, self._told():
            rows: list[Row] = self._run(sql, params).fetchall()
            return rows

    def one(self, sql: str, params: Params = ()) -> Row | None:
        """The first row of a query, or None."""
        with self.lock, self._told():
            row: Row | None = self._run(sql, params).fetchone()
            return row

    def run(self, sql: str, params: Params = ()) -> int:
        """Carry out one statement inside `write`; returns the number of rows changed."""
        count: int = self._run(sql, params).rowcount
        return count

    @contextmanager
    def write(self) -> Iterator[None]:
        """One transaction: all of it durable on leaving, or nothing. Raises `StorageFailed` when the disk refuses."""
        with self.lock, self._told():
            self._run("BEGIN IMMEDIATE")
            try:
                yield
                self._run("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    def _roll_back(self) -> None:
        """SQLite has already rolled back after some failures (disk full); asking again is then an error."""
        if self.peewee.connection().in_transaction:
            self._run("ROLLBACK")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except peewee.DatabaseError as fault:
            failed = storage_failed(fault, self.path)
            if failed is None:
                raise
            raise failed from fault

    def close(self) -> None:
        """Close the file; the last connection folds the WAL into it."""
        with self.lock:
            self.peewee.close()


def before_reading(page_size: int) -> list[tuple[str, object]]:
    """Pragmas that must come before the first page is read."""
    return [("cipher_log_level", "NONE"), ("cipher_page_size", page_size)]


_PRAGMAS: tuple[tuple[str, object], ...] = (
    ("busy_timeout", _BUSY_MS),
    ("journal_mode", "WAL"),
    ("synchronous", "FULL"),
    ("foreign_keys", "ON"),
    ("secure_delete", "ON"),
    ("temp_store", "MEMORY"),
    ("cache_size", -_CACHE_KIB),
    ("journal_size_limit", _JOURNAL_LIMIT),
)


def salt_of(path: Path) -> str:
    """The salt in front of an encrypted file, hex. Raises `StorageFailed` for a file that is none of ours."""
    with path.open("rb") as file:
        header = file.read(SALT_BYTES)
    if len(header) < SALT_BYTES or header == PLAIN_HEADER:
        raise StorageFailed(message("store.not_ours", file=path.name, folder=path.parent))
    return header.hex()
