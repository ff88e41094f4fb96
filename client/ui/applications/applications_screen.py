"""The applications screen: search as you type left, the chosen application right; what is to be done in their place."""

from __future__ import annotations

from collections.abc import Callable

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from client.desk import choosing, clocks, looking, theme_clocks
from client.desk.acting import Act
from client.store.rows import ApplicationRow
from client.ui.applications.acts_presenter import ActsHost, ActsPresenter
from client.ui.applications.application_card import ApplicationCard
from client.ui.applications.theme_words import theme_rows
from client.ui.changes.side_sheet import SideSheet
from client.ui.context import UiContext
from client.ui.shell.screen import Hint, PrimaryAction, ScreenWidget, ShellKey
from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.card import Card
from client.ui.widgets.clock_words import light_cell
from client.ui.widgets.day_words import moment_words
from client.ui.widgets.empty_state import EmptyState
from client.ui.widgets.list_table import ListTable
from client.ui.widgets.message_bar import MessageBar
from client.ui.widgets.rows_model import Cell, Column, Row
from client.ui.widgets.title_words import title_words
from forms.clock.clock import Standing


class ApplicationsScreen(ScreenWidget):
    """`application_wanted(id)`, `papers_wanted(id)`, `receive_wanted(id, material)`; `changed` after each fact."""

    application_wanted = pyqtSignal(str)
    papers_wanted = pyqtSignal(str)
    receive_wanted = pyqtSignal(str, str)
    changed = pyqtSignal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._query = ""
        self.table = ListTable(
            (
                Column(title=tr("applications", "Applicant"), chars=5),
                Column(title=tr("applications", "For"), chars=6, stretch=True),
                Column(title=tr("applications", "Receipt"), chars=11, spare=True),
                Column(title=tr("applications", "State"), chars=6),
                Column(title=tr("applications", "Touched"), chars=6, spare=True),
            ),
            name=tr("applications", "Applications"),
        )
        self._list = Card(tr("applications", "Applications"))
        self._empty = EmptyState(
            icon_name="applications",
            title=tr("applications", "Nothing found"),
            hint=tr("applications", "Search by name, initials, receipt or case number, phone (Ctrl+F)."),
        )
        self.card = ApplicationCard(words=context.words)
        self.message = MessageBar()
        self._stack = QStackedWidget(self)
        self.acts = ActsPresenter(context, ActsHost(parent=self, show=self._show_sheet, leave=self._leave_sheet))
        self._place()
        self.table.chosen.connect(self._show)
        self.table.opened.connect(self._open)
        self.card.papers_wanted.connect(self.papers_wanted)
        self.card.deferrals_wanted.connect(lambda application: self.receive_wanted.emit(application, ""))
        self.card.acts_wanted.connect(self.acts.open)
        self.card.letter_dropped.connect(self.acts.letters.bring)
        self.acts.print_wanted.connect(self.papers_wanted)
        self.acts.receive_wanted.connect(self.receive_wanted)
        self.acts.told.connect(self.message.show_message)
        self.acts.changed.connect(self._on_changed)

    def refresh(self) -> None:
        """Show the list as the journal has it."""
        self.acts.on_news()
        rows = looking.applications(self._context.desk, self._query)
        self.table.set_rows([_row(row, self._worst(row)) for row in rows])
        self.table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        found = tr("applications", "Found for “{query}”: {count}").format(query=self._query, count=len(rows))
        self._list.set_title(found if self._query else tr("applications", "Applications"))
        if not self.table.current_key() and rows:
            self.table.choose(rows[0].application)
        self._show(self.table.current_key())

    def search(self, query: str) -> None:
        """Show what `query` finds."""
        self._query = query.strip()
        self.acts.leave()
        self.refresh()

    def focus_results(self) -> None:
        """Put the focus on the first thing found."""
        self.table.setFocus()

    def show_application(self, application: str) -> None:
        """Show one application, whatever was searched for."""
        self._query = ""
        self.acts.leave()
        self.message.clear()
        self.refresh()
        self.table.choose(application)
        self._show(application)

    def show_acts(self, application: str, *, act: Act | None = None, material: str = "") -> None:
        """What is to be done with one application, with an act chosen already."""
        self.show_application(application)
        self.acts.open(application, act=act, material=material)

    def title(self) -> str:
        return tr("applications", "Applications")

    def primary_action(self) -> PrimaryAction | None:
        if self._sheet() is not None:
            return None
        return PrimaryAction(tr("applications", "Papers"), ShellKey.PRINT, self.card.papers.isEnabled())

    def key_hints(self) -> tuple[Hint, ...]:
        sheet = self._sheet()
        if sheet is not None:
            return sheet.key_hints()
        return (
            Hint(ShellKey.FIND, tr("applications", "Find")),
            Hint(ShellKey.ANSWER, tr("applications", "To do")),
            Hint(ShellKey.SCAN, tr("applications", "Signed letter")),
            Hint(ShellKey.DEFER, tr("applications", "Deferrals")),
        )

    def can_go_back(self) -> bool:
        return True

    def on_key(self, key: ShellKey) -> bool:
        sheet = self._sheet()
        if sheet is not None:
            return sheet.take_key(key) or (key is ShellKey.BACK and self.acts.close())
        chosen = self.table.current_key()
        wanted: dict[ShellKey, Callable[[], None]] = {
            ShellKey.PRINT: lambda: self.papers_wanted.emit(chosen),
            ShellKey.DEFER: lambda: self.receive_wanted.emit(chosen, ""),
            ShellKey.ANSWER: self.card.acts.click,
            ShellKey.SCAN: lambda: self._take_letter(chosen),
        }
        if chosen and key in wanted:
            wanted[key]()
            return True
        return False

    def _take_letter(self, application: str) -> None:
        if self.card.deferrals.isEnabled():
            self.acts.letters.ask_files(application)

    def _sheet(self) -> SideSheet | None:
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, SideSheet) else None

    def _show_sheet(self, sheet: SideSheet) -> None:
        if self._stack.indexOf(sheet) < 0:
            self._stack.addWidget(sheet)
        self._stack.setCurrentWidget(sheet)
        self.chrome_changed.emit()
        sheet.take_focus()

    def _leave_sheet(self) -> None:
        self._stack.setCurrentIndex(0)
        self.refresh()
        self.table.setFocus()

    def _on_changed(self) -> None:
        self.refresh()
        self.changed.emit()

    def _worst(self, row: ApplicationRow) -> Standing | None:
        """The clock of an accepted application that matters most."""
        if not row.accepted_day or row.cases_ended == row.cases:
            return None
        desk = self._context.desk
        return clocks.worst(clocks.standings(desk, looking.application(desk, row.application)))

    def _open(self, application: str) -> None:
        self.application_wanted.emit(application)

    def _show(self, application: str) -> None:
        if not application:
            self.card.show_nothing()
        else:
            desk = self._context.desk
            state = looking.application(desk, application)
            self.card.show_application(
                state,
                looking.timeline(desk, application),
                title=title_words(choosing.title_of(desk, state)),
                short_names=choosing.short_names(desk, state),
                today=desk.today(),
                standings=clocks.standings(desk, state),
                theme=theme_rows(theme_clocks.theme_clock(desk, state)),
            )
        self.chrome_changed.emit()

    def _place(self) -> None:
        tokens = current_look().tokens
        self._list.add(self.table, 1)
        self._list.add(self._empty, 1)
        lists = QWidget()
        columns = QHBoxLayout(lists)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(tokens.space_3)
        columns.addWidget(self._list, 1)
        columns.addWidget(self.card, 1)
        self._stack.addWidget(lists)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, tokens.space_3)
        layout.setSpacing(tokens.space_2)
        layout.addWidget(self.message)
        layout.addWidget(self._stack, 1)


def _row(row: ApplicationRow, worst: Standing | None) -> Row:
    return Row(
        row.application,
        (
            row.applicant or "—",
            title_words(row.title),
            row.receipt_number or "—",
            _state_cell(row, worst),
            moment_words(row.touched_wall)[5:],
        ),
    )


def _state_cell(row: ApplicationRow, worst: Standing | None) -> Cell:
    if row.quarantined:
        return Cell(tr("applications", "Refused by the centre"), level="danger")
    if row.status == "intake":
        return Cell(tr("applications", "Draft"), level="info", icon="new")
    if row.pending:
        return Cell(tr("applications", "To send"), level="offline", icon="clock")
    done = tr("applications", "{ended}/{all} done").format(ended=row.cases_ended, all=row.cases)
    if worst is not None:
        return light_cell(worst, before=done)
    return Cell(done, level="ok" if row.cases_ended == row.cases else "info", icon="check")
