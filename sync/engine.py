"""The exchange engine: decides what goes next and does one request at a time.

It keeps nothing that a restart would miss: what is saved, sent and known lives in the store. Clock, store and
transport are handed in, so a simulator drives the very code that a window runs.
"""

from __future__ import annotations

from collections.abc import Callable

from sync.catalog_fetch import CatalogFetch
from sync.exchange import POLL_MS, ExchangeLane
from sync.pace import Pace
from sync.report import StepReport, Work
from sync.store import SyncStore
from sync.transport import Transport
from sync.uploads import Uploads


class Engine:
    """Form data, then the catalog, then scans; the choice is made anew before every request.

    So an acceptance waits for at most one part. `clock` gives milliseconds for waits and rates, never for order;
    a clock that jumps only moves a poll.
    """

    def __init__(
        self,
        store: SyncStore,
        transport: Transport,
        *,
        clock: Callable[[], int],
        poll_ms: int = POLL_MS,
        pace: Pace | None = None,
    ) -> None:
        pace = pace or Pace()
        self._exchanges = ExchangeLane(store, transport, clock=clock, pace=pace, poll_ms=poll_ms)
        self._catalogs = CatalogFetch(store, transport, clock=clock, pace=pace)
        self._uploads = Uploads(store, transport, clock=clock, pace=pace)
        self._pace = pace
        self._exchanged_nothing = False

    def ask(self) -> None:
        """Exchange with the next step, also when nothing waits (sync now, after a sign-in)."""
        self._exchanges.ask()

    def step(self) -> StepReport:
        """Do one unit of work, at most one request. Transport errors are in the report and change nothing.

        Raises what the store raises: a full disk is no matter of the link.
        """
        report = self._catalogs.install() or self._next()
        if report is None:
            return StepReport(work=Work.NOTHING, rate=self._pace.rate)
        self._exchanged_nothing = report.work is Work.EXCHANGE and not (report.sent or report.applied or report.error)
        if report.finished:
            self._exchanges.something_moved()
        return report

    def _next(self) -> StepReport | None:
        """The lanes in their order, but after an exchange that moved nothing the others get a turn.

        So a clerk who holds "sync now" does not starve the scans; an acceptance still waits for at most one part.
        """
        if self._exchanged_nothing:
            return self._catalogs.step() or self._uploads.step() or self._exchanges.step()
        return self._exchanges.step() or self._catalogs.step() or self._uploads.step()
