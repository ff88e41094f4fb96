"""How long from the start of the process to a sign-in window that echoes a key, against a bare PyQt5 window?"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from benchmarks.harness import Row, compared, interleaved
from client.store.keys import OsKeyring
from client.store.store import open_store

LIMIT = 3.0
WARM_UP = 2
"""Starts of each that are not counted: the first ones read everything from disk."""


def measure(folder: Path, *, turns: int) -> list[Row]:
    """The ratio of the p50s. The store exists already, with its key in the key ring, as on every day but the first."""
    data = folder / "start"
    open_store(data, keys=OsKeyring()).close()
    for _ in range(WARM_UP):
        _start("product", data), _start("bare", data)
    ours, theirs = interleaved(turns, lambda: _start("product", data), lambda: _start("bare", data))
    return [compared("start: sign-in window echoes a key", ours, theirs, share=0.5, limit=LIMIT)]


def _start(which: str, data: Path) -> float:
    """Milliseconds of one start."""
    begun = time.monotonic_ns()
    ended = subprocess.run(
        [sys.executable, "-m", "benchmarks.start_runner", which, str(data)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
        timeout=60,
    )
    return (int(ended.stdout) - begun) / 1e6
