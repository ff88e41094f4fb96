"""The product's store, engine, worker and transport against the product's centre, over a real socket."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fault_server import behind_uvicorn

from client.store.store import Store, open_store
from forms.journal.actor import Actor, ActorKind
from forms.journal.decision import Now
from forms.journal.intake import ApplicationOpened, ScanAttached
from forms.journal.state import ScanRef, digest
from forms.words import Words
from sync.central.passwords import verifier_of
from sync.central.store.rows import Person
from sync.central.web.app import create_app
from sync.engine import Engine
from sync.http import HttpTransport
from sync.link import Link, LinkState
from sync.report import StepReport, Work
from sync.runner import Runner
from sync.transport import CentreRefused
from sync.wire import SignInRequest
from tests.simulation.catalogs import LICENCE, package
from tests.simulation.centre_node import CentreNode
from tests.simulation.moments import VirtualTime
from tests.simulation.window_node import Keys

# Litestar 2 says what Litestar 3 will want.
pytestmark = pytest.mark.filterwarnings("ignore::litestar.exceptions.LitestarDeprecationWarning")

CLERK = Actor(kind=ActorKind.CLERK, account="wang", name="王芳", site="S1", window="3")
NOW = Now(wall=1_700_000_000_000, day="2026-11-23")


@pytest.fixture(scope="module")
def verifier() -> str:
    return verifier_of("right")


@pytest.fixture
def centre(verifier: str) -> Iterator[CentreNode]:
    node = CentreNode(VirtualTime(), random.Random(1), mutate=lambda centre: None)
    person = Person(
        account="wang", name="王芳", role="clerk", site="S1", site_name="大厅", departments=(), verifier=verifier
    )
    node.store.accounts.put(person)
    yield node
    node.store.close()


@pytest.fixture
def url(centre: CentreNode) -> Iterator[str]:
    with behind_uvicorn(create_app(centre.centre, Words({}, language="zh_CN"))) as url:
        yield url


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "window", keys=Keys())
    yield store
    store.close()


def wire(url: str, store: Store) -> HttpTransport:
    return HttpTransport(url, token=store.sync.token, trust_env=False, stall_s=10)


def sign_in(transport: HttpTransport, store: Store, *, password: str = "right") -> None:
    device = store.device
    reply = transport.sign_in(
        SignInRequest(
            account="wang",
            password=password,
            device=device.id,
            epoch=device.epoch,
            public_key=device.public_key,
            window="3",
        )
    )
    store.sync.remember_token(reply.token, reply.centre_key)
    store.catalog_keys.named(reply.catalog_keys)


def save(store: Store, application: str, *, scan_bytes: int) -> None:
    data = random.Random(7).randbytes(scan_bytes)
    sha256 = store.scans.add(data, media_type="image/png", pages=1, thumbnail=b"")
    scan = ScanRef(sha256=sha256, media_type="image/png", size=len(data), pages=1)
    bodies = (
        ApplicationOpened(theme="", items=(LICENCE,), answers={}),
        ScanAttached(material="identity", scan=scan),
    )
    store.journal.commit(application, bodies, actor=CLERK, now=NOW, catalog=package("1").id)


def steps(engine: Engine) -> list[StepReport]:
    reports = [engine.step()]
    while reports[-1].again:
        reports.append(engine.step())
    return reports


def test_a_window_signs_in_and_everything_goes_both_ways(url: str, centre: CentreNode, store: Store) -> None:
    with wire(url, store) as transport:
        sign_in(transport, store)
        save(store, "a1", scan_bytes=300_000)
        reports = steps(Engine(store.sync, transport, clock=lambda: int(time.monotonic() * 1000)))
    assert reports[-1].work is Work.NOTHING and all(report.error is None for report in reports)
    assert digest(store.journal.state("a1")) == digest(centre.centre.ordering.state("a1"))
    assert store.journal.state("a1").rev == 2
    assert store.catalogs.current() == package("1").id
    assert store.numbers.left() == 6
    assert store.sync.summary().scans == 0
    assert [row[0] for row in centre.rows("SELECT complete FROM scan")] == [1]
    assert store.journal.verify() == ()


def test_refusals_arrive_in_the_centres_words(url: str, store: Store) -> None:
    with wire(url, store) as transport:
        with pytest.raises(CentreRefused) as caught:
            sign_in(transport, store, password="wrong")
        assert (caught.value.status, caught.value.message.code) == (401, "centre.sign_in_refused")
        error = Engine(store.sync, transport, clock=lambda: 0).step().error
    assert isinstance(error, CentreRefused) and error.message.code == "centre.token_unknown"


def test_the_worker_sends_what_is_saved_and_says_that_the_link_is_good(url: str, store: Store) -> None:
    links: list[Link] = []
    with wire(url, store) as transport:
        sign_in(transport, store)
    runner = Runner(
        store.sync,
        lambda: wire(url, store),
        wall=lambda: int(time.time() * 1000),
        on_link=links.append,
        on_step=lambda report: None,
        on_fault=lambda event, error: None,
    )
    runner.start()
    try:
        until(lambda: bool(links))
        save(store, "a2", scan_bytes=1_000)
        runner.wake()
        until(lambda: store.journal.state("a2").rev == 2 and store.sync.summary().scans == 0)
        until(lambda: links[-1].state is LinkState.ONLINE)
    finally:
        assert runner.stop()


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < end, "did not happen in time"
        time.sleep(0.01)
