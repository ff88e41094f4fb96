"""The left part of the ledger: what is asked, and the lines that answer it."""

from __future__ import annotations

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QHBoxLayout, QWidget

from client.desk import ledger
from client.desk.ledger import LedgerFilters, LedgerShows
from client.store.rows import LedgerRow
from client.ui.context import UiContext
from client.ui.ledger.filter_bar import FilterBar
from client.ui.ledger.ledger_lines import key_of, ledger_lines
from client.ui.ledger.ledger_reader import LedgerReader, Question
from client.ui.ledger.ledger_table import LedgerTable
from client.ui.ledger.look_for import LookFor
from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.card import Card
from client.ui.widgets.message_bar import MessageBar
from client.ui.widgets.text_editors import CodeEdit

_LOOK_FOR = "/"
_SCANNED = "Y"
"""Every code of ours begins with it, and a scanner does not ask where the cursor is."""


class LedgerList(Card):
    """`chosen` when another line, or none, is the chosen one; `key_typed(letter)` for what means nothing here."""

    chosen = pyqtSignal()
    key_typed = pyqtSignal(str)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(tr("ledger", "Deferral ledger"), parent=parent)
        self._context = context
        self._rows: dict[str, LedgerRow] = {}
        self._goes_to_end = False
        self.reader = LedgerReader(context, self)
        # First of all, so that the cursor begins at the lines, where letters are keys.
        self.table = LedgerTable(parent=self)
        self.code = CodeEdit(upper=True, placeholder=tr("ledger", "F3 Scan or type a receipt"))
        self.code.setObjectName("ledger:code")
        self.code.setAccessibleName(tr("ledger", "Receipt"))
        self.text = LookFor(placeholder=tr("ledger", "/ Name, initials, number"))
        self.text.setObjectName("ledger:text")
        self.text.setAccessibleName(tr("ledger", "Look for"))
        self.filters = FilterBar(account=context.session.account, site=context.session.site)
        self.message = MessageBar()
        self._place()
        self._connect()

    def refresh(self) -> None:
        """Show the ledger as the journal has it; what is chosen stays chosen."""
        desk = self._context.desk
        self.filters.set_shares(ledger.keepers(desk), ledger.sites(desk))
        self.reader.refresh()

    def rows(self) -> list[str]:
        """The keys of the lines that were read."""
        return list(self._rows)

    def current(self) -> LedgerRow | None:
        """The chosen line."""
        return self._rows.get(self.table.current_key())

    def show_application(self, application: str, material: str) -> None:
        """Show one application's deferrals with `material` ('' for the first) chosen; ended ones where none is open."""
        for shows in (LedgerShows.OPEN, LedgerShows.ENDED):
            self.filters.ask(Question(filters=LedgerFilters(shows=shows, application=application)))
            if self.table.choose(f"{application}|{material}") or (self._rows and not material):
                break
        self.table.setFocus()

    def show_only(self, shows: LedgerShows) -> None:
        """Show all deferrals of one kind, by due day."""
        self.filters.ask(Question(filters=LedgerFilters(shows=shows)))
        self.table.setFocus()

    def show_all(self) -> bool:
        """Take every filter back; False when there was none."""
        if self.reader.question == Question():
            return False
        self.filters.ask(Question())
        self.table.setFocus()
        return True

    def _on_replaced(self) -> None:
        self._rows = {key_of(line): line for line in self.reader.lines}
        self.table.set_rows(ledger_lines(self.reader.lines, self.reader.around))
        words = tr("ledger", "Deferral ledger: {count}").format(count=f"{self.reader.total:,}")
        if self.reader.question.filters.application:
            words = tr("ledger", "One receipt: {count}. Esc shows all.").format(count=self.reader.total)
        self.set_title(words)
        self.chosen.emit()

    def _on_grown(self, lines: tuple[LedgerRow, ...]) -> None:
        before = self.reader.lines[-len(lines) - 1].due_day if len(self.reader.lines) > len(lines) else ""
        self._rows.update((key_of(line), line) for line in lines)
        self.table.add_rows(ledger_lines(lines, self.reader.around, after=before))
        if self._goes_to_end:
            self._goes_to_end = False
            self.table.choose_last()

    def _on_end_wanted(self) -> None:
        self._goes_to_end = not self.reader.is_whole
        if self._goes_to_end:
            self.reader.rest()
        else:
            self.table.choose_last()

    def _on_filters(self) -> None:
        self._goes_to_end = False
        question = self.filters.question()
        if not self.text.hasFocus():
            self.text.set_value_text(question.filters.text)
        self.reader.ask(question)

    def _on_looked_for(self, words: str) -> None:
        if words != self.reader.question.filters.text:
            self.filters.narrow(text=words)

    def _on_letter(self, letter: str) -> None:
        if letter == _LOOK_FOR:
            self.text.setFocus()
            self.text.selectAll()
        elif letter == _SCANNED:
            self.code.set_value_text("")
            self.code.retype(letter)
            self.code.setFocus()
        elif not self.filters.take_key(letter):
            self.key_typed.emit(letter)

    def _connect(self) -> None:
        self.filters.changed.connect(self._on_filters)
        self.text.looked_for.connect(self._on_looked_for)
        self.text.entered.connect(self.table.setFocus)
        self.text.went_down.connect(self.table.setFocus)
        self.reader.replaced.connect(self._on_replaced)
        self.reader.grown.connect(self._on_grown)
        self.reader.failed.connect(lambda told: self.message.show_message(self._context.words.say(told), "danger"))
        self.table.chosen.connect(lambda _key: self.chosen.emit())
        self.table.key_typed.connect(self._on_letter)
        self.table.more_wanted.connect(self.reader.more)
        self.table.end_wanted.connect(self._on_end_wanted)

    def _place(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(current_look().tokens.space_2)
        head.addWidget(self.code, 1)
        head.addWidget(self.text, 1)
        self.add(head)
        self.add(self.filters)
        self.add(self.message)
        self.add(self.table, 1)
