"""The handlers of the centre: wire types in, wire types out. No framework, no sockets, no clock of their own."""

from __future__ import annotations

from collections.abc import Callable

from forms.journal.rules import Rules
from sync.central.arrivals import Arrivals
from sync.central.calendars import Calendars
from sync.central.distrust import Distrust
from sync.central.enrolment import Enrolment
from sync.central.exchange import Exchange
from sync.central.feed import Feed
from sync.central.heads import Heads
from sync.central.intake import Intake
from sync.central.moment import Moments
from sync.central.numbering import LEASE, LEASE_AT, SKIPPED, Numbering
from sync.central.ordering import Ordering
from sync.central.passwords import Passwords
from sync.central.rechecking import Rechecking
from sync.central.recounting import Recounting
from sync.central.scoping import Scoping
from sync.central.sessions import DeviceSession
from sync.central.store.store import Store
from sync.central.uploads import CatalogDownloads, Uploads
from sync.keys import KEY_BYTES
from sync.wire import (
    FEED_PAGE,
    CatalogPart,
    ExchangeReply,
    ExchangeRequest,
    HaveReply,
    HaveRequest,
    PartReply,
    ScanPart,
    SignInReply,
    SignInRequest,
)

_EPOCH_BYTES = 6


class Centre:
    """The approval centre for devices. Every call raises `CallRefused` when it will not be carried out.

    `clock` UTC ms, `today` ISO day in the hall's zone, `random_bytes` that many bytes, `rules` by catalog id
    (`KeyError` for a catalog that was never published here).
    """

    def __init__(
        self,
        store: Store,
        clock: Callable[[], int],
        today: Callable[[], str],
        random_bytes: Callable[[int], bytes],
        rules: Callable[[str], Rules],
        *,
        feed_page: int = FEED_PAGE,
        lease: int = LEASE,
        lease_at: int = LEASE_AT,
    ) -> None:
        self.store = store
        self.rules = rules
        self.passwords = Passwords(clock)
        self.moments = Moments(clock=clock, today=today, random_bytes=random_bytes)
        if not store.identity.exists():
            begin(store, random_bytes)
        self.ordering = Ordering(store, self.moments)
        self.calendars = Calendars(store, rules)
        self.recounting = Recounting(store, self.moments, ordering=self.ordering, calendars=self.calendars)
        self.arrivals = Arrivals(
            store, ordering=self.ordering, scoping=Scoping(store, self.ordering), rules=self.calendars.newest
        )
        self.distrust = Distrust(store, self.moments)
        rechecking = Rechecking(store, self.moments, ordering=self.ordering, distrust=self.distrust, rules=rules)
        heads = Heads(store, self.moments)
        self.numbering = Numbering(store, self.ordering, lease=lease, lease_at=lease_at)
        intake = Intake(
            store,
            self.moments,
            ordering=self.ordering,
            numbering=self.numbering,
            heads=heads,
            rules=rules,
            following=self.calendars.of,
            recounting=self.recounting,
            rechecking=rechecking,
            arrivals=self.arrivals,
        )
        feed = Feed(store, page=feed_page)
        self._enrolment = Enrolment(store, self.moments, passwords=self.passwords)
        self._exchange = Exchange(
            store,
            self.moments,
            intake=intake,
            feed=feed,
            heads=heads,
            numbering=self.numbering,
            recounting=self.recounting,
            rechecking=rechecking,
            distrust=self.distrust,
        )
        self._uploads = Uploads(store)
        self._catalogs = CatalogDownloads(store)

    def sign_in(self, request: SignInRequest) -> SignInReply:
        """Sign a clerk in and enrol the device."""
        return self._enrolment.sign_in(request)

    def device_session(self, token: str) -> DeviceSession:
        """The device behind a bearer token."""
        return self._enrolment.session(token)

    def exchange(self, session: DeviceSession, request: ExchangeRequest) -> ExchangeReply:
        """Operations up, results and feed down; durable when it returns."""
        return self._exchange.answer(session, request)

    def have(self, session: DeviceSession, request: HaveRequest) -> HaveReply:
        """How much of each asked scan is here."""
        return self._uploads.have(request)

    def send_part(self, session: DeviceSession, part: ScanPart) -> PartReply:
        """Take a run of bytes of a scan; durable when it returns."""
        return self._uploads.take(part)

    def catalog_part(self, session: DeviceSession, catalog: str, *, offset: int, length: int) -> CatalogPart:
        """A run of bytes of a catalog package."""
        return self._catalogs.part(catalog, offset=offset, length=length)


def begin(store: Store, random_bytes: Callable[[int], bytes]) -> None:
    """Give a new store its identity: the name of its ledger and the centre's key."""
    store.identity.begin(ledger_epoch=random_bytes(_EPOCH_BYTES).hex(), private_key=random_bytes(KEY_BYTES).hex())


def begin_anew(store: Store, random_bytes: Callable[[int], bytes]) -> None:
    """After a restored backup: devices start their feed again, and the centre's lost numbers are never reused."""
    with store.transaction():
        store.identity.begins_anew(ledger_epoch=random_bytes(_EPOCH_BYTES).hex())
        store.numbers.skip(SKIPPED)
