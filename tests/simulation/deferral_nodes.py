"""Nodes of a run about deferrals: the product's centre in memory, and windows that fold what they hold.

A window decides with what it has seen, keeps its own operations over it until the feed brings them, and knows nothing
of the others until it exchanges.
"""

from __future__ import annotations

import random
from functools import cache

import msgspec
from msgspec.structs import replace

from forms.catalog.model import ClockStart, DeferralRules, OnOverdue
from forms.catalog.package import Package, read_package
from forms.journal.actor import Actor, ActorKind
from forms.journal.authority import authorise
from forms.journal.commands import Command
from forms.journal.decide import decide
from forms.journal.decision import Now, Refusal
from forms.journal.fold import Entry, fold
from forms.journal.kinds import KIND_OF_BODY
from forms.journal.operation import APPLICATION, Operation, canonical, decode
from forms.journal.seal import Place, seal
from forms.journal.state import ApplicationState
from forms.rulebook import Rulebook
from sync.central.handlers import Centre
from sync.central.sessions import ALL_DEPARTMENTS, ReviewerSession
from sync.central.store.rows import Person
from sync.wire import PROTOCOL, ExchangeRequest, Outcome
from tests.simulation.catalogs import catalog
from tests.simulation.centre_node import SITE, CentreNode
from tests.simulation.moments import VirtualTime
from tests.support.publisher import published

APPLICATION_ID = "a1"
DAY_MS = 24 * 3600 * 1000
REVIEWER = ReviewerSession(account="reviewer", name="吴敏", departments=(ALL_DEPARTMENTS,))


RULES = (
    DeferralRules(on_overdue=OnOverdue.TERMINATE),
    DeferralRules(on_overdue=OnOverdue.RETURN_AFTER, return_after=2),
    DeferralRules(on_overdue=OnOverdue.TERMINATE, clock_start=ClockStart.COMPLETE),
    DeferralRules(on_overdue=OnOverdue.PAUSE),
)


@cache
def ruled(number: int) -> tuple[Package, Rulebook]:
    """The catalog of a hall with these rules, and its rulebook."""
    known = catalog("1")
    made = published(replace(known, hall=replace(known.hall, deferral=RULES[number])))
    return made, Rulebook(read_package(made.data, made.id), catalog_id=made.id)


class Hall:
    """The centre, the time, and the windows by name; the last one is a supervisor's. `number` is of its `RULES`."""

    def __init__(self, number: int, windows: int = 3) -> None:
        self.time = VirtualTime()
        made, self.rules = ruled(number)
        self.centre = CentreNode(self.time, random.Random(1), mutate=lambda node: None)
        store = self.centre.store
        store.catalogs.publish(made.id, version="1", data=made.data)
        rulebooks = {made.id: self.rules}
        self.centre.centre = Centre(
            store, self.time.wall, self.time.day, random.Random(1).randbytes, rulebooks.__getitem__
        )
        names = [f"W{number}" for number in range(1, windows + 1)]
        self.windows = [Window(self, name, ActorKind.CLERK) for name in names]
        self.windows.append(Window(self, "S1", ActorKind.SUPERVISOR))

    def state(self) -> ApplicationState:
        return self.centre.centre.ordering.state(APPLICATION_ID)

    def journal(self) -> list[Operation]:
        return [decode(row.data) for row in self.centre.store.ledger.stream(APPLICATION + APPLICATION_ID)]


class Window:
    """One window: what the feed brought, and its own operations that the feed has not brought yet."""

    def __init__(self, hall: Hall, name: str, role: ActorKind) -> None:
        self._hall = hall
        self.actor = Actor(kind=role, account=f"clerk-{name}", name=name, site=SITE, window=name)
        self._token = f"token-{name}"
        self._cursor = ""
        self.own: list[Operation] = []
        self.confirmed: dict[int, Operation] = {}
        self.settled = 0
        hall.centre.enrol(
            device=name, epoch=1, public_key="00", account=self.actor.account, window=name, token=self._token
        )
        person = Person(
            account=self.actor.account,
            name=name,
            role=role.value,
            site=SITE,
            site_name="大厅",
            departments=(),
            verifier="",
        )
        hall.centre.store.accounts.put(person)

    @property
    def name(self) -> str:
        return self.actor.window

    @property
    def state(self) -> ApplicationState:
        return fold(APPLICATION_ID, self.entries())

    def entries(self) -> list[Entry]:
        """Confirmed ones by revision, own unconfirmed ones after them."""
        here = {operation.dseq for operation in self.confirmed.values() if operation.device == self.name}
        waiting = [Entry(operation=operation) for operation in self.own if operation.dseq not in here]
        return [Entry(operation=self.confirmed[rev], rev=rev) for rev in sorted(self.confirmed)] + waiting

    def tell(self, command: Command) -> str:
        """Decide and keep; the code of the refusal, '' when it was done."""
        state, time = self.state, self._hall.time
        now = Now(wall=time.wall(), day=time.day())
        decided = decide(state, command, self._hall.rules, now)
        if isinstance(decided, Refusal):
            return decided.messages[0].code
        forbidden = [authorise(self.actor, KIND_OF_BODY[type(body)].name) for body in decided]
        if any(forbidden):
            return "authority.not_allowed"
        for body in decided:
            self.own.append(seal(body, place=self._place(state), actor=self.actor, now=now))
        return ""

    def _place(self, state: ApplicationState) -> Place:
        return Place(
            device=self.name,
            epoch=1,
            dseq=len(self.own) + 1,
            stream=APPLICATION + APPLICATION_ID,
            catalog=self._hall.rules.catalog,
            base_rev=state.rev,
            salt="00",
        )

    def exchange(self, *, reply_lost: bool = False) -> list[str]:
        """Send what waits and take the feed; what became of an operation that was not applied."""
        refused = []
        session = self._hall.centre.centre.device_session(self._token)
        more = True
        while more:
            waiting = self.own[self.settled :]
            reply = self._hall.centre.centre.exchange(
                session,
                ExchangeRequest(
                    protocol=PROTOCOL,
                    device=self.name,
                    epoch=1,
                    cursor=self._cursor,
                    head=None,
                    operations=tuple(msgspec.Raw(canonical(operation)) for operation in waiting),
                ),
            )
            if reply_lost:
                return []
            for result in reply.results:
                if result.outcome is not Outcome.APPLIED:
                    refused.append(f"{self.own[result.dseq - 1].kind}: {result.outcome} {result.message}")
            self.settled += len(reply.results)
            for entry in reply.feed:
                operation = self.own[entry.dseq - 1] if entry.is_own else decode(bytes(entry.operation))
                if operation.application:
                    self.confirmed[entry.rev] = operation
            self._cursor, more = reply.cursor, reply.more
        return refused
