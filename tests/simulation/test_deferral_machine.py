"""Deferrals moved by three windows, a supervisor and the centre in any order: G9 holds after each step.

`YICHUANG_DEFERRAL_EXAMPLES` sets how many histories of 50 steps are played.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

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
)
from forms.journal.fold import Entry, fold
from forms.journal.operation import Operation
from forms.journal.state import ApplicationState, CaseStatus, DeferralStatus, ScanRef, digest
from sync.central.refused import CallRefused
from sync.central.review import Review
from sync.wire import ScanPart
from tests.simulation.catalogs import FOOD, LICENCE, USCC
from tests.simulation.deferral_mutants import MUTANTS
from tests.simulation.deferral_nodes import APPLICATION_ID, DAY_MS, REVIEWER, Hall
from tests.simulation.oracle import replayed

EXAMPLES = int(os.environ.get("YICHUANG_DEFERRAL_EXAMPLES", "200"))
STEPS = 50
ENOUGH = 200
"""A mistake that so many histories do not find would slip through."""

DEFERRED = ("lease", "layout")
MOVES = {
    "deferral_arrived",
    "deferral_passed",
    "deferral_returned",
    "deferral_extended",
    "deferral_terminated",
}
WINDOW = st.integers(0, 3)
MATERIAL = st.sampled_from(DEFERRED)


class DeferralMachine(RuleBasedStateMachine):
    """Three windows (0 to 2), a supervisor (3), a reviewer at the centre."""

    @initialize(rules=st.sampled_from((0, 0, 0, 1, 1, 2, 2, 3)))
    def accepted(self, rules: int) -> None:
        self.hall = Hall(rules)
        self.review = Review(self.hall.centre.centre)
        self.documents = 0
        opener = self.hall.windows[0]
        due = {material: self._latest(material) for material in DEFERRED}
        for command in (
            OpenApplication(theme="", items=(LICENCE, FOOD), answers={}),
            FillFields(values={"ap_name": "王芳", "shop_name": "小店", "shop_area": "20"}),
            *(AttachScan(material=name, scan=self._scan()) for name in ("identity", "health")),
            *(RequestDeferral(material=name, reason="后补", due_day=due[name]) for name in DEFERRED),
            AcceptApplication(receipt_number="S1-W1-1"),
        ):
            assert opener.tell(command) == "", command
        self._exchange(0)
        for number in (1, 2, 3):
            self._exchange(number)

    def _latest(self, material: str) -> str:
        rules = self.hall.rules
        return rules.latest_due((LICENCE, FOOD), {}, {}, material=material, day=self.hall.time.day())

    def _scan(self) -> ScanRef:
        """A document that the centre holds whole."""
        self.documents += 1
        data = f"document {self.documents}".encode()
        sha256 = hashlib.sha256(data).hexdigest()
        centre = self.hall.centre.centre
        part = ScanPart(scan=sha256, offset=0, total=len(data), media_type="application/pdf", data=data)
        centre.send_part(centre.device_session("token-W1"), part)
        return ScanRef(sha256=sha256, media_type="application/pdf", size=len(data), pages=1)

    @rule(window=WINDOW, material=MATERIAL)
    def arrives(self, window: int, material: str) -> None:
        self.hall.windows[window].tell(ReceiveDocument(material=material, scans=(self._scan(),)))

    @rule(window=WINDOW, material=MATERIAL, more=st.integers(1, 20))
    def is_extended(self, window: int, material: str, more: int) -> None:
        """Also where a clerk asks, who may not."""
        node = self.hall.windows[window]
        due = node.state.deferrals[material].due_day
        rules = self.hall.rules
        said = node.tell(ExtendDeferral(material=material, due_day=rules.later_by(due, first=due, last=due), reason=""))
        assert said
        node.tell(ExtendDeferral(material=material, due_day=rules.add_working_days(due, more), reason="台风"))

    @rule(window=WINDOW, material=MATERIAL)
    def is_terminated(self, window: int, material: str) -> None:
        self.hall.windows[window].tell(TerminateDeferral(material=material, reason="逾期未补"))

    @rule(window=WINDOW)
    def is_confirmed_complete(self, window: int) -> None:
        node = self.hall.windows[window]
        node.tell(CompleteDeferrals(number=f"S1-{node.name}-{len(node.own) + 100}"))

    @rule(window=WINDOW)
    def exchanges(self, window: int) -> None:
        self._exchange(window)

    @rule(window=WINDOW)
    def sends_and_hears_nothing(self, window: int) -> None:
        self.hall.windows[window].exchange(reply_lost=True)

    @rule(days=st.integers(1, 4))
    def days_pass(self, days: int) -> None:
        before = [digest(state) for _, state in self._nodes()]
        self.hall.time.pass_ms(days * DAY_MS)
        assert [digest(state) for _, state in self._nodes()] == before, "no clock moves anything"

    @rule(material=MATERIAL, late=st.integers(0, 3))
    def it_is_overdue(self, material: str, late: int) -> None:
        """The days around a due day are where everything happens."""
        due = self.hall.state().deferrals[material].due_day
        while self.hall.time.day() <= due:
            self.hall.time.pass_ms(DAY_MS)
        self.hall.time.pass_ms(late * DAY_MS)

    @rule(material=MATERIAL, good=st.booleans())
    def is_judged(self, material: str, good: bool) -> None:
        try:
            if good:
                self.review.pass_deferral(REVIEWER, APPLICATION_ID, material=material)
            else:
                self.review.return_deferral(REVIEWER, APPLICATION_ID, material=material, reason="看不清")
        except CallRefused:
            assert self.hall.state().deferrals[material].status is not DeferralStatus.ARRIVED

    @rule(item=st.sampled_from((LICENCE, FOOD)), granted=st.sampled_from((True, True, True, True, False)))
    def case_is_ended(self, item: str, granted: bool) -> None:
        held_back = [
            d for d in self.hall.state().deferrals.values() if item in d.items and d.status is not DeferralStatus.PASSED
        ]
        elements = {"uscc": USCC} if item == LICENCE and granted else {}
        outcome = "granted" if granted else "refused"
        try:
            self.review.issue_result(
                REVIEWER, APPLICATION_ID, item=item, outcome=outcome, number="1", elements=elements
            )
        except CallRefused:
            return
        assert not (granted and held_back), "a result issued while a deferral had not passed"

    @invariant()
    def g9(self) -> None:
        folded = fold(
            APPLICATION_ID, [Entry(operation=one, rev=rev) for rev, one in enumerate(self.hall.journal(), start=1)]
        )
        assert digest(folded) == digest(self.hall.state()), "the centre's state is what its journal gives"
        for name, state in self._nodes():
            assert not list(faults(state, self._journal(name))), name

    def teardown(self) -> None:
        for _ in range(2):
            for number in range(4):
                self._exchange(number)
        states = {name: digest(state) for name, state in self._nodes()}
        assert len(set(states.values())) == 1, states

    def _exchange(self, window: int) -> None:
        refused = self.hall.windows[window].exchange()
        assert not refused, "what an honest window decided is never rejected"

    def _nodes(self) -> list[tuple[str, ApplicationState]]:
        return [("", self.hall.state()), *((window.name, window.state) for window in self.hall.windows)]

    def _journal(self, name: str) -> list[Operation]:
        if not name:
            return self.hall.journal()
        window = next(window for window in self.hall.windows if window.name == name)
        return [entry.operation for entry in window.entries()]


def faults(state: ApplicationState, journal: list[Operation]) -> Iterator[str]:
    """What breaks G9 at one node: its state against its journal."""
    pending = {name for name, held in state.deferrals.items() if held.is_open}
    ended = {
        name
        for name, held in state.deferrals.items()
        if held.status in (DeferralStatus.PASSED, DeferralStatus.TERMINATED)
    }
    if pending & ended or pending | ended != set(DEFERRED):
        yield f"opened is not pending {pending} and ended {ended}"
    for material, held in state.deferrals.items():
        made = [one for one in journal if one.kind in MOVES and one.body["material"] == material]
        told = [(move.kind, move.actor, move.wall) for move in held.history[1:]]
        if told != [(one.kind, one.actor.name, one.wall) for one in made]:
            yield f"{material} moved without an operation of an actor"
        if replayed(held, ended=state.has_ended(held.items)) != (held.status, held.due_day):
            yield f"{material} does not stand where its moves lead"
    for case in state.cases.values():
        granted = case.status is CaseStatus.ENDED and case.result is not None and case.result.outcome == "granted"
        if granted and any(
            case.item in held.items and held.status is not DeferralStatus.PASSED for held in state.deferrals.values()
        ):
            yield f"{case.item} was granted while a deferral had not passed"


def play(examples: int, *, phases: tuple[Phase, ...] = (Phase.generate,)) -> None:
    run_state_machine_as_test(
        DeferralMachine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            phases=phases,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.timeout(0)
def test_g9_holds_whoever_moves_deferrals_in_any_order() -> None:
    play(EXAMPLES)


@pytest.mark.parametrize("name", sorted(MUTANTS))
def test_a_mistake_with_deferrals_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    MUTANTS[name](monkeypatch)
    with pytest.raises(Exception):  # noqa: B017 - an assertion, or several told as a group
        play(ENOUGH)
