"""The log of faults on this PC: what kind of mistake, and where in the program; never a value, never what was typed."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from traceback import walk_tb
from types import TracebackType

NAME, OLDER = "faults.log", "faults.old.log"
LARGEST = 1024 * 1024
"""Bytes; then the file becomes the older one, and the older one goes."""

_MOST_CAUSES = 5


class FaultLog:
    """One line of JSON per fault in `faults.log` of the data folder. Any thread may note one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()

    def note(self, event: str, error: BaseException) -> None:
        """Write `error` down. A log that cannot be written is no reason to stop anything."""
        line = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "event": event, "faults": list(_faults(error))}
        with self._lock:
            try:
                self._append(json.dumps(line) + "\n")
            except OSError:
                return

    def _append(self, line: str) -> None:
        path = self._folder / NAME
        if path.exists() and path.stat().st_size + len(line) > LARGEST:
            path.replace(self._folder / OLDER)
        with path.open("a", encoding="ascii") as file:
            file.write(line)


def _faults(error: BaseException) -> Iterator[dict[str, object]]:
    """The error and what led to it, the last first."""
    seen: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in seen and len(seen) < _MOST_CAUSES:
        seen.append(at)
        code = getattr(getattr(at, "message", None), "code", "")
        yield {"kind": type(at).__name__, "code": code, "where": list(_where(at.__traceback__))}
        at = at.__cause__ or at.__context__


def _where(trace: TracebackType | None) -> Iterator[str]:
    """File, line and function of each call, without the line's text."""
    for frame, number in walk_tb(trace):
        path = Path(frame.f_code.co_filename)
        yield f"{'/'.join(path.parts[-3:])}:{number} {frame.f_code.co_name}"
