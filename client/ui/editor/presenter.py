"""The editor's presenter: typing to draft, leaving to checking, saving to facts, accepting. No widgets of its own."""

from __future__ import annotations

from pathlib import Path

from PyQt5.QtCore import QObject, QTimer, pyqtSignal
from PyQt5.QtGui import QGuiApplication

from client.desk import accepting, attaching, deferring, filling, marked, sent_back, settling, signing_in
from client.desk.editor_view import EditorView
from client.ui.changes.changes_presenter import ChangesPresenter
from client.ui.context import UiContext
from client.ui.editor.accept_lines import lines_of
from client.ui.editor.answering_presenter import AnsweringPresenter
from client.ui.editor.editor_view import EditorScreen
from client.ui.editor.sent_back import SentBackPresenter
from client.ui.shell.screen import ShellKey
from client.ui.translation import tr
from client.ui.widgets.day_words import clock_words
from forms.elements.element import DataElement, ElementKind, Label
from forms.elements.reading import read
from forms.errors import UserError
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationState, ApplicationStatus, ScanRef
from forms.message import Message
from forms.values import Value

AUTOSAVE_MS = 1000
"""At most this long after a key press the draft is on disk (the promise is two seconds)."""

_DUE_DAY = DataElement(id="due_day", label=Label("补齐期限", "Due day"), kind=ElementKind.DATE)


