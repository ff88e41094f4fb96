"""Joins the shell with its screens: which screen opens which, keys that no screen takes, the link chip."""

from __future__ import annotations

from PyQt5.QtCore import QObject, Qt, pyqtSignal

from client.desk import consulting, looking, marked, receiving
from client.desk.credit import note_list
from client.desk.installing import note_catalog
from client.desk.ledger import LedgerShows
from client.store.rows import ArrivalLine
from client.ui.applications.applications_screen import ApplicationsScreen
from client.ui.consult.consult_screen import ConsultScreen
from client.ui.context import UiContext
from client.ui.editor.editor_view import EditorScreen
from client.ui.editor.presenter import EditorPresenter
from client.ui.exchange.exchange_screen import ExchangeScreen
from client.ui.ledger.ledger_screen import LedgerScreen
from client.ui.moves.moves_screen import MovesScreen
from client.ui.papers.list_presenter import PaperListPresenter
from client.ui.papers.numbers_screen import NumbersScreen
from client.ui.papers.papers_presenter import PapersPresenter
from client.ui.papers.papers_screen import PapersScreen
from client.ui.pick.pick_screen import PickScreen
from client.ui.receive.receive_screen import ReceiveScreen
from client.ui.shell.rail import RailEntry
from client.ui.shell.screen import ShellKey
from client.ui.shell.shell_view import ShellView
from client.ui.translation import tr
from client.ui.window.link_words import link_words
from client.ui.workbench.workbench_screen import WorkbenchScreen
from forms.journal.state import ApplicationState, ApplicationStatus
from forms.notices.choice_code import Choice
from sync.link import Link

WORKBENCH, PICK, APPLICATIONS, LEDGER, EXCHANGE = "workbench", "pick", "applications", "ledger", "exchange"
CONSULT, PAPERS, MOVES, RECEIVE, NUMBERS = "consult", "papers", "moves", "receive", "numbers"
"""Behind what was picked, an application, a line of the workbench, the ledger: they are no places of the rail."""


def rail_entries() -> tuple[RailEntry, ...]:
    """The places of the desk."""
    return (
        RailEntry(WORKBENCH, tr("window", "Workbench"), "workbench"),
        RailEntry(PICK, tr("window", "New"), "new"),
        RailEntry(APPLICATIONS, tr("window", "Applications"), "applications"),
        RailEntry(LEDGER, tr("window", "Deferrals"), "deferral"),
        RailEntry(EXCHANGE, tr("window", "Sync"), "sync"),
    )


