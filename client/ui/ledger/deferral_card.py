"""One deferral with its whole history; a document is received by button, F7, or by dropping it here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtGui import QDragEnterEvent, QDropEvent
from PyQt5.QtWidgets import QWidget

from client.desk.credit_standing import Credit
from client.store.rows import LedgerRow
from client.ui.ledger.due_words import status_cell
from client.ui.ledger.history_list import HistoryList
from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.button import Button
from client.ui.widgets.card import Card
from client.ui.widgets.chip import Chip
from client.ui.widgets.day_words import day_words, moment_words
from client.ui.widgets.labels import text_label
from client.ui.widgets.scroll_sheet import ScrollSheet
from forms.journal.state import DeferralMove, DeferralState
from forms.message import message
from forms.words import Words

_CREDIT: dict[Credit, Callable[[], str]] = {
    Credit.LISTED: lambda: tr(
        "ledger", "The applicant is on the distrust list. Have it brought at once, or let a supervisor decide."
    ),
    Credit.UNCHECKED: lambda: tr("ledger", "Distrust list not consulted; looked up again after the next sync"),
    Credit.CLEARED: lambda: "",
    Credit.UNKNOWN: lambda: "",
}
"""What the clerk has to know, and what to do."""


class DeferralCard(Card):
    """`receive_wanted` and `files_dropped([path…])`."""

    receive_wanted = pyqtSignal()
    files_dropped = pyqtSignal(object)

    def __init__(self, *, words: Words, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._words = words
        self.setAcceptDrops(True)
        self._state = Chip("", "deferral")
        self._credit = text_label("", level="warn", wrap=True)
        self._credit.setObjectName("ledger:credit")
        self._facts = text_label("", "secondary", wrap=True)
        self.history = HistoryList()
        self.receive = Button(tr("ledger", "Receive document F7"), icon_name="inbox", variant="primary")
        self.receive.setObjectName("ledger:receive")
        self.receive.clicked.connect(lambda _checked: self.receive_wanted.emit())
        told = ScrollSheet(hugging=True)
        told.body.setSpacing(current_look().tokens.space_2)
        for part in (self._state, self._credit, self._facts):
            told.body.addWidget(part)
        self.add(told)
        self.add(text_label(tr("ledger", "History"), "strong"))
        self.add(self.history, 1)
        self.add(self.receive)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Nothing is chosen."""
        self.set_title(tr("ledger", "No deferral chosen"))
        self._state.hide()
        self._credit.hide()
        self._facts.setText(tr("ledger", "Choose a line, or scan a receipt."))
        self.history.set_steps([])
        self.receive.setEnabled(False)

    def show_deferral(self, row: LedgerRow, deferral: DeferralState, credit: Credit) -> None:
        """Show one deferral, and what is known of the applicant's credit while it waits."""
        self.set_title(deferral.name)
        cell = status_cell(deferral.status)
        self._state.set_state(cell.text, cell.level, cell.icon)
        self._state.show()
        self._credit.setText(_CREDIT[credit]() if deferral.is_open else "")
        self._credit.setVisible(bool(self._credit.text()))
        facts = tr("ledger", "{applicant} · {number}\nNeeded by: {items}\nReason: {reason}\nDue {day}")
        self._facts.setText(
            facts.format(
                applicant=row.applicant,
                number=row.receipt_number,
                items="、".join(row.item_names),
                reason=deferral.reason,
                day=day_words(deferral.due_day),
            )
        )
        self.history.set_steps([self._step(move) for move in deferral.history])
        self.receive.setEnabled(deferral.status != "passed")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.files_dropped.emit([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def _step(self, move: DeferralMove) -> tuple[str, str]:
        what = self._words.say(message(f"timeline.{move.kind}", actor=move.actor))
        return f"{moment_words(move.wall)} {move.actor}".strip(), f"{what} · {move.reason}" if move.reason else what
