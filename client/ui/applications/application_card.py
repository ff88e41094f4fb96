"""One accepted application: its numbers, its cases with lights, its timeline."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtGui import QDragEnterEvent, QDropEvent
from PyQt5.QtWidgets import QWidget

from client.desk.looking import TimelineEntry
from client.ui.applications.timeline_words import case_light, entry_words
from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.button import Button
from client.ui.widgets.card import Card
from client.ui.widgets.clock_words import light_cell
from client.ui.widgets.day_words import day_words, moment_words
from client.ui.widgets.flow_layout import FlowLayout
from client.ui.widgets.labels import text_label
from client.ui.widgets.list_table import ListTable
from client.ui.widgets.rows_model import Cell, Column, Row
from client.ui.widgets.scroll_sheet import ScrollSheet
from forms.clock.clock import Standing
from forms.journal.deferrals_asked import is_unsigned
from forms.journal.state import ApplicationState, CaseState
from forms.words import Words


class ApplicationCard(Card):
    """`papers_wanted(id)`, `deferrals_wanted(id)`, `acts_wanted(id)`; `letter_dropped(id, [path…])`."""

    acts_wanted = pyqtSignal(str)
    letter_dropped = pyqtSignal(str, object)
    papers_wanted = pyqtSignal(str)
    deferrals_wanted = pyqtSignal(str)

    def __init__(self, *, words: Words, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._words = words
        self._application = ""
        self.setAcceptDrops(True)
        self._facts = text_label("", "secondary", wrap=True)
        self._missing = text_label("", level="warn", wrap=True)
        self.cases = ListTable(
            (
                Column(title=tr("applications", "Case"), chars=4.5, stretch=True),
                Column(title=tr("applications", "Case number"), chars=10.3, spare=True),
                Column(title=tr("applications", "State"), chars=6.5),
                Column(title=tr("applications", "Promised"), chars=9, spare=True),
            ),
            name=tr("applications", "Cases"),
        )
        self.timeline = ListTable(
            (
                Column(title=tr("applications", "When"), chars=6),
                Column(title=tr("applications", "What"), chars=6, stretch=True),
                Column(title=tr("applications", "Who"), chars=4, spare=True),
            ),
            name=tr("applications", "Timeline"),
        )
        self.papers = Button(tr("applications", "Papers F9"), icon_name="print")
        self.deferrals = Button(tr("applications", "Deferrals F7"), icon_name="deferral", variant="quiet")
        self.acts = Button(tr("applications", "To do Ctrl+O"), icon_name="edit", variant="quiet")
        self.acts.setObjectName("applications:acts")
        self.acts.clicked.connect(lambda _checked: self.acts_wanted.emit(self._application))
        self.papers.clicked.connect(lambda _checked: self.papers_wanted.emit(self._application))
        self.deferrals.clicked.connect(lambda _checked: self.deferrals_wanted.emit(self._application))
        space = current_look().tokens.space_1
        buttons = FlowLayout(gap=space, row_gap=space)
        for button in (self.papers, self.acts, self.deferrals):
            buttons.addWidget(button)
        facts = ScrollSheet(hugging=True)
        # Where there is little room the lists matter more; the facts scroll.
        facts.setMinimumHeight(current_look().small_text_height())
        facts.body.addWidget(self._facts)
        facts.body.addWidget(self._missing)
        self.add(facts)
        self.add(self.cases, 4)
        self.add(self.timeline, 5)
        self.add(buttons)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Nothing is chosen."""
        self._application = ""
        self.set_title(tr("applications", "No application chosen"))
        self._facts.setText(tr("applications", "Choose a line to see its cases and its timeline."))
        self.cases.set_rows([])
        self.timeline.set_rows([])
        self._missing.hide()
        for button in (self.papers, self.acts, self.deferrals):
            button.setEnabled(False)

    def show_application(
        self,
        state: ApplicationState,
        entries: tuple[TimelineEntry, ...],
        *,
        title: str,
        short_names: Mapping[str, str],
        today: str,
        standings: Mapping[str, Standing],
        theme: tuple[Row, ...] = (),
    ) -> None:
        """Show one application; `short_names` are those of its items, `standings` of running clocks, both by item.

        `theme` is the line of the clock of all cases together, where one runs.
        """
        self._application = state.id
        self.set_title(" · ".join(part for part in (state.party.name, title) if part))
        self._facts.setText(_facts(state))
        lines = [self._case(case, short_names, today, standings.get(case.item)) for case in state.cases.values()]
        self.cases.set_rows([*theme, *lines])
        self.timeline.set_rows(
            [
                Row(str(number), (moment_words(entry.wall)[5:], entry_words(entry, state, self._words), entry.actor))
                for number, entry in enumerate(reversed(entries))
            ]
        )
        self._missing.setText(tr("applications", "The signed letter of commitment is missing: take in its scan (F4)"))
        self._missing.setVisible(is_unsigned(state))
        self.papers.setEnabled(bool(state.papers))
        self.acts.setEnabled(bool(state.accepted_day))
        self.deferrals.setEnabled(bool(state.deferrals))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.deferrals.isEnabled() and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self.letter_dropped.emit(self._application, paths)
        event.acceptProposedAction()

    def _case(self, case: CaseState, short_names: Mapping[str, str], today: str, stands: Standing | None) -> Row:
        word, level, icon = case_light(case, short_names, today=today, stands=stands)
        promised = case.promised_due if stands is None else light_cell(stands, before=case.promised_due)
        number = case.case_number or tr("applications", "not yet given")
        return Row(
            case.item,
            (short_names.get(case.item, case.name), number, Cell(word, level=level, icon=icon), promised),
        )


def _facts(state: ApplicationState) -> str:
    if not state.receipt_number:
        return tr("applications", "Not accepted yet.")
    number = state.receipt_number
    if number in state.bound_numbers:
        both = tr("applications", "{number} (the centre's number {bound})")
        number = both.format(number=number, bound=state.bound_numbers[number])
    facts = tr("applications", "Receipt {number} · accepted {day} · {clerk}")
    return facts.format(number=number, day=day_words(state.accepted_day), clerk=state.accepted_by)
