"""Joins the export sheet with the desk: the file is made in the background, and may be cancelled."""

from __future__ import annotations

from pathlib import Path

from PyQt5.QtCore import QObject
from PyQt5.QtWidgets import QFileDialog

from client.desk import exporting
from client.desk.exporting import Exported, LedgerChoice
from client.desk.sheet_file import NotWanted
from client.ui.context import UiContext
from client.ui.ledger.background import Background
from client.ui.ledger.export_sheet import ExportSheet
from client.ui.ledger.ledger_reader import Question
from client.ui.translation import tr
from forms.errors import UserError
from forms.journal.decision import Refusal

_ENDING = ".xlsx"


class LedgerExport(QObject):
    """One export at a time."""

    def __init__(self, context: UiContext, sheet: ExportSheet) -> None:
        super().__init__(sheet)
        self._context = context
        self.sheet = sheet
        self._question = Question()
        self._background = Background(self)
        self._background.told.connect(sheet.set_progress)
        sheet.confirmed.connect(self._ask_place)
        sheet.progress.cancelled.connect(self._background.cancel)

    def start(self, question: Question, lines: int) -> None:
        """Export what `question` asks for, which is so many lines."""
        self._question = question
        self.sheet.start(lines)

    def save_to(self, path: Path) -> None:
        """Export into `path`."""
        asked, sheet = self._question, self.sheet
        choice = LedgerChoice(
            order=asked.order,
            descending=asked.descending,
            filters=asked.filters,
            phones=sheet.whole_phones(),
            reason=sheet.reason.editor.value_text(),
        )
        session, desk, words = self._context.session, self._context.desk, self._context.words
        self._background.begin()
        sheet.set_progress(0, 0)
        self._context.tasks.run(
            lambda: exporting.export_ledger(
                session, desk, words, path=path, choice=choice, keep_going=self._background.keep_going
            ),
            done=self._on_done,
            failed=self._on_failed,
        )

    def _ask_place(self) -> None:
        if self.sheet.whole_phones() and not self.sheet.reason.editor.value_text().strip():
            self.sheet.reason.set_error(tr("ledger", "Write what they are needed for."))
            self.sheet.reason.editor.setFocus()
            return
        self.sheet.reason.set_error("")
        proposed = tr("ledger", "Deferral ledger {day}").format(day=self._context.desk.now().day)
        name, _ = QFileDialog.getSaveFileName(
            self.sheet, tr("ledger", "Export to Excel"), f"{proposed}{_ENDING}", tr("ledger", "Excel (*.xlsx)")
        )
        if name:
            self.save_to(Path(name if name.lower().endswith(_ENDING) else f"{name}{_ENDING}"))

    def _on_done(self, result: Exported | Refusal) -> None:
        if isinstance(result, Refusal):
            self.sheet.end(self._context.say(result.messages), "warn")
            return
        words = tr("ledger", "{count} lines were exported to {path}.")
        self.sheet.end(words.format(count=f"{result.lines:,}", path=result.path))

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, NotWanted):
            self.sheet.end(tr("ledger", "Cancelled. Nothing was exported."), "info")
        elif isinstance(error, UserError):
            self.sheet.end(self._context.words.say(error.message), "danger")
        else:
            self.sheet.end("")
            raise error
