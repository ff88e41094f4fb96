"""A hall for tests of the desk: the real centre with a clock, and PCs with the real store, desk and exchange.

Preparing one takes longer than most tests, so a hall can be frozen as the files it left, and each test thaws a copy.
"""

from __future__ import annotations

import itertools
import random
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import msgspec

from client.desk import accepting, attaching, choosing, deferring, filling, signing_in
from client.desk.desk import Desk, ScanReader
from client.desk.filling import Patch
from client.desk.hall_day import day_of
from client.desk.session import Session
from client.papers.renderer import QtPaperRenderer
from client.store.database import Database
from client.store.store import open_store
from forms.catalog.package import Package, build
from forms.elements.reading import read
from forms.errors import StorageFailed
from forms.journal.decision import Refusal
from forms.journal.operation import Operation
from forms.journal.state import ApplicationState
from forms.words_files import load_words
from sync.central.demo import PASSWORD, seed
from sync.central.handlers import Centre
from sync.central.review import Review
from sync.central.rulebooks import Rulebooks
from sync.central.sessions import ReviewerSession
from sync.central.store.store import open_store as open_central_store
from sync.engine import Engine
from sync.pace import Pace
from sync.report import StepReport, Work
from tests.client.desk.desk_wire import Wire
from tests.story.scan_files import scan
from tests.support.accepted_papers import RESTAURANT_ANSWERS, RESTAURANT_DEFERRED, RESTAURANT_TYPED, shipped_catalog
from tests.support.memory_keys import MemoryKeys

MORNING = 1_795_398_120_000
"""2026-11-23, 09:42 in the hall: a Monday."""

DAY = "2026-11-23"
DAY_MS = 24 * 3600 * 1000
YEAR_MS = 365 * DAY_MS
SMALLEST_PART = 4 * 1024

THEME = "C-RESTAURANT"
ITEMS = ("BIZ-IND", "SEAL", "FOOD-LIC", "FIRE-OPEN", "SIGN", "DRAIN")
ANSWERS = {**RESTAURANT_ANSWERS, "q_agent": False}
DEFERRED = RESTAURANT_DEFERRED
CREDIT_CODE = "92320106MA1XK7YT8G"
QUERY_TYPED = {
    **{name: text for name, text in RESTAURANT_TYPED.items() if name.startswith("ap_")},
    "bdc_addr": "江州市江北区滨江路 8 号 601",
    "query_use": "核实权属",
}
NOTHING_TYPED: Patch = {}

WORDS = load_words(Path(__file__).parents[3] / "resources" / "words", language="zh_CN")


@cache
def package() -> Package:
    """The shipped catalog as the centre publishes it."""
    return build(shipped_catalog())


@cache
def picture(title: str) -> bytes:
    """A scanned page; another title gives another file."""
    return scan(title, ".jpg", seed=sum(title.encode()), size=(206, 292))


def done(result: ApplicationState | Refusal) -> ApplicationState:
    """What a verb answered that must not be refused."""
    assert not isinstance(result, Refusal), said(result)
    return result


def codes(result: object) -> list[str]:
    """The codes of a refusal; fails for anything else."""
    assert isinstance(result, Refusal), result
    return [message.code for message in result.messages]


def said(refusal: object) -> str:
    """A refusal in the clerk's words."""
    assert isinstance(refusal, Refusal), refusal
    return "\n".join(WORDS.say(message) for message in refusal.messages)


class Frozen(msgspec.Struct, frozen=True, kw_only=True):
    """What a hall left: its folder, and what was only in memory. `application` is the one it was prepared for."""

    folder: Path
    keys: MemoryKeys
    wall: int
    sessions: Mapping[str, Session]
    application: str = ""


