"""kill -9 at every step of a document's way from another site: scan stored, noted, sent, matched, answered.

A child process does the whole of it, window and centre, and dies before the n-th change of either database, or right
after a commit. Then both are switched on again, the clerk looks what is there, and everything goes on.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from client.desk import attaching, receiving, scan_file
from client.desk.receiving import Brought
from client.desk.scan_file import FileFacts
from client.desk.scan_reader import ChildScanReader
from client.store.database import Database as WindowDatabase
from forms.journal.decision import Refusal
from forms.journal.state import DeferralStatus, digest
from forms.message import Message
from sync.central.store.database import Database as CentreDatabase
from tests.client.desk.desk_hall import Frozen, Hall, Pc, picture, thaw

NUMBER = "01-03-20261123-00001"
BROUGHT = Brought(code=NUMBER, id_no="11010519491231002X", what="从业人员健康合格证明")
PAGES = ("正面", "反面")
SAVED, ENDED = b"s", b"e"
EACH_TO, THEN_EVERY = 24, 6
"""The window's own steps one by one, then those of the exchange by samples."""


class PlainReader:
    """Reads files in this process: a forked one has no child to read them in."""

    def inspect(self, data: bytes) -> FileFacts:
        facts = scan_file.read_facts(data)
        assert not isinstance(facts, Message)
        return facts

    page_image = staticmethod(scan_file.read_page)
    codes = staticmethod(scan_file.read_codes)


class Steps:
    """Counts changes; dies like in a power cut at one of them."""

    def __init__(self, dies_at: int) -> None:
        self.count = 0
        self.dies_at = dies_at

    def one(self) -> None:
        self.count += 1
        if self.count == self.dies_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        """From now on every change and every commit of both databases is a step."""
        for database, within in ((WindowDatabase, "write"), (CentreDatabase, "transaction")):
            run: Callable[..., int] = database.run
            database.run = self._before(run)  # type: ignore[method-assign]
            setattr(database, within, self._after(getattr(database, within)))

    def _before(self, run: Callable[..., int]) -> Callable[..., int]:
        def stepping(database: Any, *asked: Any) -> int:
            self.one()
            return run(database, *asked)

        return stepping

    def _after(self, within: Callable[..., Any]) -> Callable[..., Any]:
        @contextmanager
        def stepping(database: Any) -> Iterator[None]:
            with within(database):
                yield
            self.one()

        return stepping


def take_in(pc: Pc) -> None:
    """What the clerk does with the document."""
    scans = tuple(attaching.keep_scan(pc.desk, picture(page), name=f"{page}.jpg") for page in PAGES)
    line = receiving.receive_elsewhere(pc.session, pc.desk, BROUGHT, scans)
    assert not isinstance(line, Refusal), line.messages


def in_a_child(frozen: Frozen, folder: Path, *, dies_at: int) -> tuple[bytes, int]:
    """Do everything on a copy of `frozen` in `folder`; what was told before the end, and how many steps there were."""
    shutil.copytree(frozen.folder, folder)
    told, telling = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            steps = Steps(dies_at)
            hall = opened(frozen, folder, PlainReader())
            pc = hall.pc("09")
            steps.watch()
            take_in(pc)
            os.write(telling, SAVED)
            pc.sync()
            hall.close()
            os.write(telling, ENDED + str(steps.count).encode())
        finally:
            os._exit(0)
    os.close(telling)
    said = b""
    while chunk := os.read(told, 100):
        said += chunk
    os.close(told)
    os.waitpid(child, 0)
    saved, _, count = said.partition(ENDED)
    return saved, int(count or 0)


def opened(frozen: Frozen, folder: Path, reader: Any) -> Hall:
    hall = Hall(folder, reader=reader, keys=frozen.keys, wall=frozen.wall + 600_000)
    hall.sessions.update(frozen.sessions)
    hall.application = frozen.application
    return hall


@pytest.fixture(scope="module")
def ready(accepted: Frozen, tmp_path_factory: pytest.TempPathFactory, reader: ChildScanReader) -> Frozen:
    """An application with two deferrals at one site, a window of another site with numbers."""
    hall = thaw(accepted, tmp_path_factory.mktemp("arrival") / "ready", reader=reader)
    away = hall.pc("09")
    away.sign_in("chenjing")
    away.sync()
    return hall.freeze()


def test_nothing_is_lost_and_nothing_arrives_twice(ready: Frozen, tmp_path: Path, reader: ChildScanReader) -> None:
    said, steps = in_a_child(ready, tmp_path / "whole", dies_at=0)
    assert said == SAVED and steps > EACH_TO
    check(ready, tmp_path / "whole", reader, saved=True)
    died_before_saving = 0
    for step in [*range(1, EACH_TO), *range(EACH_TO, steps, THEN_EVERY), steps]:
        folder = tmp_path / str(step)
        said, ended = in_a_child(ready, folder, dies_at=step)
        assert ended == 0, f"it lived past step {step}"
        died_before_saving += said == b""
        check(ready, folder, reader, saved=said == SAVED)
        shutil.rmtree(folder)
    assert 0 < died_before_saving < EACH_TO


def check(frozen: Frozen, folder: Path, reader: ChildScanReader, *, saved: bool) -> None:
    """Switch on, look, go on: one arrival, the same everywhere."""
    hall = opened(frozen, folder, reader)
    try:
        away, home = hall.pc("09"), hall.pc("03")
        assert away.store.journal.verify() == ()
        there = receiving.taken_in(away.desk)
        assert len(there) == 1 if saved else len(there) <= 1
        if not there:
            take_in(away)
        before = receiving.taken_in(away.desk)
        away.store.journal.rebuild()
        assert receiving.taken_in(away.desk) == before
        for pc in (away, home, away):
            pc.sync()
        (line,) = receiving.taken_in(away.desk)
        assert line.standing == "matched"
        states = [pc.state(frozen.application) for pc in (home, away)]
        assert digest(states[0]) == digest(states[1]) == digest(hall.centre.ordering.state(frozen.application))
        held = states[0].deferrals["M-HEALTH"]
        assert held.status is DeferralStatus.ARRIVED
        assert [move.kind for move in held.history] == ["deferral_opened", "deferral_arrived"]
        assert len(states[0].scans["M-HEALTH"]) == len(PAGES)
        for scan, page in zip(held.history[-1].scans, PAGES, strict=True):
            assert hall.review.scan(hall.reviewer, frozen.application, scan)[1] == picture(page)
        assert away.store.sync.outgoing_scans() == () and hall.kept.ledger.alarms() == []
        assert away.store.journal.verify() == () and away.store.numbers.standing(line.number) == "used"
    finally:
        hall.close()
