"""The package is changed in the database of a running centre: windows notice, and go on with the one they have."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from client.store.store import Store, open_store
from forms.catalog.package import open_signed
from forms.catalog.signature import without_signatures
from sync.central.__main__ import main
from sync.engine import Engine
from sync.http import HttpTransport
from sync.report import StepReport, Work
from sync.wire import SignInRequest
from tests.support.accepted_papers import shipped_catalog
from tests.support.memory_keys import MemoryKeys
from tests.support.publisher import KEY, published
from tests.sync.central.centre_process import running
from tests.sync.central.centre_window import PACKAGE

pytestmark = pytest.mark.e2e

NEWER = published(replace(shipped_catalog(), version="2027.1"))
Tamper = Callable[[bytes], bytes]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "centre"


@pytest.fixture
def url(tmp_path: Path, data: Path) -> Iterator[str]:
    package = tmp_path / "first.package"
    package.write_bytes(PACKAGE.data)
    with running(data, "--catalog", str(package), "--catalog-key", KEY, "--demo-accounts") as centre:
        yield centre.url
        code, logged = centre.stop()
        assert (code, "centre.fault" in logged) == (0, False), logged


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "window", keys=MemoryKeys())
    yield store
    store.close()


def sign_in(wire: HttpTransport, store: Store) -> None:
    device = store.device
    asked = SignInRequest(
        account="wangfang",
        password="demo-2026",
        device=device.id,
        epoch=device.epoch,
        public_key=device.public_key,
        window="3",
    )
    reply = wire.sign_in(asked)
    store.sync.remember_token(reply.token, reply.centre_key)
    store.catalog_keys.named(reply.catalog_keys)


def publish(tmp_path: Path, data: Path, *, tamper: Tamper) -> None:
    """The next catalog is published as it should be, and changed in the centre's database afterwards."""
    package = tmp_path / "next.package"
    package.write_bytes(NEWER.data)
    assert main(["publish", "--data", str(data), "--catalog", str(package)]) == 0
    with closing(sqlite3.connect(data / "central.sqlite", timeout=10)) as file, file:
        changed = file.execute(
            "UPDATE catalog_package SET bytes = ? WHERE id = ?", (tamper(NEWER.data), NEWER.id)
        ).rowcount
    assert changed == 1


def everything(engine: Engine) -> list[StepReport]:
    engine.ask()
    reports = []
    for _ in range(100):
        reports.append(engine.step())
        assert reports[-1].error is None, reports[-1].error
        if reports[-1].work is Work.NOTHING:
            return reports
    raise AssertionError("the exchange never ends")


def in_the_content(data: bytes) -> bytes:
    return data[:-500] + bytes([data[-500] ^ 4]) + data[-499:]


@pytest.mark.parametrize(
    ("tamper", "code"),
    [(in_the_content, "package.altered"), (without_signatures, "package.unsigned")],
    ids=["content", "signature"],
)
def test_a_catalog_changed_at_the_centre_is_refused_and_the_old_one_stays(
    url: str, tmp_path: Path, data: Path, store: Store, tamper: Tamper, code: str
) -> None:
    with HttpTransport(url, token=store.sync.token, trust_env=False) as wire:
        sign_in(wire, store)
        assert store.catalog_keys.trusted() == (KEY,)
        engine = Engine(store.sync, wire, clock=lambda: int(time.monotonic() * 1000))
        assert all(report.trouble is None for report in everything(engine))
        assert store.catalogs.current() == PACKAGE.id
        publish(tmp_path, data, tamper=tamper)
        told = [report.trouble.code for report in everything(engine) if report.trouble]
        assert told == [code]
        assert store.catalogs.current() == PACKAGE.id and not store.catalogs.is_kept(NEWER.id)
        kept = store.catalogs.package(PACKAGE.id)
        assert kept is not None and open_signed(kept, trusted=[KEY]).catalog == shipped_catalog()
