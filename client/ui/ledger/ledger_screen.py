"""The ledger screen: deferrals left, the chosen one's history and what can be done with it right.

What takes the whole screen for a while (calls, an export, a hand-over) stands in its place; Esc leads back.
"""

from __future__ import annotations

from pathlib import Path

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from client.desk import deferring, looking
from client.desk.credit_standing import standing_of
from client.desk.ledger import LedgerShows
from client.store.rows import LedgerRow
from client.ui.context import UiContext
from client.ui.ledger.call_sheet import CallSheet
from client.ui.ledger.deferral_card import DeferralCard
from client.ui.ledger.ledger_list import LedgerList
from client.ui.ledger.ledger_sheets import LedgerSheets
from client.ui.ledger.receiving import Receiving
from client.ui.shell.screen import Hint, PrimaryAction, ScreenWidget, ShellKey
from client.ui.style.look import current_look
from client.ui.translation import tr
from forms.journal.decision import Refusal
from forms.journal.state import DeferralStatus

CALL, EXPORT, HAND_OVER, ELSEWHERE = "P", "E", "H", "R"
"""Keys of the lines that open what stands in their place."""

_UNKNOWN = "receipt.unknown"


class LedgerScreen(ScreenWidget):
    """`application_wanted(id)`; `received` when a document came in, `changed` when something else was written down.

    `acts_wanted(id, material)` for what else is to be done about a deferral, `elsewhere_wanted(code)` for a receipt
    that this window does not know, '' for none yet.
    """

    application_wanted = pyqtSignal(str)
    acts_wanted = pyqtSignal(str, str)
    elsewhere_wanted = pyqtSignal(str)
    received = pyqtSignal()
    changed = pyqtSignal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._receiving = Receiving(context, self)
        self.list = LedgerList(context)
        self.code, self.table, self.message = self.list.code, self.list.table, self.list.message
        self.card = DeferralCard(words=context.words)
        self._stack = QStackedWidget()
        self.sheets = LedgerSheets(context, self._stack)
        self._place()
        self._connect()

    def refresh(self) -> None:
        """Show the ledger as the journal has it; what is chosen stays chosen."""
        self.list.refresh()
        self.sheets.refresh()

    def show_deferral(self, application: str, material: str) -> None:
        """Show one application's deferrals with `material` ('' for the first) chosen; ended ones where none is open."""
        self.sheets.leave()
        self.list.show_application(application, material)

    def show_only(self, shows: LedgerShows) -> None:
        """Show all deferrals of one kind."""
        self.sheets.leave()
        self.list.show_only(shows)

    def show_calls(self) -> None:
        """Show whom to phone today."""
        self.sheets.call(keeper=self.list.reader.question.filters.keeper)

    def title(self) -> str:
        return tr("ledger", "Deferral ledger")

    def primary_action(self) -> PrimaryAction | None:
        if self.sheets.current() is not None:
            return None
        row = self.list.current()
        wanted = row is not None and row.status != DeferralStatus.PASSED
        return PrimaryAction(tr("ledger", "Receive document"), ShellKey.DEFER, wanted)

    def key_hints(self) -> tuple[Hint, ...]:
        sheet = self.sheets.current()
        if sheet is not None:
            return sheet.key_hints()
        return (
            Hint("Enter", tr("ledger", "Open application")),
            Hint(ShellKey.ANSWER, tr("applications", "To do")),
            Hint(CALL, tr("ledger", "Phone")),
            Hint(EXPORT, tr("ledger", "Export")),
            Hint(HAND_OVER, tr("ledger", "Hand over")),
            Hint(ELSEWHERE, tr("ledger", "Other sites, post")),
            Hint("1-5", tr("ledger", "Which")),
            Hint("D N I S T", tr("ledger", "Sort")),
        )

    def can_go_back(self) -> bool:
        return True

    def on_key(self, key: ShellKey) -> bool:
        sheet = self.sheets.current()
        if key is ShellKey.BACK and sheet is not None:
            return self._leave_sheet()
        if sheet is not None:
            return key in (ShellKey.DEFER, ShellKey.FIND)
        if key is ShellKey.DEFER:
            self._ask_files()
            return True
        row = self.list.current()
        if key is ShellKey.ANSWER and row is not None:
            self.acts_wanted.emit(row.application, row.material)
            return True
        if key is ShellKey.FIND:
            self.code.setFocus()
            return True
        return key is ShellKey.BACK and self.list.show_all()

    def _leave_sheet(self) -> bool:
        sheet = self.sheets.current()
        if not (isinstance(sheet, CallSheet) and sheet.leave_day()):
            self.sheets.leave()
            self.table.setFocus(Qt.OtherFocusReason)
        return True

    def _on_letter(self, letter: str) -> None:
        if letter == CALL:
            self.show_calls()
        elif letter == EXPORT:
            self.sheets.export(self.list.reader.question, self.list.reader.total)
        elif letter == HAND_OVER:
            self.sheets.hand_over(self.list.current())
        elif letter == ELSEWHERE:
            self.elsewhere_wanted.emit("")

    def _show_chosen(self) -> None:
        row = self.list.current()
        state = looking.application(self._context.desk, row.application) if row is not None else None
        # The lines of a long ledger may be a moment older than the journal.
        deferral = state.deferrals.get(row.material) if row is not None and state is not None else None
        if row is None or state is None or deferral is None:
            self.card.show_nothing()
        else:
            self.card.show_deferral(row, deferral, standing_of(state))
        self.chrome_changed.emit()

    def _find_receipt(self) -> None:
        code = self.code.text()
        result = deferring.find_receipt(self._context.desk, code)
        if isinstance(result, Refusal) and result.messages[0].code == _UNKNOWN:
            self.code.set_value_text("")
            self.elsewhere_wanted.emit(code)
            return
        if isinstance(result, Refusal):
            self.message.show_message(self._context.say(result.messages), "warn")
            return
        self.message.clear()
        self.code.set_value_text("")
        self.show_deferral(result.id, "")
        if self.list.current() is None:
            self.message.show_message(tr("ledger", "This application has no open deferral."), "info")

    def _ask_files(self) -> None:
        if row := self.list.current():
            self._receiving.ask_files(row)
        else:
            self.code.setFocus()

    def _on_received(self, row: LedgerRow) -> None:
        text = tr("ledger", "{name} received. It goes to the reviewer for verification.")
        self.message.show_message(text.format(name=row.material_name), "ok")
        self.refresh()
        self.received.emit()

    def _on_dropped(self, paths: list[Path]) -> None:
        if row := self.list.current():
            self._receiving.bring(row, paths)

    def _on_written(self) -> None:
        self.list.refresh()
        self.changed.emit()

    def _connect(self) -> None:
        self.code.entered.connect(self._find_receipt)
        self.list.chosen.connect(self._show_chosen)
        self.list.key_typed.connect(self._on_letter)
        self.table.opened.connect(lambda key: self.application_wanted.emit(key.split("|", 1)[0]))
        self.card.receive_wanted.connect(self._ask_files)
        self.card.files_dropped.connect(self._on_dropped)
        self._receiving.received.connect(self._on_received)
        self._receiving.refused.connect(lambda words: self.message.show_message(words, "danger"))
        self.sheets.application_wanted.connect(self.application_wanted)
        self.sheets.written.connect(self._on_written)
        self.sheets.closed.connect(self._leave_sheet)
        self.sheets.shown.connect(self.chrome_changed)

    def _place(self) -> None:
        look = current_look()
        tokens = look.tokens
        self.card.setMinimumWidth(look.chars(16))
        lines = QWidget()
        columns = QHBoxLayout(lines)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(tokens.space_3)
        columns.addWidget(self.list, 7)
        columns.addWidget(self.card, 3)
        self._stack.addWidget(lines)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, tokens.space_3)
        layout.addWidget(self._stack, 1)