class Hall:
    """A centre and the PCs that report to it. Time is one second further at every look at a clock."""

    def __init__(
        self, folder: Path, *, reader: ScanReader, keys: MemoryKeys | None = None, wall: int = MORNING
    ) -> None:
        self.folder = folder
        self.reader = reader
        self.keys = keys or MemoryKeys()
        self.wall = wall
        self.application = ""
        self.pcs: dict[str, Pc] = {}
        self.sessions: dict[str, Session] = {}
        self.kept = open_central_store(folder / "centre")
        self.start_centre()
        self.reviewer = ReviewerSession(account="reviewer", name="陈审核", departments=("*",))

    def start_centre(self, **limits: int) -> None:
        """The centre's program over what it keeps; PCs that are switched on from now on talk to this one."""
        dice = random.Random(self.wall)
        rules = Rulebooks(self.kept)
        self.centre = Centre(self.kept, self.clock, lambda: day_of(self.wall), dice.randbytes, rules, **limits)
        self.review = Review(self.centre)

    def clock(self) -> int:
        self.wall += 1000
        return self.wall

    def publish(self) -> None:
        """The catalog and the accounts of the demonstration."""
        self.kept.catalogs.publish(package().id, version="1", data=package().data)
        seed(self.kept, {})

    def pc(self, name: str = "03") -> Pc:
        """A PC, switched on at first asking; its clerk sits there when she has signed in before."""
        if name not in self.pcs:
            self.pcs[name] = Pc(self, name)
        return self.pcs[name]

    def issue_licence(self, application: str) -> None:
        """The business licence is granted; its number goes to the other five."""
        for stage in ("accepted", "handling", "review", "approval"):
            self.review.move_stage(self.reviewer, application, item="BIZ-IND", stage=stage)
        self.review.issue_result(
            self.reviewer,
            application,
            item="BIZ-IND",
            outcome="granted",
            number="JZ-0001",
            elements={"uscc": CREDIT_CODE},
        )

    def close(self) -> None:
        for pc in self.pcs.values():
            pc.store.close()
        self.kept.close()

    def freeze(self) -> Frozen:
        """End here, and be thawed any number of times."""
        self.close()
        return Frozen(
            folder=self.folder, keys=self.keys, wall=self.wall, sessions=self.sessions, application=self.application
        )


def thaw(frozen: Frozen, folder: Path, *, reader: ScanReader) -> Hall:
    """A copy of a frozen hall, going on ten minutes later."""
    shutil.copytree(frozen.folder, folder)
    hall = Hall(folder, reader=reader, keys=frozen.keys, wall=frozen.wall + 600_000)
    hall.sessions.update(frozen.sessions)
    hall.application = frozen.application
    return hall


