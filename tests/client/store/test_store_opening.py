"""Opening: what cannot be opened is refused with a reason, and no file changes by a byte."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlcipher3 import dbapi2
from store_window import Centre, Window, accepted

from client.store import schema
from client.store.database import Database
from client.store.place import on_network
from client.store.schema import bring_up, make_schema, name_of
from client.store.store import open_store
from forms.errors import StorageFailed
from forms.journal.intake import ApplicationOpened
from forms.journal.operation import canonical
from forms.message import Message
from tests.support.memory_keys import MemoryKeys

ROOT = Path(__file__).parents[3]


def contents(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.name != "lock"
    }


def refused(folder: Path, keys: MemoryKeys) -> Message:
    """Try to open; the refusal, after making sure that nothing changed."""
    before = contents(folder)
    with pytest.raises(StorageFailed) as failed:
        open_store(folder, keys=keys)
    assert contents(folder) == before
    return failed.value.message


@pytest.fixture
def closed(window: Window) -> Window:
    window.begin("a1", ap_name="单曾国")
    window.store.scans.add(b"%PDF-1.7 scan", media_type="application/pdf", pages=1, thumbnail=b"t")
    window.store.close()
    return window


def keyed(window: Window, file: str = "journal.db") -> dbapi2.Connection:
    opened = dbapi2.connect(str(window.folder / file), isolation_level=None)
    (key,) = window.keys.secrets.values()
    opened.execute(f"PRAGMA key = \"x'{key}'\"")
    return opened


def test_a_closed_store_opens_again(closed: Window) -> None:
    closed.reopen()
    assert closed.store.journal.state("a1").plain_values() == {"ap_name": "单曾国"}
    assert not list(closed.folder.glob("*.new*"))


def test_without_its_key_a_store_is_refused_and_the_key_is_named(closed: Window) -> None:
    told = refused(closed.folder, MemoryKeys())
    (name,) = closed.keys.secrets
    assert (told.code, told.params["key"], told.params["backend"]) == ("store.key_missing", name, MemoryKeys.backend)


def test_the_name_of_the_key_is_in_front_of_the_file(closed: Window) -> None:
    (name,) = closed.keys.secrets
    assert name == "store-" + (closed.folder / "journal.db").read_bytes()[:16].hex()


def test_a_wrong_key_is_refused(closed: Window) -> None:
    (name,) = closed.keys.secrets
    wrong = MemoryKeys()
    wrong.put(name, "0" * 64)
    assert refused(closed.folder, wrong).code == "store.key_wrong"


def killed_copy(window: Window) -> Path:
    """The files as a killed process leaves them, with what was committed last only in the WAL."""
    copied = window.folder.parent / "copied"
    copied.mkdir()
    for path in window.folder.iterdir():
        (copied / path.name).write_bytes(path.read_bytes())
    assert (copied / "journal.db-wal").stat().st_size > 0
    return copied


def test_a_wrong_key_touches_not_even_a_wal(window: Window) -> None:
    window.begin("a1")
    wrong = MemoryKeys()
    wrong.put(next(iter(window.keys.secrets)), "0" * 64)
    assert refused(killed_copy(window), wrong).code == "store.key_wrong"


def test_a_first_page_torn_by_a_power_loss_comes_back_from_the_wal(window: Window) -> None:
    window.begin("a1", ap_addr="江州路" * 3000)
    copied = killed_copy(window)
    torn = (copied / "journal.db").read_bytes()
    (copied / "journal.db").write_bytes(torn[:512] + bytes(4096 - 512) + torn[4096:])
    store = open_store(copied, keys=window.keys)
    assert store.journal.state("a1") == window.store.journal.state("a1")
    assert store.journal.verify() == ()
    store.close()
    assert not list(copied.glob("proof-*"))


def truncated(window: Window) -> None:
    (window.folder / "journal.db").write_bytes(b"")


def plain(window: Window) -> None:
    (window.folder / "journal.db").unlink()
    file = sqlite3.connect(window.folder / "journal.db")
    file.execute("CREATE TABLE t (a)")
    file.close()


def without_scans(window: Window) -> None:
    (window.folder / "scans.db").unlink()


def without_journal(window: Window) -> None:
    (window.folder / "journal.db").unlink()


def damaged(window: Window) -> None:
    path = window.folder / "journal.db"
    path.write_bytes(path.read_bytes()[:100] + b"\x00" * 400 + path.read_bytes()[500:])


def newer(window: Window) -> None:
    file = keyed(window)
    file.execute("INSERT INTO schema_migration (name, applied) VALUES ('journal_0099_later', '2030-01-01')")
    file.close()


def foreign(window: Window) -> None:
    file = keyed(window)
    file.execute("PRAGMA application_id = 7")
    file.close()


SPOILS: dict[str, tuple[Callable[[Window], None], str]] = {
    "an empty file": (truncated, "store.not_ours"),
    "a plain database": (plain, "store.not_ours"),
    "no scan file": (without_scans, "store.file_missing"),
    "no journal file": (without_journal, "store.file_missing"),
    "a damaged file": (damaged, "store.key_wrong"),
    "a newer schema": (newer, "store.newer_schema"),
    "another program's file": (foreign, "store.not_ours"),
}


@pytest.mark.parametrize("spoil", SPOILS)
def test_what_is_not_a_whole_store_is_refused_and_kept(closed: Window, spoil: str) -> None:
    make, code = SPOILS[spoil]
    make(closed)
    assert refused(closed.folder, closed.keys).code == code
    assert refused(closed.folder, closed.keys).code == code


def test_one_process_owns_the_store(window: Window) -> None:
    script = (
        "import sys; from pathlib import Path; from client.store.store import open_store\n"
        "from tests.support.memory_keys import MemoryKeys\n"
        "try: open_store(Path(sys.argv[1]), keys=MemoryKeys())\n"
        "except Exception as failed: sys.exit(failed.message.code)\n"
    )
    command = [sys.executable, "-c", script, str(window.folder)]
    other = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert other.stderr.strip() == "store.in_use"
    with pytest.raises(StorageFailed):
        open_store(window.folder, keys=window.keys)
    window.begin("a1")


def test_a_cut_off_first_start_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "journal.db.new").write_bytes(b"half")
    (tmp_path / "journal.db.new-wal").write_bytes(b"half")
    window = Window(tmp_path)
    window.begin("a1")
    assert not list(tmp_path.glob("*.new*"))
    window.store.close()


def test_a_first_start_cut_off_between_the_files_goes_on(closed: Window) -> None:
    file = keyed(closed)
    file.execute("DELETE FROM meta WHERE name = 'scans_made'")
    file.close()
    (closed.folder / "scans.db").unlink()
    closed.reopen()
    assert closed.store.scans.add(b"x", media_type="image/png", pages=1, thumbnail=b"")


def test_a_key_ring_that_forgets_makes_no_database(tmp_path: Path) -> None:
    class Forgetful(MemoryKeys):
        def put(self, name: str, value: str) -> None: ...

    with pytest.raises(StorageFailed) as failed:
        open_store(tmp_path, keys=Forgetful())
    assert failed.value.message.code == "store.keyring_forgets"
    assert contents(tmp_path) == {}


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageFailed) as failed:
        open_store(tmp_path / "file" / "store", keys=MemoryKeys())
    assert failed.value.message.code == "store.unwritable"


@pytest.mark.skipif(sys.platform == "win32" or not hasattr(os, "geteuid"), reason="mount tables are POSIX")
@pytest.mark.parametrize(("kind", "expected"), [("nfs4", True), ("cifs", True), ("fuse.sshfs", True), ("ext4", False)])
def test_a_network_share_is_told_from_a_disk(tmp_path: Path, kind: str, expected: bool) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/a / ext4 rw 0 0\nserver:/x /mnt/the\\040share {kind} rw 0 0\n")
    assert on_network(Path("/mnt/the share/yichuang"), mounts=mounts) is expected
    assert not on_network(Path("/mnt/elsewhere"), mounts=mounts)


PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": 5000,
    "secure_delete": 1,
    "temp_store": 2,
    "journal_size_limit": 8 * 1024 * 1024,
}


def test_both_files_are_opened_the_durable_way(window: Window) -> None:
    for database in (window.store.journal._database, window.store.scans._database):
        found = {name: (database.one(f"PRAGMA {name}") or ("",))[0] for name in PRAGMAS}
        assert {name: str(value) for name, value in found.items()} == {n: str(v) for n, v in PRAGMAS.items()}
    scans = window.store.scans._database
    assert (scans.one("PRAGMA auto_vacuum"), scans.one("PRAGMA page_size")) == ((2,), ("16384",))


CANARIES = ("单曾国", "11010519491231002X", "13800138000", "SQLite format 3", "%PDF-", "application_opened")


def test_nothing_readable_is_on_disk(window: Window) -> None:
    jpeg = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 2000
    window.begin("a1", ap_name="单曾国", ap_id_no="11010519491231002X")
    window.commit("a1", accepted("R-20261123-00001"))
    window.store.scans.add(jpeg, media_type="image/jpeg", pages=1, thumbnail=b"\xff\xd8\xff\xe0thumb")
    window.store.scans.add(b"%PDF-1.7" + b"\x01" * 9000, media_type="application/pdf", pages=1, thumbnail=b"")
    while_open = b"".join(path.read_bytes() for path in window.folder.iterdir())
    window.store.close()
    all_bytes = while_open + b"".join(path.read_bytes() for path in window.folder.iterdir())
    (key,) = window.keys.secrets.values()
    for canary in (*CANARIES, key):
        for encoding in ("utf-8", "utf-16-le", "gbk"):
            assert canary.encode(encoding) not in all_bytes, canary
    assert b"JFIF" not in all_bytes and bytes.fromhex(key) not in all_bytes


def second_script() -> ModuleType:
    script = ModuleType("client.store.migrations.journal_0099_test")

    def up(migrator: Any, db: Any) -> None:
        db.execute_sql("ALTER TABLE settings ADD COLUMN scope TEXT NOT NULL DEFAULT 'user'")

    script.up = up  # type: ignore[attr-defined]
    return script


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    script = second_script()
    monkeypatch.setitem(sys.modules, script.__name__, script)
    return script


def test_an_older_file_is_copied_whole_then_migrated(window: Window, registered: ModuleType) -> None:
    window.store.settings.put("font", "large")
    window.begin("a1", ap_name="甲")
    (key,) = window.keys.secrets.values()
    database = window.store.journal._database
    bring_up(database, (*schema.JOURNAL, registered), key=key)
    assert database.one("SELECT scope FROM settings WHERE name = 'font'") == ("user",)
    copy = Database(window.folder / f"journal.db.before-{name_of(registered)}", key=key)
    assert copy.one("SELECT count(*) FROM operations") == (2,)
    assert copy.one("PRAGMA table_info(settings)") is not None
    assert len(copy.all("PRAGMA table_info(settings)")) == 2
    copy.close()


def test_a_migration_that_fails_leaves_the_old_schema(window: Window, registered: ModuleType) -> None:
    def up(migrator: Any, db: Any) -> None:
        db.execute_sql("ALTER TABLE settings ADD COLUMN scope TEXT NOT NULL DEFAULT 'user'")
        raise RuntimeError("power")

    registered.up = up  # type: ignore[attr-defined]
    (key,) = window.keys.secrets.values()
    database = window.store.journal._database
    with pytest.raises(RuntimeError):
        bring_up(database, (*schema.JOURNAL, registered), key=key)
    assert len(database.all("PRAGMA table_info(settings)")) == 2
    assert database.all("SELECT name FROM schema_migration") == [(name_of(script),) for script in schema.JOURNAL]


def test_a_file_of_the_first_program_learns_what_its_applications_pin(tmp_path: Path) -> None:
    key = "ab" * 48
    database = Database(tmp_path / "journal.db", key=key)
    make_schema(database, schema.JOURNAL[:1])
    operation = Centre().sealed("application/a1", ApplicationOpened(theme="", items=("BIZ-IND",), answers={}))
    with database.write():
        database.run(
            "INSERT INTO operations (device, epoch, dseq, stream, kind, wall, hash, chain, data)"
            " VALUES ('d', 1, 1, 'application/a1', 'application_opened', 1, '', '', ?)",
            (canonical(operation),),
        )
        nothing_more = "'intake', '', '', '', '', '', '', 1, 1, '', 0, 0, 0"
        database.run(f"INSERT INTO view_applications VALUES (1, 'a1', {nothing_more})")
    bring_up(database, schema.JOURNAL, key=key)
    assert database.all("SELECT application, catalog FROM view_applications") == [("a1", operation.catalog)]
    database.close()


def test_every_released_script_is_registered_in_order() -> None:
    folder = ROOT / "client/store/migrations"
    for kind, scripts in (("journal", schema.JOURNAL), ("scans", schema.SCANS)):
        on_disk = sorted(path.stem for path in folder.glob(f"{kind}_[0-9]*.py"))
        assert [name_of(script) for script in scripts] == on_disk
