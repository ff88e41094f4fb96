"""The desk: the doors a verb needs, built once by the composition root and handed to every verb."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from client.desk.hall_day import counting_day, hall_day
from client.desk.live_editor import LiveEditors
from client.store.store import Store
from forms.calendar import is_newer
from forms.catalog.model import Catalog
from forms.catalog.package import read_package
from forms.catalog.search import CatalogIndex
from forms.errors import StorageFailed
from forms.journal.decision import Now
from forms.journal.state import ApplicationState
from forms.message import message
from forms.rulebook import Rulebook
from sync.transport import Transport


class ScanFacts(Protocol):
    """What reading a file found."""

    @property
    def media_type(self) -> str:
        """image/jpeg, image/png or application/pdf."""

    @property
    def pages(self) -> int:
        """How many pages it has."""

    @property
    def thumbnail(self) -> bytes:
        """Its first page as a small PNG."""


class ScanReader(Protocol):
    """Reads files that somebody brought; hostile ones must not harm this process."""

    def inspect(self, data: bytes) -> ScanFacts:
        """Facts of a readable JPEG, PNG or PDF; raises `ScanRefused` for anything else."""

    def page_image(self, data: bytes, *, page: int, width: int) -> bytes:
        """Page `page` (from 0) as PNG, `width` pixels wide."""

    def codes(self, data: bytes) -> tuple[str, ...]:
        """The texts of the codes (QR and bar codes) on the first pages; raises `ScanRefused` as `inspect` does."""


class PaperRenderer(Protocol):
    """Turns a filled template into a PDF."""

    def render(self, html: str, *, title: str, qr: str, footer: str) -> bytes:
        """The PDF bytes; `qr` is the content of its code ('' for none), `footer` stands on every page."""


class Desk:
    """Doors of the desk: `store`, `scans` reader, `papers` renderer, `transport` for sign-in, clock and wake-up.

    `clock` gives UTC ms of this PC; `wake` tells the exchange that something waits.
    """

    def __init__(
        self,
        *,
        store: Store,
        scan_reader: ScanReader,
        papers: PaperRenderer,
        transport: Callable[[], AbstractContextManager[Transport]],
        clock: Callable[[], int],
        new_id: Callable[[], str],
        wake: Callable[[], None],
    ) -> None:
        self.store = store
        self.scan_reader = scan_reader
        self.papers = papers
        self.transport = transport
        self.clock = clock
        self.new_id = new_id
        self.wake = wake
        self.editors = LiveEditors()
        self._rulebooks: dict[str, Rulebook] = {}
        self._counting: dict[tuple[str, str], Rulebook] = {}
        self._indexes: dict[str, CatalogIndex] = {}
        # Rulebooks are built by whichever thread asks first: the screen, or a search in the background.
        self._lock = threading.Lock()

    def now(self) -> Now:
        """This moment, with the hall's day as far as it can be known (see `hall_day`)."""
        wall = self.clock()
        return Now(wall=wall, day=hall_day(self.store, wall=wall).day, skew=self.store.sync.skew())

    def today(self) -> str:
        """The day (ISO) that lists and lights are read by (see `counting_day`); nothing lawful is dated by it."""
        return counting_day(self.store, wall=self.clock())

    def current_catalog(self) -> str:
        """Id of the catalog that new applications use, '' before the first one arrived."""
        return self.store.catalogs.current()

    def rules(self, catalog: str) -> Rulebook:
        """The rules of a pinned catalog. Raises `StorageFailed` when its package is not here."""
        known = self._rulebooks.get(catalog)
        if known is not None:
            return known
        # Read without the lock: a verb asks for rules while it holds the store's turn, and would wait here for a
        # thread that waits for that turn. Two threads may read the same catalog; the first one's rules are kept.
        rules = Rulebook(self._read_catalog(catalog), catalog_id=catalog)
        with self._lock:
            return self._rulebooks.setdefault(catalog, rules)

    def rules_of(self, state: ApplicationState) -> Rulebook:
        """The rules that `state` pins, counting by the calendar that its days follow since a newer one moved them."""
        pinned, current = self.rules(state.catalog), self.current_catalog()
        if state.calendar_revision in ("", pinned.calendar_revision) or not current:
            return pinned
        calendar = self.catalog(current).calendar
        if not is_newer(calendar, pinned.source.calendar):
            return pinned
        known = self._counting.get((state.catalog, calendar.revision))
        return known or self._counting.setdefault((state.catalog, calendar.revision), pinned.counting_by(calendar))

    def catalog(self, catalog: str) -> Catalog:
        """The pinned catalog itself, for labels."""
        return self.rules(catalog).source

    def catalog_if_here(self, catalog: str) -> Catalog | None:
        """The pinned catalog, None while its package is still on its way: lists do without it."""
        if catalog not in self._rulebooks and not self.store.catalogs.is_kept(catalog):
            return None
        return self.catalog(catalog)

    def index(self, catalog: str = "") -> CatalogIndex:
        """The search index of a pinned catalog, of the current one when none is named."""
        catalog = catalog or self.current_catalog()
        source = self.catalog(catalog)
        with self._lock:
            if catalog not in self._indexes:
                self._indexes[catalog] = CatalogIndex(source)
            return self._indexes[catalog]

    def _read_catalog(self, catalog: str) -> Catalog:
        data = self.store.catalogs.package(catalog)
        if data is None:
            raise StorageFailed(message("catalog.not_here", catalog=catalog[:12]))
        return read_package(data, catalog)