class Pc:
    """One PC of the hall. `off`: milliseconds by which its clock is wrong; `wakes`: how often it woke the worker."""

    def __init__(self, hall: Hall, name: str) -> None:
        self.hall = hall
        self.name = name
        self.off = 0
        self.wakes = 0
        self._ids = itertools.count(1)
        self._switch_on()

    def _switch_on(self) -> None:
        self.store = open_store(self.hall.folder / f"pc-{self.name}", keys=self.hall.keys, clock=self.clock)
        self.wire = Wire(self.hall.centre, token=self.store.sync.token)
        self.desk = Desk(
            store=self.store,
            scan_reader=self.hall.reader,
            papers=QtPaperRenderer(),
            transport=self._transport,
            clock=self.clock,
            new_id=lambda: f"{self.name}{self.hall.wall:014x}{next(self._ids):016x}",
            wake=self._wake,
        )
        pace = Pace(most_part=SMALLEST_PART)
        self.engine = Engine(self.store.sync, self.wire, clock=self.clock, pace=pace)

    def clock(self) -> int:
        return self.hall.clock() + self.off

    def _wake(self) -> None:
        self.wakes += 1

    @contextmanager
    def _transport(self) -> Iterator[Wire]:
        yield self.wire

    def reopen(self) -> None:
        """Switch the PC off and on again."""
        self.store.close()
        self._switch_on()

    @property
    def session(self) -> Session:
        return self.hall.sessions[self.name]

    def sign_in(self, account: str = "wangfang", *, password: str = PASSWORD) -> Session:
        session = signing_in.sign_in(self.desk, account=account, password=password, window=self.name)
        self.hall.sessions[self.name] = session
        return session

    def sync(self) -> None:
        """Exchange until nothing waits on either side."""
        self.engine.ask()
        for _ in range(500):
            report = self.step()
            if report.work is Work.NOTHING:
                return
        raise AssertionError("the exchange never ends")

    def step(self) -> StepReport:
        """One request at most."""
        report = self.engine.step()
        assert report.error is None, report.error.message
        return report

    def begin(self, *, theme: str = THEME, items: tuple[str, ...] = (), answers: Mapping[str, bool] = ANSWERS) -> str:
        """An application just begun."""
        return done(choosing.open_application(self.session, self.desk, theme=theme, items=items, answers=answers)).id

    def typed(self, texts: Mapping[str, str]) -> Patch:
        """What a clerk typed, as the field editors hand it over."""
        elements = self.desk.catalog(self.desk.current_catalog()).elements
        return {name: read(elements[name], text) for name, text in texts.items()}

    def fill(self, application: str, texts: Mapping[str, str]) -> ApplicationState:
        return done(filling.save(self.session, self.desk, application, self.typed(texts)))

    def attach(
        self, application: str, material: str, *, data: bytes = b"", name: str = "扫描件.jpg"
    ) -> ApplicationState:
        data = data or picture(material)
        return done(attaching.attach(self.session, self.desk, application, material=material, data=data, name=name))

    def defer(self, application: str, material: str, reason: str) -> ApplicationState:
        """Defer to the latest lawful day."""
        views = filling.editor_view(self.desk, application, {}).materials
        due = next(view.latest_due for view in views if view.material == material)
        return done(
            deferring.defer(self.session, self.desk, application, material=material, reason=reason, due_day=due)
        )

    def hand_in(self, application: str, *, but: Mapping[str, str] = DEFERRED) -> None:
        """A scan of everything that is asked for; what is in `but` comes later, for its reason."""
        for view in filling.editor_view(self.desk, application, {}).materials:
            if view.material in but:
                self.defer(application, view.material, but[view.material])
            elif view.status == "missing":
                self.attach(application, view.material)

    def complete(self) -> str:
        """The restaurant, ready to be accepted."""
        application = self.begin()
        self.fill(application, RESTAURANT_TYPED)
        self.hand_in(application)
        return application

    def complete_small(self) -> str:
        """An application of one instant item with one scan, ready to be accepted."""
        application = self.begin(theme="", items=("RE-QUERY",), answers={})
        self.fill(application, QUERY_TYPED)
        self.attach(application, "M-ID")
        return application

    def accept(self, application: str, patch: Patch = NOTHING_TYPED) -> ApplicationState:
        return done(accepting.accept(self.session, self.desk, application, patch))

    def receive(self, application: str, material: str) -> ApplicationState:
        """A deferred document came in."""
        paper = attaching.keep_scan(self.desk, picture(f"{material} later"), name=f"{material}.jpg")
        return done(deferring.receive(self.session, self.desk, application, material=material, scans=(paper,)))

    def state(self, application: str) -> ApplicationState:
        return self.store.journal.state(application)

    def kinds(self, application: str) -> list[str]:
        """What was written about an application, in order."""
        return [entry.operation.kind for entry in self.store.journal.entries(application)]

    def last_operation(self, application: str) -> Operation:
        return self.store.journal.entries(application)[-1].operation

    def device_kinds(self) -> list[str]:
        """What was written about the device, in order."""
        return [entry.operation.kind for entry in self.store.journal.device_operations()]

    def disk_is_full(self, *, scans: bool = False) -> None:
        """The journal's file (or that of the scans) can grow no further, as SQLite finds it on a full disk."""
        file = self._file(scans)
        (pages,) = file.one("PRAGMA page_count") or (0,)
        file.all(f"PRAGMA max_page_count = {pages}")
        with suppress(StorageFailed):
            for number in itertools.count():
                with file.write():
                    file.run(f"CREATE TABLE ballast_{number} (one_page)")

    def disk_has_room(self, *, scans: bool = False) -> None:
        """Somebody made room."""
        self._file(scans).all("PRAGMA max_page_count = 1073741823")

    def _file(self, scans: bool) -> Database:
        return self.store._files.scans if scans else self.store._files.journal
