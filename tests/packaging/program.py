"""The built program, run as on a PC that has nothing of ours: an empty home and hardly any environment."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_KEPT = ("PATH", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR")
"""What a desktop session gives to every program; nothing of the Python or Qt that built it."""


@dataclass(frozen=True)
class Ran:
    """A run that is over: `code` is None for one that was ended from here."""

    code: int | None
    out: str
    err: str


@dataclass(frozen=True)
class Program:
    """The executable in the folder that was built."""

    executable: Path

    def run(self, home: Path, *arguments: str, platform: str, seconds: float = 120) -> Ran:
        """Run it to its end."""
        done = subprocess.run(
            [self.executable, *arguments],
            env=environment(home, platform=platform),
            cwd=home,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    def watch(
        self, home: Path, *, platform: str, display: str = "", ready: Callable[[], bool], seconds: float = 30
    ) -> Ran:
        """Start its window, wait until `ready` and a little longer, then end it."""
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
            process = subprocess.Popen(
                [self.executable],
                env=environment(home, platform=platform, display=display),
                cwd=home,
                stdout=out,
                stderr=err,
            )
            code = _lived(process, ready=ready, seconds=seconds)
            return Ran(code, _content(out), _content(err))


_LONGER_S = 2.0
"""Timers and background work that follow the start have failed by then, if they fail."""


def _lived(process: subprocess.Popen[bytes], *, ready: Callable[[], bool], seconds: float) -> int | None:
    """The exit code of a program that ended by itself, None for one that had to be ended."""
    end = time.monotonic() + seconds
    while process.poll() is None and not ready() and time.monotonic() < end:
        time.sleep(0.1)
    try:
        return process.wait(_LONGER_S)
    except subprocess.TimeoutExpired:
        process.terminate()
        process.wait(10)
        return None


def _content(file: tempfile._TemporaryFileWrapper[str]) -> str:
    file.seek(0)
    return file.read()


def environment(home: Path, *, platform: str, display: str = "") -> dict[str, str]:
    """The variables the program is started with."""
    temporary = home / "tmp"
    temporary.mkdir(exist_ok=True)
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    shown = {"DISPLAY": display} if display else {}
    return {
        **kept,
        **shown,
        "HOME": str(home),
        "TMPDIR": str(temporary),
        "LANG": "C.UTF-8",
        "QT_QPA_PLATFORM": platform,
        "NO_AT_BRIDGE": "1",
    }


@contextmanager
def screen(command: Sequence[str] = ("Xvfb", "-screen", "0", "1366x768x24", "-nolisten", "tcp")) -> Iterator[str]:
    """A virtual X screen; yields the value of DISPLAY."""
    server = subprocess.Popen([*command, "-displayfd", "1"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert server.stdout is not None
    try:
        yield f":{server.stdout.readline().decode().strip()}"
    finally:
        server.terminate()
        server.wait(10)
        server.stdout.close()
