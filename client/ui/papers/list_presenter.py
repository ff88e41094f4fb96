"""Joins the papers screen with the desk: shows, makes, saves and voids papers of one application."""

from __future__ import annotations

from pathlib import Path

from PyQt5.QtCore import QObject, pyqtSignal
from PyQt5.QtWidgets import QFileDialog

from client.desk import choosing, looking, paper_list, paper_making, printing
from client.desk.paper_drafts import drafts
from client.desk.printing import Paper
from client.papers.printing import save_papers
from client.ui.context import UiContext
from client.ui.papers.paper_words import MADE
from client.ui.papers.papers_presenter import printable
from client.ui.papers.papers_screen import PapersScreen
from client.ui.shell.shell_view import ShellView
from client.ui.translation import tr
from client.ui.widgets.title_words import title_words
from forms.errors import UserError
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationState
from forms.message import message


class PaperListPresenter(QObject):
    """`print_wanted(application, number)`; `changed` after a paper was made or voided."""

    print_wanted = pyqtSignal(str, str)
    changed = pyqtSignal()

    def __init__(self, context: UiContext, screen: PapersScreen, shell: ShellView) -> None:
        super().__init__(screen)
        self._context = context
        self._screen = screen
        self._shell = shell
        self._application = ""
        screen.shown.connect(self._draw)
        screen.made.connect(self._make)
        screen.voided.connect(self._void)
        screen.save_wanted.connect(self._save)
        screen.print_wanted.connect(lambda number: self.print_wanted.emit(self._application, number))

    def show(self, application: str) -> None:
        """Begin with the papers of `application`, on the first of them."""
        self._application = application
        self.refresh(first=True)

    def refresh(self, application: str = "", *, choose: str = "", first: bool = False) -> None:
        """Show them as they are now, unless it is another `application`'s that changed."""
        if not self._application or application not in ("", self._application):
            return
        desk = self._context.desk
        state = looking.application(desk, self._application)
        title = " · ".join(part for part in (state.party.name, title_words(choosing.title_of(desk, state))) if part)
        made = paper_list.made_papers(desk, state)
        choose = choose or (MADE + made[0].number if first and made else "")
        self._screen.show_papers(title, made, drafts(desk, state), choose=choose)

    def _draw(self, number: str) -> None:
        desk, application = self._context.desk, self._application
        self._context.tasks.run(
            lambda: paper_list.one_paper(desk, application, number),
            done=lambda paper: self._drawn(application, paper),
            failed=self._failed,
        )

    def _drawn(self, application: str, paper: Paper | None) -> None:
        if paper is not None and application == self._application:
            self._screen.show_pages(paper.number, paper.pdf)

    def _make(self, key: str) -> None:
        session, desk = self._context.session, self._context.desk
        before = {paper.number for paper in looking.application(desk, self._application).papers}
        made = paper_making.make(session, desk, self._application, key, self._screen.form.said())
        if self._refused(made):
            return
        assert isinstance(made, ApplicationState)
        number = next(paper.number for paper in made.papers if paper.number not in before)
        self.refresh(choose=MADE + number)
        self._screen.table.setFocus()
        self._shell.status.say(tr("papers", "Made under the number {number}. F9 prints it.").format(number=number))
        self.changed.emit()

    def _void(self, number: str) -> None:
        session, desk = self._context.session, self._context.desk
        reason = self._screen.form.said()["reason"]
        if self._refused(paper_list.void_paper(session, desk, self._application, number, reason=reason)):
            return
        self.refresh(choose=MADE + number)
        self._screen.table.setFocus()
        self._shell.status.say(tr("papers", "{number} is void.").format(number=number))
        self.changed.emit()

    def _save(self, number: str) -> None:
        paper = paper_list.one_paper(self._context.desk, self._application, number)
        if paper is None:
            return
        path = QFileDialog.getSaveFileName(self._shell, "", f"{number}.pdf", "PDF (*.pdf)")[0]
        if not path:
            return
        try:
            save_papers(Path(path), [printable(paper)])
        except UserError as refusal:
            self._failed(refusal)
            return
        printing.printed(self._context.session, self._context.desk, self._application, paper)
        self.refresh()
        self._shell.status.say(self._context.words.say(message("papers.saved", count=1, path=path)))

    def _refused(self, decided: ApplicationState | Refusal) -> bool:
        if isinstance(decided, Refusal):
            self._screen.message.show_message(self._context.say(decided.messages), "warn")
            return True
        return False

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        reason = self._context.words.say(error.message)
        words = tr("papers", "The papers could not be made: {reason}").format(reason=reason)
        self._screen.message.show_message(words, "danger")
