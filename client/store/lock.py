"""One process owns the store: a lock file held with the operating system's own lock.

The lock falls with the process, so that a killed program never locks its successor out.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from forms.errors import StorageFailed
from forms.message import message


class FolderLock:
    """Holds `folder/lock` from its making until `release`. Raises `StorageFailed` when another process holds it."""

    def __init__(self, folder: Path) -> None:
        self._file = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        try:
            _lock(self._file)
        except OSError as fault:
            os.close(self._file)
            raise StorageFailed(message("store.in_use", folder=folder)) from fault

    def release(self) -> None:
        """Let another process have the store; calling it twice is harmless."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
