"""Brings a file to the newest schema: refuse what is newer, copy what is old, change it, check it."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from playhouse.migrations import Migration, Runner
from playhouse.sqlcipher_ext import SqlCipherDatabase

from client.store.database import APPLICATION_ID, Database
from client.store.migrations import (
    journal_0001_first,
    journal_0002_pinned,
    journal_0003_numbers,
    journal_0004_send_backs,
    journal_0005_ledger,
    journal_0006_arrivals,
    journal_0007_distrust,
    journal_0008_moves,
    journal_0009_letters,
    scans_0001_first,
)
from forms.errors import StorageFailed
from forms.message import message

JOURNAL: tuple[ModuleType, ...] = (
    journal_0001_first,
    journal_0002_pinned,
    journal_0003_numbers,
    journal_0004_send_backs,
    journal_0005_ledger,
    journal_0006_arrivals,
    journal_0007_distrust,
    journal_0008_moves,
    journal_0009_letters,
)
SCANS: tuple[ModuleType, ...] = (scans_0001_first,)
"""The scripts of each file, oldest first. Imported here, so that a packaged program carries them."""


class _Registered(Migration):  # type: ignore[misc]
    """A script known by its module; the runner's own finder globs a directory, which a packaged program lacks."""

    __slots__ = ()

    def load(self) -> ModuleType:
        return importlib.import_module(self.path)


class _Scripts(Runner):  # type: ignore[misc]
    def __init__(self, database: SqlCipherDatabase, scripts: Sequence[ModuleType]) -> None:
        super().__init__(database)
        self._scripts = scripts

    def migrations(self) -> list[_Registered]:
        return [
            _Registered(number, name_of(script), script.__name__, None) for number, script in _counted(self._scripts)
        ]


def _counted(scripts: Sequence[ModuleType]) -> list[tuple[int, ModuleType]]:
    return list(enumerate(scripts, start=1))


def name_of(script: ModuleType) -> str:
    """The name under which a script is recorded as applied."""
    return script.__name__.rpartition(".")[2]


def make_schema(database: Database, scripts: Sequence[ModuleType]) -> None:
    """Fill a new, empty file."""
    database.run(f"PRAGMA application_id = {APPLICATION_ID}")
    _Scripts(database.peewee, scripts).up()


def bring_up(database: Database, scripts: Sequence[ModuleType], *, key: str, page_size: int = 4096) -> None:
    """Bring an existing file to the newest schema. Raises `StorageFailed` for a file that is newer or not ours."""
    applied = _applied(database)
    if database.one("PRAGMA application_id") != (APPLICATION_ID,) or not applied:
        raise StorageFailed(message("store.not_ours", file=database.path.name, folder=database.path.parent))
    known = [name_of(script) for script in scripts]
    newer = applied - set(known)
    if newer:
        raise StorageFailed(message("store.newer_schema", file=database.path.name, newest=max(newer)))
    pending = [name for name in known if name not in applied]
    if pending:
        _copy_before(database, pending[0], key=key, page_size=page_size)
        _Scripts(database.peewee, scripts).up()
        check_whole(database)


def _applied(database: Database) -> set[str]:
    if not database.one("SELECT 1 FROM sqlite_master WHERE name = 'schema_migration'"):
        return set()
    return {row[0] for row in database.all("SELECT name FROM schema_migration")}


def _copy_before(database: Database, script: str, *, key: str, page_size: int) -> Path:
    """Copy the file by SQLite's own backup: a copied WAL file would lack what was committed last."""
    path = database.path.with_name(f"{database.path.name}.before-{script}")
    if path.exists():
        return path
    unfinished = path.with_name(path.name + ".new")
    unfinished.unlink(missing_ok=True)
    copy = Database(unfinished, key=key, page_size=page_size)
    try:
        database.peewee.connection().backup(copy.peewee.connection())
    finally:
        copy.close()
    unfinished.rename(path)
    return path


def check_whole(database: Database) -> None:
    """Raise `StorageFailed` when the file is not whole: pages, indexes or references."""
    verdict = [row[0] for row in database.all("PRAGMA integrity_check")]
    orphans = database.all("PRAGMA foreign_key_check")
    if verdict != ["ok"] or orphans:
        reason = "; ".join([*verdict[:3], *(f"{row[0]} {row[1]}" for row in orphans[:3])])
        raise StorageFailed(
            message("store.damaged", file=database.path.name, folder=database.path.parent, reason=reason)
        )
