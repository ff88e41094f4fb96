"""What reviewers do at the centre, by dice, through the product's own verbs."""

from __future__ import annotations

import random
from collections.abc import Callable

from forms.journal.state import STAGES, ApplicationState, CaseState
from sync.central.refused import CallRefused
from sync.central.sessions import ALL_DEPARTMENTS, ReviewerSession
from tests.simulation.catalogs import LICENCE, USCC
from tests.simulation.centre_node import CentreNode

SESSION = ReviewerSession(account="judge", name="审查员", departments=(ALL_DEPARTMENTS,))


class Reviewer:
    """Acts on a random accepted application."""

    def __init__(self, centre: CentreNode, rng: random.Random) -> None:
        self._centre = centre
        self._rng = rng

    def act(self) -> str:
        """One act and what became of it."""
        states = [state for state in self._centre.store.applications.states() if state.cases]
        if not states:
            return "nothing to review"
        state = self._rng.choice(states)
        case = self._rng.choice(list(state.cases.values()))
        act = self._rng.choice((self._move, self._move, self._end, self._pass, self._pass, self._return, self._release))
        return self._told(f"{state.id} {act.__name__[1:]} {case.item}", lambda: act(state, case))

    def _told(self, name: str, act: Callable[[], object]) -> str:
        try:
            act()
        except CallRefused as refused:
            return f"{name} refused: {refused.message.code}"
        return name

    def _move(self, state: ApplicationState, case: CaseState) -> None:
        stage = STAGES[(STAGES.index(case.stage) + 1) % len(STAGES)] if case.stage else STAGES[0]
        self._centre.review.move_stage(SESSION, state.id, item=case.item, stage=stage)

    def _end(self, state: ApplicationState, case: CaseState) -> None:
        outcome = self._rng.choice(("granted", "granted", "refused"))
        elements = {"uscc": USCC} if case.item == LICENCE else {}
        self._centre.review.issue_result(
            SESSION, state.id, item=case.item, outcome=outcome, number="L-1", elements=elements
        )

    def _pass(self, state: ApplicationState, case: CaseState) -> None:
        for material in sorted(state.deferrals)[:1]:
            self._centre.review.pass_deferral(SESSION, state.id, material=material)

    def _return(self, state: ApplicationState, case: CaseState) -> None:
        for material in sorted(state.deferrals)[:1]:
            self._centre.review.return_deferral(SESSION, state.id, material=material, reason="不清晰")

    def _release(self, state: ApplicationState, case: CaseState) -> None:
        self._centre.review.release(SESSION, state.id)
