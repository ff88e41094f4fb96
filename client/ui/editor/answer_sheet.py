"""The sheet that asks how an application is answered: answers by number, a reason where due, a preview."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PyQt5.QtCore import QEvent, QObject, Qt, pyqtSignal
from PyQt5.QtWidgets import QWidget

from client.ui.changes.side_sheet import SideSheet
from client.ui.shell.screen import Hint, ShellKey
from client.ui.translation import tr
from client.ui.widgets.beside import BesideOrBelow
from client.ui.widgets.labels import text_label
from client.ui.widgets.line_field import LineField
from client.ui.widgets.list_table import ListTable
from client.ui.widgets.long_text import LongTextEdit
from client.ui.widgets.rows_model import Cell, Column, Row
from client.ui.widgets.text_editors import TextEdit


class Answer(StrEnum):
    """The answers, by the key that chooses them."""

    CORRECT_HERE = "1"
    ACCEPT = "2"
    RECEIVE = "3"
    CORRECTION = "4"
    REFUSE = "5"
    NOT_REQUIRED = "6"
    WITHDRAW = "7"


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A field or material that a notice may name: key of its row, its name, what is wrong with it ('' for nothing).

    `found` by the rules: the notice names it in any case. `late` when an earlier notice should have named it.
    """

    key: str
    name: str
    wrong: str
    found: bool = False
    late: bool = False


_WITH_REASON = frozenset({Answer.REFUSE, Answer.NOT_REQUIRED, Answer.WITHDRAW})