class DeskWindow(QObject):
    """Owns the shell of one signed-in clerk. `sync_wanted` by F5, `text_size_wanted` by F11, `closing` at the end."""

    sync_wanted = pyqtSignal()
    text_size_wanted = pyqtSignal()
    closing = pyqtSignal()

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._link = Link()
        self._editors: dict[str, EditorPresenter] = {}
        self._consulted = Choice()
        self.shell = ShellView(rail_entries())
        self.workbench = WorkbenchScreen(context)
        self.pick = PickScreen(context)
        self.consult = ConsultScreen(context.words)
        self.applications = ApplicationsScreen(context)
        self.ledger = LedgerScreen(context)
        self.exchange = ExchangeScreen(context)
        self.moves = MovesScreen(context)
        self.papers = PapersScreen(context.words)
        self.receive = ReceiveScreen(context)
        self._papers = PapersPresenter(context, self.shell)
        self._paper_list = PaperListPresenter(context, self.papers, self.shell)
        for key, screen in self._places().items():
            self.shell.add_screen(key, screen)
        self.shell.add_screen(CONSULT, self.consult)
        self.shell.add_screen(MOVES, self.moves)
        self.shell.add_screen(RECEIVE, self.receive)
        self.shell.add_screen(PAPERS, self.papers)
        self.numbers = NumbersScreen(context)
        self._before_numbers = WORKBENCH
        self.shell.add_screen(NUMBERS, self.numbers)
        self._connect()
        self.shell.top.set_window(tr("window", "Window {number}").format(number=context.session.window))
        self.shell.top.set_clerk(context.session.name)
        self.refresh_link()
        self.go(WORKBENCH)

    def go(self, place: str) -> None:
        """Show a place of the rail as it is now."""
        if place == PICK:
            self.pick.start_over()
        else:
            self._places()[place].refresh()
        self.shell.show_screen(place)

    def show_link(self, link: Link) -> None:
        """The link changed."""
        self._link = link
        self.refresh_link()

    def refresh_link(self) -> None:
        """Say on the chip whether everything is sent; count what waits in the rail."""
        outbox = looking.outbox_summary(self._context.desk)
        words = link_words(self._link, outbox)
        self.shell.top.set_link(words.text, words.level, words.short)
        self.shell.rail.set_badge(EXCHANGE, outbox.quarantined, "danger")
        self.shell.rail.set_badge(LEDGER, looking.due_count(self._context.desk), "deferral")
        self.exchange.set_link(self._link)

    def refresh(self) -> None:
        """Something arrived from the centre or was saved: the screen in front shows it, without losing a word typed."""
        note_catalog(self._context.session, self._context.desk)
        note_list(self._context.session, self._context.desk)
        self.refresh_link()
        key = self.shell.tabs.current_key()
        if key in self._editors:
            self._editors[key].on_news()
            return
        if self.shell.current_screen() is self.papers:
            self._paper_list.refresh()
        elif self.shell.current_screen() is self.numbers:
            self.numbers.refresh()
        elif self.shell.current_screen() is self.receive:
            self.receive.refresh()
        for screen in self._places().values():
            if screen is self.shell.current_screen():
                screen.refresh()

    def open_application(self, application: str) -> None:
        """Open an application: the editor during intake, its timeline after acceptance."""
        state = looking.application(self._context.desk, application)
        begun = state.status is ApplicationStatus.INTAKE or marked.is_sent_back(state)
        if begun or application in self._editors:
            self._open_editor(state)
            return
        self.applications.show_application(application)
        self.shell.show_screen(APPLICATIONS)

    def open_papers(self, application: str) -> None:
        """The papers of an application: those that were made, and those that can be."""
        self._paper_list.show(application)
        self.shell.show_screen(PAPERS)
        self.papers.table.setFocus()

    def open_acts(self, application: str, material: str = "") -> None:
        """What is to be done with an application, with one of its deferrals chosen."""
        self.shell.show_screen(APPLICATIONS)
        self.applications.show_acts(application, material=material)

    def receive_elsewhere(self, code: str = "") -> None:
        """Take in what belongs to an application of another site, for the receipt that was scanned."""
        self.shell.show_screen(RECEIVE)
        self.receive.start(code)

    def open_numbers(self) -> None:
        """The numbers of this window; Esc leads back to where it was asked."""
        asked_on = self.shell.current_screen()
        places = {PAPERS: self.papers, **self._places()}
        self._before_numbers = next((key for key, place in places.items() if place is asked_on), WORKBENCH)
        self.numbers.refresh()
        self.shell.show_screen(NUMBERS)
        self.numbers.table.setFocus()

    def _leave_numbers(self) -> None:
        if self._before_numbers == PAPERS:
            self._paper_list.refresh()
            self.shell.show_screen(PAPERS)
        else:
            self.go(self._before_numbers)

    def leave(self) -> None:
        """The window closes: every draft is on disk."""
        for presenter in self._editors.values():
            presenter.leave()

    def _places(self) -> dict[str, WorkbenchScreen | PickScreen | ApplicationsScreen | LedgerScreen | ExchangeScreen]:
        return {
            WORKBENCH: self.workbench,
            PICK: self.pick,
            APPLICATIONS: self.applications,
            LEDGER: self.ledger,
            EXCHANGE: self.exchange,
        }

    def _connect(self) -> None:
        shell = self.shell
        shell.entry_chosen.connect(self.go)
        shell.key_pressed.connect(self._on_key)
        shell.close_requested.connect(self._close_editor)
        shell.top.search_edited.connect(self._on_search)
        shell.top.search_submitted.connect(self._on_search_submitted)
        shell.closing.connect(self.leave)
        shell.closing.connect(self.closing)
        self.workbench.application_wanted.connect(self.open_application)
        self.workbench.new_wanted.connect(lambda: self.go(PICK))
        self.workbench.ledger_wanted.connect(self._on_ledger_wanted)
        self.workbench.ledger_shown.connect(self._on_ledger_shown)
        self.workbench.calls_wanted.connect(self._on_calls_wanted)
        self.workbench.moves_wanted.connect(self._on_moves_wanted)
        self.moves.application_wanted.connect(self.open_application)
        self.moves.told.connect(self.refresh_link)
        self.moves.left.connect(lambda: self.go(WORKBENCH))
        self.pick.opened.connect(self._open_editor)
        self.pick.consult_wanted.connect(self._on_consult)
        self.consult.print_wanted.connect(lambda: self._papers.open_notice(self._consulted))
        self.consult.start_wanted.connect(self._on_start_wanted)
        self.consult.left.connect(lambda: self.shell.show_screen(PICK))
        self.applications.application_wanted.connect(self.open_application)
        self.applications.papers_wanted.connect(self.open_papers)
        self.papers.left.connect(lambda: self.shell.show_screen(APPLICATIONS))
        self._paper_list.print_wanted.connect(self._papers.open)
        self._paper_list.changed.connect(self.refresh_link)
        self.papers.numbers_wanted.connect(self.open_numbers)
        self.numbers.left.connect(self._leave_numbers)
        self.numbers.changed.connect(self.refresh_link)
        self.numbers.application_wanted.connect(self.open_papers)
        self._papers.noted.connect(self._paper_list.refresh)
        self.applications.receive_wanted.connect(self._on_ledger_wanted)
        self.applications.changed.connect(self.refresh_link)
        self.ledger.application_wanted.connect(self.open_application)
        self.ledger.acts_wanted.connect(self.open_acts)
        self.ledger.received.connect(self.refresh_link)
        self.ledger.changed.connect(self.refresh_link)
        self.ledger.elsewhere_wanted.connect(self.receive_elsewhere)
        self.workbench.arrivals_wanted.connect(self.receive_elsewhere)
        self.receive.application_wanted.connect(self.open_application)
        self.receive.received.connect(self.refresh_link)
        self.receive.left.connect(lambda: self.go(LEDGER))
        self.receive.print_wanted.connect(self._on_arrival_paper_wanted)
        self.exchange.sync_wanted.connect(self.sync_wanted)
        self.exchange.application_wanted.connect(self.open_application)

    def _on_key(self, key: ShellKey) -> None:
        if key is ShellKey.NEW:
            self.go(PICK)
        elif key is ShellKey.SYNC:
            self.sync_wanted.emit()
        elif key is ShellKey.DEFER:
            self.go(LEDGER)
        elif key is ShellKey.NUMBERS:
            self.open_numbers()
        elif key is ShellKey.TEXT_SIZE:
            self.text_size_wanted.emit()
        elif key is ShellKey.BACK and self.shell.current_screen() is not self.workbench:
            self.go(WORKBENCH)

    def _on_search(self, text: str) -> None:
        self.applications.search(text)
        if self.shell.current_screen() is not self.applications:
            typing = self.shell.focusWidget()
            self.shell.show_screen(APPLICATIONS)
            # The screen takes the focus when it comes to the front; the clerk is still typing.
            typing.setFocus(Qt.OtherFocusReason)

    def _on_search_submitted(self, text: str) -> None:
        self._on_search(text)
        self.applications.focus_results()

    def _on_consult(self, choice: Choice) -> None:
        self._consulted = choice
        self.consult.show_told(consulting.consult(self._context.desk, choice))
        self.shell.show_screen(CONSULT)

    def _on_start_wanted(self) -> None:
        """From a consultation to the form without choosing again; where that is refused, the choice says why."""
        self.shell.show_screen(PICK)
        self.pick.start()

    def _on_moves_wanted(self) -> None:
        self.moves.refresh()
        self.shell.show_screen(MOVES)

    def _on_ledger_shown(self, shows: str) -> None:
        self.go(LEDGER)
        self.ledger.show_only(LedgerShows(shows))

    def _on_calls_wanted(self) -> None:
        self.go(LEDGER)
        self.ledger.show_calls()

    def _on_ledger_wanted(self, application: str, material: str) -> None:
        self.go(LEDGER)
        self.ledger.show_deferral(application, material)

    def _on_arrival_paper_wanted(self, line: ArrivalLine) -> None:
        self._papers.open_made(lambda: receiving.paper_for(self._context.desk, line))

    def _open_editor(self, state: ApplicationState) -> None:
        if state.id in self._editors:
            self.shell.open_application(state.id, self._editors[state.id].title())
            return
        lack = looking.catalog_lack(self._context.desk, state)
        if lack is not None:
            self.shell.message.show_message(self._context.words.say(lack), "warn")
            return
        if not self.shell.tabs.has_room():
            self.shell.message.show_message(
                tr("window", "Five applications are open. Close one (Ctrl+W) first; nothing typed is lost."), "warn"
            )
            return
        screen = EditorScreen(words=self._context.words, parent=self.shell.screens)
        # In its place before it is filled: a tree of widgets that moves is styled all over again.
        self.shell.add_screen(state.id, screen)
        presenter = EditorPresenter(self._context, screen, state.id)
        self._editors[state.id] = presenter
        presenter.left.connect(lambda: self._leave_editor(state.id))
        presenter.next_wanted.connect(lambda: self._on_next(state.id))
        presenter.print_wanted.connect(self._papers.open)
        presenter.receive_wanted.connect(self._on_ledger_wanted)
        presenter.renamed.connect(lambda title: self.shell.tabs.rename(state.id, title))
        presenter.changed.connect(self.refresh_link)
        self.shell.open_application(state.id, presenter.title())
        presenter.begin()

    def _leave_editor(self, application: str) -> None:
        # As it is now before it is shown: the cursor goes to a line, not to what stood there while there was none.
        self._places()[WORKBENCH].refresh()
        self._close_editor(application)
        self.go(WORKBENCH)

    def _on_next(self, application: str) -> None:
        self._close_editor(application)
        self.go(PICK)

    def _close_editor(self, application: str) -> None:
        presenter = self._editors.pop(application, None)
        if presenter is not None:
            presenter.leave()
        self.shell.close_application(application)
