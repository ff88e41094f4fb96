"""The worker thread that drives the engine: it waits, wakes, reports and never dies.

The transport is made inside the thread, so that nothing heavy is imported before the first paint.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from random import random as any_random
from time import monotonic

from forms.errors import UserError
from forms.message import Message, message
from sync.backoff import Backoff
from sync.engine import Engine
from sync.link import Link, after_fault, after_step
from sync.report import StepReport
from sync.store import SyncStore
from sync.transport import CentreFault, Transport, TransportError

IDLE_S = 5.0
"""With nothing to do the worker looks this often whether the poll is due; a save wakes it at once."""

WAKE_FLOOR_S = 15.0
"""During a wait after a failure a save may try again, but not more often than this."""

TransportFactory = Callable[[], AbstractContextManager[Transport]]


class Runner:
    """One daemon thread around one engine.

    `on_link` gets every changed link snapshot and `on_step` every report of work, both in the worker thread: the
    receiver brings them to its own. `on_fault(event, error)` gets every mistake of the program, also what those two
    raise, which goes no further. `wall` is UTC ms.
    """

    def __init__(
        self,
        store: SyncStore,
        transport: TransportFactory,
        *,
        wall: Callable[[], int],
        on_link: Callable[[Link], None],
        on_step: Callable[[StepReport], None],
        on_fault: Callable[[str, BaseException], None],
        random: Callable[[], float] = any_random,
    ) -> None:
        self._store = store
        self._factory = transport
        self._wall = wall
        self._on_link = on_link
        self._on_step = on_step
        self._on_fault = on_fault
        self._backoff = Backoff(random)
        self._link = Link()
        self._changed = threading.Condition()
        self._stopping = self._woken = self._asked = False
        self._thread = threading.Thread(target=self._live, name="sync", daemon=True)

    def start(self) -> None:
        """Begin; call once."""
        self._thread.start()

    def wake(self) -> None:
        """Something was saved: send it soon, though not faster than the floor while the link is down."""
        with self._changed:
            self._woken = True
            self._changed.notify_all()

    def sync_now(self) -> None:
        """The clerk asked: end any wait and exchange at once."""
        with self._changed:
            self._asked = True
            self._changed.notify_all()

    def stop(self, *, timeout_s: float = 5.0) -> bool:
        """End after the request under way, if it ever began; False when it has not ended within `timeout_s`."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        if self._thread.ident is not None:
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _live(self) -> None:
        while not self._stopping:
            try:
                with self._factory() as transport:
                    self._drive(Engine(self._store, transport, clock=_monotonic_ms))
            except (UserError, TransportError) as error:
                self._fault(error.message)
            except Exception as error:
                if self._stopping:
                    # The store was closed under a request that took too long to wait for.
                    return
                # Whatever it is, the window must go on saving and this thread must try again.
                self._on_fault("sync_worker_fault", error)
                self._fault(message("sync.fault"))

    def _drive(self, engine: Engine) -> None:
        while not self._stopping:
            if self._take_asked():
                engine.ask()
            report = engine.step()
            if report.error is not None:
                self._failed(report)
                continue
            if report.progress:
                self._backoff.progress()
            self._tell(after_step(self._link, report, wall=self._wall()), report)
            if not report.again:
                self._wait(IDLE_S, floor_s=0.0)

    def _failed(self, report: StepReport) -> None:
        asked_s = report.error.retry_after if isinstance(report.error, CentreFault) else 0.0
        wait_s = self._backoff.failed(retry_after=asked_s)
        self._tell(after_step(self._link, report, wall=self._wall(), retry_s=wait_s), report)
        self._wait(wait_s, floor_s=max(WAKE_FLOOR_S, asked_s))

    def _fault(self, told: Message) -> None:
        wait_s = self._backoff.failed()
        self._tell(after_fault(self._link, told, wall=self._wall(), retry_s=wait_s), None)
        self._wait(wait_s, floor_s=WAKE_FLOOR_S)

    def _wait(self, seconds: float, *, floor_s: float) -> None:
        """Wait `seconds`; a save ends it after `floor_s`, a clerk or the end of the program at once."""
        began = monotonic()
        with self._changed:
            while not (self._stopping or self._asked):
                until = min(seconds, floor_s) if self._woken else seconds
                left = began + until - monotonic()
                if left <= 0.0:
                    break
                self._changed.wait(left)
            self._woken = False

    def _take_asked(self) -> bool:
        with self._changed:
            asked, self._asked = self._asked, False
            return asked

    def _tell(self, link: Link, report: StepReport | None) -> None:
        changed, self._link = link != self._link, link
        try:
            if changed:
                self._on_link(link)
            if report is not None and (report.again or report.error is not None):
                self._on_step(report)
        except Exception as error:
            self._on_fault("sync_listener_fault", error)


def _monotonic_ms() -> int:
    return int(monotonic() * 1000)
