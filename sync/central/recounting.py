"""Recounting: once a newer calendar is offered, the open days of every application are worked out anew.

It is done in slices, one at each exchange, so that no window waits for the whole city's cases.
"""

from __future__ import annotations

import structlog

from forms.journal.commands import RecomputeDates
from forms.journal.decide import decide
from forms.journal.decision import Refusal
from forms.journal.operation import APPLICATION
from forms.journal.state import ApplicationState
from sync.central.calendars import Calendars
from sync.central.moment import Moments
from sync.central.ordering import Ordering
from sync.central.store.store import Store

SLICE = 100
"""Applications looked at in one exchange."""

_log = structlog.get_logger()


class Recounting:
    """Makes `dates_recomputed`; called inside the transaction of an exchange or of a reviewer's act."""

    def __init__(self, store: Store, moments: Moments, *, ordering: Ordering, calendars: Calendars) -> None:
        self._store = store
        self._moments = moments
        self._ordering = ordering
        self._calendars = calendars
        self._done = ""
        self._after = ""

    def advance(self) -> None:
        """Settle the next slice of open applications; nothing to do once all follow the offered calendar."""
        offered = self._store.catalogs.current()
        if offered is None or offered.id == self._done:
            return
        found = self._store.cases.open_applications(after=self._after, limit=SLICE)
        for application in found:
            self.settle(application)
        self._after = found[-1] if len(found) == SLICE else ""
        self._done = "" if self._after else offered.id

    def settle(self, application: str) -> ApplicationState:
        """Move the days of one application to the newest calendar; its state afterwards."""
        state = self._ordering.state(application)
        if not state.calendar_revision or state.needs_upgrade:
            return state
        try:
            target, rules = self._calendars.newest(state.catalog), self._calendars.of(state)
            decided = decide(state, RecomputeDates(target=target), rules, self._moments.now())
        except KeyError:
            _log.warning("recounting.catalog_unknown", application=application, catalog=state.catalog)
            return state
        for body in () if isinstance(decided, Refusal) else decided:
            self._ordering.write(body, stream=APPLICATION + application)
        return self._ordering.state(application)
