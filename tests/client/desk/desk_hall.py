"""A hall for tests of the desk: the real centre with a clock, and PCs with the real store, desk and exchange.

Preparing one takes longer than most tests, so a hall can be frozen as the files it left, and each test thaws a copy.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Mapping
from pathlib import Path

import msgspec

from client.desk.desk import ScanReader
from client.desk.hall_day import day_of
from client.desk.session import Session
from sync.central.demo import seed
from sync.central.handlers import Centre
from sync.central.review import Review
from sync.central.rulebooks import Rulebooks
from sync.central.sessions import ReviewerSession
from sync.central.store.store import open_store
from tests.client.desk.desk_given import (
    ANSWERS,
    CREDIT_CODE,
    DAY,
    DAY_MS,
    DEFERRED,
    ITEMS,
    MORNING,
    NOTHING_TYPED,
    THEME,
    WORDS,
    YEAR_MS,
    codes,
    done,
    package,
    picture,
    said,
)
from tests.client.desk.desk_pc import Pc
from tests.support.memory_keys import MemoryKeys
from tests.support.publisher import KEY

__all__ = [
    "ANSWERS",
    "CREDIT_CODE",
    "DAY",
    "DAY_MS",
    "DEFERRED",
    "ITEMS",
    "MORNING",
    "NOTHING_TYPED",
    "THEME",
    "WORDS",
    "YEAR_MS",
    "Frozen",
    "Hall",
    "Pc",
    "codes",
    "done",
    "package",
    "picture",
    "said",
    "thaw",
]


class Frozen(msgspec.Struct, frozen=True, kw_only=True):
    """What a hall left: its folder, and what was only in memory. `application` is the one it was prepared for."""

    folder: Path
    keys: MemoryKeys
    wall: int
    sessions: Mapping[str, Session]
    application: str = ""


class Hall:
    """A centre and the PCs that report to it. Time is one second further at every look at a clock."""

    def __init__(
        self, folder: Path, *, reader: ScanReader, keys: MemoryKeys | None = None, wall: int = MORNING
    ) -> None:
        self.folder = folder
        self.reader = reader
        self.keys = keys or MemoryKeys()
        self.wall = wall
        self.application = ""
        self.pcs: dict[str, Pc] = {}
        self.sessions: dict[str, Session] = {}
        self.kept = open_store(folder / "centre")
        self.start_centre()
        self.reviewer = ReviewerSession(account="reviewer", name="陈审核", departments=("*",))

    def start_centre(self, **limits: int) -> None:
        """The centre's program over what it keeps; PCs that are switched on from now on talk to this one."""
        dice = random.Random(self.wall)
        rules = Rulebooks(self.kept)
        self.centre = Centre(self.kept, self.clock, lambda: day_of(self.wall), dice.randbytes, rules, **limits)
        self.review = Review(self.centre)

    def clock(self) -> int:
        self.wall += 1000
        return self.wall

    def publish(self) -> None:
        """The catalog and the accounts of the demonstration."""
        self.kept.publishers.add(KEY)
        self.kept.catalogs.publish(package().id, version="1", data=package().data)
        seed(self.kept, {})

    def pc(self, name: str = "03") -> Pc:
        """A PC, switched on at first asking; its clerk sits there when she has signed in before."""
        if name not in self.pcs:
            self.pcs[name] = Pc(self, name)
        return self.pcs[name]

    def issue_licence(self, application: str) -> None:
        """The business licence is granted; its number goes to the other five."""
        for stage in ("accepted", "handling", "review", "approval"):
            self.review.move_stage(self.reviewer, application, item="BIZ-IND", stage=stage)
        self.review.issue_result(
            self.reviewer,
            application,
            item="BIZ-IND",
            outcome="granted",
            number="JZ-0001",
            elements={"uscc": CREDIT_CODE},
        )

    def close(self) -> None:
        for pc in self.pcs.values():
            pc.store.close()
        self.kept.close()

    def freeze(self) -> Frozen:
        """End here, and be thawed any number of times."""
        self.close()
        return Frozen(
            folder=self.folder, keys=self.keys, wall=self.wall, sessions=self.sessions, application=self.application
        )


def thaw(frozen: Frozen, folder: Path, *, reader: ScanReader) -> Hall:
    """A copy of a frozen hall, going on ten minutes later."""
    shutil.copytree(frozen.folder, folder)
    hall = Hall(folder, reader=reader, keys=frozen.keys, wall=frozen.wall + 600_000)
    hall.sessions.update(frozen.sessions)
    hall.application = frozen.application
    return hall
