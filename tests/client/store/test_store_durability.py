"""What was said to be saved is there after kill -9 at any moment (G1), whole or not at all (G2)."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from store_window import Window

from client.store.schema import check_whole

pytestmark = pytest.mark.slow

CHILD = Path(__file__).with_name("saving_child.py")


def killed_while_saving(window: Window, *, round_number: int, after: float) -> list[list[object]]:
    """Let a process save for `after` seconds from its first application on and kill it; what it had said by then."""
    command = [sys.executable, str(CHILD), str(window.folder), str(round_number)]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdin is not None and child.stdout is not None
    child.stdin.write(json.dumps(window.keys.secrets).encode() + b"\n")
    child.stdin.flush()
    said = [child.stdout.readline() for _ in range(5)]
    time.sleep(after)
    child.kill()
    said += child.stdout.read().splitlines(keepends=True)
    child.wait()
    child.stdin.close()
    child.stdout.close()
    return [json.loads(line) for line in said[1:] if line.endswith(b"\n")]


@pytest.mark.parametrize("seed", range(4))
def test_every_acknowledged_save_survives_being_killed(tmp_path: Path, seed: int) -> None:
    window = Window(tmp_path / "store")
    window.store.close()
    said = killed_while_saving(window, round_number=seed, after=random.Random(seed).random() * 0.3)
    assert len(said) >= 4
    window.reopen()
    for what, *facts in said:
        if what == "application":
            assert len(window.store.journal.entries(str(facts[0]))) >= int(str(facts[1]))
        elif what == "scan":
            assert window.store.scans.has(str(facts[0]))
    drafts = [int(str(facts[0])) for what, *facts in said if what == "draft"]
    draft = window.store.drafts.load("typing", "li")
    assert draft is not None and int(str(draft.patch["ap_name"])) in (drafts[-1], drafts[-1] + 1)
    assert_whole(window)
    window.store.close()


def assert_whole(window: Window) -> None:
    """Both files are sound, the chain holds, no verb is there by half, and the views are what a rebuild gives."""
    journal = window.store.journal
    check_whole(journal._database)
    check_whole(window.store.scans._database)
    assert journal.verify() == ()
    halves = [application for application in journal.digests() if len(journal.entries(application)) not in (2, 3)]
    assert halves == []
    before = window.store.views.search("单", limit=10_000)
    journal.rebuild()
    assert window.store.views.search("单", limit=10_000) == before
