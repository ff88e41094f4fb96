"""What a choice means before it is made: fields once instead of one by one, materials, days, fees, questions."""

from __future__ import annotations

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QWidget

from client.desk.choosing import ChoicePreview
from client.ui.pick.question_list import QuestionList
from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.button import Button
from client.ui.widgets.card import Card
from client.ui.widgets.labels import text_label
from client.ui.widgets.scroll_sheet import ScrollSheet
from forms.catalog.fees import fees_in_words
from forms.words import Words


class PreviewCard(Card):
    """`start_wanted` to begin the application; the questions have their own signals."""

    start_wanted = pyqtSignal()

    def __init__(self, words: Words, *, parent: QWidget | None = None) -> None:
        super().__init__(tr("pick", "Nothing chosen yet"), parent=parent)
        self._words = words
        self.questions = QuestionList(language=words.language)
        self._items = text_label("", wrap=True)
        self._facts = text_label("", "secondary", wrap=True)
        self.start = Button(tr("pick", "Fill the form  Enter"), variant="primary", icon_name="arrow-right")
        self.start.setObjectName("pick:start")
        self.start.clicked.connect(lambda _checked: self.start_wanted.emit())
        sheet = ScrollSheet(hugging=True)
        sheet.body.setSpacing(current_look().tokens.space_3)
        for part in (self._items, self.questions, self._facts):
            sheet.body.addWidget(part)
        self.add(sheet)
        self.add(self.start)
        self.body.addStretch(1)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say how to choose."""
        self.set_title(tr("pick", "Nothing chosen yet"))
        self._items.setText(tr("pick", "Type a name or its initials (kfd), then Enter."))
        self._facts.setText("")
        self.questions.set_questions((), {})
        self.start.setEnabled(False)

    def show_preview(self, preview: ChoicePreview, answers: dict[str, bool]) -> None:
        """Show the choice."""
        self.set_title(preview.title)
        names = "\n".join(
            f"· {name}({department})" for name, department in zip(preview.item_names, preview.departments, strict=True)
        )
        self._items.setText(names)
        self._facts.setText("\n".join(_facts(preview, self._words)))
        self.questions.set_questions(preview.situations, answers)
        self.start.setEnabled(bool(preview.items))


def _facts(preview: ChoicePreview, words: Words) -> tuple[str, ...]:
    fields = tr("pick", "{unified} fields instead of {separate}").format(
        unified=preview.fields_unified, separate=preview.fields_separate
    )
    materials = tr("pick", "{distinct} materials instead of {listed}").format(
        distinct=preview.materials_distinct, listed=preview.materials_listed
    )
    days = (
        tr("pick", "Done on the spot")
        if preview.instant
        else tr("pick", "Promised within {days} working days").format(days=preview.promised_days)
    )
    fees = tr("pick", "; ").join(fees_in_words(preview.fees, words))
    return (fields, materials, days, tr("pick", "Fees: {fees}").format(fees=fees))
