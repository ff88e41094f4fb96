"""The ledger screen: open deferrals by due day left, the chosen one's history and the way to receive it right."""

from __future__ import annotations

from pathlib import Path

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from client.desk import deferring, looking
from client.store.rows import LedgerRow
from client.ui.context import UiContext
from client.ui.ledger.deferral_card import DeferralCard
from client.ui.ledger.due_words import due_cell, status_cell
from client.ui.ledger.receiving import Receiving
from client.ui.shell.screen import Hint, PrimaryAction, ScreenWidget, ShellKey
from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.card import Card
from client.ui.widgets.labels import text_label
from client.ui.widgets.list_table import ListTable
from client.ui.widgets.message_bar import MessageBar
from client.ui.widgets.rows_model import Column, Row
from client.ui.widgets.text_editors import CodeEdit
from forms.journal.decision import Refusal
from forms.journal.state import DeferralStatus


class LedgerScreen(ScreenWidget):
    """`application_wanted(id)`; `received` when a document came in."""

    application_wanted = pyqtSignal(str)
    received = pyqtSignal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._rows: dict[str, LedgerRow] = {}
        self._only = ""
        self._receiving = Receiving(context, self)
        self.code = CodeEdit(upper=True, placeholder=tr("ledger", "Scan the receipt's code or type its number"))
        self.code.setObjectName("ledger:code")
        self.ended = QCheckBox(tr("ledger", "Show passed ones"))
        self.message = MessageBar()
        self.table = ListTable(
            (
                Column(title=tr("ledger", "Applicant"), chars=4),
                Column(title=tr("ledger", "Material"), chars=6, stretch=True),
                Column(title=tr("ledger", "Needed by"), chars=4, spare=True),
                Column(title=tr("ledger", "Due"), chars=12.5),
                Column(title=tr("ledger", "State"), chars=6, spare=True),
                Column(title=tr("ledger", "Phone"), chars=6.5, spare=True),
            ),
            name=tr("ledger", "Deferrals"),
        )
        self.card = DeferralCard(words=context.words)
        self._place()
        self._connect()

    def refresh(self) -> None:
        """Show the ledger as the journal has it."""
        day = self._context.desk.now().day
        rows = looking.ledger(self._context.desk, open_only=not self.ended.isChecked())
        shown = [row for row in rows if not self._only or row.application == self._only]
        self._rows = {_key(row): row for row in shown}
        self.table.set_rows([self._row(row, day) for row in shown])
        self._show_chosen(self.table.current_key())

    def show_deferral(self, application: str, material: str) -> None:
        """Show one application's deferrals with `material` ('' for the first) chosen."""
        self._only = application
        self.refresh()
        if material:
            self.table.choose(f"{application}|{material}")
        self.table.setFocus()

    def title(self) -> str:
        return tr("ledger", "Deferral ledger")

    def primary_action(self) -> PrimaryAction | None:
        row = self._rows.get(self.table.current_key())
        wanted = row is not None and row.status != DeferralStatus.PASSED
        return PrimaryAction(tr("ledger", "Receive document"), ShellKey.DEFER, wanted)

    def key_hints(self) -> tuple[Hint, ...]:
        return (Hint("Enter", tr("ledger", "Open application")), Hint(ShellKey.FIND, tr("ledger", "Find receipt")))

    def can_go_back(self) -> bool:
        return True

    def on_key(self, key: ShellKey) -> bool:
        if key is ShellKey.DEFER:
            self._ask_files()
            return True
        if key is ShellKey.FIND:
            self.code.setFocus()
            return True
        if key is ShellKey.BACK and self._only:
            self._only = ""
            self.refresh()
            return True
        return False

    def _row(self, row: LedgerRow, day: str) -> Row:
        cells = (
            row.applicant,
            row.material_name,
            " · ".join(row.item_names),
            due_cell(row.due_day, row.status, today=day),
            status_cell(row.status),
            row.phone,
        )
        return Row(_key(row), cells)

    def _show_chosen(self, key: str) -> None:
        row = self._rows.get(key)
        if row is None:
            self.card.show_nothing()
        else:
            state = looking.application(self._context.desk, row.application)
            self.card.show_deferral(row, state.deferrals[row.material])
        self.chrome_changed.emit()

    def _find_receipt(self) -> None:
        result = deferring.find_receipt(self._context.desk, self.code.text())
        if isinstance(result, Refusal):
            self.message.show_message(self._context.say(result.messages), "warn")
            return
        self.message.clear()
        self.code.set_value_text("")
        self.show_deferral(result.id, "")
        if not self._rows:
            self.message.show_message(tr("ledger", "This application has no open deferral."), "info")

    def _ask_files(self) -> None:
        if row := self._rows.get(self.table.current_key()):
            self._receiving.ask_files(row)

    def _on_received(self, row: LedgerRow) -> None:
        text = tr("ledger", "{name} received. It goes to the reviewer for verification.")
        self.message.show_message(text.format(name=row.material_name), "ok")
        self.refresh()
        self.received.emit()

    def _on_dropped(self, paths: list[Path]) -> None:
        if row := self._rows.get(self.table.current_key()):
            self._receiving.bring(row, paths)

    def _connect(self) -> None:
        self.code.entered.connect(self._find_receipt)
        self.ended.toggled.connect(lambda _on: self.refresh())
        self.table.chosen.connect(self._show_chosen)
        self.table.opened.connect(lambda key: self.application_wanted.emit(key.split("|", 1)[0]))
        self.card.receive_wanted.connect(self._ask_files)
        self.card.files_dropped.connect(self._on_dropped)
        self._receiving.received.connect(self._on_received)
        self._receiving.refused.connect(lambda words: self.message.show_message(words, "danger"))

    def _place(self) -> None:
        look = current_look()
        tokens = look.tokens
        head = QHBoxLayout()
        head.setSpacing(tokens.space_3)
        head.addWidget(text_label(tr("ledger", "Receipt")))
        head.addWidget(self.code, 1)
        head.addWidget(self.ended)
        ledger = Card(tr("ledger", "Deferral ledger"))
        ledger.add(head)
        ledger.add(self.message)
        ledger.add(self.table, 1)
        self.card.setMinimumWidth(look.chars(16))
        columns = QHBoxLayout()
        columns.setSpacing(tokens.space_3)
        columns.addWidget(ledger, 7)
        columns.addWidget(self.card, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, tokens.space_3)
        layout.addLayout(columns, 1)


def _key(row: LedgerRow) -> str:
    return f"{row.application}|{row.material}"
