"""The rows about the ledger are taken from a real store, caught up through the feed; a small one, and a few turns."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.ledger_store import DAY, ROOT, Kept, Size, kept_store
from client.desk.ledger import LedgerFilters, LedgerShows
from client.store.store import open_store
from forms.journal.state import ApplicationStatus

SIZE = Size(applications=120, open_deferrals=40)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ledgers")


@pytest.fixture(scope="module")
def kept(place: Path) -> Kept:
    return kept_store(SIZE, place=place)


def test_what_was_built_is_kept(place: Path, kept: Kept) -> None:
    again = kept_store(SIZE, place=place)
    assert kept.built_s > 0 == again.built_s
    assert (again.folder, again.keys.kept) == (kept.folder, kept.keys.kept)


def test_a_built_store_is_the_fold_of_real_operations(kept: Kept, tmp_path: Path) -> None:
    shutil.copytree(kept.folder, tmp_path / "copy")
    store = open_store(tmp_path / "copy", keys=kept.keys)
    lines = store.ledger.lines()
    ended = store.ledger.lines(filters=LedgerFilters(shows=LedgerShows.ENDED))
    assert len(lines) == SIZE.open_deferrals and {line.status for line in lines} == {"awaited", "arrived"}
    assert ended and {line.status for line in ended} == {"passed"}
    assert len(store.journal.digests()) == SIZE.applications
    assert {store.journal.state(line.application).status for line in lines} == {ApplicationStatus.ACCEPTED}
    assert len({line.applicant for line in lines}) > 20 and len(store.ledger.sites()) > 5
    assert min(line.due_day for line in lines) < DAY < max(line.due_day for line in lines)
    store.journal.rebuild()
    assert store.ledger.lines() == lines
    store.close()


def test_the_command_prints_every_row_as_json(place: Path, kept: Kept) -> None:
    """In a process of its own: the window is set up like the program's, once and for all."""
    asked = ["--applications", str(SIZE.applications), "--deferrals", str(SIZE.open_deferrals), "--place", str(place)]
    turns = ["--opens", "2", "--asks", "3", "--arrivals", "4", "--json"]
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.ledger", *asked, *turns],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        timeout=240,
        check=False,
    )
    assert ran.stdout, ran.stderr.decode()
    rows = json.loads(ran.stdout)["rows"]
    assert [(row["n"], row["limit"]) for row in rows] == [(2, 100.0)] * 7 + [(3, 20.0), (4, 2.5)]
    assert all(0 < row["p50"] <= row["p95"] for row in rows) and rows[-1]["floor"] > 0
    assert ran.returncode == (0 if all(row["ok"] for row in rows) else 1)
    assert f"found in {kept.folder.name}" in ran.stderr.decode(), "what was built is kept"
