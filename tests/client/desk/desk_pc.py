"""One PC of a hall: the real store, desk and exchange, and what a clerk does there."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from client.desk import accepting, attaching, choosing, deferring, filling, signing_in
from client.desk.desk import Desk
from client.desk.filling import Patch
from client.desk.session import Session
from client.papers.renderer import QtPaperRenderer
from client.store.database import Database
from client.store.store import open_store
from forms.elements.reading import read
from forms.errors import StorageFailed
from forms.journal.operation import Operation
from forms.journal.state import ApplicationState
from sync.central.demo import PASSWORD
from sync.engine import Engine
from sync.pace import Pace
from sync.report import StepReport, Work
from tests.client.desk.desk_given import (
    ANSWERS,
    DEFERRED,
    NOTHING_TYPED,
    QUERY_TYPED,
    SMALLEST_PART,
    THEME,
    done,
    picture,
)
from tests.client.desk.desk_wire import Wire
from tests.support.accepted_papers import RESTAURANT_TYPED

if TYPE_CHECKING:
    from tests.client.desk.desk_hall import Hall


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
        self.engine = Engine(self.store.sync, self.wire, clock=self.clock)

    def on_a_slow_link(self) -> None:
        """From now on scans go in parts of 4 KB."""
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
