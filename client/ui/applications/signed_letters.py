"""Taking in the signed letter of commitment (承诺书): its scan is read in the background, then kept as a fact."""

from __future__ import annotations

from pathlib import Path

from PyQt5.QtCore import QObject, pyqtSignal
from PyQt5.QtWidgets import QFileDialog, QWidget

from client.desk import attaching, deferring
from client.ui.context import UiContext
from client.ui.translation import tr
from forms.errors import UserError
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationState


class SignedLetters(QObject):
    """`taken` when the letter is saved, `refused(words)` when it could not be."""

    taken = pyqtSignal()
    refused = pyqtSignal(str)

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._parent = parent

    def ask_files(self, application: str) -> None:
        """Open the file dialog for the letter of `application`."""
        names, _ = QFileDialog.getOpenFileNames(
            self._parent,
            tr("acts", "Scan of the signed letter of commitment"),
            "",
            tr("acts", "Scans (*.jpg *.jpeg *.png *.pdf)"),
        )
        self.bring(application, [Path(name) for name in names])

    def bring(self, application: str, paths: list[Path]) -> None:
        """Take in `paths` as the letter, one operation for each file."""
        if not paths:
            return
        session, desk = self._context.session, self._context.desk

        def work() -> list[ApplicationState | Refusal]:
            scans = [attaching.keep_scan(desk, path.read_bytes(), name=path.name) for path in paths]
            return [deferring.sign_commitment(session, desk, application, scan=scan) for scan in scans]

        self._context.tasks.run(work, done=self._on_done, failed=self._on_failed)

    def _on_done(self, results: list[ApplicationState | Refusal]) -> None:
        for result in results:
            if isinstance(result, Refusal):
                self.refused.emit(self._context.say(result.messages))
                return
        self.taken.emit()

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.refused.emit(self._context.words.say(error.message))
        elif isinstance(error, OSError):
            self.refused.emit(tr("acts", "The file could not be read. Check the drive and choose it again."))
        else:
            raise error
