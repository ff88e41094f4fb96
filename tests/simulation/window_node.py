"""A window of a run: the product's store on real SQLCipher files, the product's engine, and what it once said is saved.

A kill is honest: the files are copied as they lie there, the write-ahead log with them and the old process's
memory without, and the copy is opened.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from client.store.database import Database
from client.store.store import Store, open_store
from forms.journal.actor import Actor, ActorKind
from forms.journal.decision import Now
from forms.journal.operation import content_hash
from forms.journal.state import ApplicationState
from sync.engine import Engine
from sync.pace import Pace
from sync.report import StepReport
from tests.simulation.centre_node import SITE, CentreNode
from tests.simulation.faulty_link import FaultyLink
from tests.simulation.killed import WindowKilled
from tests.simulation.moments import VirtualTime

MOST_BATCH = 3_000
MOST_PART = 8 * 1024
POLL_MS = 60_000
FILES = ("journal.db", "journal.db-wal", "scans.db", "scans.db-wal")

Mutate = Callable[["WindowNode"], None]


class Keys:
    """A key ring that outlives every process of the run."""

    backend = "simulated"

    def __init__(self) -> None:
        self._held: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        return self._held.get(name)

    def put(self, name: str, value: str) -> None:
        self._held[name] = value


class WindowNode:
    """One window. `saved` holds hash by dseq of everything that it told the clerk is saved."""

    def __init__(
        self,
        folder: Path,
        *,
        name: str,
        token: str,
        keys: Keys,
        centre: CentreNode,
        time: VirtualTime,
        rng: random.Random,
        mutate: Mutate,
        role: ActorKind = ActorKind.CLERK,
        site: str = SITE,
    ) -> None:
        self.name = name
        self.account = f"clerk-{name}"
        self._role = role
        self._site = site
        self.offset = 0
        self.saved: dict[int, str] = {}
        self.link = FaultyLink(centre, time, rng, token=token)
        self.rng = rng
        self._folder = folder
        self._keys = keys
        self._time = time
        self._mutate = mutate
        self._lives = 0
        self._doom = 0
        self._open()

    @property
    def actor(self) -> Actor:
        return Actor(kind=self._role, account=self.account, name=self.account, site=self._site, window=self.name)

    @property
    def now(self) -> Now:
        return Now(wall=self._time.wall(self.offset), day=self._time.day(self.offset))

    def doom(self, transactions: int) -> None:
        """Die at one of the next transactions: before it, within it or just after it."""
        self._doom = transactions

    def commit(self, application: str, bodies: tuple[msgspec.Struct, ...], *, catalog: str, ends_draft: bool) -> None:
        """Save, and remember that it was said to be saved."""
        self.store.journal.commit(
            application, bodies, actor=self.actor, now=self.now, catalog=catalog, ends_draft=ends_draft
        )
        self._note_saved()

    def state(self, application: str) -> ApplicationState:
        return self.store.journal.state(application)

    def step(self) -> StepReport:
        return self.engine.step()

    def restart(self) -> None:
        """Die now and come back from the files."""
        self._lives += 1
        born = self._folder.with_name(f"{self.name}-{self._lives}")
        born.mkdir()
        for file in FILES:
            if (self._folder / file).exists():
                shutil.copyfile(self._folder / file, born / file)
        self.close()
        shutil.rmtree(self._folder)
        self._folder = born
        self._open()

    def close(self) -> None:
        self.store.close()

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """A look behind the store, for the oracle."""
        return self.store._files.journal.all(sql)

    def own_operations(self) -> dict[int, str]:
        """Hash by dseq of this device's operations, hashed anew from their bytes."""
        found = self.rows(f"SELECT dseq, data FROM operations WHERE device = '{self.store.device.id}' ORDER BY dseq")
        return {dseq: content_hash(bytes(data)) for dseq, data in found}

    def _open(self) -> None:
        self._doom = 0
        self.store: Store = open_store(self._folder, keys=self._keys, clock=lambda: self._time.wall(self.offset))
        for database in (self.store._files.journal, self.store._files.scans):
            self._make_mortal(database)
        self._mutate(self)
        pace = Pace(most_part=MOST_PART, most_batch=MOST_BATCH)
        self.engine = Engine(self.store.sync, self.link, clock=self._time, poll_ms=POLL_MS, pace=pace)

    def _make_mortal(self, database: Database) -> None:
        write = database.write

        @contextmanager
        def mortal() -> Iterator[None]:
            moment = self._moment_of_death()
            if moment == "before":
                raise WindowKilled
            with write():
                yield
                if moment == "within":
                    raise WindowKilled
            if moment == "after":
                raise WindowKilled

        database.write = mortal  # type: ignore[method-assign]

    def _moment_of_death(self) -> str:
        if not self._doom:
            return ""
        self._doom -= 1
        return "" if self._doom else self.rng.choice(("before", "within", "after"))

    def _note_saved(self) -> None:
        for dseq, data_hash in self.own_operations().items():
            self.saved.setdefault(dseq, data_hash)
