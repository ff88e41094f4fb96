"""Deferrals moved by three windows, a supervisor, another site, the applicant and the centre, in any order.

Every window is the product's own store and engine. Between the moves exchanges break off, windows are killed, the
application is withdrawn, catalog and calendar are replaced, a PC's clock goes a year wrong, and somebody lies.
G9 is judged after each step at every node that changed, against `deferral_model`.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path

import msgspec
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from structlog.testing import capture_logs

from forms.distrust import party_key
from forms.journal.actor import ActorKind
from forms.journal.arrivals import ArrivalRecorded
from forms.journal.commands import (
    AcceptApplication,
    AttachScan,
    CompleteDeferrals,
    ExtendDeferral,
    FillFields,
    OpenApplication,
    ReceiveDocument,
    RequestDeferral,
    TerminateDeferral,
    WithdrawApplication,
)
from forms.journal.decision import Now
from forms.journal.fold import Entry, fold
from forms.journal.state import ApplicationState, ApplicationStatus, DeferralStatus, digest
from sync.central.applicants import Applicants, ApplicantSignIn, SentFile
from sync.central.refused import CallRefused
from sync.wire import Outcome, ScanPart
from tests.simulation.catalogs import FOOD, LICENCE, USCC
from tests.simulation.deferral_lies import lies, sealed
from tests.simulation.deferral_model import faults
from tests.simulation.deferral_nodes import (
    APPLICATION_ID,
    DAY_MS,
    ELSEWHERE,
    ID_NO,
    REVIEWER,
    WINDOWS,
    Hall,
    Window,
    rules_of,
)
from tests.simulation.faulty_link import Fate
from tests.simulation.killed import WindowKilled
from tests.simulation.moments import YEAR_MS
from tests.simulation.oracle import final_faults
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
SELDOM = st.sampled_from((*[False] * 12, True))
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


class DeferralMachine(RuleBasedStateMachine):
    """Three clerks' windows, a supervisor's, one of another site, a reviewer and the applicant."""

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

    @initialize(rules=RULE)
    def accepted(self, rules: int) -> None:
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

    @rule(name=WINDOW, material=MATERIAL, is_sent=st.booleans())
    def arrives(self, name: str, material: str, is_sent: bool) -> None:
        self._at(name, lambda window: window.tell(ReceiveDocument(material=material, scans=(self._scan(window),))))
        if is_sent:
            self.exchanges(name)

    @rule(material=MATERIAL, named=st.booleans())
    def arrives_elsewhere(self, material: str, named: bool) -> None:
        """Where nobody knows the application: its receipt and the applicant's number find it at the centre."""
        window = self.hall.windows[ELSEWHERE]
        window.sure_of_the_day()
        number = window.number()
        arrival = ArrivalRecorded(
            receipt_number=self.receipt,
            party=party_key(ID_NO),
            material=material if named else "",
            words="" if named else "租赁合同",
            scans=(self._scan(window),),
            note="",
            came_by="window",
            came_day=window.now.day,
            post_number="",
            number=number,
        )
        self._at(ELSEWHERE, lambda there: there.note(arrival))

    @rule(material=MATERIAL)
    def arrives_by_web(self, material: str) -> None:
        """The applicant hands it in at the centre."""
        self.documents += 1
        data = f"%PDF-1.7 document {self.documents}".encode()
        sha256 = hashlib.sha256(data).hexdigest()
        web = Applicants(self.hall.centre.centre)
        session = web.session(web.sign_in(ApplicantSignIn(receipt_number=self.receipt, id_no=ID_NO)).token)
        part = ScanPart(scan=sha256, offset=0, total=len(data), media_type="application/pdf", data=data)
        web.send_part(session, part)
        try:
            web.arrive(session, material=material, files=(SentFile(sha256=sha256, name="a.pdf", pages=1),))
        except CallRefused:
            state = self.hall.state()
            is_over = state.status is ApplicationStatus.WITHDRAWN
            assert is_over or state.deferrals[material].status is DeferralStatus.PASSED

    @rule(
        name=st.sampled_from((*WINDOWS, "S1", "S1")),
        material=MATERIAL,
        more=st.sampled_from((1, 2, 2, 5, 20)),
        knows=st.booleans(),
    )
    def is_extended(self, name: str, material: str, more: int, knows: bool) -> None:
        """By a supervisor who knows of the others' moves, or does not; also where a clerk asks, who may not."""
        if knows:
            self.exchanges(name)

        def extend(window: Window) -> None:
            state = window.state(APPLICATION_ID)
            pinned = rules_of(state.catalog)
            since = max(state.deferrals[material].due_day, self.hall.time.day())
            due = pinned.add_working_days(since, more)
            said = window.tell(ExtendDeferral(material=material, due_day=due, reason="台风"))
            assert said or WINDOWS[name] is ActorKind.SUPERVISOR

        self._at(name, extend)
        if knows:
            self.exchanges(name)

    @rule(name=WINDOW, material=MATERIAL, late=st.sampled_from((None, 0, 1, 3)), is_sent=st.booleans())
    def is_terminated(self, name: str, material: str, late: int | None, is_sent: bool) -> None:
        """Now, or so many days after the first on which it is overdue."""
        if late is not None:
            self._pass_due_day(material, late)
        self._at(name, lambda window: window.tell(TerminateDeferral(material=material, reason="逾期未补")))
        if is_sent:
            self.exchanges(name)

    @rule(name=WINDOW)
    def is_confirmed_complete(self, name: str) -> None:
        self._at(name, lambda window: window.tell(CompleteDeferrals(number=window.number())))

    @precondition(lambda self: self.documents > 3)
    @rule(name=WINDOW, really=SELDOM)
    def is_withdrawn(self, name: str, really: bool) -> None:
        """Seldom, for not much happens afterwards."""
        if really:
            self._at(name, lambda window: window.tell(WithdrawApplication(reason="不办了")))

    @rule(name=st.sampled_from((*WINDOWS, *WINDOWS, ELSEWHERE)))
    def exchanges(self, name: str) -> None:
        self._at(name, lambda window: window.exchange())

    @rule(name=st.sampled_from((*WINDOWS, ELSEWHERE)), fate=BROKEN, after=st.integers(0, 1))
    def exchange_breaks_off(self, name: str, fate: Fate, after: int) -> None:
        self._at(name, lambda window: window.exchange([*[Fate.ARRIVES] * after, fate], steps=1 + after))

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
        before = [digest(state) for _, state in self._states()]
        self.hall.time.pass_ms(days * DAY_MS)
        assert [digest(state) for _, state in self._states()] == before, "no clock moves anything"

    def _pass_due_day(self, material: str, late: int) -> None:
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

    @rule(material=MATERIAL, good=st.sampled_from((True, True, False)), after=st.sampled_from((None, *WINDOWS)))
    def is_judged(self, material: str, good: bool, after: str | None) -> None:
        """At once, or after a window had told what it had."""
        if after is not None:
            self.exchanges(after)
        review = self.hall.centre.review
        try:
            if good:
                review.pass_deferral(REVIEWER, APPLICATION_ID, material=material)
            else:
                review.return_deferral(REVIEWER, APPLICATION_ID, material=material, reason="看不清")
        except CallRefused as refused:
            SEEN[f"judged {refused.message.code}"] += 1
            is_here = self.hall.state().deferrals[material].status is DeferralStatus.ARRIVED
            assert not is_here or refused.message.code == "centre.scan_not_here"

    @rule(item=st.sampled_from((LICENCE, FOOD)), is_refused=SELDOM, is_judged=st.booleans())
    def case_is_ended(self, item: str, is_refused: bool, is_judged: bool) -> None:
        """Whether it may be granted is the model's to say; a reviewer who is at it judges first what is there."""
        granted = not is_refused
        for material in DEFERRED if is_judged else ():
            self.is_judged(material, True, None)
        outcome, elements = ("granted", {"uscc": USCC} if item == LICENCE else {}) if granted else ("refused", {})
        try:
            self.hall.centre.review.issue_result(
                REVIEWER, APPLICATION_ID, item=item, outcome=outcome, number="1", elements=elements
            )
        except CallRefused as refused:
            SEEN[f"result {refused.message.code}"] += 1

    @rule(material=MATERIAL, which=st.integers(0, 7))
    def somebody_lies(self, material: str, which: int) -> None:
        state, day = self.hall.state(), self.hall.time.day()
        told = lies(state, material, clerk=self.hall.windows["W1"].actor, day=day)
        body, actor = told[which % len(told)]
        now = Now(wall=self.hall.time.wall(), day=day)
        result = self.hall.forge(sealed(body, by=actor, device=self.hall.forger(), state=state, now=now))
        assert result.outcome is Outcome.REJECTED, body

    @invariant()
    def g9(self) -> None:
        if self._hall is None:
            return
        self._judge_centre()
        for name, window in self.hall.windows.items():
            state = window.state(APPLICATION_ID)
            # What stands as it stood when it was judged stands as well now: nothing else is asked.
            if self.judged.get(name) is state or state.status is ApplicationStatus.NEW:
                continue
            self.judged[name] = state
            journal = [entry.operation for entry in window.store.journal.entries(APPLICATION_ID)]
            _check(name, faults(state, journal))

    def _judge_centre(self) -> None:
        ((ordered,),) = self.hall.centre.rows("SELECT coalesce(max(feed_seq), 0) FROM ledger")
        if ordered == self.ordered:
            return
        self.ordered = ordered
        state, journal = self.hall.state(), self.hall.journal()
        folded = fold(APPLICATION_ID, [Entry(operation=one, rev=rev) for rev, one in enumerate(journal, start=1)])
        assert digest(folded) == digest(state), "the centre's state is what its journal gives"
        assert set(state.deferrals) == set(DEFERRED)
        _check("centre", faults(state, journal))

    def teardown(self) -> None:
        try:
            if self._hall is not None:
                self._come_to_rest()
        finally:
            if self._hall is not None:
                self.hall.close()
            self._open.close()
            shutil.rmtree(self._folder)

    def _come_to_rest(self) -> None:
        """Right clocks, good links, no more kills: two rounds of exchanges make all equal, with nothing waiting."""
        for window in self.hall.windows.values():
            window.offset = 0
            window.doom(0)
        for _ in range(2):
            for window in self.hall.windows.values():
                window.exchange()
        self.g9()
        assert {kind for window in self.hall.windows.values() for kind in window.rejected()} <= OVERTAKEN
        knowing = [self.hall.windows[name] for name in WINDOWS]
        if self.hall.state().granted_sites:
            knowing.append(self.hall.windows[ELSEWHERE])
        SEEN.update(_happened(self.hall))
        _check("at rest", final_faults(self.hall.centre, knowing))
        _check("logs", (f"the program logs {entry}" for entry in self._logs))

    def _at(self, name: str, act: Callable[[Window], object]) -> None:
        """At this window; one that is killed comes back, and what it was about to say was not said."""
        window = self.hall.windows[name]
        try:
            act(window)
        except WindowKilled:
            SEEN["killed"] += 1
            window.restart()

    def _scan(self, window: Window) -> msgspec.Struct:
        self.documents += 1
        return window.scan(f"document {self.documents}")

    def _states(self) -> list[tuple[str, ApplicationState]]:
        windows = [(name, window.state(APPLICATION_ID)) for name, window in self.hall.windows.items()]
        return [("", self.hall.state()), *windows]


def _happened(hall: Hall) -> Iterable[str]:
    """Kinds of the operations that took effect, results by their outcome, objections by their code."""
    for one in hall.journal():
        yield ".".join(filter(None, (one.kind, one.body.get("outcome"), one.body.get("code"))))
    yield from (f"{held.status.value} at the end" for held in hall.state().deferrals.values())
    yield hall.state().status.value


def _check(where: str, found: Iterable[str]) -> None:
    told = list(found)
    assert not told, f"{where}: {told}"
