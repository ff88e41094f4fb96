"""How long until the ledger stands on the screen, in any order, until what is due today is known, and to receive?

Opened is: from the key to the last frame that is painted, with the first lines, the count of all and of each due day.
An arrival is compared with its own SQL, run right after it on a copy of the database: see `benchmarks.saving`.
"""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from benchmarks.desk_place import DeskPlace, KeysHere
from benchmarks.harness import Row, compared, timed
from benchmarks.ledger_store import DAY, Kept
from benchmarks.pictures import settle, until_painted
from benchmarks.saving import Floor, Recorder
from benchmarks.window_place import as_in_the_program, at_desk
from client.desk import deferring, ledger_reminders
from client.desk.ledger import LedgerFilters, LedgerOrder, LedgerShows
from client.house import wall_ms
from client.store.files import JOURNAL_FILE
from client.store.rows import LedgerRow
from client.ui.ledger.ledger_reader import Question
from client.ui.window.desk_window import APPLICATIONS, LEDGER, DeskWindow
from forms.journal.decision import Refusal
from forms.journal.state import DeferralStatus, ScanRef

OPEN_LIMIT_MS = 100.0
TODAY_LIMIT_MS = 20.0
ARRIVAL_LIMIT = 2.5
WARM_UP = 3

_MORNING_MS = 1_795_398_120_000
"""2026-11-23, 09:42 in the hall: `DAY`."""


def measure(kept: Kept, folder: Path, *, opens: int, asks: int, arrivals: int) -> list[Row]:
    """All rows, on copies of the store `kept` in `folder`: it stays as it was built."""
    for copy in ("product", "floor"):
        shutil.copytree(kept.folder, folder / copy)
    place = _place(folder / "product", kept.keys)
    due = _today(place, asks)
    arrived = _arrivals(place, folder / "floor", kept.keys, arrivals)
    place.close()
    screen = as_in_the_program(
        lambda collector: at_desk(
            _place(folder / "product", kept.keys), collector, lambda place, window: _opening(window, opens)
        )
    )
    return [*screen, due, arrived]


def _place(folder: Path, keys: KeysHere) -> DeskPlace:
    """The desk on that Monday morning, as if the centre had just said so."""
    place = DeskPlace(folder, keys)
    place.store.sync.remember_clock(skew=_MORNING_MS - wall_ms(), day=DAY)
    if place.desk.now().day != DAY:
        raise RuntimeError("the desk lives on another day")
    return place


def _today(place: DeskPlace, turns: int) -> Row:
    samples = []
    for _ in range(turns + WARM_UP):
        begun = time.perf_counter()
        due = ledger_reminders.today_due(place.desk)
        samples.append((time.perf_counter() - begun) * 1000)
    if not (due.overdue.total and all(step.lines for step in due.steps)):
        raise RuntimeError("nothing is due")
    return timed("ledger: what is due today", samples[WARM_UP:], limit=TODAY_LIMIT_MS)


def _arrivals(place: DeskPlace, copy: Path, keys: KeysHere, turns: int) -> Row:
    """Each time the document of another application, which nobody has looked at before."""
    (key,) = keys.kept.values()
    floor, recorder = Floor(copy / JOURNAL_FILE, key), Recorder(place)
    lines = _awaited(place, turns + WARM_UP)
    recorder.taken()
    ours, theirs = [], []
    for line in lines:
        ours.append(_receive(place, line))
        theirs.append(floor.run(recorder.taken()))
    _assert_same(place, floor)
    floor.close()
    name = "ledger: one arrival saved"
    return compared(name, ours[WARM_UP:], theirs[WARM_UP:], share=0.95, limit=ARRIVAL_LIMIT)


def _awaited(place: DeskPlace, count: int) -> Sequence[LedgerRow]:
    lines = place.store.ledger.lines(order=LedgerOrder.APPLICANT)
    awaited = {line.application: line for line in lines if line.status == DeferralStatus.AWAITED}
    step = max(1, len(awaited) // count)
    return list(awaited.values())[::step][:count]


def _receive(place: DeskPlace, line: LedgerRow) -> float:
    digest = hashlib.sha256(line.application.encode()).hexdigest()
    scan = ScanRef(sha256=digest, media_type="image/jpeg", size=180_000, pages=1)
    begun = time.perf_counter()
    result = deferring.receive(place.session, place.desk, line.application, material=line.material, scans=(scan,))
    spent = (time.perf_counter() - begun) * 1000
    if isinstance(result, Refusal):
        raise RuntimeError(result.messages)
    return spent


def _opening(window: DeskWindow, turns: int) -> list[Row]:
    """The ledger from the applications, then sorted each way, each time from another order."""
    opened = []
    for _ in range(turns + WARM_UP):
        window.go(APPLICATIONS)
        settle()
        opened.append(until_painted(window.shell, partial(window.go, LEDGER)))
    rows = [timed("ledger: opened", opened[WARM_UP:], limit=OPEN_LIMIT_MS)]
    for order in LedgerOrder:
        rows.append(_sorted(window, f"ledger: sorted by {order}", Question(order=order), turns))
    overdue = Question(order=LedgerOrder.APPLICANT, filters=LedgerFilters(shows=LedgerShows.OVERDUE))
    return [*rows, _sorted(window, "ledger: overdue ones by applicant", overdue, turns)]


def _sorted(window: DeskWindow, name: str, question: Question, turns: int) -> Row:
    shown = window.ledger.list
    another = Question(order=LedgerOrder.ITEM if question.order is not LedgerOrder.ITEM else LedgerOrder.DUE)
    samples = []
    for _ in range(turns + WARM_UP):
        shown.filters.ask(another)
        settle()
        samples.append(until_painted(window.shell, partial(shown.filters.ask, question)))
    if not shown.rows():
        raise RuntimeError("the ledger shows nothing")
    return timed(name, samples[WARM_UP:], limit=OPEN_LIMIT_MS)


def _assert_same(place: DeskPlace, floor: Floor) -> None:
    """A floor that did less than the product would flatter nobody."""
    (count,) = place.store.journal._database.one("SELECT count(*) FROM operations") or (0,)
    if count != floor.count():
        raise RuntimeError(f"the floor has {floor.count()} operations instead of {count}")
