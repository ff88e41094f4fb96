"""One run: a centre, three windows of one site, a reviewer, and dice that decide what happens next."""

from __future__ import annotations

import hashlib
import random
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog.testing

from sync.report import Work
from tests.simulation.catalogs import package
from tests.simulation.centre_node import CentreNode
from tests.simulation.clerk import Clerk
from tests.simulation.killed import WindowKilled
from tests.simulation.moments import YEAR_MS, VirtualTime
from tests.simulation.mutants import Mutant
from tests.simulation.oracle import centre_faults, final_faults, value_faults, window_faults
from tests.simulation.reviewer import Reviewer
from tests.simulation.signed_in import fastest_place, keys, signed_in
from tests.simulation.window_node import POLL_MS, WindowNode

NAMES = ("1", "2", "3")
EVENTS = 80
MOST_STEPS = 6
QUIET_ROUNDS = 40
"""After healing: rounds of one virtual minute until everything must be at rest."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found, and its trace."""

    seed: int
    violations: tuple[str, ...]
    trace: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """The same for the same run."""
        return hashlib.sha256("\n".join(self.trace).encode()).hexdigest()


def run(seed: int, mutant: Mutant | None = None, *, events: int = EVENTS) -> Outcome:
    """Play `seed` until a violation, or to the end."""
    folder = Path(tempfile.mkdtemp(prefix="yichuang-simulation-", dir=fastest_place()))
    mistake = mutant or Mutant()
    try:
        with structlog.testing.capture_logs() as logs, mistake:
            world = World(seed, folder, mistake)
            world.play(events)
        # No device is cloned and no catalog is broken here, so that whatever the centre complains about is a fault.
        alarms = [f"the centre logs {entry['event']}" for entry in logs]
        return Outcome(seed, (*world.violations, *alarms), tuple(world.trace))
    finally:
        shutil.rmtree(folder)


class World:
    """Everything of one run."""

    def __init__(self, seed: int, folder: Path, mutant: Mutant) -> None:
        self.trace: list[str] = []
        self.violations: list[str] = []
        self._rng = random.Random(seed)
        self._time = VirtualTime()
        self._centre = CentreNode(self._time, self._rng, mutate=mutant.centre)
        self._windows = [self._window(name, folder, mutant) for name in NAMES]
        self._clerks = {window.name: Clerk(window, self._rng) for window in self._windows}
        self._reviewer = Reviewer(self._centre, self._rng)

    def _window(self, name: str, folder: Path, mutant: Mutant) -> WindowNode:
        home = folder / f"{name}-0"
        shutil.copytree(signed_in(name, package("1")), home)
        window = WindowNode(
            home,
            name=name,
            token=f"token-{name}",
            keys=keys(),
            centre=self._centre,
            time=self._time,
            rng=self._rng,
            mutate=mutant.window,
        )
        window.link.trouble = self._rng.choice((0.0, 0.1, 0.3, 0.5))
        device = window.store.device
        self._centre.enrol(
            device=device.id,
            epoch=device.epoch,
            public_key=device.public_key,
            account=window.account,
            window=name,
            token=f"token-{name}",
        )
        return window

    def play(self, events: int) -> None:
        """All events, then healing; stops at the first violation."""
        try:
            for number in range(events):
                self._event(number)
                if self.violations:
                    return
            self._heal()
        finally:
            for window in self._windows:
                window.close()

    def _event(self, number: int) -> None:
        window = self._rng.choice(self._windows)
        happens, _ = self._rng.choices(_EVENTS, [weight for _, weight in _EVENTS])[0]
        told = self._surviving(window, lambda: happens(self, window))
        self.trace.append(f"{number} {window.name} {happens.__name__[1:]} {told}")
        self._judge([*window_faults(window), *centre_faults(self._centre, self._windows)])

    def _surviving(self, window: WindowNode, act: Callable[[], str]) -> str:
        """A killed window comes back; what it was about to say was not said."""
        try:
            return act()
        except WindowKilled:
            window.restart()
            return "killed"

    def _judge(self, faults: Sequence[str]) -> None:
        self.violations += [f"{fault} (after: {self.trace[-1]})" for fault in faults]

    def _act(self, window: WindowNode) -> str:
        self._time.pass_ms(self._rng.randint(1_000, 120_000))
        return self._clerks[window.name].act()

    def _sync(self, window: WindowNode) -> str:
        told = []
        for _ in range(self._rng.randint(1, MOST_STEPS)):
            report = window.step()
            told.append(f"{report.work}{'!' if report.error else ''}")
            if not report.again:
                break
        fates, window.link.fates = window.link.fates, []
        return f"{told} {fates}"

    def _review(self, window: WindowNode) -> str:
        return self._reviewer.act()

    def _kill(self, window: WindowNode) -> str:
        raise WindowKilled

    def _doom(self, window: WindowNode) -> str:
        window.doom(self._rng.randint(1, 4))
        return "soon"

    def _kill_centre(self, window: WindowNode) -> str:
        self._centre.start()
        return "and back"

    def _late(self, window: WindowNode) -> str:
        if not window.link.sent:
            return "nothing under way"
        call = self._rng.choice(window.link.sent)
        window.link.deliver_late(call)
        return call.name

    def _clock(self, window: WindowNode) -> str:
        window.offset = self._rng.choice((-YEAR_MS, 0, YEAR_MS, 3_600_000))
        return f"{window.offset} ms off"

    def _switch(self, window: WindowNode) -> str:
        window.link.up = self._rng.random() < 0.7
        window.link.trouble = self._rng.choice((0.0, 0.1, 0.3, 0.6))
        return "up" if window.link.up else "down"

    def _publish(self, window: WindowNode) -> str:
        version = self._rng.choice(("1", "2"))
        self._centre.publish(version)
        return version

    def _wait(self, window: WindowNode) -> str:
        self._time.pass_ms(self._rng.choice((POLL_MS, 3_600_000, 86_400_000)))
        return "passed"

    def _heal(self) -> None:
        """Good links, no more kills: now everything must come to rest within bounded time."""
        for window in self._windows:
            window.link.up, window.link.trouble, window.offset = True, 0.0, 0
            window.doom(0)
        began = self._time.now
        for _ in range(QUIET_ROUNDS):
            self._time.pass_ms(POLL_MS)
            moved = [self._drain(window) for window in self._windows]
            if not any(moved):
                break
        self.trace.append(f"healed, at rest after {(self._time.now - began) // 60_000} minutes")
        faults = [fault for window in self._windows for fault in window_faults(window)]
        faults += centre_faults(self._centre, self._windows)
        faults += value_faults(self._centre)
        self._judge([*faults, *final_faults(self._centre, self._windows)])

    def _drain(self, window: WindowNode) -> bool:
        """Step until nothing is to be done; True when anything moved or still waits."""
        moved = False
        for _ in range(400):
            report = window.step()
            if report.work is Work.NOTHING or report.error is not None:
                break
            moved |= bool(report.settled or report.applied or report.sent or report.finished)
        waiting = window.store.sync.summary()
        return moved or bool(waiting.operations or waiting.scans)


_EVENTS: tuple[tuple[Callable[[World, WindowNode], str], int], ...] = (
    (World._act, 40),
    (World._sync, 34),
    (World._review, 12),
    (World._kill, 2),
    (World._doom, 5),
    (World._kill_centre, 1),
    (World._late, 4),
    (World._clock, 2),
    (World._switch, 3),
    (World._publish, 1),
    (World._wait, 1),
)
