"""A centre and the windows that report to it: real handlers, catalog and SQLite; only clock and random are ours."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from forms.elements.reading import read
from forms.journal.actor import Actor, ActorKind
from forms.journal.commands import AcceptApplication, AttachScan, Command, FillFields, OpenApplication, RequestDeferral
from forms.journal.decide import decide
from forms.journal.decision import Now, Refusal
from forms.journal.device import ClerkSignedIn
from forms.journal.fold import Entry, apply, fold
from forms.journal.operation import (
    APPLICATION,
    CHAIN_START,
    DEVICE,
    Operation,
    canonical,
    content_hash,
    decode,
    next_link,
)
from forms.journal.seal import Place, seal
from forms.journal.state import ApplicationState, ScanRef
from sync.central.handlers import Centre
from sync.central.rulebooks import Rulebooks
from sync.central.sessions import DeviceSession
from sync.central.store.rows import Person, Standing
from sync.central.store.store import open_store
from sync.wire import PROTOCOL, ExchangeReply, ExchangeRequest, Head, head_bytes
from tests.support.accepted_papers import RESTAURANT_ANSWERS, RESTAURANT_DEFERRED, RESTAURANT_TYPED, shipped_catalog
from tests.support.publisher import KEY, published

DAY = "2026-11-23"
WALL = 1_795_400_000_000
PACKAGE = published(shipped_catalog())
SCAN_DATA = b"%PDF-1.7 the certificate"


class Hall:
    """A centre with people in it."""

    def __init__(self, folder: Path, **limits: int) -> None:
        self.folder = folder
        self.limits = limits
        self.wall = WALL
        self.day = DAY
        self.drawn = 0
        self.open()
        self.store.publishers.add(KEY)
        self.store.catalogs.publish(PACKAGE.id, version="1", data=PACKAGE.data)
        for account, role, site in (
            ("wangfang", "clerk", "01"),
            ("limin", "supervisor", "01"),
            ("chenjing", "clerk", "02"),
        ):
            self.person(account, role=role, site=site)

    def open(self) -> None:
        self.store = open_store(self.folder)
        self.rules = Rulebooks(self.store)
        self.centre = Centre(self.store, self.clock, lambda: self.day, self.random, self.rules, **self.limits)

    def reopen(self) -> None:
        self.store.close()
        self.open()

    def clock(self) -> int:
        self.wall += 1
        return self.wall

    def random(self, count: int) -> bytes:
        self.drawn += 1
        return hashlib.sha512(str(self.drawn).encode()).digest()[:count]

    def person(self, account: str, *, role: str, site: str = "", departments: Sequence[str] = ()) -> None:
        self.store.accounts.put(
            Person(
                account=account,
                name=account,
                role=role,
                site=site,
                site_name=site,
                departments=tuple(departments),
                verifier="",
            )
        )

    def window(self, device: str, *, site: str = "01", account: str = "wangfang", epoch: int = 1) -> Window:
        return Window(self, device, site=site, account=account, epoch=epoch)


class Window:
    """A device with its own journal, chain and key, as a client keeps them."""

    def __init__(self, hall: Hall, device: str, *, site: str, account: str, epoch: int) -> None:
        self.hall = hall
        self.session = DeviceSession(device=device, epoch=epoch, site=site, window="3")
        self.actor = Actor(kind=ActorKind.CLERK, account=account, name="王芳", site=site, window="3")
        self.key = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(device.encode()).digest())
        self.sealed: list[bytes] = []
        self.chains = [CHAIN_START]
        self.states: dict[str, ApplicationState] = {}
        self.cursor = ""
        hall.store.devices.enrol(
            Standing(
                device=device,
                epoch=epoch,
                public_key=self.key.public_key().public_bytes_raw().hex(),
                site=site,
                window="3",
                watermark=0,
                chain=CHAIN_START,
                since=hall.store.identity.feed_seq(),
            )
        )

    def seal(self, body: msgspec.Struct, *, stream: str, actor: Actor | None = None, day: str = DAY) -> bytes:
        """The next operation of this device, kept in its journal."""
        state = self.states.get(stream.removeprefix(APPLICATION))
        place = Place(
            device=self.session.device,
            epoch=self.session.epoch,
            dseq=len(self.sealed) + 1,
            stream=stream,
            catalog=PACKAGE.id if stream.startswith(APPLICATION) else "",
            base_rev=state.rev if state else 0,
            salt="5a" * 16,
        )
        operation = seal(body, place=place, actor=actor or self.actor, now=Now(wall=WALL, day=day))
        return self.keep(canonical(operation))

    def keep(self, data: bytes) -> bytes:
        """Put bytes, good or bad, into the journal."""
        self.sealed.append(data)
        self.chains.append(next_link(self.chains[-1], content_hash(data)))
        return data

    def instead(self, data: bytes) -> bytes:
        """Other bytes in place of the last operation, which was never sent."""
        self.sealed.pop()
        self.chains.pop()
        return self.keep(data)

    def signed_in(self) -> bytes:
        body = ClerkSignedIn(account=self.actor.account, offline=False)
        return self.seal(body, stream=DEVICE + self.session.device)

    def do(self, application: str, command: Command) -> list[bytes]:
        """Decide, seal and fold, as a desk does."""
        state = self.states.get(application, ApplicationState(id=application))
        decision = decide(state, command, self.hall.rules(PACKAGE.id), Now(wall=WALL, day=DAY))
        assert not isinstance(decision, Refusal), decision.messages
        return [self.tell(application, body) for body in decision]

    def tell(self, application: str, body: msgspec.Struct) -> bytes:
        """Seal a fact without asking decide."""
        data = self.seal(body, stream=APPLICATION + application)
        state = self.states.get(application, ApplicationState(id=application))
        self.states[application] = apply(state, decode(data))
        return data

    def opened(self, application: str, *, items: tuple[str, ...] = ("RE-QUERY",)) -> bytes:
        (data,) = self.do(application, OpenApplication(theme="", items=items, answers={}))
        return data

    def filled(self, application: str, **values: str) -> bytes:
        (data,) = self.do(application, FillFields(values=values))
        return data

    def accepted(self, application: str, *, number: str = "01-3-20261123-00001") -> None:
        """The restaurant, from the first question to the acceptance with two deferrals."""
        catalog, rules = shipped_catalog(), self.hall.rules(PACKAGE.id)
        answers = {**RESTAURANT_ANSWERS, "q_agent": False}
        items = rules.theme_items("C-RESTAURANT", answers)  # type: ignore[attr-defined]
        self.do(application, OpenApplication(theme="C-RESTAURANT", items=items, answers=answers))
        typed = {element: read(catalog.elements[element], text) for element, text in RESTAURANT_TYPED.items()}
        self.do(application, FillFields(values=typed))
        self.hand_in(application, RESTAURANT_DEFERRED)
        self.do(application, AcceptApplication(receipt_number=number))

    def hand_in(self, application: str, deferred: Mapping[str, str]) -> None:
        state = self.states[application]
        rules = self.hall.rules(PACKAGE.id)
        for need in rules.materials(state.items, state.answers, state.plain_values(), day=DAY):
            if need.material in deferred:
                due = min(allowed.due_day for allowed in need.deferrable_for)
                reason = deferred[need.material]
                self.do(application, RequestDeferral(material=need.material, reason=reason, due_day=due))
            elif not need.made and not need.awaited_from:
                self.do(application, AttachScan(material=need.material, scan=scan_of(need.material.encode())))

    def head(self, dseq: int, *, chain: str = "") -> Head:
        chain = chain or self.chains[dseq]
        session = self.session
        said = head_bytes(device=session.device, epoch=session.epoch, dseq=dseq, chain=chain)
        signature = self.key.sign(said).hex()
        return Head(device=session.device, epoch=session.epoch, dseq=dseq, chain=chain, signature=signature)

    def request(self, operations: Sequence[bytes], *, cursor: str = "", head: Head | None = None) -> ExchangeRequest:
        return ExchangeRequest(
            protocol=PROTOCOL,
            device=self.session.device,
            epoch=self.session.epoch,
            cursor=cursor,
            head=head,
            operations=tuple(msgspec.Raw(data) for data in operations),
        )

    def send(self, *operations: bytes, cursor: str = "", head: Head | None = None) -> ExchangeReply:
        return self.hall.centre.exchange(self.session, self.request(operations, cursor=cursor, head=head))

    def send_all(self, *, cursor: str = "") -> ExchangeReply:
        return self.send(*self.sealed, cursor=cursor)

    def refold(self, application: str) -> ApplicationState:
        """The state as this device would fold it from its feed and its own bytes."""
        entries: list[Entry] = []
        cursor, more = "", True
        while more:
            reply = self.send(cursor=cursor)
            for entry in reply.feed:
                data = self.sealed[entry.dseq - 1] if entry.is_own else bytes(entry.operation)
                operation = decode(data)
                if operation.application == application:
                    entries.append(Entry(operation=operation, rev=entry.rev))
            cursor, more = reply.cursor, reply.more
        return fold(application, entries)


def scan_of(data: bytes) -> ScanRef:
    digest = hashlib.sha256(data).hexdigest()
    return ScanRef(sha256=digest, media_type="application/pdf", size=len(data), pages=1)


def changed(data: bytes, **fields: Any) -> bytes:
    """The canonical bytes of an operation with other fields."""
    return canonical(msgspec.structs.replace(decode(data), **fields))


def outcomes(reply: ExchangeReply) -> list[str]:
    return [result.outcome.value for result in reply.results]


def codes(reply: ExchangeReply) -> list[str]:
    return [result.message.code if result.message else "" for result in reply.results]


def told(reply: ExchangeReply) -> list[Operation]:
    """The foreign operations of a feed page."""
    return [decode(bytes(entry.operation)) for entry in reply.feed if not entry.is_own]
