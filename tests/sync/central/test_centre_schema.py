"""The centre's file says which schema it has; what is newer or another's is left as it is, what is old is copied."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pytest
from sqlcipher3 import dbapi2

from forms.errors import StorageFailed
from sync.central.store import schema
from sync.central.store.database import Database
from sync.central.store.schema import APPLICATION_ID, SCRIPTS, bring_up
from sync.central.store.tables import TABLES

FILE = "central.sqlite"


def refusal(path: Path) -> str:
    before = path.read_bytes()
    with pytest.raises(StorageFailed) as refused:
        Database(path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    return refused.value.message.code


def script(*statements: str) -> ModuleType:
    made = ModuleType("made")
    made.STATEMENTS = statements  # type: ignore[attr-defined]
    return made


def versions(path: Path) -> tuple[int, int]:
    with closing(sqlite3.connect(path)) as file:
        return (file.execute("PRAGMA application_id").fetchone()[0], file.execute("PRAGMA user_version").fetchone()[0])


def test_a_new_file_has_the_tables_of_the_models_and_says_whose_it_is(tmp_path: Path) -> None:
    Database(tmp_path / FILE).close()
    assert versions(tmp_path / FILE) == (APPLICATION_ID, len(SCRIPTS))
    with closing(sqlite3.connect(tmp_path / FILE)) as file:
        names = {name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        columns = {name: {row[1]: bool(row[3]) for row in file.execute(f"PRAGMA table_info({name})")} for name in names}
        keys = {name: [row[1] for row in file.execute(f"PRAGMA table_info({name})") if row[5]] for name in names}
    models = {table._meta.table_name: table._meta for table in TABLES}
    assert columns == {
        name: {field.column_name: not field.null for field in meta.sorted_fields} for name, meta in models.items()
    }
    assert keys == {
        name: [
            meta.fields[key].column_name for key in getattr(meta.primary_key, "field_names", [meta.primary_key.name])
        ]
        for name, meta in models.items()
    }


@pytest.mark.parametrize("made", [f"PRAGMA application_id = {APPLICATION_ID + 1}", "CREATE TABLE ledger (a)"])
def test_a_database_of_somebody_else_stays_as_it_is(tmp_path: Path, made: str) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as file:
        file.execute("CREATE TABLE theirs (a)")
        file.execute(made)
        file.commit()
    assert refusal(tmp_path / FILE) == "centre.not_ours"


def test_a_file_of_a_newer_centre_stays_as_it_is(tmp_path: Path) -> None:
    Database(tmp_path / FILE).close()
    with closing(sqlite3.connect(tmp_path / FILE)) as file:
        file.execute(f"PRAGMA user_version = {len(SCRIPTS) + 1}")
    assert refusal(tmp_path / FILE) == "centre.newer_schema"


def test_an_old_file_is_copied_before_it_is_changed(tmp_path: Path) -> None:
    Database(tmp_path / FILE).close()
    with closing(sqlite3.connect(tmp_path / FILE)) as file:
        file.execute("INSERT INTO scope (stream, site) VALUES ('application/a1', '01')")
        file.commit()
    later = (*SCRIPTS, script("ALTER TABLE scope ADD COLUMN until INTEGER NOT NULL DEFAULT 7"))
    opened(tmp_path / FILE, later)
    assert versions(tmp_path / FILE) == (APPLICATION_ID, len(later))
    assert rows(tmp_path / FILE) == [("application/a1", "01", 0, 7)]
    copy = tmp_path / f"{FILE}.before-{len(later)}"
    assert versions(copy) == (APPLICATION_ID, len(SCRIPTS)) and rows(copy) == [("application/a1", "01", 0)]


def test_a_change_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    Database(tmp_path / FILE).close()
    later = (*SCRIPTS, script("ALTER TABLE scope ADD COLUMN until INTEGER NOT NULL DEFAULT 7", "CREATE NONSENSE"))
    with pytest.raises(dbapi2.DatabaseError):
        opened(tmp_path / FILE, later)
    assert versions(tmp_path / FILE) == (APPLICATION_ID, len(SCRIPTS))
    Database(tmp_path / FILE).close()


def test_an_interrupted_beginning_begins_again(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as file:
        file.execute("PRAGMA journal_mode = wal")
    Database(tmp_path / FILE).close()
    assert versions(tmp_path / FILE) == (APPLICATION_ID, len(SCRIPTS))


def test_every_released_script_is_registered_in_order() -> None:
    folder = Path(schema.__file__).with_name("migrations")
    assert [name.__name__.rpartition(".")[2] for name in SCRIPTS] == sorted(
        path.stem for path in folder.glob("central_*.py")
    )


def opened(path: Path, scripts: tuple[ModuleType, ...]) -> None:
    with closing(dbapi2.connect(str(path), isolation_level=None)) as connection:
        bring_up(connection, path, scripts)


def rows(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as file:
        return file.execute("SELECT * FROM scope").fetchall()
