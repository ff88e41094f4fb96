"""What a reviewer sent back: the reason above the form, and the sheet that says it is done."""

from __future__ import annotations

from PyQt5.QtCore import QObject, Qt, pyqtSignal
from PyQt5.QtWidgets import QWidget

from client.desk import marked, sent_back
from client.desk.editor_view import EditorView
from client.ui.changes.side_sheet import SideSheet
from client.ui.context import UiContext
from client.ui.editor.editor_view import EditorScreen
from client.ui.shell.screen import Hint, ShellKey
from client.ui.translation import tr
from client.ui.widgets.labels import text_label
from client.ui.widgets.line_field import LineField
from client.ui.widgets.long_text import LongTextEdit
from forms.errors import UserError
from forms.journal.decision import Refusal
from forms.message import Message
from forms.values import Value


class SentBackSheet(SideSheet):
    """What is done, what is not, and a word to the reviewer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("sent_back", parent)
        self.left = text_label("", wrap=True)
        self._note = LineField(tr("answer", "A word to the reviewer"), LongTextEdit(lines=2))
        self._note.editor.setObjectName("sent_back:note")
        self.sheet.body.addWidget(self.left)
        self.sheet.body.addWidget(self._note)
        self.sheet.body.addStretch(1)
        self.lead.setText(tr("answer", "Answer the reviewer?"))
        self.confirm.setText(tr("answer", "Answer the reviewer F8"))
        self.back.setText(tr("answer", "Back to the form Esc"))

    def key_hints(self) -> tuple[Hint, ...]:
        return (Hint(ShellKey.ACCEPT, tr("answer", "Do it")), Hint("Esc", tr("changes", "Back to the form")))

    def take_key(self, key: ShellKey) -> bool:
        """F8 answers."""
        if key is ShellKey.ACCEPT:
            self.confirmed.emit()
        return key is ShellKey.ACCEPT

    def take_focus(self) -> None:
        """On the note where something is left to explain."""
        (self._note.editor if self.left.text() else self.confirm).setFocus(Qt.OtherFocusReason)

    def start(self, *, reason: str, left: str) -> None:
        """Begin anew: why it was sent back, and what stands as it stood."""
        self.note.setText(reason)
        self.left.setText(left)
        self.message.clear()
        self._note.editor.set_value_text("")

    def note_text(self) -> str:
        """The word to the reviewer, as typed."""
        return self._note.editor.value_text()


class SentBackPresenter(QObject):
    """`answered` when the reviewer has the answer."""

    answered = pyqtSignal()

    def __init__(
        self, context: UiContext, screen: EditorScreen, application: str, patch: dict[str, Value | None]
    ) -> None:
        super().__init__(screen)
        self._context = context
        self._screen = screen
        self._application = application
        self._patch = patch
        self._sheet: SentBackSheet | None = None

    def tell(self, view: EditorView) -> None:
        """Say above the form why it came back, unless something else is said there."""
        if marked.is_sent_back(view.state) and not self._screen.message.text():
            self._screen.message.show_message(_reason(view), "warn")

    def show(self, view: EditorView) -> None:
        """The sheet that asks whether it is done."""
        if self._screen.side() is not None:
            return
        if self._sheet is None:
            self._sheet = SentBackSheet()
            self._sheet.confirmed.connect(self._on_confirmed)
            self._sheet.closed.connect(self._screen.leave_side)
        self._sheet.start(reason=_reason(view), left=self._said(view.lacks))
        self._screen.show_side(self._sheet)

    def _said(self, lacks: tuple[Message, ...]) -> str:
        return self._context.say(lacks) if lacks else ""

    def _on_confirmed(self) -> None:
        sheet = self._sheet
        assert sheet is not None
        try:
            result = sent_back.answer(
                self._context.session, self._context.desk, self._application, self._patch, note=sheet.note_text()
            )
        except UserError as error:
            sheet.message.show_message(self._context.words.say(error.message), "danger")
            return
        if isinstance(result, Refusal):
            sheet.message.show_message(self._context.say(result.messages), "warn")
            return
        self._patch.clear()
        self._screen.message.clear()
        self._screen.show_form()
        self.answered.emit()


def _reason(view: EditorView) -> str:
    text = tr("answer", "Sent back by the reviewer: {reasons}. Only what is marked can be changed; F8 answers.")
    return text.format(reasons=tr("editor", "; ").join(marked.reasons(view.state)))
