"""The command line of the centre: publishing, accounts, and the word after a restored backup."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from forms.catalog.package import build, catalog_id, sign
from forms.catalog.publisher_key import fingerprint, new_private_key, public_key
from sync.central.__main__ import main
from sync.central.passwords import Passwords
from sync.central.refused import CallRefused
from sync.central.rulebooks import Rulebooks
from sync.central.store.database import Database
from sync.central.store.store import open_store
from tests.support.accepted_papers import shipped_catalog
from tests.support.publisher import KEY, PRIVATE
from tests.sync.central.centre_window import PACKAGE

ROOT = Path(__file__).parents[3]


def a_file(folder: Path, data: bytes) -> str:
    file = folder / "catalog.package"
    file.write_bytes(data)
    return str(file)


def test_a_package_by_a_trusted_key_is_published_and_offered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = str(tmp_path / "data")
    assert main(["trust", "--data", data, "--key", KEY]) == 0
    assert capsys.readouterr().out.strip() == f"{KEY} {fingerprint(KEY)}"
    for _ in range(2):
        assert main(["publish", "--data", data, "--catalog", a_file(tmp_path, PACKAGE.data)]) == 0
        assert capsys.readouterr().out.strip() == PACKAGE.id == catalog_id(shipped_catalog())
    store = open_store(tmp_path / "data")
    offered = store.catalogs.current()
    assert offered is not None and (offered.id, offered.size) == (PACKAGE.id, len(PACKAGE.data))
    assert Rulebooks(store)(PACKAGE.id).catalog == PACKAGE.id
    with pytest.raises(KeyError):
        Rulebooks(store)("f" * 64)
    store.close()


def refused_packages() -> dict[str, tuple[bytes, str]]:
    flipped = bytearray(PACKAGE.data)
    flipped[-5] ^= 1
    (name, item), *_ = shipped_catalog().items.items()
    items = {**shipped_catalog().items, name: msgspec.structs.replace(item, blocks=("nowhere",))}
    unsound = build(msgspec.structs.replace(shipped_catalog(), items=items))
    by_another = sign(build(shipped_catalog()).data, new_private_key())
    return {
        "unsigned": (build(shipped_catalog()).data, "没有签名"),
        "altered": (bytes(flipped), "与签名不符"),
        "torn": (PACKAGE.data[:100], "不完整"),
        "by another": (by_another, "不在本中心的发布密钥中"),
        "unsound": (sign(unsound.data, PRIVATE), name),
        "no package": (b"[project]", "不是事项目录包"),
    }


@pytest.mark.parametrize(
    "kind", ["unsigned", "altered", "torn", "by another", "unsound", "no package", "folder", "nowhere"]
)
def test_a_wrong_catalog_is_refused_with_a_reason_and_the_offer_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    store = open_store(tmp_path)
    store.publishers.add(KEY)
    store.catalogs.publish(PACKAGE.id, version="1", data=PACKAGE.data)
    store.close()
    places = {"folder": (str(ROOT / "resources/catalog"), "catalog sign"), "nowhere": (str(tmp_path / "no"), "No such")}
    if kind not in places:
        data, expected = refused_packages()[kind]
        places[kind] = (a_file(tmp_path, data), expected)
    source, reason = places[kind]
    assert main(["publish", "--data", str(tmp_path), "--catalog", source]) == 2
    said = capsys.readouterr().err
    assert reason in said and "Traceback" not in said
    store = open_store(tmp_path)
    offered = store.catalogs.current()
    assert offered is not None and offered.id == PACKAGE.id
    store.close()


def test_whom_the_signers_trust_may_publish_next(tmp_path: Path) -> None:
    data, next_private = str(tmp_path / "data"), new_private_key()
    first = sign(build(shipped_catalog()).data, PRIVATE, successors=[public_key(next_private)])
    newer = build(msgspec.structs.replace(shipped_catalog(), version="2027.1"))
    by_the_next = a_file(tmp_path, sign(newer.data, next_private))
    assert main(["trust", "--data", data, "--key", KEY]) == 0
    assert main(["publish", "--data", data, "--catalog", by_the_next]) == 2
    assert main(["publish", "--data", data, "--catalog", a_file(tmp_path, first)]) == 0
    assert main(["publish", "--data", data, "--catalog", a_file(tmp_path, sign(newer.data, next_private))]) == 0


def test_an_older_catalog_is_signed_anew_without_being_offered(tmp_path: Path) -> None:
    data, other = str(tmp_path / "data"), new_private_key()
    newer = build(msgspec.structs.replace(shipped_catalog(), version="2027.1"))
    for key in (KEY, public_key(other)):
        assert main(["trust", "--data", data, "--key", key]) == 0
    for package in (PACKAGE.data, sign(newer.data, other)):
        assert main(["publish", "--data", data, "--catalog", a_file(tmp_path, package)]) == 0
    again = sign(PACKAGE.data, other)
    assert main(["publish", "--data", data, "--catalog", a_file(tmp_path, again), "--keep-offer"]) == 0
    store = open_store(tmp_path / "data")
    offered = store.catalogs.current()
    assert offered is not None and offered.id == newer.id
    assert store.catalogs.data(PACKAGE.id) == again
    store.close()


def test_a_key_that_was_taken_away_publishes_no_more(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "publisher.pub"
    file.write_text(f"{KEY}\n")
    data = str(tmp_path / "data")
    assert main(["trust", "--data", data, "--key", str(file)]) == 0
    assert main(["trust", "--data", data, "--key", KEY, "--remove"]) == 0
    assert main(["publish", "--data", data, "--catalog", a_file(tmp_path, PACKAGE.data)]) == 2
    capsys.readouterr()
    assert main(["trust", "--data", data, "--key", KEY, "--remove"]) == 2
    assert fingerprint(KEY) in capsys.readouterr().err
    assert main(["trust", "--data", data, "--key", "not a key"]) == 2
    assert "不是公钥" in capsys.readouterr().err


def test_an_account_added_twice_is_the_later_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    added = ["add-account", "--data", str(tmp_path), "--account", "lu", "--role", "reviewer"]
    assert main([*added, "--name", "旧", "--departments", "gaj", "--password", "alt"]) == 0
    monkeypatch.setenv("YICHUANG_PASSWORD", "neu")
    assert main([*added, "--name", "陆青", "--departments", "scjg,gaj"]) == 0
    store = open_store(tmp_path)
    person = store.accounts.find("lu")
    assert person is not None
    assert (person.name, person.role, person.departments) == ("陆青", "reviewer", ("scjg", "gaj"))
    assert person.verifier.startswith("$argon2id$")
    passwords = Passwords(lambda: 0)
    assert passwords.confirm(person, "neu") == person
    with pytest.raises(CallRefused):
        passwords.confirm(person, "alt")
    store.close()


def test_an_account_needs_a_password(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("YICHUANG_PASSWORD", raising=False)
    added = ["add-account", "--data", str(tmp_path), "--account", "lu", "--name", "陆青", "--role", "reviewer"]
    assert main(added) == 2
    assert "YICHUANG_PASSWORD" in capsys.readouterr().err


def test_after_a_backup_the_ledger_has_another_name(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.identity.begin(ledger_epoch="old", private_key="k")
    store.close()
    assert main(["restored", "--data", str(tmp_path)]) == 0
    store = open_store(tmp_path)
    assert store.identity.ledger_epoch() != "old"
    assert (store.identity.device_epoch(), store.identity.private_key()) == (2, "k")
    store.close()


def test_an_acknowledged_commit_is_on_the_disk(tmp_path: Path) -> None:
    """Full: NORMAL would lose acknowledged commits at a power cut. The SQLite is the one without the WAL-reset bug."""
    database = Database(tmp_path / "central.sqlite")
    asked = ("journal_mode", "synchronous", "foreign_keys")
    assert [database._sqlite.pragma(name) for name in asked] == ["wal", 2, 1]
    ((version,),) = database._sqlite.execute_sql("SELECT sqlite_version()").fetchall()
    assert tuple(map(int, version.split("."))) >= (3, 51, 3)
    database.close()


def test_a_file_that_is_no_database_is_refused_and_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "central.sqlite"
    file.write_bytes(b"not a database, but perhaps the only copy of something" * 100)
    before = file.read_bytes()
    assert main(["restored", "--data", str(tmp_path)]) == 2
    assert "不是审批中心的数据库" in capsys.readouterr().err
    assert file.read_bytes() == before
