"""Looking applicants up again: what a window could not check, and what it checked against an older list.

An acceptance is never undone by it. Whoever turns out to be on the distrust list makes an objection, which is a task:
a person decides what becomes of the deferral. Who got onto a list after the acceptance is left alone.
"""

from __future__ import annotations

from collections.abc import Callable

from forms.distrust import DistrustList, credit_key, party_key
from forms.journal.acceptance import ObjectionRaised
from forms.journal.commands import CheckCredit
from forms.journal.decide_deferrals import check_credit
from forms.journal.decision import Refusal
from forms.journal.operation import APPLICATION
from forms.journal.promises import promised_names
from forms.journal.rules import Rules
from forms.journal.state import ApplicationState
from sync.central.distrust import Distrust
from sync.central.moment import Moments
from sync.central.ordering import Ordering
from sync.central.store.store import Store

OBJECTION = "centre.deferral_distrusted"
_SAID_ALREADY = frozenset({OBJECTION, "deferral.distrusted", "promise.distrusted"})
RECHECKED = frozenset({"application_accepted", "fields_amended", "credit_checked"})
"""After these operations of a window the centre looks for itself."""

SLICE = 100
"""Applications looked at in one exchange after a new list."""


class Rechecking:
    """Makes `credit_checked` and objections; called inside the transaction of an exchange."""

    def __init__(
        self,
        store: Store,
        moments: Moments,
        *,
        ordering: Ordering,
        distrust: Distrust,
        rules: Callable[[str], Rules],
    ) -> None:
        self._store = store
        self._moments = moments
        self._ordering = ordering
        self._distrust = distrust
        self._rules = rules
        self._done = ""
        self._after = ""

    def advance(self) -> None:
        """After a new list look at the next slice of those whom no list has cleared yet."""
        row = self._store.distrust.newest()
        if row is None or row.id == self._done:
            return
        found = self._store.cases.open_applications(after=self._after, limit=SLICE)
        for application in found:
            credit = self._ordering.state(application).credit
            if credit is None or credit.unchecked:
                self.settle(application)
        self._after = found[-1] if len(found) == SLICE else ""
        self._done = "" if self._after else row.id

    def settle(self, application: str) -> None:
        """Look the applicant of an accepted application up in the list in force, while something is deferred."""
        state, newest = self._ordering.state(application), self._distrust.newest()
        if newest is None or not _is_concerned(state):
            return
        standing = self._looked_up(state, newest)
        if standing is None:
            return
        if _is_news(state, standing):
            self._write_check(state, standing)
        if standing.listed and not any(said.code in _SAID_ALREADY for said in state.objections):
            names = "、".join(_names(state))
            params = {"applicant": state.party.name, "names": names, "revision": newest.revision}
            self._ordering.write(ObjectionRaised(code=OBJECTION, params=params), stream=APPLICATION + application)

    def _looked_up(self, state: ApplicationState, newest: DistrustList) -> CheckCredit | None:
        """None where nobody can be looked up: the catalog was never published here, or no number is known."""
        try:
            rules = self._rules(state.catalog)
        except KeyError:
            return None
        numbers = rules.credit_numbers(state.plain_values(), today=self._moments.today())
        if not numbers:
            return None
        listed = any(newest.has(party_key(number)) for number in numbers)
        return CheckCredit(party=credit_key(numbers), list_revision=newest.revision, listed=listed, unchecked=False)

    def _write_check(self, state: ApplicationState, standing: CheckCredit) -> None:
        decided = check_credit(state, standing, self._rules(state.catalog), self._moments.now())
        for body in () if isinstance(decided, Refusal) else decided:
            self._ordering.write(body, stream=APPLICATION + state.id)


def _is_concerned(state: ApplicationState) -> bool:
    if state.needs_upgrade or not state.accepted_day:
        return False
    return bool(_names(state))


def _names(state: ApplicationState) -> list[str]:
    """What is deferred still, and what was promised instead."""
    deferred = [deferral.name for deferral in state.deferrals.values() if deferral.is_open]
    return deferred + list(promised_names(state))


def _is_news(state: ApplicationState, standing: CheckCredit) -> bool:
    """The same answer from a newer list is none."""
    held = state.credit
    return held is None or held.unchecked or (held.party, held.listed) != (standing.party, standing.listed)
