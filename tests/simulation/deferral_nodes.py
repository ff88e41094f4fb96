"""A hall of a run about deferrals: the product's centre, and windows with the product's store, engine and hall day.

A window decides with what it has seen and knows nothing of the others until it exchanges. Its link does what the run
plans; it may be killed at any transaction and its clock may be a year off.
"""

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import msgspec
from msgspec.structs import replace

from client.desk.hall_day import hall_day
from forms.catalog.model import Block, ClockStart, DeferralRules, OnOverdue, Party, WorkCalendar
from forms.catalog.package import Package, read_package
from forms.elements.element import DataElement, ElementKind, Label
from forms.journal.actor import ActorKind
from forms.journal.authority import authorise
from forms.journal.commands import Command
from forms.journal.decide import decide
from forms.journal.decision import Now, Refusal
from forms.journal.device import DayConfirmed
from forms.journal.kinds import KIND_OF_BODY
from forms.journal.operation import APPLICATION, Operation, canonical, decode
from forms.journal.state import ApplicationState, ScanRef
from forms.rulebook import Rulebook
from sync.central.sessions import ALL_DEPARTMENTS, ReviewerSession
from sync.report import Work
from sync.wire import PROTOCOL, ExchangeRequest, OperationResult
from tests.simulation.catalogs import catalog, rulebook
from tests.simulation.centre_node import SITE, CentreNode
from tests.simulation.faulty_link import Fate
from tests.simulation.moments import VirtualTime
from tests.simulation.signed_in import keys, signed_in
from tests.simulation.window_node import POLL_MS, WindowNode
from tests.support.publisher import published

APPLICATION_ID = "a1"
ID_NO = "11010519491231002X"
DAY_MS = 24 * 3600 * 1000
FEED_PAGE = 8
MOST_STEPS = 60
REVIEWER = ReviewerSession(account="reviewer", name="吴敏", departments=(ALL_DEPARTMENTS,))
WINDOWS = {"W1": ActorKind.CLERK, "W2": ActorKind.CLERK, "W3": ActorKind.CLERK, "S1": ActorKind.SUPERVISOR}
ELSEWHERE, OTHER_SITE = "E1", "S2"
"""A window of another site, that never saw the application."""

RULES = (
    DeferralRules(on_overdue=OnOverdue.TERMINATE),
    DeferralRules(on_overdue=OnOverdue.RETURN_AFTER, return_after=2),
    DeferralRules(on_overdue=OnOverdue.TERMINATE, clock_start=ClockStart.COMPLETE),
    DeferralRules(on_overdue=OnOverdue.PAUSE),
)
HOLIDAYS = ((), ("2026-11-30", "2026-12-01", "2026-12-07"), ("2026-11-27", "2026-12-02", "2026-12-08", "2026-12-14"))
"""Of one calendar after the other: each newer one closes the hall on days that deferrals are due on."""


@cache
def ruled(number: int, calendar: int = 0) -> tuple[Package, Rulebook]:
    """The catalog of a hall with these of `RULES` and of `HOLIDAYS`, and its rulebook."""
    known = catalog("1")
    made = published(
        replace(
            known,
            hall=replace(known.hall, deferral=RULES[number]),
            calendar=WorkCalendar(
                revision=str(calendar + 1),
                first="2026-01-01",
                last="2026-12-31",
                holidays=HOLIDAYS[calendar],
                workdays=(),
            ),
            blocks={
                "applicant": Block(id="applicant", label=Label("申请人"), elements=("ap_name", "ap_phone", "ap_id"))
            },
            parties={"person": Party(id="person", kind="person", name="ap_name", phone="ap_phone", id_no="ap_id")},
            elements={**known.elements, "ap_id": DataElement(id="ap_id", label=Label("证件号"), kind=ElementKind.TEXT)},
        )
    )
    return made, Rulebook(read_package(made.data, made.id), catalog_id=made.id)


@cache
def _rulebooks() -> Mapping[str, Rulebook]:
    found = (ruled(number, calendar)[1] for number in range(len(RULES)) for calendar in range(len(HOLIDAYS)))
    return {rules.catalog: rules for rules in found}


def rules_of(catalog_id: str) -> Rulebook:
    """Rules by catalog id; KeyError for a foreign one."""
    return _rulebooks().get(catalog_id) or rulebook(catalog_id)


