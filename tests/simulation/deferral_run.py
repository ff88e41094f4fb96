"""What stands around the deferrals of a run: the hall, its windows' links, lives and clocks, catalogs and calendars."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import msgspec
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from structlog.testing import capture_logs

from forms.journal.commands import (
    AcceptApplication,
    AttachScan,
    FillFields,
    OpenApplication,
    RequestDeferral,
)
from forms.journal.state import ApplicationState, digest
from tests.simulation.catalogs import FOOD, LICENCE
from tests.simulation.deferral_nodes import (
    APPLICATION_ID,
    DAY_MS,
    ELSEWHERE,
    ID_NO,
    WINDOWS,
    Hall,
    Window,
    rules_of,
)
from tests.simulation.faulty_link import Fate
from tests.simulation.killed import WindowKilled
from tests.simulation.moments import YEAR_MS
from tests.simulation.signed_in import fastest_place

DEFERRED = ("lease", "layout")
VALUES = {"ap_name": "王芳", "ap_id": ID_NO, "shop_name": "小店", "shop_area": "20"}
OVERTAKEN = {"application_withdrawn"}
"""What may be rejected of an honest window: it took back what another had taken back, or what had its results."""

SEEN: Counter[str] = Counter()
"""What happened in the histories of this process: a machine that never makes what it judges proves nothing."""

WINDOW = st.sampled_from(tuple(WINDOWS))
RULE = st.sampled_from((0, 0, 0, 1, 1, 2, 2, 3))
MATERIAL = st.sampled_from(DEFERRED)
SELDOM = st.sampled_from((*[False] * 6, True))
BROKEN = st.sampled_from(
    (
        Fate.REQUEST_LOST,
        Fate.REPLY_LOST,
        Fate.REPLY_LOST,
        Fate.TWICE,
        Fate.CUT,
        Fate.PAGE,
        Fate.WINDOW_DIES_BEFORE,
        Fate.WINDOW_DIES_AFTER,
        Fate.CENTRE_DIES_BEFORE,
        Fate.CENTRE_DIES_AFTER,
    )
)


class DeferralRun(RuleBasedStateMachine):
    """Three clerks' windows, a supervisor's, one of another site, and an application accepted with two deferrals."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = Path(tempfile.mkdtemp(prefix="yichuang-deferrals-", dir=fastest_place()))
        self._hall: Hall | None = None
        self._open = ExitStack()
        self._logs = self._open.enter_context(capture_logs())
        self.documents = 0
        self.judged: dict[str, ApplicationState] = {}
        self.ordered = 0

    @property
    def hall(self) -> Hall:
        assert self._hall is not None
        return self._hall

    @initialize(rules=RULE, newer_calendar=st.booleans())
    def accepted(self, rules: int, newer_calendar: bool) -> None:
        self._hall = Hall(rules, self._folder)
        opener = self.hall.windows["W1"]
        opener.exchange()
        opener.tell(OpenApplication(theme="", items=(LICENCE, FOOD), answers={}))
        pinned, today = rules_of(opener.state(APPLICATION_ID).catalog), self.hall.time.day()
        due = {name: pinned.latest_due((LICENCE, FOOD), {}, {}, material=name, day=today) for name in DEFERRED}
        for command in (
            FillFields(values=VALUES),
            *(AttachScan(material=name, scan=opener.scan(name)) for name in ("identity", "health")),
            *(RequestDeferral(material=name, reason="后补", due_day=due[name]) for name in DEFERRED),
            AcceptApplication(receipt_number=opener.number()),
        ):
            assert opener.tell(command) == "", command
        for name in WINDOWS:
            self.hall.windows[name].exchange()
        assert set(self.hall.state().deferrals) == set(DEFERRED)
        self.receipt = self.hall.state().receipt_number
        if newer_calendar:
            self.hall.replace_calendar()

    @rule(name=st.sampled_from((*WINDOWS, *WINDOWS, ELSEWHERE)))
    def exchanges(self, name: str) -> None:
        self.at(name, lambda window: window.exchange())

    @rule(name=st.sampled_from((*WINDOWS, ELSEWHERE)), fate=BROKEN, after=st.integers(0, 1))
    def exchange_breaks_off(self, name: str, fate: Fate, after: int) -> None:
        self.at(name, lambda window: window.exchange([*[Fate.ARRIVES] * after, fate], steps=1 + after))

    @rule(name=WINDOW, transactions=st.integers(0, 3))
    def is_killed(self, name: str, transactions: int) -> None:
        """Now, or before, within or after one of its next transactions."""
        window = self.hall.windows[name]
        if transactions:
            window.doom(transactions)
        else:
            SEEN["killed"] += 1
            window.restart()

    @rule(days=st.integers(1, 4))
    def days_pass(self, days: int) -> None:
        before = [digest(state) for _, state in self.states()]
        self.hall.time.pass_ms(days * DAY_MS)
        assert [digest(state) for _, state in self.states()] == before, "no clock moves anything"

    def pass_due_day(self, material: str, late: int) -> None:
        """The days around a due day are where everything happens."""
        due = self.hall.state().deferrals[material].due_day
        while self.hall.time.day() <= due:
            self.hall.time.pass_ms(DAY_MS)
        self.hall.time.pass_ms(late * DAY_MS)

    @rule(what=st.sampled_from(("clock", "clock right", "catalog", "calendar")), name=WINDOW, rules=RULE)
    def something_is_replaced(self, what: str, name: str, rules: int) -> None:
        """A PC's clock goes back a year, or is right again; the centre offers other rules, or a newer calendar."""
        if what == "catalog":
            self.hall.replace_catalog(rules)
        elif what == "calendar":
            self.hall.replace_calendar()
        else:
            self.hall.windows[name].offset = -YEAR_MS if what == "clock" else 0

    def at(self, name: str, act: Callable[[Window], object]) -> None:
        """At this window; one that is killed comes back, and what it was about to say was not said."""
        window = self.hall.windows[name]
        try:
            act(window)
        except WindowKilled:
            SEEN["killed"] += 1
            window.restart()

    def scan(self, window: Window) -> msgspec.Struct:
        self.documents += 1
        return window.scan(f"document {self.documents}")

    def states(self) -> list[tuple[str, ApplicationState]]:
        windows = [(name, window.state(APPLICATION_ID)) for name, window in self.hall.windows.items()]
        return [("", self.hall.state()), *windows]
