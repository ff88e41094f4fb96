"""The call list (电话催办单): whom to phone left; right the number in large type, what to say, how it went by a key."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from client.ui.ledger.keyed_table import KeyedTable
from client.ui.shell.screen import Hint
from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.button import Button
from client.ui.widgets.card import Card
from client.ui.widgets.day_editors import DateEdit
from client.ui.widgets.flow_layout import FlowLayout
from client.ui.widgets.labels import text_label
from client.ui.widgets.line_field import LineField
from client.ui.widgets.message_bar import MessageBar
from client.ui.widgets.rows_model import Column, Row
from client.ui.widgets.scroll_sheet import ScrollSheet
from forms.elements.date import read_day


class Outcome(StrEnum):
    """How a call went, by the key that says so."""

    REACHED = "1"
    NOT_REACHED = "2"
    WILL_BRING = "3"
    TEXTED = "4"


COPY = "C"


class CallSheet(QWidget):
    """`went(outcome, day)`, with the ISO day for `WILL_BRING`; `copied`, and `chosen(key)` when another is called."""

    went = pyqtSignal(str, str)
    copied = pyqtSignal()
    chosen = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = KeyedTable(
            (
                Column(title=tr("ledger", "Applicant"), chars=4.5),
                Column(title=tr("ledger", "Still to come"), chars=6, stretch=True),
                Column(title=tr("ledger", "Due"), chars=6),
                Column(title=tr("ledger", "Reminded"), chars=10, spare=True),
            ),
            name=tr("ledger", "Whom to phone"),
        )
        self.message = MessageBar()
        self.name = text_label("", "title", wrap=True)
        self.phone = text_label("", "number")
        self.phone.setObjectName("calls:phone")
        self.about = text_label("", "secondary", wrap=True)
        self.notice = text_label("", wrap=True)
        self.notice.setTextInteractionFlags(Qt.TextSelectableByMouse)
        self.day = LineField(tr("ledger", "Which day will it be brought?"), DateEdit())
        self.day.editor.setObjectName("calls:day")
        self.buttons = {outcome: Button(f"{outcome} {word}") for outcome, word in _outcome_words().items()}
        self.copy = Button(f"{COPY} {tr('ledger', 'Copy the words')}", icon_name="paste", variant="quiet")
        self._place()
        self._connect()
        self.show_nobody()

    def key_hints(self) -> tuple[Hint, ...]:
        """The keys that help here."""
        return (
            Hint("1-4", tr("ledger", "How it went")),
            Hint(COPY, tr("ledger", "Copy the words")),
            Hint("Enter", tr("ledger", "Open application")),
        )

    def set_calls(self, title: str, rows: Sequence[Row]) -> None:
        """Whom to phone; `title` says how many."""
        self._list.set_title(title)
        self.table.set_rows(rows)

    def show_call(self, *, name: str, phone: str, about: str, notice: str) -> None:
        """One call: the number grouped for reading, what it is about, what to say."""
        self.name.setText(name)
        self.phone.setText(phone or tr("ledger", "No telephone number was left"))
        self.about.setText(about)
        self.notice.setText(notice)
        self._take(True)

    def show_nobody(self) -> None:
        """Nobody has to be phoned."""
        self.name.setText(tr("ledger", "Nobody is left to phone today"))
        for label in (self.phone, self.about, self.notice):
            label.clear()
        self._take(False)

    def take_focus(self) -> None:
        """Where the number keys count."""
        self.table.setFocus(Qt.OtherFocusReason)

    def ask_day(self) -> None:
        """Which day the applicant promised."""
        self.day.editor.set_value_text("")
        self.day.set_error("")
        self.day.show()
        self.day.editor.setFocus(Qt.OtherFocusReason)

    def leave_day(self) -> bool:
        """Ask for no day; False when none was asked for."""
        asked = not self.day.isHidden()
        self.day.hide()
        if asked:
            self.take_focus()
        return asked

    def _take(self, able: bool) -> None:
        self.day.hide()
        for button in (*self.buttons.values(), self.copy):
            button.setEnabled(able)

    def _on_letter(self, letter: str) -> None:
        button = self.copy if letter == COPY else self.buttons.get(letter)
        if button is not None and button.isEnabled():
            button.click()

    def _on_button(self, outcome: Outcome) -> None:
        if outcome is Outcome.WILL_BRING:
            self.ask_day()
        else:
            self.went.emit(outcome, "")

    def _on_day(self) -> None:
        day = read_day(self.day.editor.value_text())
        if day is None:
            self.day.set_error(tr("ledger", "Type the date like 2026-12-03."))
            # Enter has gone on to the next field, and the day is still asked for.
            self.day.editor.setFocus(Qt.OtherFocusReason)
            self.day.editor.selectAll()
            return
        self.leave_day()
        self.went.emit(Outcome.WILL_BRING, day)

    def _connect(self) -> None:
        self.table.key_typed.connect(self._on_letter)
        self.table.chosen.connect(self.chosen)
        self.day.editor.entered.connect(self._on_day)
        self.copy.clicked.connect(lambda _checked: self.copied.emit())
        for outcome, button in self.buttons.items():
            button.setObjectName(f"calls:{outcome}")
            button.clicked.connect(lambda _checked, outcome=outcome: self._on_button(outcome))

    def _place(self) -> None:
        tokens = current_look().tokens
        self._list = Card()
        self._list.add(self.message)
        self._list.add(self.table, 1)
        call = Card()
        told = ScrollSheet()
        told.setFocusPolicy(Qt.TabFocus)
        told.setAccessibleName(tr("ledger", "What to say"))
        for part in (self.name, self.phone, self.about, self.notice):
            told.body.addWidget(part)
        told.body.addStretch(1)
        call.add(told, 1)
        call.add(self.day)
        keys = FlowLayout(gap=tokens.space_2, row_gap=tokens.space_2)
        for button in (*self.buttons.values(), self.copy):
            keys.addWidget(button)
        holder = QWidget()
        holder.setLayout(keys)
        call.add(holder)
        columns = QHBoxLayout()
        columns.setSpacing(tokens.space_3)
        columns.addWidget(self._list, 1)
        columns.addWidget(call, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(columns, 1)


def _outcome_words() -> dict[Outcome, str]:
    return {
        Outcome.REACHED: tr("ledger", "Reached"),
        Outcome.NOT_REACHED: tr("ledger", "Not reached"),
        Outcome.WILL_BRING: tr("ledger", "Will bring it on…"),
        Outcome.TEXTED: tr("ledger", "Sent as a text message"),
    }
