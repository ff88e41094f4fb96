"""Does this key open this file? Asked before the file is opened for good, so that a wrong key changes no byte.

SQLite folds a left-over WAL into the file when a connection closes, whatever its key. So the file is first read as
immutable; only where that fails beside a WAL, which may hold the good copy of a torn first page, copies are tried.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import peewee
from playhouse.sqlcipher_ext import SqlCipherDatabase

from client.store.database import before_reading
from client.store.failures import storage_failed
from forms.errors import StorageFailed


def prove_key(path: Path, *, key: str, page_size: int = 4096) -> None:
    """Raise `StorageFailed` when `key` (64 hex digits) does not open the file at `path`; nothing of it changes."""
    try:
        _read(f"{path.as_uri()}?immutable=1", path, key=key, page_size=page_size)
    except StorageFailed:
        if not _has_wal(path):
            raise
        with _copied(path) as copy:
            _read(copy.as_uri(), path, key=key, page_size=page_size)


def _read(uri: str, path: Path, *, key: str, page_size: int) -> None:
    view = SqlCipherDatabase(
        uri, passphrase=f"x'{key}'", pragmas=before_reading(page_size), uri=True, thread_safe=False
    )
    try:
        view.connect()
        view.execute_sql("SELECT count(*) FROM sqlite_master").fetchone()
    except peewee.DatabaseError as fault:
        raise storage_failed(fault, path) or fault from fault
    finally:
        view.close()


def _wal_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def _has_wal(path: Path) -> bool:
    return _wal_of(path).exists() and _wal_of(path).stat().st_size > 0


@contextmanager
def _copied(path: Path) -> Iterator[Path]:
    """The file and its WAL as they lie there, encrypted as they are, in a folder that goes again."""
    with tempfile.TemporaryDirectory(prefix="proof-", dir=path.parent) as folder:
        copy = Path(folder) / path.name
        shutil.copyfile(path, copy)
        shutil.copyfile(_wal_of(path), _wal_of(copy))
        yield copy
