"""The two files of a store and their keys: made once and whole, then only ever opened.

A file is made under another name and renamed when it is complete, so that a file with the final name always has
a schema and a key that the key ring holds. Nothing that cannot be opened is ever replaced.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

import msgspec

from client.store.database import SALT_BYTES, Database, salt_of
from client.store.key_proof import prove_key
from client.store.keys import KeyStore
from client.store.meta import Meta
from client.store.place import sync_folder
from client.store.schema import JOURNAL, SCANS, bring_up, make_schema
from forms.errors import StorageFailed
from forms.message import message

JOURNAL_FILE = "journal.db"
SCANS_FILE = "scans.db"
SCANS_PAGE = 16384
"""Scan parts are large; fewer, larger pages read and write them faster."""

_KEY_BYTES = 32


class Files(msgspec.Struct, frozen=True):
    """Both files, open."""

    journal: Database
    scans: Database

    def close(self) -> None:
        """Close both."""
        self.scans.close()
        self.journal.close()


def open_files(folder: Path, keys: KeyStore) -> Files:
    """Open the store's files in `folder`, or make them in a folder that has none. Raises `StorageFailed`."""
    path = folder / JOURNAL_FILE
    if not path.exists():
        _refuse_remains(folder)
        _make_journal(path, keys)
    journal = _open_journal(path, keys)
    try:
        return Files(journal, _scans(folder / SCANS_FILE, Meta(journal)))
    except BaseException:
        journal.close()
        raise


def key_name(salt: str) -> str:
    """Name of the key of the file with this salt; a copied folder can say which key it lacks."""
    return f"store-{salt}"


def _refuse_remains(folder: Path) -> None:
    """Without the journal, what else is there may not be written over: somebody moved a file."""
    for name in (f"{JOURNAL_FILE}-wal", SCANS_FILE):
        if (folder / name).exists():
            raise StorageFailed(message("store.file_missing", file=JOURNAL_FILE, found=name, folder=folder))


def _make_journal(path: Path, keys: KeyStore) -> None:
    salt, key = secrets.token_hex(SALT_BYTES), secrets.token_hex(_KEY_BYTES)
    keys.put(key_name(salt), key)
    if keys.get(key_name(salt)) != key:
        raise StorageFailed(message("store.keyring_forgets", backend=keys.backend))

    def fill(database: Database) -> None:
        make_schema(database, JOURNAL)
        Meta(database).put("scans_key", secrets.token_hex(_KEY_BYTES))

    _make(path, lambda unfinished: Database(unfinished, key=key + salt), fill)


def _make(path: Path, opened: Callable[[Path], Database], fill: Callable[[Database], None]) -> None:
    """Make a whole file beside `path`, then give it its name."""
    unfinished = path.with_name(path.name + ".new")
    for leftover in path.parent.glob(unfinished.name + "*"):
        leftover.unlink()  # from a first start that was cut off; it never had the final name, so nothing was in it
    database = opened(unfinished)
    try:
        fill(database)
    finally:
        database.close()
    unfinished.rename(path)
    sync_folder(path.parent)


def _open_journal(path: Path, keys: KeyStore) -> Database:
    name = key_name(salt_of(path))
    key = keys.get(name)
    if key is None:
        raise StorageFailed(message("store.key_missing", key=name, backend=keys.backend, folder=path.parent))
    prove_key(path, key=key)
    database = Database(path, key=key)
    try:
        bring_up(database, JOURNAL, key=key)
    except BaseException:
        database.close()
        raise
    return database


def _scans(path: Path, meta: Meta) -> Database:
    key = meta.get("scans_key")
    if not path.exists():
        if meta.get("scans_made"):
            raise StorageFailed(message("store.file_missing", file=SCANS_FILE, found=JOURNAL_FILE, folder=path.parent))
        first = (("auto_vacuum", "INCREMENTAL"),)
        _make(
            path,
            lambda unfinished: Database(unfinished, key=key, page_size=SCANS_PAGE, first=first),
            lambda database: make_schema(database, SCANS),
        )
    salt_of(path)
    prove_key(path, key=key, page_size=SCANS_PAGE)
    database = Database(path, key=key, page_size=SCANS_PAGE)
    try:
        bring_up(database, SCANS, key=key, page_size=SCANS_PAGE)
        meta.put("scans_made", "1")
    except BaseException:
        database.close()
        raise
    return database
