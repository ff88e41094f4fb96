"""A window at work on a real store, and a small centre that orders what windows send."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from client.store.store import Store, open_store
from forms.journal.acceptance import ApplicationAccepted, CaseFact, DeferralFact
from forms.journal.actor import Actor, ActorKind
from forms.journal.decision import Now
from forms.journal.device import NumbersLeased
from forms.journal.intake import ApplicationOpened, FieldsFilled
from forms.journal.operation import Operation, canonical, decode
from forms.journal.seal import Place, seal
from forms.journal.state import ApplicationState, PaperFact, Party
from forms.message import message
from forms.values import Value
from sync.wire import PROTOCOL, ExchangeReply, FeedEntry, OperationResult, Outcome
from tests.support.memory_keys import MemoryKeys
from tests.support.publisher import KEY

CLERK = Actor(kind=ActorKind.CLERK, account="li", name="李敏", site="S1", window="W1")
REVIEWER = Actor(kind=ActorKind.REVIEWER, account="chen", name="陈审", site="S1")
CENTRE = Actor(kind=ActorKind.CENTRE, account="centre")
DAY = "2026-11-23"
CATALOG = "c" * 64


class Window:
    """A store with a clock that moves by a second per question."""

    def __init__(self, folder: Path, *, keys: MemoryKeys | None = None) -> None:
        self.folder = folder
        self.keys = keys or MemoryKeys()
        self.wall = 1_795_000_000_000
        self.store: Store = self._opened()

    def _opened(self) -> Store:
        return open_store(self.folder, keys=self.keys, clock=self.tick, catalog_keys=(KEY,))

    def tick(self) -> int:
        self.wall += 1000
        return self.wall

    def now(self) -> Now:
        return Now(wall=self.tick(), day=DAY)

    def reopen(self) -> None:
        self.store.close()
        self.store = self._opened()

    def commit(self, application: str, *bodies: msgspec.Struct, ends_draft: bool = False) -> ApplicationState:
        return self.store.journal.commit(
            application, bodies, actor=CLERK, now=self.now(), catalog=CATALOG, ends_draft=ends_draft
        )

    def begin(self, application: str, **values: Value) -> ApplicationState:
        opened = ApplicationOpened(theme="", items=("BIZ-IND", "FOOD"), answers={})
        return self.commit(application, opened, *([FieldsFilled(values=values)] if values else []))

    def fill(self, application: str, **values: Value | None) -> ApplicationState:
        return self.commit(application, FieldsFilled(values=values))

    def sync(self, centre: Centre) -> int:
        """One exchange; returns how many feed operations were new."""
        sync = self.store.sync
        sent = [data for _, data in sync.outgoing(limit_bytes=64 * 1024)]
        return sync.take(centre.exchange(sync.device(), sent, sync.cursor()))


def accepted(receipt_number: str, *, name: str = "单曾国", deferred: bool = True) -> ApplicationAccepted:
    deferral = DeferralFact(
        material="M-LEASE", name="租赁合同", items=("BIZ-IND",), reason="在办", due_day="2026-12-03"
    )
    return ApplicationAccepted(
        receipt_number=receipt_number,
        accepted_day=DAY,
        calendar_revision="1",
        template_hash="0" * 64,
        party=Party(name=name, id_type="resident", id_no="11010519491231002X", phone="13800138000"),
        filled={},
        cases=(case("BIZ-IND", "个体工商户设立登记", due="2026-11-24"), case("FOOD", "食品经营许可", due="")),
        deferrals=(deferral,) if deferred else (),
        papers=(PaperFact(kind="receipt", number=f"{receipt_number}-SJ"),),
    )


def case(item: str, name: str, *, due: str) -> CaseFact:
    return CaseFact(
        item=item,
        name=name,
        department="SCJG",
        department_name="市场监督管理局",
        instant=False,
        promised_days=1,
        promised_due=due,
        legal_due=due,
        needs_materials=("M-LEASE",),
        needs_elements=("ap_name",),
        feeds_elements=(),
        feeds_materials=(),
        waits_for=() if due else ("BIZ-IND",),
    )


class Centre:
    """Orders operations, answers each once, and feeds everything to everybody. Its cursor is a plain position."""

    def __init__(self) -> None:
        self.feed: list[tuple[Operation, int]] = []
        self.answered: dict[tuple[str, int, int], OperationResult] = {}
        self.refuse: set[str] = set()
        self.revs: dict[str, int] = {}
        self.page = 200
        self._dseq = 0

    def exchange(self, device: tuple[str, int], sent: Sequence[bytes], cursor: str) -> ExchangeReply:
        results = self.take(device, sent)
        return self.reply(device, results=results, cursor=cursor)

    def take(self, device: tuple[str, int], sent: Sequence[bytes]) -> tuple[OperationResult, ...]:
        return tuple(self._answer(device, decode(data)) for data in sent)

    def reply(
        self, device: tuple[str, int], *, results: tuple[OperationResult, ...] = (), cursor: str = ""
    ) -> ExchangeReply:
        start = int(cursor or 0)
        page = self.feed[start : start + self.page]
        return ExchangeReply(
            protocol=PROTOCOL,
            results=results,
            feed=tuple(self._entry(start + n, *entry, device) for n, entry in enumerate(page, start=1)),
            cursor=str(start + len(page)),
            more=start + len(page) < len(self.feed),
            expects=self.expects(device),
            server_wall=1_795_000_000_000,
            server_day=DAY,
        )

    def expects(self, device: tuple[str, int]) -> int:
        return max((dseq for *owner, dseq in self.answered if tuple(owner) == device), default=0) + 1

    def write(
        self,
        application: str,
        body: msgspec.Struct,
        *,
        actor: Actor = CENTRE,
        device: str = "centre",
        base_rev: int = 0,
    ) -> None:
        stream = "application/" + application
        self.put(self.sealed(stream, body, actor=actor, device=device, base_rev=base_rev))

    def lease(self, device: str, *, prefix: str, first: int, last: int) -> None:
        self.put(self.sealed("device/" + device, NumbersLeased(prefix=prefix, first=first, last=last)))

    def sealed(
        self, stream: str, body: msgspec.Struct, *, actor: Actor = CENTRE, device: str = "centre", base_rev: int = 0
    ) -> Operation:
        self._dseq += 1
        place = Place(
            device=device,
            epoch=1,
            dseq=self._dseq,
            stream=stream,
            catalog=CATALOG,
            base_rev=base_rev,
            salt="00",
        )
        return seal(body, place=place, actor=actor, now=Now(wall=1_795_000_000_000 + self._dseq, day=DAY))

    def put(self, operation: Operation) -> int:
        self.revs[operation.stream] = rev = self.revs.get(operation.stream, 0) + 1
        self.feed.append((operation, rev))
        return rev

    def restored(self, *, keep: int) -> None:
        """As after a restored backup: the first `keep` operations of the feed are all it knows."""
        lost = self.feed[keep:]
        self.feed = self.feed[:keep]
        for operation, _ in lost:
            self.answered.pop(operation.identity, None)
            self.revs[operation.stream] -= 1

    def _answer(self, device: tuple[str, int], operation: Operation) -> OperationResult:
        known = self.answered.get(operation.identity)
        if known is not None:
            return msgspec.structs.replace(known, duplicate=True)
        if operation.dseq != self.expects(device):
            return OperationResult(dseq=operation.dseq, outcome=Outcome.BLOCKED)
        if operation.application in self.refuse:
            result = OperationResult(
                dseq=operation.dseq, outcome=Outcome.REJECTED, message=message("application.unknown")
            )
        else:
            rev = self.put(operation)
            result = OperationResult(dseq=operation.dseq, outcome=Outcome.APPLIED, rev=rev, feed_seq=len(self.feed))
        self.answered[operation.identity] = result
        return result

    def _entry(self, feed_seq: int, operation: Operation, rev: int, device: tuple[str, int]) -> FeedEntry:
        own = (operation.device, operation.epoch) == device
        return FeedEntry(
            feed_seq=feed_seq,
            rev=rev,
            device=operation.device,
            epoch=operation.epoch,
            dseq=operation.dseq,
            operation=msgspec.Raw(b"null" if own else canonical(operation)),
        )
