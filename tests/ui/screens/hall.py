"""A hall for tests of screens: the centre's real handlers in this process, and a desk on a real encrypted store."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from argon2 import PasswordHasher

from client.desk import accepting, attaching, choosing, deferring, filling, promising, receiving, signing_in
from client.desk.desk import Desk
from client.desk.receiving import Brought
from client.desk.scan_reader import ChildScanReader
from client.papers.renderer import QtPaperRenderer
from client.store.store import open_store
from client.ui.context import UiContext
from client.ui.tasks import Tasks
from forms.catalog.package import Package
from forms.elements.reading import read
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationState
from forms.message import message
from forms.words_files import load_words
from sync.central import demo
from sync.central.handlers import Centre
from sync.central.refused import CallRefused
from sync.central.review import Review
from sync.central.rulebooks import Rulebooks
from sync.central.sessions import ReviewerSession
from sync.central.store.store import memory_store
from sync.engine import Engine
from sync.report import Work
from sync.transport import CentreRefused, Unreachable
from tests.story.scan_files import scan
from tests.support.accepted_papers import RESTAURANT_ANSWERS, RESTAURANT_DEFERRED, RESTAURANT_TYPED, shipped_catalog
from tests.support.distrust_lists import list_file
from tests.support.memory_keys import MemoryKeys
from tests.support.publisher import KEY, published

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""A sign-in per test, and none of them is about guessing passwords."""

WORDS = Path(__file__).resolve().parents[3] / "resources" / "words"
MORNING = 1_795_398_120_000
"""2026-11-23, 09:42 in the hall."""

DAY = "2026-11-23"
THEME = "C-RESTAURANT"
ANSWERS = {**RESTAURANT_ANSWERS, "q_agent": False}
CREDIT_CODE = "92320106MA1XK7YT8G"


@cache
def package() -> Package:
    """The sample catalog as the centre publishes it."""
    return published(shipped_catalog())


@cache
def picture(title: str) -> bytes:
    """A scanned page."""
    return scan(title, ".jpg", seed=len(title), size=(413, 584))


class Line:
    """The way to the centre: calls its handlers, or nobody while the cable is `cut`."""

    def __init__(self, centre: Centre, store: Any) -> None:
        self._centre, self._store = centre, store
        self.cut = False

    def __getattr__(self, name: str) -> Any:
        return lambda *said, **named: self._call(name, *said, **named)

    def _call(self, name: str, *said: Any, **named: Any) -> Any:
        if self.cut:
            raise Unreachable(message("sync.unreachable"))
        try:
            if name == "sign_in":
                return self._centre.sign_in(*said)
            return getattr(self._centre, name)(self._centre.device_session(self._store.sync.token()), *said, **named)
        except CallRefused as refused:
            raise CentreRefused(refused.message, status=refused.status) from refused


