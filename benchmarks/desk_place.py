"""A desk to measure: a real encrypted store with the sample catalog, a signed-in clerk, a restaurant to fill in."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from pathlib import Path

from client.desk import choosing
from client.desk.desk import Desk
from client.desk.scan_reader import ChildScanReader
from client.desk.session import Session
from client.house import RESOURCES, wall_ms
from client.papers.renderer import QtPaperRenderer
from client.store.keys import KeyStore
from client.store.store import Store, open_store
from forms.catalog.model import Catalog
from forms.catalog.package import build
from forms.catalog.source import read_source
from forms.elements.reading import read
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationState
from forms.values import Value
from sync.http import HttpTransport
from tests.story.applicant import ANSWERS, CLERK, THEME, TYPED, WINDOW


class KeysHere:
    """Keys in this process: how a key ring answers is no part of what is measured."""

    backend = "benchmarks.desk_place.KeysHere"

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        """See `client.store.keys.KeyStore`."""
        return self.kept.get(name)

    def put(self, name: str, value: str) -> None:
        """See `client.store.keys.KeyStore`."""
        self.kept[name] = value


class DeskPlace:
    """The desk on a store in `folder` with `catalog` (the sample), never connected to anything."""

    def __init__(self, folder: Path, keys: KeyStore, *, catalog: Catalog | None = None) -> None:
        self.store: Store = open_store(folder, keys=keys)
        self.scan_reader = ChildScanReader()
        numbers = itertools.count(1)
        self.desk = Desk(
            store=self.store,
            scan_reader=self.scan_reader,
            papers=QtPaperRenderer(),
            transport=lambda: HttpTransport("http://127.0.0.1:9", token=str),
            clock=wall_ms,
            new_id=lambda: f"{next(numbers):032d}",
            wake=lambda: None,
        )
        self.session = Session(
            account=CLERK, name="王芳", role="clerk", site="jz", site_name="江州市政务服务中心", window=WINDOW
        )
        self._keep_catalog(catalog or read_source(RESOURCES / "catalog"))

    def again(self) -> Desk:
        """Another desk on the same store, which remembers nothing."""
        known = self.desk
        return Desk(
            store=self.store,
            scan_reader=self.scan_reader,
            papers=known.papers,
            transport=known.transport,
            clock=known.clock,
            new_id=known.new_id,
            wake=known.wake,
        )

    def begin(self, *, theme: str = THEME, answers: Mapping[str, bool] = ANSWERS) -> ApplicationState:
        """A new application of `theme` (the restaurant), nothing typed yet."""
        state = choosing.open_application(self.session, self.desk, theme=theme, items=(), answers=answers)
        if isinstance(state, Refusal):
            raise RuntimeError(state.messages)
        return state

    def typed(self, state: ApplicationState, **other: str) -> dict[str, Value | None]:
        """What the clerk types for the restaurant, as values; `other` texts take the place of the story's."""
        elements = self.desk.catalog(state.catalog).elements
        return {element: read(elements[element], text) for element, text in {**TYPED, **other}.items()}

    def close(self) -> None:
        """Leave the desk."""
        self.scan_reader.close()
        self.store.close()

    def _keep_catalog(self, catalog: Catalog) -> None:
        package = build(catalog)
        self.store.catalogs.keep(package.id, catalog.version, package.data)
