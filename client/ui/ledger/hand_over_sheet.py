"""The sheet that hands a colleague's open list over: whose, to whom, why, and what it is."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QGridLayout, QWidget

from client.ui.changes.side_sheet import SideSheet
from client.ui.shell.screen import Hint
from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.choice_box import Choice, ChoiceBox
from client.ui.widgets.line_field import LineField
from client.ui.widgets.list_table import ListTable
from client.ui.widgets.progress_line import ProgressLine
from client.ui.widgets.rows_model import Column, Row
from client.ui.widgets.text_editors import TextEdit

_FIELD_CHARS = 22


class HandOverSheet(SideSheet):
    """`whose_changed(account)`; `confirmed` when it is to be done."""

    whose_changed = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("hand-over", parent)
        self.whose = LineField(tr("ledger", "Whose list"), ChoiceBox(), required=True)
        self.whose.editor.setObjectName("hand-over:whose")
        self.scope = LineField(tr("ledger", "What of it"), ChoiceBox(), required=True)
        self.scope.editor.setObjectName("hand-over:scope")
        self.to = LineField(tr("ledger", "To whom"), ChoiceBox(), required=True)
        self.to.editor.setObjectName("hand-over:to")
        self.reason = LineField(tr("ledger", "Reason"), TextEdit())
        self.reason.editor.setObjectName("hand-over:reason")
        self.open = ListTable(
            (
                Column(title=tr("ledger", "Applicant"), chars=5),
                Column(title=tr("ledger", "Material"), chars=8, stretch=True),
                Column(title=tr("ledger", "Due"), chars=10.5),
            ),
            name=tr("ledger", "What is open"),
        )
        self.progress = ProgressLine(tr("ledger", "Handing over"))
        self.lead.setText(tr("ledger", "Hand over"))
        self.note.setText(tr("ledger", "Another clerk looks after these from now on; their history stays."))
        self.confirm.setText(tr("ledger", "Hand over Enter"))
        self.back.setText(tr("ledger", "Back to the ledger Esc"))
        fields = QGridLayout()
        fields.setHorizontalSpacing(current_look().tokens.space_4)
        for place, field in enumerate((self.whose, self.scope, self.to, self.reason)):
            field.setMaximumWidth(current_look().chars(_FIELD_CHARS))
            fields.addWidget(field, place // 2, place % 2)
        self.sheet.body.addLayout(fields)
        self.sheet.body.addWidget(self.open)
        self.sheet.body.addWidget(self.progress)
        self.sheet.body.addStretch(1)
        self.whose.editor.edited.connect(self.whose_changed)
        self.reason.editor.entered.connect(lambda: self.confirm.setFocus(Qt.OtherFocusReason))

    def key_hints(self) -> tuple[Hint, ...]:
        return (Hint("Enter", tr("ledger", "Go on")), Hint("Esc", tr("ledger", "Back to the ledger")))

    def take_focus(self) -> None:
        """At the first question."""
        self.whose.editor.setFocus(Qt.OtherFocusReason)

    def start(self, *, keepers: Sequence[Choice], whose: str, colleagues: Sequence[Choice]) -> None:
        """Begin anew with the list of `whose` (account)."""
        self.message.clear()
        self.progress.hide()
        self.whose.editor.set_choices(keepers)
        self.whose.editor.set_value_text(whose)
        self.to.editor.set_choices(colleagues)
        self.to.editor.set_value_text("")
        self.reason.editor.set_value_text("")
        for field in (self.whose, self.to, self.reason):
            field.set_error("")
        self.confirm.setEnabled(True)

    def set_open(self, scopes: Sequence[Choice], rows: Sequence[Row]) -> None:
        """What the chosen colleague has open, and what of it can be handed over."""
        self.scope.editor.set_choices(scopes)
        self.scope.editor.set_value_text(scopes[0].id)
        self.open.show_all(max(2, min(len(rows) + 1, 8)))
        self.open.set_rows(rows)

    def set_progress(self, done: int, total: int) -> None:
        """How far it is."""
        self.confirm.setEnabled(False)
        self.progress.show()
        self.progress.set_progress(done=done, total=total, words=f"{done} / {total}")

    def end(self, words: str, level: str = "ok") -> None:
        """It is over; '' says nothing, where the window says it."""
        self.progress.hide()
        self.confirm.setEnabled(True)
        if words:
            self.message.show_message(words, level)
