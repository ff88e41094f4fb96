from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

import pytest
from fake_store import FakeClock, FakeStore, FakeTransport

from forms.errors import StorageFailed
from forms.message import message
from sync.link import Link, LinkState
from sync.report import StepReport
from sync.runner import Runner
from sync.transport import CentreFault, Transport, Unreachable
from sync.wire import ExchangeReply


class Office:
    """A runner with ears."""

    def __init__(self, transport: Callable[[], object] | None = None) -> None:
        self.store = FakeStore()
        self.wire = FakeTransport(FakeClock())
        self.links: list[Link] = []
        self.reports: list[StepReport] = []
        self.faults: list[tuple[str, type[BaseException]]] = []
        self.threads: set[str] = set()
        self.runner = Runner(
            self.store,
            transport or (lambda: nullcontext(self.wire)),  # type: ignore[arg-type]
            wall=lambda: 1_000,
            on_link=self._link,
            on_step=self.reports.append,
            on_fault=lambda event, error: self.faults.append((event, type(error))),
            random=lambda: 0.0001,
        )

    def _link(self, link: Link) -> None:
        self.links.append(link)
        self.threads.add(threading.current_thread().name)

    def until(self, holds: Callable[[], bool], seconds: float = 5.0) -> None:
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, "did not happen in time"
            time.sleep(0.005)


@pytest.fixture
def office() -> Iterator[Office]:
    office = Office()
    yield office
    assert office.runner.stop()


def test_it_sends_what_is_saved_when_woken(office: Office) -> None:
    office.runner.start()
    office.until(lambda: office.wire.calls == ["exchange"])
    office.store.save(1)
    office.runner.wake()
    office.until(lambda: not office.store.operations)
    assert office.links[-1].state is LinkState.ONLINE
    assert office.threads == {"sync"}


def test_sync_now_exchanges_although_nothing_waits(office: Office) -> None:
    office.runner.start()
    office.until(lambda: len(office.wire.calls) == 1)
    office.runner.sync_now()
    office.until(lambda: len(office.wire.calls) == 2)


def test_a_failing_link_is_tried_again_and_told(office: Office) -> None:
    office.wire.script = [Unreachable(message("sync.unreachable"))] * 3
    office.store.save(1)
    office.runner.start()
    office.until(lambda: not office.store.operations)
    assert [link.state for link in office.links][:1] == [LinkState.OFFLINE]
    assert sum(report.error is not None for report in office.reports) == 3


def test_a_save_does_not_break_the_wait_that_the_centre_asked_for_but_the_clerk_does(office: Office) -> None:
    office.wire.script = [CentreFault(message("sync.centre_fault"), retry_after=60)]
    office.store.save(1)
    office.runner.start()
    office.until(lambda: bool(office.links))
    office.runner.wake()
    time.sleep(0.1)
    assert office.wire.calls == ["exchange"]
    office.runner.sync_now()
    office.until(lambda: not office.store.operations)


def test_it_survives_a_bug_a_full_disk_and_a_deaf_listener(office: Office) -> None:
    faults = [RuntimeError("boom"), StorageFailed(message("store.disk_full"))]
    taken = office.store.take

    def take(reply: ExchangeReply) -> int:
        if faults:
            raise faults.pop(0)
        return taken(reply)

    office.store.take = take  # type: ignore[method-assign]
    office.store.save(1)
    office.runner.start()
    office.until(lambda: not office.store.operations)
    office.until(lambda: office.links[-1].state is LinkState.ONLINE)
    told = [link.message.code for link in office.links if link.state is LinkState.FAULT and link.message]
    assert told == ["sync.fault", "store.disk_full"]
    assert office.faults == [("sync_worker_fault", RuntimeError)]


def test_a_listener_that_raises_does_not_stop_the_worker() -> None:
    office = Office()
    office.runner._on_link = lambda link: 1 / 0  # type: ignore[assignment]
    office.store.save(1)
    office.runner.start()
    office.until(lambda: not office.store.operations)
    assert office.runner.stop()
    assert set(office.faults) == {("sync_listener_fault", ZeroDivisionError)}


def test_the_transport_is_made_in_the_worker_again_after_a_fault_and_closed() -> None:
    made: list[str] = []
    closed: list[str] = []

    @contextmanager
    def factory() -> Iterator[Transport]:
        made.append(threading.current_thread().name)
        if len(made) == 1:
            raise OSError("no certificates")
        yield office.wire
        closed.append("yes")

    office = Office(factory)
    office.runner.start()
    office.until(lambda: bool(office.wire.calls))
    assert office.runner.stop()
    assert made == ["sync", "sync"] and closed == ["yes"]


def test_a_store_closed_under_a_slow_request_ends_the_worker_quietly() -> None:
    office = Office()
    under_way, closed = threading.Event(), threading.Event()

    def slow(came: ExchangeReply) -> int:
        under_way.set()
        closed.wait(5)
        raise RuntimeError("the store is closed")

    office.store.take = slow  # type: ignore[method-assign]
    office.runner.start()
    under_way.wait(5)
    assert not office.runner.stop(timeout_s=0.05)
    closed.set()
    assert office.runner.stop()
    assert office.faults == []
