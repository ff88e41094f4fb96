"""The child that reads scans never outlives the desk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

DESK = """
import sys, time
from client.desk.scan_reader import ChildScanReader
from tests.story.scan_files import scan

if __name__ == "__main__":
    reader = ChildScanReader()
    reader.inspect(scan("page", ".jpg", seed=1, size=(413, 584)))
    print(*reader._pool._processes, flush=True)
    time.sleep(60)
"""


def test_a_killed_desk_leaves_no_reader_behind(tmp_path: Path) -> None:
    program = tmp_path / "desk.py"
    program.write_text(DESK)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[3])}
    with subprocess.Popen([sys.executable, str(program)], stdout=subprocess.PIPE, env=environment) as desk:
        assert desk.stdout is not None
        child = int(desk.stdout.readline())
        assert _runs(child)
        desk.send_signal(signal.SIGKILL)
    end = time.monotonic() + 10
    while _runs(child) and time.monotonic() < end:
        time.sleep(0.05)
    assert not _runs(child)


def _runs(process: int) -> bool:
    """A process that has ended and that nobody has asked about yet runs no more."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
