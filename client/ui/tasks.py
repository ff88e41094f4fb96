"""Work off the window's thread: one worker, so that jobs never overlap; answers come back on the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PyQt5.QtCore import QObject, Qt, pyqtSignal


class Tasks(QObject):
    """Runs work in the background; `done` or `failed` is called on the window's thread, unless the window is gone."""

    _finished = pyqtSignal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk-task")
        self._running = 0
        self._finished.connect(self._answer, Qt.QueuedConnection)

    def run(
        self, work: Callable[[], Any], *, done: Callable[[Any], None], failed: Callable[[BaseException], None]
    ) -> None:
        """Do `work` in the background; nobody waits for it."""
        self._running += 1
        future = self._worker.submit(work)
        future.add_done_callback(lambda finished: self._finished.emit(finished, done, failed))

    def is_idle(self) -> bool:
        """True when every answer has been delivered."""
        return self._running == 0

    def stop(self) -> None:
        """Finish what runs and take nothing more."""
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _answer(
        self, future: Future[Any], done: Callable[[Any], None], failed: Callable[[BaseException], None]
    ) -> None:
        self._running -= 1
        error = future.exception()
        if error is None:
            done(future.result())
        else:
            failed(error)
