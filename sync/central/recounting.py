"""Recounting: once a newer calendar is offered, the open days of every application are worked out anew.

It is done in slices, one at each exchange, so that no window waits for the whole city's cases.
"""

from __future__ import annotations

from collections.abc import Iterator

import structlog

from forms.journal.clocks import DatesRecomputed
from forms.journal.commands import CompleteDeferrals, RecomputeDates
from forms.journal.date_moves import LEGAL, PROMISED, DateMove
from forms.journal.decide import decide
from forms.journal.decision import Now, Refusal
from forms.journal.deferrals_ended import DeferralsCompleted
from forms.journal.kinds import body_of, kind_of
from forms.journal.operation import APPLICATION, Operation
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

    def follow(self, before: ApplicationState, operation: Operation) -> None:
        """Put right the days that a window counted by an older calendar, since it had not heard of the newer one.

        `before` is the state that its `operation` was applied to.
        """
        if before.needs_upgrade or kind_of(operation) is None:
            return
        if operation.kind == "deferral_extended":
            self.settle(before.id)
        elif operation.kind == "deferrals_completed" and before.calendar_revision:
            moves = tuple(self._completed(before, operation))
            if moves:
                body = DatesRecomputed(calendar_revision=before.calendar_revision, moves=moves)
                self._ordering.write(body, stream=APPLICATION + before.id)

    def _completed(self, before: ApplicationState, operation: Operation) -> Iterator[DateMove]:
        """Clocks that end on another day when they are counted by the calendar that the application follows."""
        body = body_of(operation)
        assert isinstance(body, DeferralsCompleted)
        try:
            following = self._calendars.of(before)
        except KeyError:
            return
        now = Now(wall=operation.wall, day=operation.day, skew=operation.skew)
        decided = decide(before, CompleteDeferrals(number=body.number), following, now)
        counted = () if isinstance(decided, Refusal) else decided
        right = {clock.item: clock for one in counted if isinstance(one, DeferralsCompleted) for clock in one.clocks}
        for clock in body.clocks:
            then = right.get(clock.item, clock)
            for what, day, after in (
                (PROMISED, clock.promised_due, then.promised_due),
                (LEGAL, clock.legal_due, then.legal_due),
            ):
                if day != after:
                    yield DateMove(what=what, id=clock.item, before=day, after=after)

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
