"""The sheet before and after acceptance: what will be accepted, then the number in large type and the next step."""

from __future__ import annotations

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QKeyEvent
from PyQt5.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from client.ui.editor.accept_lines import AcceptLines
from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.button import Button
from client.ui.widgets.card import Card
from client.ui.widgets.flow_layout import FlowLayout
from client.ui.widgets.labels import text_label
from client.ui.widgets.list_table import ListTable
from client.ui.widgets.rows_model import Column, Row
from client.ui.widgets.scroll_sheet import ScrollSheet


class AcceptSheet(QWidget):
    """`confirmed` before; after acceptance `print_wanted` and `next_wanted`; `closed` goes back to the form."""

    confirmed = pyqtSignal()
    print_wanted = pyqtSignal()
    next_wanted = pyqtSignal()
    closed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._accepted = False
        self._is_built = False

    def show_plan(self, lines: AcceptLines) -> None:
        """What will be accepted; Enter confirms."""
        self._fill(lines)
        self._letter.hide()
        self._set_accepted(False, tr("editor", "Accept {count} cases at once?").format(count=len(lines.cases)), "")
        self._confirm.setFocus()

    def show_accepted(self, lines: AcceptLines, number: str, *, is_unsigned: bool) -> None:
        """It is accepted: say the number, and that the signed letter of commitment is missing."""
        self._fill(lines)
        self._letter.setVisible(is_unsigned)
        self._set_accepted(True, tr("editor", "Accepted. Receipt number:"), number)
        self._print.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key_Return, Qt.Key_Enter) and not self._accepted:
            self.confirmed.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        """At its first use: an application is opened many times and accepted once."""
        self._is_built = True
        self._lead = text_label("", "title")
        self._number = text_label("", "number")
        self._number.setObjectName("accept:number")
        self._number.setTextInteractionFlags(Qt.TextSelectableByMouse | Qt.TextSelectableByKeyboard)
        self._number.setFocusPolicy(Qt.NoFocus)
        self._cases = ListTable(
            (
                Column(title=tr("editor", "Case"), chars=8, stretch=True),
                Column(title=tr("editor", "Department"), chars=10, spare=True),
                Column(title=tr("editor", "Due"), chars=11),
            ),
            name=tr("editor", "Cases"),
        )
        self._deferrals = ListTable(
            (
                Column(title=tr("editor", "Deferred material"), chars=8, stretch=True),
                Column(title=tr("editor", "Reason"), chars=14, spare=True),
                Column(title=tr("editor", "Due day"), chars=11),
            ),
            name=tr("editor", "Deferrals"),
        )
        self._fees = text_label("", "secondary", wrap=True)
        self._papers = text_label("", "secondary", wrap=True)
        words = tr("applications", "The signed letter of commitment is missing: take in its scan (F4)")
        self._letter = text_label(words, level="warn", wrap=True)
        self._promised = text_label("", "secondary", wrap=True)
        self._unchecked = text_label(
            tr("editor", "Distrust list not consulted; looked up again after the next sync"), level="warn", wrap=True
        )
        self._unchecked.setObjectName("accept:unchecked")
        self._confirm = Button(tr("editor", "Confirm acceptance Enter"), variant="primary")
        self._confirm.setObjectName("accept:confirm")
        self._print = Button(tr("editor", "Print F9"), variant="primary", icon_name="print")
        self._print.setObjectName("accept:print")
        self._next = Button(tr("editor", "Next applicant F2"), icon_name="arrow-right")
        self._next.setObjectName("accept:next")
        self._place()
        self._connect()

    def _fill(self, lines: AcceptLines) -> None:
        if not self._is_built:
            self._build()
        self._cases.show_all(len(lines.cases))
        self._deferrals.show_all(len(lines.deferrals))
        self._cases.set_rows([Row(key, cells) for key, cells in lines.cases])
        self._deferrals.set_rows([Row(key, cells) for key, cells in lines.deferrals])
        self._deferral_card.setVisible(bool(lines.deferrals))
        self._fees.setText(tr("editor", "Fees: {fees}").format(fees=tr("editor", "; ").join(lines.fees)))
        self._promised.setText(tr("editor", "Promised instead: {names}").format(names="、".join(lines.promised)))
        self._promised.setVisible(bool(lines.promised))
        self._unchecked.setVisible(lines.unchecked)
        self._papers.setText(tr("editor", "Papers: {papers}").format(papers="、".join(lines.papers)))

    def _set_accepted(self, accepted: bool, lead: str, number: str) -> None:
        self._accepted = accepted
        self._lead.setText(lead)
        self._number.setText(number)
        self._number.setVisible(accepted)
        self._confirm.setVisible(not accepted)
        self._print.setVisible(accepted)
        self._next.setVisible(accepted)

    def _place(self) -> None:
        tokens = current_look().tokens
        head = FlowLayout(gap=tokens.space_4, row_gap=tokens.space_2, centred=True)
        for part in (self._lead, self._number):
            head.addWidget(part)
        sheet = ScrollSheet()
        sheet.body.setSpacing(tokens.space_3)
        cases = Card(tight=True)
        cases.add(self._cases)
        self._deferral_card = Card(tight=True)
        self._deferral_card.add(self._deferrals)
        for part in (
            self._letter,
            cases,
            self._deferral_card,
            self._unchecked,
            self._promised,
            self._fees,
            self._papers,
        ):
            sheet.body.addWidget(part)
        sheet.body.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.space_3)
        buttons.addStretch(1)
        for button in (self._confirm, self._next, self._print):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.space_3)
        layout.addLayout(head)
        layout.addWidget(sheet, 1)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self._confirm.clicked.connect(lambda _checked: self.confirmed.emit())
        self._print.clicked.connect(lambda _checked: self.print_wanted.emit())
        self._next.clicked.connect(lambda _checked: self.next_wanted.emit())
