"""The centre of a run: the product's handlers over SQLite in memory, behind bytes as they travel."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from forms.catalog.package import Package
from forms.journal.operation import CHAIN_START
from forms.journal.rules import Rules
from sync.central.enrolment import token_hash
from sync.central.handlers import Centre, begin
from sync.central.refused import CallRefused
from sync.central.review import Review
from sync.central.store.rows import Person, Standing, Ticket
from sync.central.store.store import Store, memory_store
from sync.wire import ExchangeRequest, HaveRequest, ScanPart
from tests.simulation.catalogs import package, rulebook
from tests.simulation.killed import CentreKilled
from tests.simulation.moments import VirtualTime
from tests.support.publisher import KEY

SITE = "S1"
FEED_PAGE = 3
LEASE, LEASE_AT = 6, 3


class Call(msgspec.Struct, frozen=True):
    """A request as bytes on the wire; `name` is the method of `Transport`."""

    name: str
    token: str
    body: bytes


class CentreNode:
    """Answers calls. `kill_at` ends it within its n-th write from now, `kill_after` after its next commit."""

    def __init__(
        self,
        time: VirtualTime,
        rng: random.Random,
        *,
        mutate: Callable[[CentreNode], None],
        rules: Callable[[str], Rules] = rulebook,
        feed_page: int = FEED_PAGE,
    ) -> None:
        self._time = time
        self._rng = rng
        self._mutate = mutate
        self._rules = rules
        self._feed_page = feed_page
        self.store: Store = memory_store()
        self.kill_at = 0
        self.kill_after = False
        begin(self.store, random.Random(0).randbytes)
        self.store.publishers.add(KEY)
        self.publish("1")
        for table, method in ((self.store.ledger, "put"), (self.store.scans, "append")):
            self._make_mortal(table, method)
        self.start()

    def start(self) -> None:
        """A fresh process over what was committed."""
        self.kill_at, self.kill_after = 0, False
        self.centre = Centre(
            self.store,
            self._time.wall,
            self._time.day,
            self._rng.randbytes,
            self._rules,
            feed_page=self._feed_page,
            lease=LEASE,
            lease_at=LEASE_AT,
        )
        self.review = Review(self.centre)
        self._mutate(self)

    def publish(self, version: str) -> None:
        """Offer another catalog."""
        self.offer(package(version), version)

    def offer(self, made: Package, version: str) -> None:
        """Offer the catalog of any package."""
        self.store.catalogs.publish(made.id, version=version, data=made.data)

    def enrol(
        self,
        *,
        device: str,
        epoch: int,
        public_key: str,
        account: str,
        window: str,
        token: str,
        role: str = "clerk",
        site: str = SITE,
    ) -> None:
        """What a sign-in would leave behind."""
        person = Person(
            account=account, name=account, role=role, site=site, site_name="大厅", departments=(), verifier=""
        )
        self.store.accounts.put(person)
        self.store.devices.enrol(
            Standing(
                device=device,
                epoch=epoch,
                public_key=public_key,
                site=site,
                window=window,
                watermark=0,
                chain=CHAIN_START,
                since=0,
            )
        )
        ticket = Ticket(account=account, device=device, epoch=epoch, expires_wall=0)
        self.store.tokens.put(token_hash(token), ticket, wall=0)

    def answer(self, call: Call) -> tuple[int, bytes]:
        """HTTP status and body. Raises `CentreKilled`, after which it has to be started again."""
        try:
            session = self.centre.device_session(call.token)
            said = _HANDLERS[call.name](self.centre, session, call.body)
        except CallRefused as refused:
            return refused.status, msgspec.json.encode(refused.message)
        if self.kill_after:
            raise CentreKilled
        return 200, msgspec.json.encode(said)

    def _make_mortal(self, table: object, method: str) -> None:
        write = getattr(table, method)

        def mortal(*args: Any, **kwargs: Any) -> Any:
            if self.kill_at:
                self.kill_at -= 1
                if not self.kill_at:
                    raise CentreKilled
            return write(*args, **kwargs)

        setattr(table, method, mortal)

    def rows(self, sql: str) -> Sequence[tuple[Any, ...]]:
        """A look behind the tables, for the oracle."""
        return list(self.store._database._sqlite.execute_sql(sql).fetchall())


def _exchange(centre: Centre, session: Any, body: bytes) -> object:
    return centre.exchange(session, msgspec.json.decode(body, type=ExchangeRequest))


def _have(centre: Centre, session: Any, body: bytes) -> object:
    return centre.have(session, msgspec.json.decode(body, type=HaveRequest))


def _part(centre: Centre, session: Any, body: bytes) -> object:
    return centre.send_part(session, msgspec.json.decode(body, type=ScanPart))


def _catalog(centre: Centre, session: Any, body: bytes) -> object:
    catalog, offset, length = msgspec.json.decode(body, type=tuple[str, int, int])
    return centre.catalog_part(session, catalog, offset=offset, length=length)


_HANDLERS: dict[str, Callable[[Centre, Any, bytes], object]] = {
    "exchange": _exchange,
    "have": _have,
    "send_part": _part,
    "catalog_part": _catalog,
}
