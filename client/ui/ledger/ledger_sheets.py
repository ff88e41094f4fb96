"""What stands in place of the lines of the ledger: calls, an export, a hand-over. Each is made when first wanted."""

from __future__ import annotations

from PyQt5.QtCore import QObject, pyqtSignal
from PyQt5.QtWidgets import QStackedWidget

from client.store.rows import LedgerRow
from client.ui.context import UiContext
from client.ui.ledger.call_sheet import CallSheet
from client.ui.ledger.calling import Calling
from client.ui.ledger.export_sheet import ExportSheet
from client.ui.ledger.hand_over_sheet import HandOverSheet
from client.ui.ledger.handing_over import HandingOver
from client.ui.ledger.ledger_export import LedgerExport
from client.ui.ledger.ledger_reader import Question

Sheet = CallSheet | ExportSheet | HandOverSheet


class LedgerSheets(QObject):
    """`shown` when another sheet, or none, is in front; `closed` by its button; `written` when the journal grew."""

    shown = pyqtSignal()
    closed = pyqtSignal()
    written = pyqtSignal()
    application_wanted = pyqtSignal(str)

    def __init__(self, context: UiContext, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._context = context
        self._stack = stack
        self._current: Sheet | None = None
        self.calling: Calling | None = None
        self.exporting: LedgerExport | None = None
        self.handing_over: HandingOver | None = None

    def current(self) -> Sheet | None:
        """The sheet in front; None for the lines."""
        return self._current

    def refresh(self) -> None:
        """Something came: a sheet that shows the journal shows it."""
        if isinstance(self._current, CallSheet) and self.calling is not None:
            self.calling.refresh()

    def leave(self) -> None:
        """Back to the lines."""
        self._current = None
        self._stack.setCurrentIndex(0)
        self.shown.emit()

    def call(self, *, keeper: str) -> None:
        """Whom to phone today, of one `keeper` (account) when given."""
        if self.calling is None:
            sheet = CallSheet()
            sheet.table.opened.connect(self.application_wanted)
            self.calling = Calling(self._context, sheet)
            self.calling.recorded.connect(self.written)
        self.calling.start(keeper=keeper)
        self._show(self.calling.sheet)

    def export(self, question: Question, lines: int) -> None:
        """Export what `question` asks for."""
        if self.exporting is None:
            sheet = ExportSheet()
            sheet.closed.connect(self.closed)
            self.exporting = LedgerExport(self._context, sheet)
        self.exporting.start(question, lines)
        self._show(self.exporting.sheet)

    def hand_over(self, chosen: LedgerRow | None) -> None:
        """Hand over what the keeper of the chosen line looks after."""
        if self.handing_over is None:
            sheet = HandOverSheet()
            sheet.closed.connect(self.closed)
            self.handing_over = HandingOver(self._context, sheet)
            self.handing_over.handed_over.connect(self.written)
        self.handing_over.start(chosen)
        self._show(self.handing_over.sheet)

    def _show(self, sheet: Sheet) -> None:
        if self._stack.indexOf(sheet) < 0:
            self._stack.addWidget(sheet)
        self._current = sheet
        self._stack.setCurrentWidget(sheet)
        self.shown.emit()
        sheet.take_focus()
