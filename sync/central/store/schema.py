"""Brings the centre's file to the newest schema: refuse what is newer or not ours, copy what is old, change it.

`PRAGMA application_id` says that a file is the centre's, `PRAGMA user_version` how many scripts it has seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlcipher3 import dbapi2

from forms.errors import StorageFailed
from forms.message import message
from sync.central.store.migrations import (
    central_0001_first,
    central_0002_releases,
    central_0003_publishers,
    central_0004_numbers,
    central_0005_arrivals,
    central_0006_distrust,
)

APPLICATION_ID = 0x59434331
"""Of the centre's files ("YCC1")."""

SCRIPTS: tuple[ModuleType, ...] = (
    central_0001_first,
    central_0002_releases,
    central_0003_publishers,
    central_0004_numbers,
    central_0005_arrivals,
    central_0006_distrust,
)
"""Oldest first; the place of a script is the version that it makes."""


def check_file(connection: Any, path: Path | None, scripts: Sequence[ModuleType] = SCRIPTS) -> None:
    """Raise `StorageFailed` for a file that is newer or not ours; only reads."""
    try:
        version = _version(connection)
    except dbapi2.DatabaseError as error:
        if "not a database" not in str(error):
            raise
        version = None
    if version is None:
        raise StorageFailed(message("centre.not_ours", file=path))
    if version > len(scripts):
        raise StorageFailed(message("centre.newer_schema", file=path, newest=version, known=len(scripts)))


def bring_up(connection: Any, path: Path | None, scripts: Sequence[ModuleType] = SCRIPTS) -> None:
    """Run the scripts that a checked file has not seen, all or none; a file with content is copied before."""
    version = _version(connection)
    if version == len(scripts):
        return
    if path is not None and version:
        _copy_before(connection, path, version + 1)
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Asked again inside: another process may have brought it up since.
        for script in scripts[_version(connection) or 0 :]:
            for statement in script.STATEMENTS:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(scripts)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _version(connection: Any) -> int | None:
    """The number of scripts seen, 0 for a file without content, None for one that is not ours."""
    (ours,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if ours == APPLICATION_ID and version > 0:
        return int(version)
    return None if ours or version or tables else 0


def _copy_before(connection: Any, path: Path, version: int) -> None:
    """Copy by SQLite's own backup: a copied WAL file would lack what was committed last."""
    kept = path.with_name(f"{path.name}.before-{version}")
    if kept.exists():
        return
    unfinished = kept.with_name(kept.name + ".new")
    unfinished.unlink(missing_ok=True)
    copy = dbapi2.connect(str(unfinished))
    try:
        connection.backup(copy)
    finally:
        copy.close()
    unfinished.rename(kept)
