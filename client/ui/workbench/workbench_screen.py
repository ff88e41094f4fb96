"""The workbench screen: each line opens with Enter; an empty one says what to do first."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from client.desk import clocks, looking, receiving, signing_in
from client.desk.looking import Workbench
from client.ui.context import UiContext
from client.ui.ledger.due_words import near_due_cell
from client.ui.ledger.keyed_table import KeyedTable
from client.ui.receive.arrival_words import ARRIVALS, arrival_task
from client.ui.shell.screen import Hint, PrimaryAction, ScreenWidget, ShellKey
from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.card import Card
from client.ui.widgets.clock_words import light_cell
from client.ui.widgets.day_words import day_words, moment_words
from client.ui.widgets.empty_state import EmptyState
from client.ui.widgets.labels import text_label
from client.ui.widgets.list_table import ListTable
from client.ui.widgets.message_bar import MessageBar
from client.ui.widgets.rows_model import Cell, Column, Row
from client.ui.widgets.title_words import title_words
from client.ui.workbench.clock_rows import MOVES, moved_lines, theme_lines
from client.ui.workbench.count_card import CountCard
from client.ui.workbench.day_bar import DayBar
from client.ui.workbench.due_rows import DEFERRAL, LEDGER, deferral_lines
from client.ui.workbench.waiting_rows import waiting_lines
from forms.clock.clock import Standing

_CASE = "case"
_CALL = "P"
_TO_PHONE = "to_phone"
LOW_NUMBERS = 20
"""So few receipt numbers left that the window should reach the centre soon."""


class WorkbenchScreen(ScreenWidget):
    """`application_wanted(id)`, `ledger_wanted(id, material)`, `moves_wanted`, `new_wanted`.

    `ledger_shown(shows)` for all deferrals of one kind, `calls_wanted` for the list of whom to phone.
    """

    application_wanted = pyqtSignal(str)
    ledger_wanted = pyqtSignal(str, str)
    moves_wanted = pyqtSignal()
    arrivals_wanted = pyqtSignal()
    ledger_shown = pyqtSignal(str)
    calls_wanted = pyqtSignal()
    new_wanted = pyqtSignal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.message = MessageBar()
        self.calendar_bar = MessageBar()
        self.day_bar = DayBar()
        self._day = text_label("", "title")
        self._counts = {name: CountCard(word) for name, word in _count_words()}
        self.due = KeyedTable(
            (
                Column(title=tr("workbench", "Applicant"), chars=4),
                Column(title=tr("workbench", "What is due"), chars=6, stretch=True),
                Column(title=tr("workbench", "Due"), chars=8),
                Column(title=tr("workbench", "Phone"), chars=6.5, spare=True),
            ),
            name=tr("workbench", "Due now"),
        )
        self.drafts = ListTable(
            (
                Column(title=tr("workbench", "Applicant"), chars=4),
                Column(title=tr("workbench", "For"), chars=6, stretch=True),
                Column(title=tr("workbench", "Last touched"), chars=6, spare=True),
            ),
            name=tr("workbench", "Drafts"),
        )
        self._nothing_due = EmptyState(
            icon_name="check",
            title=tr("workbench", "Nothing is due"),
            hint=tr("workbench", "Deferrals and clocks due until the next working day appear here."),
        )
        self._no_drafts = EmptyState(
            icon_name="new",
            title=tr("workbench", "No drafts"),
            hint=tr("workbench", "F2 begins the first application."),
            action_text=tr("workbench", "New application F2"),
        )
        self._place()
        self._connect()

    def refresh(self) -> None:
        """Show today as the journal has it."""
        bench = looking.workbench(self._context.session, self._context.desk)
        self._day.setText(day_words(bench.day))
        self._say_troubles(bench)
        for name, count in self._counts.items():
            count.set_number(bench.counts.get(name, 0))
        taken_in = arrival_task(receiving.taken_in(self._context.desk))
        pressing = [*taken_in, *waiting_lines(bench.waiting), *moved_lines(bench.moved), *theme_lines(bench.themes)]
        due = [*deferral_lines(bench.due), *_due_cases(bench, self._stands(bench))]
        self.due.set_rows([*pressing, *due])
        self._counts[_TO_PHONE].set_number(bench.due.waiting)
        self.drafts.set_rows(
            [
                Row(
                    row.application,
                    (row.applicant or "—", title_words(row.title), moment_words(row.touched_wall)[5:]),
                )
                for row in bench.drafts
            ]
        )
        for table, empty in ((self.due, self._nothing_due), (self.drafts, self._no_drafts)):
            table.setVisible(table.row_count() > 0)
            empty.setVisible(table.row_count() == 0)

    def title(self) -> str:
        return tr("workbench", "Workbench")

    def primary_action(self) -> PrimaryAction | None:
        return PrimaryAction(tr("workbench", "New application"), ShellKey.NEW)

    def key_hints(self) -> tuple[Hint, ...]:
        return (
            Hint("Enter", tr("workbench", "Open")),
            Hint(_CALL, tr("workbench", "Phone applicants")),
            Hint(ShellKey.FIND, tr("workbench", "Find")),
        )

    def _say_troubles(self, bench: Workbench) -> None:
        known = signing_in.today(self._context.desk)
        if known.doubtful:
            self.day_bar.ask(known.day)
        else:
            self.day_bar.hide()
        if bench.numbers_left == 0:
            self.message.show_message(
                tr(
                    "workbench",
                    "No numbers are left. Provisional ones stand in and stay good; the centre binds them later.",
                ),
                "warn",
            )
        elif bench.numbers_left < LOW_NUMBERS:
            text = tr("workbench", "Only {count} receipt numbers are left; connect to the network soon.")
            self.message.show_message(text.format(count=bench.numbers_left), "info")
        else:
            self.message.clear()

        year = clocks.unknown_year(self._context.desk)
        if year:
            text = tr(
                "workbench",
                "The calendar of {year} has not come. Days beyond it count weekends only, and move when it comes.",
            )
            self.calendar_bar.show_message(text.format(year=year), "info")
        else:
            self.calendar_bar.clear()

    def _stands(self, bench: Workbench) -> dict[str, Standing]:
        """The clocks of the cases that are due, by the key of their line."""
        desk, found = self._context.desk, {}
        for application in dict.fromkeys(row.application for row in bench.due_cases):
            state = looking.application(desk, application)
            for item, stands in clocks.standings(desk, state).items():
                found[f"{_CASE}|{application}|{state.cases[item].name}"] = stands
        return found

    def _on_day_confirmed(self, day: str) -> None:
        signing_in.confirm_day(self._context.session, self._context.desk, day=day)
        self.refresh()

    def _on_due_opened(self, key: str) -> None:
        kind, application, what = key.split("|", 2)
        if kind == DEFERRAL:
            self.ledger_wanted.emit(application, what)
        elif kind == LEDGER:
            self.ledger_shown.emit(application)
        elif kind == MOVES:
            self.moves_wanted.emit()
        elif kind == ARRIVALS:
            self.arrivals_wanted.emit()
        else:
            self.application_wanted.emit(application)

    def _on_letter(self, letter: str) -> None:
        if letter == _CALL:
            self.calls_wanted.emit()

    def _connect(self) -> None:
        self.day_bar.confirmed.connect(self._on_day_confirmed)
        self.drafts.opened.connect(self.application_wanted)
        self.due.opened.connect(self._on_due_opened)
        self.due.key_typed.connect(self._on_letter)
        self._no_drafts.action_triggered.connect(self.new_wanted)

    def _place(self) -> None:
        tokens = current_look().tokens
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, tokens.space_3)
        layout.setSpacing(tokens.space_3)
        layout.addWidget(self._day)
        layout.addWidget(self.day_bar)
        layout.addWidget(self.message)
        layout.addWidget(self.calendar_bar)
        counts = QGridLayout()
        counts.setSpacing(tokens.space_3)
        for column, count in enumerate(self._counts.values()):
            counts.addWidget(count, 0, column)
        layout.addLayout(counts)
        lists = QHBoxLayout()
        lists.setSpacing(tokens.space_3)
        for name, parts in (
            (tr("workbench", "Due now"), (self.due, self._nothing_due)),
            (tr("workbench", "Drafts to continue"), (self.drafts, self._no_drafts)),
        ):
            card = Card(name)
            for part in parts:
                card.add(part, 1)
            lists.addWidget(card, 1)
        layout.addLayout(lists, 1)


def _due_cases(bench: Workbench, stands: Mapping[str, Standing]) -> list[Row]:
    """Cases by their day; `stands` tells the clock of each by the key of its line."""
    keys = [(f"{_CASE}|{row.application}|{row.item_name}", row) for row in bench.due_cases]
    words = tr("workbench", "Cases · {count}").format(count=len(keys))
    heading = [Row("step|cases|", (Cell(words, icon="clock", bold=True),), heading=True)] if keys else []
    return heading + [
        Row(
            key,
            (
                row.applicant,
                Cell(row.item_name, icon="applications"),
                light_cell(stands[key]) if key in stands else near_due_cell(row.promised_due, today=bench.day),
                "",
            ),
        )
        for key, row in keys
    ]


def _count_words() -> tuple[tuple[str, str], ...]:
    return (
        ("accepted_today", tr("workbench", "Accepted today")),
        ("drafts", tr("workbench", "Drafts")),
        ("open_deferrals", tr("workbench", "Open deferrals")),
        (_TO_PHONE, tr("workbench", "To phone today")),
        ("due_today", tr("workbench", "Cases due today")),
    )
