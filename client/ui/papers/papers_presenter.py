"""Opens the preview of an application's papers and notes every printing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PyQt5.QtCore import QObject, pyqtSignal
from PyQt5.QtWidgets import QWidget

from client.desk import consulting, printing
from client.desk.consulting import OneTimeNotice
from client.desk.printing import Paper
from client.papers.preview import PaperPreview
from client.papers.printed_paper import PrintedPaper
from client.ui.context import UiContext
from client.ui.shell.shell_view import ShellView
from client.ui.translation import tr
from forms.errors import UserError
from forms.message import Message, message
from forms.notices.choice_code import Choice
from forms.notices.notice import sheets_of

_SHARE_OF_WINDOW = 0.9
"""A page is to be read without scrolling sideways, and the window behind stays in sight."""


class PapersPresenter(QObject):
    """One preview at a time, over the shell. `noted(application)` after papers were printed or saved."""

    noted = pyqtSignal(str)

    def __init__(self, context: UiContext, shell: ShellView) -> None:
        super().__init__(shell)
        self._context = context
        self._shell = shell
        self._preview: QWidget | None = None

    def open(self, application: str, number: str = "") -> None:
        """Render the valid papers of `application` and show them, the one with `number` ticked, '' for all."""
        self._context.tasks.run(
            lambda: printing.papers(self._context.desk, application),
            done=lambda papers: self._show(application, papers, number),
            failed=self._failed,
        )

    def open_made(self, make: Callable[[], Paper]) -> None:
        """Render what `make` makes, a paper of no application, and show it; its printings are noted."""
        self._context.tasks.run(make, done=lambda paper: self._show("", (paper,), ""), failed=self._failed)

    def open_notice(self, choice: Choice) -> None:
        """Render the one-time notice of `choice` and show it; nothing is noted, for it names nobody."""
        self._context.tasks.run(
            lambda: consulting.one_time_notice(self._context.session, self._context.desk, choice),
            done=self._show_notice,
            failed=self._failed,
        )

    def _show_notice(self, notice: OneTimeNotice) -> None:
        preview = self._preview_of([PrintedPaper(title=notice.title, number="", pdf=notice.pdf)], notice.title)
        preview.printed.connect(lambda numbers: self._went_well(message("papers.printed", count=len(numbers))))
        preview.saved.connect(
            lambda numbers, path: self._went_well(message("papers.saved", count=len(numbers), path=path))
        )

    def _show(self, application: str, papers: tuple[Paper, ...], number: str) -> None:
        if not papers:
            words = self._context.words.say(message("papers.not_accepted"))
            self._shell.message.show_message(words, "warn")
            return
        preview = self._preview_of([printable(paper) for paper in papers], number or papers[0].number, ticked=number)
        preview.printed.connect(lambda numbers: self._on_printed(application, papers, numbers))
        preview.saved.connect(lambda numbers, path: self._on_saved(application, papers, numbers, path))

    def _preview_of(self, papers: Sequence[PrintedPaper], file_name: str, *, ticked: str = "") -> PaperPreview:
        words = self._context.words
        preview = PaperPreview(papers, words=words, file_name=file_name, ticked=ticked, parent=self._shell)
        preview.resize(self._shell.size() * _SHARE_OF_WINDOW)
        preview.show()
        self._preview = preview
        return preview

    def _on_printed(self, application: str, papers: tuple[Paper, ...], numbers: tuple[str, ...]) -> None:
        self._note(application, papers, numbers)
        self._went_well(message("papers.printed", count=len(numbers)))

    def _on_saved(self, application: str, papers: tuple[Paper, ...], numbers: tuple[str, ...], path: str) -> None:
        self._note(application, papers, numbers)
        self._went_well(message("papers.saved", count=len(numbers), path=path))

    def _note(self, application: str, papers: tuple[Paper, ...], numbers: tuple[str, ...]) -> None:
        for paper in papers:
            if paper.number in numbers:
                printing.printed(self._context.session, self._context.desk, application, paper)
        self.noted.emit(application)

    def _went_well(self, what: Message) -> None:
        self._shell.status.say(self._context.words.say(what))

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        words = self._context.words.say(error.message)
        self._shell.message.show_message(
            tr("papers", "The papers could not be made: {reason}").format(reason=words), "danger"
        )


def printable(paper: Paper) -> PrintedPaper:
    """A rendered paper on its way to the printer, in as many sheets as are signed."""
    return PrintedPaper(title=paper.title, number=paper.number, pdf=paper.pdf, sheets=sheets_of(paper.kind))
