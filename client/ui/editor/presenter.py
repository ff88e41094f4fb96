"""The editor's presenter: typing to draft, leaving to checking, saving to facts. No widgets of its own.

Materials, acceptance and what changes about an application have presenters of their own, which it joins.
"""

from __future__ import annotations

from PyQt5.QtCore import QObject, QTimer, pyqtSignal

from client.desk import filling, marked, sent_back, settling
from client.ui.applications.acts_presenter import ActsHost, ActsPresenter
from client.ui.changes.changes_presenter import ChangesPresenter
from client.ui.context import UiContext
from client.ui.editor.acceptance_presenter import AcceptancePresenter
from client.ui.editor.answering_presenter import AnsweringPresenter
from client.ui.editor.editor_view import EditorScreen
from client.ui.editor.materials_presenter import MaterialsPresenter
from client.ui.editor.missing_presenter import MissingPresenter
from client.ui.editor.sent_back import SentBackPresenter
from client.ui.shell.screen import ShellKey
from client.ui.translation import tr
from client.ui.widgets.day_words import clock_words
from client.ui.widgets.editor import finish_word
from client.ui.widgets.history import BACK
from forms.elements.element import DataElement
from forms.errors import UserError
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationState, ApplicationStatus
from forms.message import Message
from forms.values import Value

FOLLOW_MS = 40
"""What other fields make of a key is shown so soon after it; fast typing is followed once, not at every letter."""
AUTOSAVE_MS = 1000
"""At most this long after a key press the draft is on disk (the promise is two seconds)."""