class Hall:
    """One window, its centre and a reviewer. Every step of the clock is a second."""

    def __init__(self, folder: Path, *, reader: ChildScanReader, language: str = "zh_CN") -> None:
        self.ticks = itertools.count(MORNING, 1000)
        self.day = DAY
        kept = memory_store()
        dice = random.Random(7)
        self.centre = Centre(kept, self.clock, lambda: self.day, dice.randbytes, Rulebooks(kept))
        self.review = Review(self.centre)
        self.reviewer = ReviewerSession(account="reviewer", name="陈审核", departments=("*",))
        kept.publishers.add(KEY)
        kept.catalogs.publish(package().id, version="1", data=package().data)
        with patch.object(demo, "verifier_of", CHEAP.hash):
            demo.seed(kept, {})
        self.store = open_store(folder, keys=MemoryKeys(), clock=self.clock)
        self.line = Line(self.centre, self.store)
        ids = itertools.count(1)
        self.desk = Desk(
            store=self.store,
            scan_reader=reader,
            papers=QtPaperRenderer(),
            transport=self._transport,
            clock=self.clock,
            new_id=lambda: f"{next(ids):032x}",
            wake=lambda: None,
        )
        self.engine = Engine(self.store.sync, self.line, clock=self.clock)
        with patch.object(signing_in, "PasswordHasher", lambda: CHEAP):
            self.session = signing_in.sign_in(self.desk, account="wangfang", password=demo.PASSWORD, window="03")
        self.tasks = Tasks()
        self.context = UiContext(
            desk=self.desk, session=self.session, words=load_words(WORDS, language=language), tasks=self.tasks
        )
        self.sync()

    def clock(self) -> int:
        return next(self.ticks)

    def close(self) -> None:
        self.tasks.stop()
        self.store.close()

    @contextmanager
    def _transport(self) -> Iterator[Line]:
        yield self.line

    def sync(self) -> None:
        """Exchange until nothing waits on either side."""
        self.engine.ask()
        for _ in range(500):
            report = self.engine.step()
            assert report.error is None, report.error.message
            if report.work is Work.NOTHING:
                return
        raise AssertionError("the exchange never ends")

    def begin(self, *, theme: str = THEME, items: tuple[str, ...] = (), answers: Mapping[str, bool] = ANSWERS) -> str:
        """An application just begun."""
        return done(choosing.open_application(self.session, self.desk, theme=theme, items=items, answers=answers)).id

    def fill(self, application: str, texts: Mapping[str, str]) -> None:
        """Fill fields as a clerk types them, and save."""
        elements = self.desk.catalog(self.desk.current_catalog()).elements
        values = {name: read(elements[name], text) for name, text in texts.items()}
        done(filling.save(self.session, self.desk, application, values))

    def attach(self, application: str, material: str, title: str = "") -> None:
        """A scan of a material."""
        data = picture(title or material)
        done(
            attaching.attach(
                self.session, self.desk, application, material=material, data=data, name=f"{title or material}.jpg"
            )
        )

    def defer(self, application: str, material: str, reason: str, *, due: str = "") -> None:
        """Defer to `due`, else to the latest lawful day."""
        views = filling.editor_view(self.desk, application, {}).materials
        due = due or next(view.latest_due for view in views if view.material == material)
        done(deferring.defer(self.session, self.desk, application, material=material, reason=reason, due_day=due))

    def promise(self, application: str, material: str) -> None:
        """A written promise in place of a material."""
        done(promising.promise(self.session, self.desk, application, material=material))

    def put_on_the_list(self, number: str) -> None:
        """The centre has a distrust list with this number in force, and this window has it, too."""
        self.centre.distrust.publish(list_file(number), account="reviewer", name="陈审核")
        self.sync()

    def hand_in(self, application: str, *, of: str = "", due: str = "") -> None:
        """A scan of everything that is asked for, except of what is deferred; `of` makes the pictures different."""
        for view in filling.editor_view(self.desk, application, {}).materials:
            if view.material in RESTAURANT_DEFERRED:
                self.defer(application, view.material, RESTAURANT_DEFERRED[view.material], due=due)
            elif view.status == "missing":
                self.attach(application, view.material, f"{view.material}{of}")

    def complete(self, *, name: str = "张三丰", own_pictures: bool = False, due: str = "") -> str:
        """An application that can be accepted."""
        application = self.begin()
        self.fill(application, {**RESTAURANT_TYPED, "ap_name": name, "shop_name": f"{name}家常菜馆"})
        self.hand_in(application, of=name if own_pictures else "", due=due)
        return application

    def accepted(self, *, name: str = "张三丰", own_pictures: bool = False, due: str = "") -> str:
        """An application of six cases with two open deferrals, until `due` or the latest lawful day."""
        application = self.complete(name=name, own_pictures=own_pictures, due=due)
        done(accepting.accept(self.session, self.desk, application, {}))
        return application

    def receive(self, application: str, material: str) -> None:
        """A deferred document came in."""
        paper = attaching.keep_scan(self.desk, picture(f"{material} 补交"), name=f"{material}.jpg")
        done(deferring.receive(self.session, self.desk, application, material=material, scans=(paper,)))

    def took_in(self, *, receipt: str, what: str) -> None:
        """A document came in for an application that this window does not know."""
        paper = attaching.keep_scan(self.desk, picture(f"{what} {receipt}"), name="补交材料.jpg")
        brought = Brought(code=receipt, id_no="11010519491231002X", what=what)
        line = receiving.receive_elsewhere(self.session, self.desk, brought, (paper,))
        assert not isinstance(line, Refusal), line.messages

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

    def state(self, application: str) -> ApplicationState:
        return self.store.journal.state(application)


def done(result: ApplicationState | Refusal) -> ApplicationState:
    """What a verb answered that must not be refused."""
    assert not isinstance(result, Refusal), result.messages
    return result
