"""Work off the window's thread: one worker, so that jobs never overlap; answers come back on the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PyQt5.QtCore import QObject, Qt, QThread, pyqtSignal, pyqtSlot


@dataclass(frozen=True, kw_only=True)
class _Job:
    """Something to do, and who is told how it ended."""

    work: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Callable[[BaseException], None]


class Tasks(QObject):
    """Runs work in the background; `done` or `failed` is called on the window's thread, unless the window is gone.

    The worker is a thread of Qt's own: papers are drawn there, and what draws uses timers of its thread.
    """

    _asked = pyqtSignal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = QThread()
        self._worker = _Worker()
        self._worker.moveToThread(self._thread)
        self._running = 0
        self._stopped = False
        self._asked.connect(self._worker.carry_out, Qt.QueuedConnection)
        self._worker.ended.connect(self._answer, Qt.QueuedConnection)

    def run(
        self, work: Callable[[], Any], *, done: Callable[[Any], None], failed: Callable[[BaseException], None]
    ) -> None:
        """Do `work` in the background; nobody waits for it."""
        if self._stopped:
            return
        if not self._thread.isRunning():
            self._thread.start()
        self._running += 1
        self._asked.emit(_Job(work=work, done=done, failed=failed))

    def is_idle(self) -> bool:
        """True when every answer has been delivered."""
        return self._running == 0

    def stop(self) -> None:
        """Finish what runs and take nothing more."""
        self._stopped = True
        self._worker.stopped = True
        self._thread.quit()
        self._thread.wait()

    @pyqtSlot(object, object, object)
    def _answer(self, job: _Job, result: object, error: BaseException | None) -> None:
        self._running -= 1
        if self._stopped:
            return
        if error is None:
            job.done(result)
        else:
            job.failed(error)


class _Worker(QObject):
    """Lives in the background thread."""

    ended = pyqtSignal(object, object, object)
    stopped = False

    @pyqtSlot(object)
    def carry_out(self, job: _Job) -> None:
        """Do one job; whatever it raises is an answer too."""
        if self.stopped:
            return
        try:
            result = job.work()
        except BaseException as error:
            self.ended.emit(job, None, error)
        else:
            self.ended.emit(job, result, None)