class AnswerSheet(SideSheet):
    """`chosen(answer)` by 1 to 7 or the arrows; `worded` when the words for a notice changed."""

    chosen = pyqtSignal(str)
    worded = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("answer", parent)
        self._words: dict[str, str] = {}
        self._subjects: dict[str, Subject] = {}
        self.answers = ListTable(
            (
                Column(title=tr("answer", "Key"), chars=2),
                Column(title=tr("answer", "Answer"), chars=8),
                Column(title=tr("answer", "What it does"), chars=12, stretch=True),
            ),
            name=tr("answer", "Answers"),
        )
        self.preview = text_label("", wrap=True)
        self.subjects = ListTable(
            (
                Column(title=tr("answer", "Named"), chars=4.5),
                Column(title=tr("answer", "Field or material"), chars=9, stretch=True),
                Column(title=tr("answer", "What is wrong"), chars=14, stretch=True),
            ),
            name=tr("answer", "What the notice names"),
        )
        self._own = LineField(tr("answer", "In your own words"), TextEdit())
        self._own.editor.setObjectName("answer:words")
        self._reason = LineField(tr("answer", "Reason"), LongTextEdit(lines=2), required=True)
        self._reason.editor.setObjectName("answer:reason")
        self._competent = LineField(tr("answer", "Organ to ask instead"), TextEdit())
        self._competent.editor.setObjectName("answer:competent")
        self._remedies = LineField(tr("answer", "Ways to object"), LongTextEdit(lines=2), required=True)
        self._remedies.editor.setObjectName("answer:remedies")
        asked = (self.subjects, self._own, self._reason, self._competent, self._remedies, self.preview)
        self.sheet.body.addWidget(BesideOrBelow((self.answers,), asked, least_chars=60, shares=(4, 6)))
        self.sheet.body.addStretch(1)
        self.lead.setText(tr("answer", "How is the applicant answered?"))
        self.back.setText(tr("answer", "Back to the form Esc"))
        self.answers.installEventFilter(self)
        self.subjects.installEventFilter(self)
        self.answers.chosen.connect(self._on_chosen)
        self.answers.opened.connect(self._on_opened)
        self.subjects.chosen.connect(self._on_subject)
        self.subjects.opened.connect(lambda _key: self._own.editor.setFocus(Qt.OtherFocusReason))
        self._own.editor.edited.connect(self._on_worded)
        self._own.editor.entered.connect(lambda: self.subjects.setFocus(Qt.OtherFocusReason))

    def key_hints(self) -> tuple[Hint, ...]:
        return (
            Hint("1-7", tr("answer", "Choose")),
            Hint("Space", tr("answer", "Name or not")),
            Hint("Enter", tr("answer", "Go on")),
            Hint(ShellKey.ACCEPT, tr("answer", "Do it")),
            Hint("Esc", tr("changes", "Back to the form")),
        )

    def take_key(self, key: ShellKey) -> bool:
        """F8 does what is chosen, from anywhere on the sheet."""
        if key is ShellKey.ACCEPT and self.confirm.isEnabled():
            self.confirmed.emit()
        return key is ShellKey.ACCEPT

    def take_focus(self) -> None:
        """Where the number keys count."""
        self.answers.setFocus(Qt.OtherFocusReason)

    def start(self, *, note: str, remedies: str, answers: tuple[tuple[Answer, str, str], ...]) -> None:
        """Begin anew: `note` says how the application stands, `answers` are key, name and what it does."""
        self._words.clear()
        self.message.clear()
        self.note.setText(note)
        self._reason.editor.set_value_text("")
        self._competent.editor.set_value_text("")
        self._remedies.editor.set_value_text(remedies)
        self.answers.show_all(len(answers))
        self.answers.set_rows([Row(answer.value, (answer.value, name, does)) for answer, name, does in answers])
        self.answers.choose(answers[0][0].value)
        self._on_chosen(answers[0][0].value)

    def current(self) -> Answer:
        """The answer that is chosen."""
        return Answer(self.answers.current_key() or Answer.CORRECT_HERE.value)

    def set_subjects(self, subjects: tuple[Subject, ...]) -> None:
        """What a notice names, and what it could."""
        self._subjects = {subject.key: subject for subject in subjects}
        self.subjects.show_all(max(1, min(len(subjects), 8)))
        self.subjects.set_rows([self._subject_row(one) for one in subjects])

    def set_preview(self, text: str, *, action: str) -> None:
        """What will be done and printed; `action` stands on the button, '' for nothing that can be done."""
        self.preview.setText(text)
        self.confirm.setText(action)
        self.confirm.setEnabled(bool(action))

    def words(self) -> dict[str, str]:
        """The clerk's own words, by the key of what they are about."""
        return {key: text for key, text in self._words.items() if text.strip()}

    def reason(self) -> str:
        """The reason, as typed."""
        return self._reason.editor.value_text()

    def competent(self) -> str:
        """The organ that has to be asked instead, as typed."""
        return self._competent.editor.value_text()

    def remedies(self) -> str:
        """The ways to object, as typed."""
        return self._remedies.editor.value_text()

    def _subject_row(self, one: Subject) -> Row:
        """Ticked when the notice names it: found by the rules, or said in the clerk's own words."""
        words = self._words.get(one.key, "").strip()
        if one.late:
            tick = Cell(tr("answer", "yes, late"), level="warn", icon="warning")
        elif one.found or words:
            tick = Cell(tr("answer", "yes"), level="ok", icon="check")
        else:
            tick = Cell(tr("answer", "no"))
        return Row(one.key, (tick, one.name, words or one.wrong))

    def _tick(self) -> None:
        """Space: name it in own words, or no longer; what the rules found is told in any case."""
        one = self._subjects.get(self.subjects.current_key())
        if one is None:
            return
        if self._words.pop(one.key, "").strip():
            self._own.editor.set_value_text("")
            self.worded.emit()
        elif one.found:
            words = tr("answer", "“{name}” is lacking: everything that is lacking has to be told in this one notice.")
            self.message.show_message(words.format(name=one.name), "info")
        else:
            self._own.editor.setFocus(Qt.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A number chooses an answer while the list has the cursor; fields keep their keys to themselves."""
        if watched is self.subjects:
            if event.type() == QEvent.KeyPress and event.key() == Qt.Key_Space:
                self._tick()
                return True
            return super().eventFilter(watched, event)
        if event.type() == QEvent.KeyPress and event.text() in [answer.value for answer in Answer]:
            self.answers.choose(event.text())
            return True
        return super().eventFilter(watched, event)

    def _on_chosen(self, key: str) -> None:
        answer = Answer(key) if key else Answer.CORRECT_HERE
        self.subjects.setVisible(answer is Answer.CORRECTION)
        self._own.setVisible(answer is Answer.CORRECTION)
        self._reason.setVisible(answer in _WITH_REASON)
        self._competent.setVisible(answer is Answer.REFUSE)
        self._remedies.setVisible(answer is Answer.REFUSE)
        self.message.clear()
        self.chosen.emit(answer.value)

    def _on_opened(self, _key: str) -> None:
        """Enter on an answer goes to what it asks next, or does it."""
        if self.current() in _WITH_REASON:
            self._reason.editor.setFocus(Qt.OtherFocusReason)
        elif self.current() is Answer.CORRECTION and not self.subjects.hasFocus():
            self.confirm.setFocus(Qt.OtherFocusReason)
        elif self.confirm.isEnabled():
            self.confirmed.emit()

    def _on_subject(self, key: str) -> None:
        self._own.editor.set_value_text(self._words.get(key, ""))

    def _on_worded(self, text: str) -> None:
        key = self.subjects.current_key()
        if key:
            self._words[key] = text
            self.worded.emit()


class EndedSheet(SideSheet):
    """In place of the form of an application that was refused, not required or withdrawn."""

    is_outcome = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("ended", parent)
        self.confirm.setText(tr("editor", "Next applicant F2"))
        self.back.setText(tr("editor", "Print F9"))

    def take_key(self, key: ShellKey) -> bool:
        """F9 prints what the applicant is handed."""
        if key is ShellKey.PRINT and self.back.isVisible():
            self.closed.emit()
        return key is ShellKey.PRINT

    def show_ended(self, *, lead: str, note: str, has_papers: bool) -> None:
        """How it ended and why."""
        self.lead.setText(lead)
        self.note.setText(note)
        self.back.setVisible(has_papers)
