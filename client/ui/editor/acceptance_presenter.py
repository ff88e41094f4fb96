"""The editor's acceptance: the sheet that asks, what stands in the way, and what was accepted."""

from __future__ import annotations

from PyQt5.QtCore import QObject, pyqtSignal

from client.desk import accepting, signing_in
from client.ui.context import UiContext
from client.ui.editor.accept_lines import lines_of
from client.ui.editor.editor_view import EditorScreen
from client.ui.translation import tr
from forms.errors import UserError
from forms.journal.decision import Refusal
from forms.journal.deferrals_asked import is_unsigned
from forms.journal.state import ApplicationState
from forms.message import Message
from forms.values import Value


class AcceptancePresenter(QObject):
    """Owns nothing of the typing: the editor's presenter hands in `patch`, and empties it when all was accepted.

    `confirmed` before it is accepted, `accepted` after; `lacking` when something is missing;
    `failed(message)` when it could not be saved; `day_confirmed` when the clerk said which day it is.
    """

    confirmed = pyqtSignal()
    accepted = pyqtSignal()
    lacking = pyqtSignal()
    failed = pyqtSignal(object)
    day_confirmed = pyqtSignal()

    def __init__(
        self, context: UiContext, screen: EditorScreen, application: str, patch: dict[str, Value | None]
    ) -> None:
        super().__init__(screen)
        self._context = context
        self._screen = screen
        self._application = application
        self._patch = patch
        screen.message.action_triggered.connect(self._on_day_confirmed)
        screen.accept_sheet.confirmed.connect(self._on_confirmed)

    def ask(self) -> None:
        """The sheet that asks, or what is missing."""
        plan = accepting.plan(self._context.session, self._context.desk, self._application, self._patch)
        if isinstance(plan, Refusal):
            self._refused(plan)
            return
        self._screen.message.clear()
        self._screen.accept_sheet.show_plan(lines_of(plan, self._context.words))
        self._screen.show_sheet()

    def show(self, state: ApplicationState) -> None:
        """What was accepted, with its number."""
        plan = accepting.described(self._context.desk, state)
        lines = lines_of(plan, self._context.words)
        self._screen.accept_sheet.show_accepted(lines, state.receipt_number, is_unsigned=is_unsigned(state))
        self._screen.show_sheet()

    def _refused(self, refusal: Refusal) -> None:
        first: Message = refusal.messages[0]
        words = self._context.words.say(first)
        if first.code == "day.confirm_first":
            self._screen.message.show_message(words, "warn", tr("editor", "The date is right"))
            return
        lead = tr("editor", "Not accepted yet: {count} things are missing or wrong. F6 goes from one to the next.")
        self._screen.message.show_message(lead.format(count=len(refusal.messages)) + "\n" + words, "warn")
        self.lacking.emit()

    def _on_day_confirmed(self) -> None:
        known = signing_in.today(self._context.desk)
        if known.doubtful:
            signing_in.confirm_day(self._context.session, self._context.desk, day=known.day)
        self._screen.message.clear()
        self.day_confirmed.emit()

    def _on_confirmed(self) -> None:
        self.confirmed.emit()
        try:
            result = accepting.accept(self._context.session, self._context.desk, self._application, self._patch)
        except UserError as error:
            self.failed.emit(error.message)
            return
        if isinstance(result, Refusal):
            self._screen.show_form()
            self._refused(result)
            return
        self.accepted.emit()
