"""The centre's database: one connection, one writer, every acknowledged commit durable.

The driver is the SQLite inside sqlcipher3, opened without a key: plain SQLite files, but a newer SQLite than the
interpreter's own, which may lie in the WAL-reset corruption range.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from peewee import DatabaseError, InterfaceError, Query, SqliteDatabase
from sqlcipher3 import dbapi2

from forms.errors import StorageFailed
from forms.message import message
from sync.central.store.schema import bring_up, check_file

_PRAGMAS = (
    ("journal_mode", "wal"),
    ("synchronous", "full"),
    ("foreign_keys", 1),
    ("temp_store", "memory"),
    ("journal_size_limit", 64 * 1024 * 1024),
)
_BUSY_SECONDS = 20


class _Sqlite(SqliteDatabase):
    def _connect(self) -> Any:
        connection = dbapi2.connect(self.database, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        self._add_conn_hooks(connection)  # type: ignore[attr-defined]  # as playhouse.sqlcipher_ext does
        return connection


class Database:
    """Executes queries of `tables` on one file. Threads take turns; a transaction holds the turn."""

    def __init__(self, path: Path | None) -> None:
        """Open or create the file; `None` keeps everything in memory.

        Raises `StorageFailed`: a file that is newer or not ours stays as it is.
        """
        self._turn = threading.RLock()
        self._sqlite = _Sqlite(str(path) if path else ":memory:", thread_safe=False)
        try:
            with self._told():
                self._open(path)
        except StorageFailed:
            self._sqlite.close()
            raise

    def close(self) -> None:
        """Close the file after whatever is running."""
        with self._turn:
            self._sqlite.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; inside another transaction a savepoint. The outermost one is durable when it returns."""
        with self._turn, self._told(), self._sqlite.atomic("IMMEDIATE"):
            yield

    def rows(self, query: Query) -> Sequence[tuple[Any, ...]]:
        """What a query answers, as plain rows in the order of its columns."""
        with self._turn, self._told():
            found: Sequence[tuple[Any, ...]] = self._execute(query).fetchall()
            return found

    def one(self, query: Query) -> tuple[Any, ...] | None:
        """The first row, or None."""
        found = self.rows(query)
        return found[0] if found else None

    def run(self, query: Query) -> int:
        """Carry out a change; returns the number of rows changed."""
        with self._turn, self._told():
            return int(self._execute(query).rowcount)

    def _open(self, path: Path | None) -> None:
        self._sqlite.connect()
        connection = self._sqlite.connection()  # type: ignore[no-untyped-call]
        check_file(connection, path)
        # Only now, for these write into the file.
        for name, value in _PRAGMAS:
            connection.execute(f"PRAGMA {name} = {value}")
        bring_up(connection, path)

    def _execute(self, query: Query) -> Any:
        return self._sqlite.execute(query)  # type: ignore[no-untyped-call]

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (DatabaseError, InterfaceError, dbapi2.Error) as error:
            raise StorageFailed(message("centre.storage", reason=error)) from error
