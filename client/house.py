"""Everything behind the windows, built once: store, desk, exchange. Heavy, so imported after the first paint."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from pathlib import Path

from client.desk.desk import Desk, PaperRenderer
from client.desk.scan_reader import ChildScanReader
from client.policy import Settings
from client.store.keys import KeyStore, OsKeyring
from client.store.store import Store, open_store
from forms.words import Words
from forms.words_files import load_words
from sync.http import HttpTransport
from sync.link import Link
from sync.report import StepReport
from sync.runner import Runner

RESOURCES = Path(__file__).resolve().parent.parent / "resources"


class House:
    """The store, the desk that works on it, and the exchange that sends what it saves."""

    def __init__(self, *, store: Store, desk: Desk, runner: Runner, scan_reader: ChildScanReader, words: Words) -> None:
        self.store = store
        self.desk = desk
        self.runner = runner
        self.words = words
        self._scan_reader = scan_reader

    def close(self) -> None:
        """Stop the exchange after its request, end the child process, close the store."""
        self.runner.stop()
        self._scan_reader.close()
        self.store.close()


def build_house(
    settings: Settings,
    *,
    papers: PaperRenderer,
    on_link: Callable[[Link], None],
    on_step: Callable[[StepReport], None],
    on_fault: Callable[[str, BaseException], None],
    keys: KeyStore | None = None,
) -> House:
    """Open the store and build what works on it. Raises `StorageFailed`; then nothing was created or changed."""
    store = open_store(settings.data, keys=keys or OsKeyring(), clock=wall_ms, catalog_keys=settings.catalog_keys)
    transport = _transport_factory(settings, store)
    runner = Runner(store.sync, transport, wall=wall_ms, on_link=on_link, on_step=on_step, on_fault=on_fault)
    scan_reader = ChildScanReader()
    desk = Desk(
        store=store,
        scan_reader=scan_reader,
        papers=papers,
        transport=transport,
        clock=wall_ms,
        new_id=lambda: uuid.uuid4().hex,
        wake=runner.wake,
    )
    words = load_words(RESOURCES / "words", language=settings.language)
    return House(store=store, desk=desk, runner=runner, scan_reader=scan_reader, words=words)


def _transport_factory(settings: Settings, store: Store) -> Callable[[], HttpTransport]:
    return lambda: HttpTransport(settings.central, token=store.sync.token, plain_http=settings.plain_http)


def wall_ms() -> int:
    """UTC ms by the clock of this PC."""
    return time.time_ns() // 1_000_000
