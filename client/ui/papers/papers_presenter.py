"""Opens the preview of an application's papers and notes every printing."""

from __future__ import annotations

from PyQt5.QtCore import QObject
from PyQt5.QtWidgets import QWidget

from client.desk import printing
from client.desk.printing import Paper
from client.papers.preview import PaperPreview
from client.ui.context import UiContext
from client.ui.shell.shell_view import ShellView
from client.ui.translation import tr
from forms.errors import UserError


class PapersPresenter(QObject):
    """One preview at a time, over the shell."""

    def __init__(self, context: UiContext, shell: ShellView) -> None:
        super().__init__(shell)
        self._context = context
        self._shell = shell
        self._preview: QWidget | None = None

    def open(self, application: str) -> None:
        """Render the papers of `application` and show them."""
        self._context.tasks.run(
            lambda: printing.papers(self._context.desk, application),
            done=lambda papers: self._show(application, papers),
            failed=self._failed,
        )

    def _show(self, application: str, papers: tuple[Paper, ...]) -> None:
        preview = PaperPreview([(paper.title, paper.pdf) for paper in papers], parent=self._shell)
        preview.printed.connect(lambda: self._printed(application, papers))
        preview.show()
        self._preview = preview

    def _printed(self, application: str, papers: tuple[Paper, ...]) -> None:
        for paper in papers:
            printing.printed(self._context.session, self._context.desk, application, paper)

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        words = self._context.words.say(error.message)
        self._shell.message.show_message(
            tr("papers", "The papers could not be made: {reason}").format(reason=words), "danger"
        )