class EditorPresenter(QObject):
    """Joins one application with one `EditorScreen`.

    Signals: `accepted(id)`, `print_wanted(id)`, `next_wanted`, `left`, `renamed(title)`, `changed` after each fact.
    """

    changed = pyqtSignal()
    renamed = pyqtSignal(str)
    left = pyqtSignal()
    accepted = pyqtSignal(str)
    print_wanted = pyqtSignal(str)
    next_wanted = pyqtSignal()

    def __init__(self, context: UiContext, screen: EditorScreen, application: str) -> None:
        super().__init__(screen)
        self._context = context
        self._screen = screen
        self.application = application
        self._patch: dict[str, Value | None] = {}
        self._changes = ChangesPresenter(context, screen, application, self._patch)
        self._answers = AnsweringPresenter(context, screen, application, self._patch)
        self._sent_back = SentBackPresenter(context, screen, application, self._patch)
        self._thumbnails: dict[str, bytes] = {}
        self._last_jump: Message | None = None
        self._open_scan: ScanRef | None = None
        self._autosave = QTimer(self)
        self._autosave.setSingleShot(True)
        self._autosave.setInterval(AUTOSAVE_MS)
        self._autosave.timeout.connect(self._autosave_now)
        self._connect()
        self.refresh()

    def refresh(self, *, untouched: str = "") -> None:
        """Show the application as it is now, with what is typed."""
        self._changes.before_view()
        self._view = filling.editor_view(self._context.desk, self.application, self._patch)
        self._load_thumbnails(self._view)
        self._screen.set_view(self._view, self._thumbnails, untouched=untouched)
        self.renamed.emit(self.title())
        self._screen.missing.set_missing(tuple(self._name_of(lack) for lack in self._view.lacks))
        self._changes.after_view()
        self._show_outcome(self._view.state)

    def _show_outcome(self, state: ApplicationState) -> None:
        """In place of the form: what was accepted, or how else it ended."""
        if state.ending is not None:
            self._answers.show_ended(state)
        elif marked.is_sent_back(state):
            self._sent_back.tell(self._view)
        elif state.status is not ApplicationStatus.INTAKE:
            self._show_accepted(state)

    def begin(self) -> None:
        """The cursor goes to the first thing that is missing, unless the catalog has changed since."""
        if not self._changes.begin() and self._view.lacks:
            self._jump(self._view.lacks[0])
            self._last_jump = None

    def on_news(self) -> None:
        """The journal moved: show it, but leave the field alone that is being typed into."""
        if not self._screen.form.is_composing():
            self.refresh(untouched=self._screen.form.focused_field())

    def save(self) -> bool:
        """Save what is typed as facts. False, with the reason shown, when that was not possible."""
        _finish_word()
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
        _finish_word()
        if self._autosave.isActive():
            self._autosave.stop()
            self._keep_draft()

    def next_missing(self) -> None:
        """F6: put the cursor on the next thing that is missing, starting over after the last."""
        lacks = self._view.lacks
        if not lacks:
            return
        at = lacks.index(self._last_jump) + 1 if self._last_jump in lacks else 0
        self._jump(lacks[at % len(lacks)])

    def accept(self) -> None:
        """F8: the sheet that asks, or everything that is missing with the cursor on the first."""
        if marked.is_sent_back(self._view.state):
            _finish_word()
            self.refresh()
            self._sent_back.show(self._view)
            return
        if self._view.state.status is not ApplicationStatus.INTAKE or self._screen.is_accepting():
            return
        _finish_word()
        plan = accepting.plan(self._context.session, self._context.desk, self.application, self._patch)
        if isinstance(plan, Refusal):
            self._refused(plan)
            return
        self._screen.message.clear()
        self._screen.accept_sheet.show_plan(lines_of(plan, self._context.words))
        self._screen.show_sheet()

    def answer(self) -> None:
        """Ctrl+O: the sheet that asks how the applicant is answered."""
        _finish_word()
        self.refresh()
        self._answers.show(self._view)

    def title(self) -> str:
        """The title of the tab: who applies, else for what."""
        return self._view.applicant or self._view.title

    def _on_back(self) -> None:
        """Esc: one thing at a time, the nearest first."""
        if self._screen.page.isVisible():
            self._screen.close_page()
        elif self._screen.materials.defer_sheet.isVisible():
            self._screen.materials.leave_sheet()
        elif self._view.state.ending is None and self._changes.close():
            return
        elif self._screen.is_accepting() and self._view.state.status is ApplicationStatus.INTAKE:
            self._screen.show_form()
        else:
            self.leave()
            self.left.emit()

    def _connect(self) -> None:
        screen = self._screen
        screen.set_keys(
            {
                ShellKey.NEXT_MISSING: self.next_missing,
                ShellKey.SCAN: screen.materials.ask_files,
                ShellKey.DEFER: screen.materials.defer_or_take_back,
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
        screen.form.edited.connect(self._on_edited)
        screen.form.left.connect(self._on_left)
        screen.form.settled.connect(self._on_settled)
        screen.message.action_triggered.connect(self._on_day_confirmed)
        screen.missing.next_wanted.connect(self.next_missing)
        screen.materials.files_brought.connect(self._on_files)
        screen.materials.deferral_asked.connect(self._on_deferral_asked)
        screen.materials.deferral_taken_back.connect(self._on_taken_back)
        screen.materials.scan_opened.connect(self._on_scan_opened)
        screen.materials.scan_removed.connect(self._on_scan_removed)
        screen.page.page_wanted.connect(self._show_page)
        screen.page.closed.connect(screen.close_page)
        screen.accept_sheet.confirmed.connect(self._on_confirmed)
        screen.accept_sheet.closed.connect(self._on_sheet_closed)
        screen.accept_sheet.print_wanted.connect(lambda: self.print_wanted.emit(self.application))
        screen.accept_sheet.next_wanted.connect(self.next_wanted)

    def _on_edited(self, element: str) -> None:
        self._patch[element] = self._screen.form.value_of(element)
        self._screen.set_saved_state(tr("editor", "Typing…"), "info")
        if not self._autosave.isActive():
            self._autosave.start()

    def _on_left(self, element: str) -> None:
        value = self._screen.form.value_of(element)
        if element in self._patch or value != self._saved_value(element):
            self._patch[element] = value
        self.refresh()
        self._screen.lay_out()

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

    def _name_of(self, lack: Message) -> str:
        if lack.element:
            return self._element(lack.element).label.text(self._context.language)
        for material in self._view.materials:
            if material.material == lack.material:
                return material.name
        return self._context.words.say(lack)

    def _element(self, element: str) -> DataElement:
        return self._context.desk.catalog(self._view.state.catalog).elements[element]

    def _jump(self, lack: Message) -> None:
        self._last_jump = lack
        self._screen.show_form()
        if lack.element:
            self._screen.form.focus_field(lack.element)
        elif lack.material:
            self._screen.materials.choose(lack.material)

    def _refused(self, refusal: Refusal) -> None:
        if refusal.messages[0].code == "day.confirm_first":
            words = self._context.words.say(refusal.messages[0])
            self._screen.message.show_message(words, "warn", tr("editor", "The date is right"))
            return
        count = len(refusal.messages)
        lead = tr("editor", "Not accepted yet: {count} things are missing or wrong. F6 goes from one to the next.")
        first = self._context.words.say(refusal.messages[0])
        self._screen.message.show_message(lead.format(count=count) + "\n" + first, "warn")
        self.refresh()
        self._last_jump = None
        self._jump(refusal.messages[0])

    def _on_day_confirmed(self) -> None:
        known = signing_in.today(self._context.desk)
        if known.doubtful:
            signing_in.confirm_day(self._context.session, self._context.desk, day=known.day)
        self._screen.message.clear()
        self.refresh()
        self.accept()

    def _load_thumbnails(self, view: EditorView) -> None:
        for material in view.materials:
            for scan in material.scans:
                if scan.sha256 not in self._thumbnails:
                    self._thumbnails[scan.sha256] = attaching.thumbnail(self._context.desk, scan.sha256)

    def _on_files(self, material: str, brought: list[Path | tuple[str, bytes]]) -> None:
        for one in brought:
            self._bring(material, one)

    def _bring(self, material: str, brought: Path | tuple[str, bytes]) -> None:
        session, desk = self._context.session, self._context.desk
        name = brought.name if isinstance(brought, Path) else brought[0]

        def work() -> ApplicationState | Refusal:
            data = brought.read_bytes() if isinstance(brought, Path) else brought[1]
            return attaching.attach(session, desk, self.application, material=material, data=data, name=name)

        self._screen.set_saved_state(tr("editor", "Reading {name}…").format(name=name), "info")
        self._context.tasks.run(work, done=self._on_attached, failed=lambda error: self._on_not_attached(name, error))

    def _on_attached(self, result: ApplicationState | Refusal) -> None:
        if isinstance(result, Refusal):
            self._screen.materials.message.show_message(self._context.say(result.messages), "danger")
            return
        self._screen.materials.message.clear()
        self._say_saved(tr("editor", "Saved {time}"))
        self.refresh()

    def _on_not_attached(self, name: str, error: BaseException) -> None:
        if isinstance(error, UserError):
            words = self._context.words.say(error.message)
        elif isinstance(error, OSError):
            words = tr("editor", "“{name}” could not be read. Check the drive and choose it again.").format(name=name)
        else:
            raise error
        self._screen.set_saved_state("", "ok")
        self._screen.materials.message.show_message(words, "danger")

    def _on_deferral_asked(self, material: str, reason: str, typed_day: str) -> None:
        day = read(_DUE_DAY, typed_day)
        result = deferring.defer(
            self._context.session,
            self._context.desk,
            self.application,
            material=material,
            reason=reason,
            due_day=day if isinstance(day, str) else "",
        )
        if isinstance(result, Refusal):
            self._screen.materials.message.show_message(self._context.say(result.messages), "warn")
            return
        self._screen.materials.defer_sheet.close_sheet()
        self._screen.materials.message.clear()
        self._after_fact()

    def _on_taken_back(self, material: str) -> None:
        deferring.take_back(self._context.session, self._context.desk, self.application, material=material)
        self._after_fact()

    def _on_scan_removed(self, material: str, sha256: str) -> None:
        attaching.remove(self._context.session, self._context.desk, self.application, material=material, sha256=sha256)
        self._after_fact()

    def _after_fact(self) -> None:
        self._say_saved(tr("editor", "Saved {time}"))
        self.refresh()
        self.changed.emit()

    def _on_scan_opened(self, material: str, sha256: str) -> None:
        lack = attaching.scan_lack(self._context.desk, self.application, sha256)
        if lack is not None:
            self._screen.materials.message.show_message(self._context.words.say(lack), "info")
            return
        scans = self._view.state.scans.get(material, ())
        self._open_scan = next((scan for scan in scans if scan.sha256 == sha256), None)
        self._show_page(0)

    def _show_page(self, page: int) -> None:
        scan = self._open_scan
        if scan is None:
            return
        width = self._screen.page.wanted_width()
        self._context.tasks.run(
            lambda: attaching.page_image(self._context.desk, scan, page=page, width=width),
            done=lambda png: self._on_page(png, scan, page),
            failed=lambda error: self._on_not_attached(scan.name, error),
        )

    def _on_page(self, png: bytes, scan: ScanRef, page: int) -> None:
        self._screen.page.show_page(png, page=page, pages=scan.pages, title=scan.name)

    def _on_confirmed(self) -> None:
        self._autosave.stop()
        try:
            result = accepting.accept(self._context.session, self._context.desk, self.application, self._patch)
        except UserError as error:
            self._not_saved(error.message)
            return
        if isinstance(result, Refusal):
            self._screen.show_form()
            self._refused(result)
            return
        self._patch.clear()
        self._say_saved(tr("editor", "Accepted and saved {time}"))
        self.refresh()
        self.changed.emit()
        self.accepted.emit(self.application)

    def _show_accepted(self, state: ApplicationState) -> None:
        plan = accepting.described(self._context.desk, state)
        self._screen.accept_sheet.show_accepted(lines_of(plan, self._context.words), state.receipt_number)
        self._screen.show_sheet()

    def _on_sheet_closed(self) -> None:
        self._on_back()


def _finish_word() -> None:
    """A word that an input method still composes counts as typed."""
    QGuiApplication.inputMethod().commit()
