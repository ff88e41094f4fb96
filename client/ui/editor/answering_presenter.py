"""Joins the answer sheet with the desk: what each answer would do, doing it, and saying what was done."""

from __future__ import annotations

from collections.abc import Callable

from PyQt5.QtCore import QObject, pyqtSignal

from client.desk import answering
from client.desk.answering import Outlook
from client.desk.editor_view import EditorView
from client.ui.context import UiContext
from client.ui.editor import answer_words
from client.ui.editor.answer_sheet import Answer, AnswerSheet, EndedSheet, Subject
from client.ui.editor.editor_view import EditorScreen
from client.ui.translation import tr
from forms.errors import UserError
from forms.journal.commands import OwnWords
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationState, ApplicationStatus
from forms.values import Value

_FIELD, _MATERIAL, _LINE = "field:", "material:", "line:"


class AnsweringPresenter(QObject):
    """`accept_wanted` for an acceptance, `answered` after any other answer; then `print_wanted` or `next_wanted`."""

    accept_wanted = pyqtSignal()
    answered = pyqtSignal()
    print_wanted = pyqtSignal()
    next_wanted = pyqtSignal()

    def __init__(
        self, context: UiContext, screen: EditorScreen, application: str, patch: dict[str, Value | None]
    ) -> None:
        super().__init__(screen)
        self._context = context
        self._screen = screen
        self._application = application
        self._patch = patch
        self._sheet: AnswerSheet | None = None
        self._ended: EndedSheet | None = None
        self._late_known = False
        self._focused = ""
        self._view: EditorView | None = None

    def show(self, view: EditorView) -> None:
        """The sheet for an application in intake; the field that the cursor was in may be named on a notice."""
        if view.state.status is not ApplicationStatus.INTAKE or self._screen.side() is not None:
            return
        self._view, self._late_known = view, False
        self._focused = self._screen.form.focused_field()
        sheet = self._made()
        outlook = self._outlook()
        sheet.start(note=answer_words.standing(outlook), remedies=answering.REMEDIES, answers=answer_words.answers())
        self._screen.show_side(sheet)

    def show_ended(self, state: ApplicationState) -> None:
        """How an application ended, in place of its form."""
        if self._ended is None:
            self._ended = EndedSheet()
            self._ended.confirmed.connect(self.next_wanted)
            self._ended.closed.connect(self.print_wanted)
        self._ended.show_ended(
            lead=answer_words.ended_lead(state), note=answer_words.ended_note(state), has_papers=bool(state.papers)
        )
        if self._screen.side() is not self._ended:
            self._screen.show_side(self._ended)

    def _made(self) -> AnswerSheet:
        if self._sheet is None:
            self._sheet = AnswerSheet()
            self._sheet.chosen.connect(lambda _answer: self._on_chosen())
            self._sheet.worded.connect(self._on_worded)
            self._sheet.confirmed.connect(self._on_confirmed)
            self._sheet.closed.connect(self._screen.leave_side)
        return self._sheet

    def _outlook(self) -> Outlook:
        words = self._own_words() if self._sheet is not None else ()
        return answering.outlook(self._context.desk, self._application, self._patch, words=words)

    def _own_words(self) -> tuple[OwnWords, ...]:
        return tuple(_own(key, text) for key, text in self._made().words().items())

    def _on_worded(self) -> None:
        self._late_known = False
        self._on_chosen()

    def _on_chosen(self) -> None:
        sheet, outlook = self._made(), self._outlook()
        sheet.set_subjects(self._subjects(outlook))
        preview, action = answer_words.preview(sheet.current(), outlook, late_known=self._late_known)
        sheet.set_preview(preview, action=action)

    def _subjects(self, outlook: Outlook) -> tuple[Subject, ...]:
        """What is lacking first, then the field that the clerk came from and the materials that are here."""
        assert self._view is not None
        late = {lack.subject for lack in outlook.late}
        found = [
            Subject(
                key=_key(lack.element, lack.material),
                name=lack.name,
                wrong=answer_words.wrong(lack),
                found=bool(lack.code),
                late=lack.subject in late,
            )
            for lack in outlook.lacks
            if lack.element or lack.material
        ]
        fields = [field for section in self._view.sections for field in section.fields if field.shown]
        language = self._context.language
        others = [
            Subject(key=_FIELD + field.element.id, name=field.element.label.text(language), wrong="")
            for field in fields
            if field.element.id == self._focused
        ]
        others += [Subject(key=_MATERIAL + held.material, name=held.name, wrong="") for held in self._view.materials]
        known = {subject.key for subject in found}
        return (*found, *(subject for subject in others if subject.key not in known), *self._lines())

    def _lines(self) -> list[Subject]:
        """The clerk's lines about what the form does not know, and one more to be written."""
        written = [key for key in self._made().words() if key.startswith(_LINE)]
        free = next(key for key in (f"{_LINE}{number}" for number in range(1, len(written) + 2)) if key not in written)
        name = tr("answer", "Something else")
        return [Subject(key=key, name=name, wrong="") for key in sorted({*written, free})]

    def _on_confirmed(self) -> None:
        answer = self._made().current()
        if answer is Answer.CORRECT_HERE:
            self._screen.leave_side()
        elif answer is Answer.ACCEPT:
            self._screen.leave_side()
            self.accept_wanted.emit()
        else:
            self._do(answer)

    def _do(self, answer: Answer) -> None:
        sheet = self._made()
        try:
            result = self._deeds()[answer]()
        except UserError as error:
            sheet.message.show_message(self._context.words.say(error.message), "danger")
            return
        if isinstance(result, Refusal):
            self._late_known = result.messages[0].code == "correction.late"
            sheet.message.show_message(self._context.say(result.messages), "warn")
            if self._late_known:
                sheet.confirm.setText(tr("answer", "Give the notice anyway F8"))
            return
        self._patch.clear()
        self._screen.show_form()
        self.answered.emit()
        if result.status is ApplicationStatus.INTAKE:
            self._screen.message.show_message(answer_words.done(answer, result), "ok")

    def _deeds(self) -> dict[Answer, Callable[[], ApplicationState | Refusal]]:
        session, desk, sheet = self._context.session, self._context.desk, self._made()
        application, patch = self._application, dict(self._patch)
        return {
            Answer.RECEIVE: lambda: answering.receive(session, desk, application, patch),
            Answer.CORRECTION: lambda: answering.request_correction(
                session, desk, application, patch, words=self._own_words(), is_late_known=self._late_known
            ),
            Answer.REFUSE: lambda: answering.refuse_application(
                session,
                desk,
                application,
                patch,
                reason=sheet.reason(),
                remedies=sheet.remedies(),
                competent=sheet.competent(),
            ),
            Answer.NOT_REQUIRED: lambda: answering.not_required(
                session, desk, application, patch, reason=sheet.reason()
            ),
            Answer.WITHDRAW: lambda: answering.withdraw(session, desk, application, patch, reason=sheet.reason()),
        }


def _key(element: str, material: str) -> str:
    return _FIELD + element if element else _MATERIAL + material


def _own(key: str, text: str) -> OwnWords:
    if key.startswith(_LINE):
        return OwnWords(words=text)
    if key.startswith(_FIELD):
        return OwnWords(element=key.removeprefix(_FIELD), words=text)
    return OwnWords(material=key.removeprefix(_MATERIAL), words=text)
