"""The questions of a choice as large buttons; each number key answers one."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt5.QtCore import QSize, Qt, pyqtSignal
from PyQt5.QtGui import QKeyEvent
from PyQt5.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.button import Button
from client.ui.widgets.chip import Chip
from client.ui.widgets.labels import text_label
from forms.catalog.model import Situation


class QuestionList(QWidget):
    """`answered(situation, yes)` when a question was answered; `done` by Enter."""

    answered = pyqtSignal(str, bool)
    done = pyqtSignal()

    def __init__(self, *, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._questions: dict[str, _Question] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(current_look().tokens.space_2)

    def set_questions(self, situations: tuple[Situation, ...], answers: Mapping[str, bool]) -> None:
        """Ask `situations`; buttons that are still asked stay, so that the focus is not lost."""
        wanted = [situation.id for situation in situations]
        for gone in [name for name in self._questions if name not in wanted]:
            question = self._questions.pop(gone)
            self._layout.removeWidget(question)
            question.hide()
            question.deleteLater()
        for number, situation in enumerate(situations, start=1):
            question = self._questions.get(situation.id) or self._add(situation)
            self._layout.insertWidget(number - 1, question)
            question.set_answer(answers.get(situation.id, situation.default), number)

    def focus_first(self) -> bool:
        """Put the focus on the first question; False when there is none."""
        if self._layout.count() == 0:
            return False
        self._layout.itemAt(0).widget().setFocus(Qt.TabFocusReason)
        return True

    def _add(self, situation: Situation) -> _Question:
        question = _Question(situation.question.text(self._language))
        question.setObjectName(f"question:{situation.id}")
        question.toggled_answer.connect(lambda yes, name=situation.id: self.answered.emit(name, yes))
        question.done.connect(self.done)
        self._questions[situation.id] = question
        return question


class _Question(Button):
    """One question with its answer; a click, Space or its number changes the answer."""

    toggled_answer = pyqtSignal(bool)
    done = pyqtSignal()

    def __init__(self, text: str) -> None:
        super().__init__("", variant="big")
        tokens = current_look().tokens
        self._text, self._yes = text, False
        self._number = text_label("", "key")
        self._answer = Chip("", "offline")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(tokens.space_3, tokens.space_2, tokens.space_3, tokens.space_2)
        layout.setSpacing(tokens.space_2)
        layout.addWidget(self._number, 0, Qt.AlignVCenter)
        layout.addWidget(text_label(text, wrap=True), 1)
        layout.addWidget(self._answer, 0, Qt.AlignVCenter)
        policy = QSizePolicy(QSizePolicy.Preferred, QSizePolicy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(lambda _checked: self.toggled_answer.emit(not self._yes))

    def set_answer(self, yes: bool, number: int) -> None:
        """Show the answer and the key."""
        self._yes = yes
        word = tr("common", "Yes") if yes else tr("common", "No")
        self._answer.set_state(word, "ok" if yes else "offline", "check" if yes else "close")
        self._number.setText(str(number))
        self.set_key(str(number))
        self.setAccessibleName(f"{self._text} {word}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key_Return, Qt.Key_Enter):
            self.done.emit()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return self.layout().sizeHint()

    def heightForWidth(self, width: int) -> int:
        return self.layout().totalHeightForWidth(width)

    def minimumSizeHint(self) -> QSize:
        return self.layout().minimumSize()