class Hall:
    """The centre, the time, and the windows by name. `number` is of the hall's `RULES`, `folder` for the stores."""

    def __init__(self, number: int, folder: Path) -> None:
        self.time = VirtualTime()
        self._folder = folder
        self._number, self._calendar, self._forgers = number, 0, 0
        made, _ = ruled(number)
        self.centre = CentreNode(
            self.time, random.Random(1), mutate=lambda node: None, rules=rules_of, feed_page=FEED_PAGE
        )
        self.centre.offer(made, "1")
        self.windows = {name: self._window(name, made, role=role, site=SITE) for name, role in WINDOWS.items()}
        self.windows[ELSEWHERE] = self._window(ELSEWHERE, made, role=ActorKind.CLERK, site=OTHER_SITE)

    def _window(self, name: str, made: Package, *, role: ActorKind, site: str) -> Window:
        home = self._folder / f"{name}-0"
        shutil.copytree(signed_in(name, made), home)
        window = Window(
            home,
            name=name,
            token=f"token-{name}",
            keys=keys(),
            centre=self.centre,
            time=self.time,
            rng=random.Random(name),
            mutate=lambda node: None,
            role=role,
            site=site,
        )
        device = window.store.device
        self.centre.enrol(
            device=device.id,
            epoch=device.epoch,
            public_key=device.public_key,
            account=window.account,
            window=name,
            token=f"token-{name}",
            role=role.value,
            site=site,
        )
        return window

    def close(self) -> None:
        for window in self.windows.values():
            window.close()

    def state(self) -> ApplicationState:
        return self.centre.centre.ordering.state(APPLICATION_ID)

    def journal(self) -> list[Operation]:
        return [decode(row.data) for row in self.centre.store.ledger.stream(APPLICATION + APPLICATION_ID)]

    def replace_catalog(self, number: int) -> None:
        """Offer a catalog with other rules; what was begun keeps its own."""
        self._number = number
        self._offer()

    def replace_calendar(self) -> None:
        """Offer the catalog with a newer calendar, as long as there is one."""
        self._calendar = min(self._calendar + 1, len(HOLIDAYS) - 1)
        self._offer()

    def _offer(self) -> None:
        self.centre.offer(ruled(self._number, self._calendar)[0], f"{self._number}.{self._calendar}")

    def forger(self) -> str:
        """A device of the site that says what no honest one would; a new one each time, for the last is stopped."""
        self._forgers += 1
        name = f"F{self._forgers}"
        self.centre.enrol(device=name, epoch=1, public_key="00", account="clerk-W1", window="W1", token=f"token-{name}")
        return name

    def forge(self, operation: Operation) -> OperationResult:
        """What the centre answers to an operation of a forger."""
        session = self.centre.centre.device_session(f"token-{operation.device}")
        request = ExchangeRequest(
            protocol=PROTOCOL,
            device=operation.device,
            epoch=1,
            cursor="",
            head=None,
            operations=(msgspec.Raw(canonical(operation)),),
        )
        return self.centre.centre.exchange(session, request).results[0]


class Window(WindowNode):
    """One window of the hall. Who sits there looks at the calendar on the wall when the PC's date is in doubt."""

    @property
    def now(self) -> Now:
        wall = self._time.wall(self.offset)
        return Now(wall=wall, day=hall_day(self.store, wall=wall).day, skew=self.store.sync.skew())

    def sure_of_the_day(self) -> None:
        """Confirm the date where the product asks for it."""
        known = hall_day(self.store, wall=self._time.wall(self.offset))
        if known.doubtful:
            today = self._time.day()
            self.store.settings.put("confirmed_day", f"{known.pc_day}={today}")
            self.note(DayConfirmed(day=today, pc_day=known.pc_day))

    def note(self, body: msgspec.Struct) -> None:
        """Write to the device's own stream."""
        self.store.journal.commit_device((body,), actor=self.actor, now=self.now)
        self._note_saved()

    def tell(self, command: Command) -> str:
        """Decide and save; the code of the refusal, '' when it was done."""
        self.sure_of_the_day()
        state = self.state(APPLICATION_ID)
        catalog_id = state.catalog or self.store.catalogs.current()
        decided = decide(state, command, rules_of(catalog_id), self.now)
        if isinstance(decided, Refusal):
            return decided.messages[0].code
        if any(authorise(self.actor, KIND_OF_BODY[type(body)].name) for body in decided):
            return "authority.not_allowed"
        if decided:
            self.commit(APPLICATION_ID, decided, catalog=catalog_id, ends_draft=False)
        return ""

    def number(self) -> str:
        """For the next paper."""
        self.sure_of_the_day()
        return self.store.numbers.next(self.now.day)

    def scan(self, words: str) -> ScanRef:
        """A document as the scanner gives it, different with other `words`."""
        data = words.encode()
        self.store.scans.add(data, media_type="application/pdf", pages=1, thumbnail=b"")
        return ScanRef(sha256=hashlib.sha256(data).hexdigest(), media_type="application/pdf", size=len(data), pages=1)

    def exchange(self, fates: Sequence[Fate] = (), *, steps: int = MOST_STEPS) -> None:
        """Exchange and send scans until nothing is left, an error, or after `steps`."""
        self._time.pass_ms(POLL_MS)
        self.link.planned = list(fates)
        self.engine.ask()
        for _ in range(steps):
            report = self.step()
            if report.work is Work.NOTHING or report.error is not None:
                break
        self.link.planned = []

    def has_something_to_tell(self) -> bool:
        waiting = self.store.sync.summary()
        return bool(waiting.operations or waiting.scans)

    def rejected(self) -> set[str]:
        """Kinds of what the centre rejected; what it only holds back since then is not among these."""
        return {row.kind for row in self.store.sync.quarantine() if row.message.code != "centre.operation_held"}
