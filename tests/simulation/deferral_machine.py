"""Deferrals moved by three windows, a supervisor, another site, the applicant and the centre, in any order.

Every window is the product's own store and engine. Between the moves exchanges break off, windows are killed, the
application is withdrawn, catalog and calendar are replaced, a PC's clock goes a year wrong, and somebody lies.
G9 is judged after each step at every node that changed, against `deferral_model`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable

from hypothesis.stateful import invariant

from forms.journal.fold import Entry, fold
from forms.journal.state import ApplicationStatus, digest
from tests.simulation.deferral_model import faults
from tests.simulation.deferral_moves import DeferralMoves
from tests.simulation.deferral_nodes import (
    APPLICATION_ID,
    ELSEWHERE,
    WINDOWS,
    Hall,
)
from tests.simulation.deferral_run import DEFERRED, OVERTAKEN, SEEN
from tests.simulation.oracle import final_faults


class DeferralMachine(DeferralMoves):
    """Judged after each step at every node that changed, and once more when all is at rest."""

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
        """Right clocks, good links, no more kills: who has something tells it, then all ask, and all are equal."""
        for window in self.hall.windows.values():
            window.offset = 0
            window.doom(0)
        telling = [window for window in self.hall.windows.values() if window.has_something_to_tell()]
        for window in (*telling, *self.hall.windows.values()):
            window.exchange()
        self.g9()
        assert {kind for window in self.hall.windows.values() for kind in window.rejected()} <= OVERTAKEN
        knowing = [self.hall.windows[name] for name in WINDOWS]
        if self.hall.state().granted_sites:
            knowing.append(self.hall.windows[ELSEWHERE])
        SEEN.update(_happened(self.hall))
        _check("at rest", final_faults(self.hall.centre, knowing))
        _check("logs", (f"the program logs {entry}" for entry in self._logs))


def _happened(hall: Hall) -> Iterable[str]:
    """Kinds of the operations that took effect, results by their outcome, objections by their code."""
    for one in hall.journal():
        yield ".".join(filter(None, (one.kind, one.body.get("outcome"), one.body.get("code"))))
    yield from (f"{held.status.value} at the end" for held in hall.state().deferrals.values())
    yield hall.state().status.value


def _check(where: str, found: Iterable[str]) -> None:
    told = list(found)
    assert not told, f"{where}: {told}"
