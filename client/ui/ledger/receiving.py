"""Receiving a deferred document: files are read in the background, then the arrival is one operation."""

from __future__ import annotations

from pathlib import Path

from PyQt5.QtCore import QObject, pyqtSignal
from PyQt5.QtWidgets import QFileDialog, QWidget

from client.desk import attaching, deferring
from client.store.rows import LedgerRow
from client.ui.context import UiContext
from client.ui.translation import tr
from forms.errors import UserError
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationState


class Receiving(QObject):
    """`received(row)` when the arrival is saved, `refused(words)` when it could not be."""

    received = pyqtSignal(object)
    refused = pyqtSignal(str)

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._parent = parent

    def ask_files(self, row: LedgerRow) -> None:
        """Open the file dialog for the document of `row`."""
        names, _ = QFileDialog.getOpenFileNames(
            self._parent,
            tr("ledger", "Scan of {name}").format(name=row.material_name),
            "",
            tr("ledger", "Scans (*.jpg *.jpeg *.png *.pdf)"),
        )
        self.bring(row, [Path(name) for name in names])

    def bring(self, row: LedgerRow, paths: list[Path]) -> None:
        """Receive `paths` as the document of `row`."""
        if not paths:
            return
        session, desk = self._context.session, self._context.desk

        def work() -> ApplicationState | Refusal:
            scans = tuple(attaching.keep_scan(desk, path.read_bytes(), name=path.name) for path in paths)
            return deferring.receive(session, desk, row.application, material=row.material, scans=scans)

        self._context.tasks.run(work, done=lambda result: self._on_done(row, result), failed=self._on_failed)

    def _on_done(self, row: LedgerRow, result: ApplicationState | Refusal) -> None:
        if isinstance(result, Refusal):
            self.refused.emit(self._context.say(result.messages))
        else:
            self.received.emit(row)

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.refused.emit(self._context.words.say(error.message))
        elif isinstance(error, OSError):
            self.refused.emit(tr("ledger", "The file could not be read. Check the drive and choose it again."))
        else:
            raise error