class EditorPresenter(QObject):
    """Joins one application with one `EditorScreen`.

    Signals: `accepted(id)`, `print_wanted(id)`, `receive_wanted(id, material)`, `next_wanted`, `left`,
    `renamed(title)`, `changed` after each fact.
    """

    changed = pyqtSignal()
    renamed = pyqtSignal(str)
    left = pyqtSignal()
    accepted = pyqtSignal(str)
    print_wanted = pyqtSignal(str)
    receive_wanted = pyqtSignal(str, str)
    next_wanted = pyqtSignal()

    def __init__(self, context: UiContext, screen: EditorScreen, application: str) -> None:
        super().__init__(screen)
        self._context = context
        self._screen = screen
        self.application = application
        self._patch: dict[str, Value | None] = {}
        self._changes = ChangesPresenter(context, screen, application, self._patch)
        self._materials = MaterialsPresenter(context, screen, application)
        self._acceptance = AcceptancePresenter(context, screen, application, self._patch)
        self._answers = AnsweringPresenter(context, screen, application, self._patch)
        self._sent_back = SentBackPresenter(context, screen, application, self._patch)
        self._missing = MissingPresenter(context, screen)
        self._acts = ActsPresenter(context, ActsHost(parent=screen, show=screen.show_side, leave=self._leave_acts))
        self._autosave = QTimer(self)
        self._autosave.setSingleShot(True)
        self._autosave.setInterval(AUTOSAVE_MS)
        self._autosave.timeout.connect(self._autosave_now)
        self._follow = QTimer(self)
        self._follow.setSingleShot(True)
        self._follow.setInterval(FOLLOW_MS)
        self._follow.timeout.connect(self._follow_typing)
        self._connect()
        self.refresh()

    def refresh(self, *, untouched: str = "") -> None:
        """Show the application as it is now, with what is typed."""
        self._follow.stop()
        self._changes.before_view()
        self._show_view(untouched=untouched)
        self._changes.after_view()
        self._show_outcome(self._view.state)

    def _show_view(self, *, untouched: str = "") -> None:
        self._view = filling.editor_view(self._context.desk, self.application, self._patch)
        self._materials.before_view(self._view)
        self._screen.set_view(self._view, self._materials.thumbnails, untouched=untouched)
        self.renamed.emit(self.title())
        self._missing.show(self._view)

    def _show_outcome(self, state: ApplicationState) -> None:
        """In place of the form: what was accepted, or how else it ended; never over what is being done about it."""
        if self._acts.is_open():
            self._acts.on_news()
        elif state.ending is not None:
            self._answers.show_ended(state)
        elif marked.is_sent_back(state):
            self._sent_back.tell(self._view)
        elif state.status is not ApplicationStatus.INTAKE:
            self._acceptance.show(state)

    def begin(self) -> None:
        """The cursor goes to the first thing that is missing, unless the catalog has changed since."""
        if not self._changes.begin():
            self._missing.go_to_first()

    def on_news(self) -> None:
        """The journal moved: show it, but leave the field alone that is being typed into."""
        if not self._screen.form.is_composing():
            self.refresh(untouched=self._screen.form.focused_field())

    def save(self) -> bool:
        """Save what is typed as facts. False, with the reason shown, when that was not possible."""
        finish_word()
        self._autosave.stop()
        try:
            result = self._save_patch()
        except UserError as error:
            return self._not_saved(error.message)
        if isinstance(result, Refusal):
            return self._not_saved(*result.messages)
        self._patch.clear()
        self._say_saved(tr("editor", "Saved {time}"))
        self.refresh()
        return True

    def _save_patch(self) -> ApplicationState | Refusal:
        session, desk = self._context.session, self._context.desk
        if marked.is_sent_back(self._view.state):
            return sent_back.amend(session, desk, self.application, self._patch)
        return filling.save(session, desk, self.application, self._patch)

    def leave(self) -> None:
        """The tab closes: nothing typed is lost."""
        finish_word()
        if self._autosave.isActive():
            self._autosave.stop()
            self._keep_draft()

    def accept(self) -> None:
        """F8: the sheet that asks, or everything that is missing with the cursor on the first."""
        if marked.is_sent_back(self._view.state):
            finish_word()
            self.refresh()
            self._sent_back.show(self._view)
            return
        if self._view.state.status is not ApplicationStatus.INTAKE or self._screen.is_accepting():
            return
        finish_word()
        self._acceptance.ask()

    def answer(self) -> None:
        """Ctrl+O: how the applicant is answered; after the acceptance, what is to be done."""
        finish_word()
        self.refresh()
        if self._view.state.accepted_day and self._screen.side() is None:
            self._acts.open(self.application)
        else:
            self._answers.show(self._view)

    def title(self) -> str:
        """The title of the tab: who applies, else for what."""
        return self._view.applicant or self._view.title

    def _is_form_open(self) -> bool:
        """True while scans may come and go: during the intake, and for what a reviewer sent back."""
        state = self._view.state
        return state.status is ApplicationStatus.INTAKE or marked.is_sent_back(state)

    def _scan(self) -> None:
        """F4: the next scan; after the acceptance that of the signed letter of commitment."""
        if self._is_form_open():
            self._screen.materials.ask_files()
        elif self._view.state.deferrals:
            self._acts.letters.ask_files(self.application)

    def _defer(self) -> None:
        """F7: let a material come later; after the acceptance receive what was deferred."""
        if self._is_form_open():
            self._screen.materials.defer_or_take_back()
        elif self._view.state.deferrals:
            self.receive_wanted.emit(self.application, "")

    def _leave_acts(self) -> None:
        if self._is_form_open():
            self._screen.leave_side()
        self._show_outcome(self._view.state)

    def _on_back(self) -> None:
        """Esc: one thing at a time, the nearest first."""
        if self._acts.close() or self._materials.close() or (self._view.state.ending is None and self._changes.close()):
            return
        if self._screen.is_accepting() and self._view.state.status is ApplicationStatus.INTAKE:
            self._screen.show_form()
        else:
            self.leave()
            self.left.emit()

    def _connect(self) -> None:
        screen = self._screen
        screen.set_keys(
            {
                ShellKey.NEXT_MISSING: self._missing.go_on,
                ShellKey.ALL_MISSING: self._missing.show_list,
                ShellKey.SCAN: self._scan,
                ShellKey.FLAW: screen.materials.mark_or_take_back,
                ShellKey.DEFER: self._defer,
                ShellKey.PROMISE: screen.materials.promise_or_take_back,
                ShellKey.ACCEPT: self.accept,
                ShellKey.SAVE: self.save,
                ShellKey.VERSION: self._changes.show_version,
                ShellKey.TAKE_OVER: self._changes.take_over,
                ShellKey.CHOICE: self._changes.show_choice,
                ShellKey.ANSWER: self.answer,
                ShellKey.PRINT: lambda: self.print_wanted.emit(self.application),
                ShellKey.BACK: self._on_back,
            }
        )
        self._changes.changed.connect(self._after_fact)
        self._answers.accept_wanted.connect(self.accept)
        self._sent_back.answered.connect(self._after_fact)
        self._answers.answered.connect(self._after_fact)
        self._answers.next_wanted.connect(self.next_wanted)
        self._answers.print_wanted.connect(lambda: self.print_wanted.emit(self.application))
        self._acts.changed.connect(self._after_fact)
        self._acts.print_wanted.connect(self.print_wanted)
        self._acts.receive_wanted.connect(self.receive_wanted)
        self._acts.told.connect(self._on_told)
        screen.form.edited.connect(self._on_edited)
        screen.form.left.connect(self._on_left)
        screen.form.settled.connect(self._on_settled)
        screen.form.retraced.connect(self._on_retraced)
        self._materials.attached.connect(self._on_attached)
        self._materials.changed.connect(self._after_fact)
        self._acceptance.confirmed.connect(self._autosave.stop)
        self._acceptance.accepted.connect(self._on_accepted)
        self._acceptance.lacking.connect(self._on_lacking)
        self._acceptance.failed.connect(self._not_saved)
        self._acceptance.day_confirmed.connect(self._on_day_confirmed)
        screen.accept_sheet.closed.connect(self._on_back)
        screen.accept_sheet.print_wanted.connect(lambda: self.print_wanted.emit(self.application))
        screen.accept_sheet.next_wanted.connect(self.next_wanted)

    def _on_edited(self, element: str) -> None:
        self._patch[element] = self._screen.form.value_of(element)
        self._screen.set_saved_state(tr("editor", "Typing…"), "info")
        if not self._autosave.isActive():
            self._autosave.start()
        if not self._follow.isActive():
            self._follow.start()

    def _follow_typing(self) -> None:
        """What shows, is computed, or is wrong by what is being typed; nothing is said of the field itself yet."""
        if not self._screen.form.is_composing():
            self._show_view(untouched=self._screen.form.focused_field())

    def _on_left(self, element: str) -> None:
        value = self._screen.form.value_of(element)
        if element in self._patch or value != self._saved_value(element):
            self._patch[element] = value
        self.refresh()
        self._screen.lay_out()

    def _on_retraced(self, element: str, way: int) -> None:
        words = tr("editor", "Undone: {field}") if way == BACK else tr("editor", "Done again: {field}")
        label = self._element(element).label.text(self._context.language)
        self._screen.message.show_message(words.format(field=label), "info")

    def _on_settled(self, element: str, value: Value | None) -> None:
        """The clerk took one of the values that windows gave a field; what was typed there is given up for it."""
        try:
            result = settling.settle(
                self._context.session, self._context.desk, self.application, element=element, value=value
            )
        except UserError as error:
            self._not_saved(error.message)
            return
        if isinstance(result, Refusal):
            self._screen.message.show_message(self._context.say(result.messages), "warn")
        if element in self._patch:
            del self._patch[element]
            self._keep_draft()
        self._after_fact()

    def _saved_value(self, element: str) -> Value | None:
        for section in self._view.sections:
            for field in section.fields:
                if field.element.id == element:
                    return field.value
        return None

    def _autosave_now(self) -> None:
        if self._screen.form.is_composing():
            self._autosave.start()
        else:
            self._keep_draft()

    def _keep_draft(self) -> None:
        try:
            filling.autosave(self._context.session, self._context.desk, self.application, self._patch)
        except UserError as error:
            self._not_saved(error.message)
            return
        self._say_saved(tr("editor", "Draft saved {time}"))

    def _say_saved(self, sentence: str) -> None:
        self._screen.set_saved_state(sentence.format(time=clock_words(self._context.desk.clock())), "ok")

    def _not_saved(self, *reasons: Message) -> bool:
        words = self._context.say(reasons)
        self._screen.set_saved_state(tr("editor", "Not saved: {reason}").format(reason=words), "danger")
        self._screen.message.show_message(words, "danger")
        return False

    def _element(self, element: str) -> DataElement:
        return self._context.desk.catalog(self._view.state.catalog).elements[element]

    def _on_lacking(self) -> None:
        self.refresh()
        self._missing.go_to_first()

    def _on_day_confirmed(self) -> None:
        self.refresh()
        self.accept()

    def _on_attached(self) -> None:
        self._say_saved(tr("editor", "Saved {time}"))
        self.refresh()

    def _on_told(self, words: str, level: str) -> None:
        """What became of the signed letter; after a fact, so that it stays in the bar below."""
        self._screen.set_saved_state(words, level)

    def _after_fact(self) -> None:
        self._say_saved(tr("editor", "Saved {time}"))
        self.refresh()
        self.changed.emit()

    def _on_accepted(self) -> None:
        self._patch.clear()
        self._say_saved(tr("editor", "Accepted and saved {time}"))
        self.refresh()
        self.changed.emit()
        self.accepted.emit(self.application)
