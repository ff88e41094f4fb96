"""Joins the call list with the desk: each call is written down at once, and the next one comes."""

from __future__ import annotations

from PyQt5.QtCore import QObject, pyqtSignal
from PyQt5.QtWidgets import QApplication

from client.desk import ledger_reminders
from client.desk.ledger_reminders import Call, ReminderWay
from client.ui.context import UiContext
from client.ui.ledger.call_sheet import CallSheet, Outcome
from client.ui.ledger.due_words import left_cell, left_words
from client.ui.ledger.ledger_lines import reminded_cell
from client.ui.translation import tr
from client.ui.widgets.code_groups import grouped, phone_groups
from client.ui.widgets.day_words import day_words
from client.ui.widgets.rows_model import Row
from forms.journal.decision import Refusal


class Calling(QObject):
    """`recorded` when a call was written down."""

    recorded = pyqtSignal()

    def __init__(self, context: UiContext, sheet: CallSheet) -> None:
        super().__init__(sheet)
        self._context = context
        self.sheet = sheet
        self._keeper = ""
        self._calls: dict[str, Call] = {}
        sheet.chosen.connect(self._show)
        sheet.went.connect(self._on_went)
        sheet.copied.connect(self._on_copied)

    def start(self, *, keeper: str) -> None:
        """Show whom to phone today, of one `keeper` (account) when given."""
        self._keeper = keeper
        self.sheet.message.clear()
        self.refresh()
        if self._calls:
            self.sheet.table.choose(next(iter(self._calls)))

    def refresh(self) -> None:
        """Show the list as the journal has it; the call in hand stays."""
        desk = self._context.desk
        self._calls = {call.application: call for call in ledger_reminders.call_list(desk, keeper=self._keeper)}
        waiting = ledger_reminders.today_due(desk, keeper=self._keeper, limit=1).waiting
        title = tr("ledger", "To phone today: {people} applicants, {count} documents")
        self.sheet.set_calls(
            title.format(people=len(self._calls), count=waiting), [_row(call) for call in self._calls.values()]
        )
        self._show(self.sheet.table.current_key())

    def _show(self, key: str) -> None:
        call = self._calls.get(key)
        if call is None:
            self.sheet.show_nobody()
            return
        about = [tr("ledger", "Receipt {number}").format(number=call.receipt_number)]
        about += [
            f"{line.row.material_name} · {day_words(line.row.due_day)} · {left_words(line.left)}" for line in call.lines
        ]
        about += [self._context.words.say(line.proposal) for line in call.lines[:1] if line.proposal]
        self.sheet.show_call(
            name=call.applicant,
            phone=grouped(call.phone, phone_groups(call.phone), " "),
            about="\n".join(about),
            notice=self._notice(call),
        )

    def _notice(self, call: Call) -> str:
        return self._context.say(ledger_reminders.notice_texts(self._context.desk, call.lines))

    def _on_went(self, outcome: str, day: str) -> None:
        call = self._calls.get(self.sheet.table.current_key())
        if call is None:
            return
        keys = list(self._calls)
        following = keys[keys.index(call.application) + 1 :]
        refusal = self._write_down(call, Outcome(outcome), day)
        if refusal is not None:
            self.sheet.message.show_message(self._context.say(refusal.messages), "warn")
            return
        words = tr("ledger", "Written down: {name}, {outcome}.")
        said = self.sheet.buttons[Outcome(outcome)].text()[2:]
        self.sheet.message.show_message(words.format(name=call.applicant, outcome=said), "ok")
        self.refresh()
        if following:
            self.sheet.table.choose(following[0])
        self.recorded.emit()

    def _write_down(self, call: Call, outcome: Outcome, day: str) -> Refusal | None:
        note = tr("ledger", "Will bring it on {day}").format(day=day_words(day)) if day else ""
        for line in call.lines:
            result = ledger_reminders.remind(
                self._context.session,
                self._context.desk,
                call.application,
                material=line.row.material,
                way=ReminderWay.SMS if outcome is Outcome.TEXTED else ReminderWay.PHONE,
                reached=outcome is not Outcome.NOT_REACHED,
                note=note,
            )
            if isinstance(result, Refusal):
                return result
        return None

    def _on_copied(self) -> None:
        call = self._calls.get(self.sheet.table.current_key())
        if call is not None:
            QApplication.clipboard().setText(self._notice(call))
            self.sheet.message.show_message(tr("ledger", "The words are copied."), "ok")


def _row(call: Call) -> Row:
    first = call.lines[0]
    names = "、".join(line.row.material_name for line in call.lines)
    return Row(call.application, (call.applicant, names, left_cell(first.left), reminded_cell(first.row)))
