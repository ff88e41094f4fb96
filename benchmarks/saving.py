"""How long does saving an application take, against its own SQL statements and values run by bare sqlcipher3?

Every statement of the product is written down while it runs, and run again right after it on a copy of the database,
with the same pragmas on the same disk: same pages, same commits, no product.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from benchmarks.desk_place import DeskPlace, KeysHere
from benchmarks.harness import Row, compared
from client.desk import filling
from client.store.database import _PRAGMAS
from client.store.files import JOURNAL_FILE
from forms.journal.decision import Refusal
from tests.story.applicant import NAME

LIMIT = 2.5
WARM_UP = 10

Statement = tuple[str, Sequence[Any]]


class Recorder:
    """Writes down what a store's journal file is asked to do."""

    def __init__(self, place: DeskPlace) -> None:
        database = place.store.journal._database
        self._execute = database._run
        self._statements: list[Statement] = []
        database._run = self._run

    def _run(self, sql: str, params: Sequence[Any] = ()) -> Any:
        self._statements.append((sql, tuple(params)))
        return self._execute(sql, params)

    def taken(self) -> list[Statement]:
        """What was written down since the last time."""
        taken, self._statements = self._statements, []
        return taken


class Floor:
    """The copy of the database, without the product."""

    def __init__(self, path: Path, key: str) -> None:
        self._connection = sqlcipher.connect(str(path), isolation_level=None)
        for name, value in (("key", f"\"x'{key}'\""), ("cipher_page_size", 4096), *_PRAGMAS):
            self._connection.execute(f"PRAGMA {name} = {value}")

    def run(self, statements: Sequence[Statement]) -> float:
        """Milliseconds for `statements`, every row fetched."""
        begun = time.perf_counter()
        for sql, params in statements:
            self._connection.execute(sql, params).fetchall()
        return (time.perf_counter() - begun) * 1000

    def count(self) -> int:
        """Operations in the copy."""
        return int(self._connection.execute("SELECT count(*) FROM operations").fetchone()[0])

    def close(self) -> None:
        """Close the copy."""
        self._connection.close()


def measure(folder: Path, *, turns: int) -> list[Row]:
    """The ratios of the p95s: a whole form saved at once, and one field changed."""
    keys = KeysHere()
    DeskPlace(folder / "product", keys).close()
    shutil.copytree(folder / "product", folder / "floor")
    place = DeskPlace(folder / "product", keys)
    (key,) = keys.kept.values()
    floor = Floor(folder / "floor" / JOURNAL_FILE, key)
    rows = _rows(place, floor, turns)
    place.close()
    floor.close()
    return rows


def _rows(place: DeskPlace, floor: Floor, turns: int) -> list[Row]:
    recorder = Recorder(place)
    whole: tuple[list[float], list[float]] = ([], [])
    field: tuple[list[float], list[float]] = ([], [])
    for turn in range(turns + WARM_UP):
        state = place.begin()
        floor.run(recorder.taken())
        samples = [_save(place, state.id, place.typed(state, ap_name=f"{NAME}{turn}"))]
        samples.append(floor.run(recorder.taken()))
        samples.append(_save(place, state.id, {"ap_phone": f"139{turn:08d}"}))
        samples.append(floor.run(recorder.taken()))
        for sample, into in zip(samples, (*whole, *field), strict=True):
            if turn >= WARM_UP:
                into.append(sample)
    _assert_same(place, floor)
    return [
        compared("save: the whole form", *whole, share=0.95, limit=LIMIT),
        compared("save: one field changed", *field, share=0.95, limit=LIMIT),
    ]


def _save(place: DeskPlace, application: str, patch: filling.Patch) -> float:
    begun = time.perf_counter()
    result = filling.save(place.session, place.desk, application, patch)
    spent = (time.perf_counter() - begun) * 1000
    if isinstance(result, Refusal):
        raise RuntimeError(result.messages)
    return spent


def _assert_same(place: DeskPlace, floor: Floor) -> None:
    """A floor that did less than the product would flatter nobody."""
    (count,) = place.store.journal._database.one("SELECT count(*) FROM operations")
    if count != floor.count():
        raise RuntimeError(f"the floor has {floor.count()} operations instead of {count}")
