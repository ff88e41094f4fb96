"""The sheet to add or drop items and to answer the questions otherwise, with what falls away before it does."""

from __future__ import annotations

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QHBoxLayout, QWidget

from client.desk.changing import ChangePreview, ItemLine
from client.ui.changes.difference_words import DifferenceWords, Given
from client.ui.changes.group_list import GroupList
from client.ui.changes.side_sheet import SideSheet
from client.ui.pick.question_list import QuestionList
from client.ui.shell.screen import Hint, ShellKey
from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.card import Card
from client.ui.widgets.labels import text_label
from client.ui.widgets.list_table import ListTable
from client.ui.widgets.rows_model import Cell, Column, Row
from client.ui.widgets.scroll_sheet import ScrollSheet
from client.ui.widgets.text_editors import TextEdit
from forms.words import Words


class ChoiceSheet(SideSheet):
    """`ticked(item)` when an item is to come or go, `answered(situation, yes)` for a question.

    `searched(text)` while an item is looked for; the owner answers with `set_lines`.
    """

    searched = pyqtSignal(str)
    ticked = pyqtSignal(str)
    answered = pyqtSignal(str, bool)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__("choice", parent)
        self._words = words
        self._lines: tuple[ItemLine, ...] = ()
        self._chosen: tuple[str, ...] = ()
        self._difference = DifferenceWords(words)
        self.search = TextEdit(placeholder=tr("changes", "Name, pinyin or initials of an item"))
        self.search.setObjectName("choice:search")
        self.items = ListTable(
            (
                Column(title=tr("changes", "Item"), chars=9, stretch=True),
                Column(title=tr("changes", "Department"), chars=8, spare=True),
            ),
            name=tr("changes", "Items"),
        )
        self.questions = QuestionList(language=words.language)
        self.groups = GroupList()
        self._same = text_label(
            tr("changes", "Nothing is changed yet. Enter adds or drops the item in the list."), wrap=True
        )
        self._place_parts()
        self.lead.setText(tr("changes", "Items and questions of this application"))
        self.search.edited.connect(self.searched)
        self.search.entered.connect(lambda: self.items.setFocus())
        self.items.opened.connect(self.ticked)
        self.questions.answered.connect(self.answered)
        self.questions.done.connect(lambda: self.confirm.setFocus(Qt.TabFocusReason))

    def key_hints(self) -> tuple[Hint, ...]:
        return (
            Hint("Enter", tr("changes", "Add or drop")),
            Hint("1-9", tr("changes", "Answer")),
            Hint("Esc", tr("changes", "Leave it as it is")),
        )

    def take_key(self, key: ShellKey) -> bool:
        if key is ShellKey.ACCEPT and self.confirm.isEnabled():
            self.confirmed.emit()
        return key is ShellKey.ACCEPT

    def set_lines(self, lines: tuple[ItemLine, ...]) -> None:
        """The items to choose from; `show_preview` says which are chosen."""
        self._lines = lines
        self._show_items()

    def show_preview(self, preview: ChangePreview) -> None:
        """What the choice as it is ticked now would change."""
        self._chosen = preview.choice.items
        self._show_items()
        self.questions.set_questions(preview.situations, preview.choice.answers)
        given = Given(scans=preview.scans, deferred=preview.deferred)
        self.groups.set_groups(self._difference.groups(preview.diff, given))
        self._same.setVisible(preview.is_same)
        self.note.setText(
            tr("changes", "{items} items · {fields} fields · {materials} materials").format(
                items=len(preview.choice.items), fields=preview.fields, materials=preview.materials
            )
        )
        self.confirm.setEnabled(not preview.is_same and bool(preview.choice.items))
        self.confirm.setText(_confirm_words(preview))
        self.back.setText(tr("changes", "Leave it as it is"))

    def take_focus(self) -> None:
        self.search.set_value_text("")
        self.message.clear()
        self.items.setFocus(Qt.OtherFocusReason)

    def _show_items(self) -> None:
        self.items.set_rows([self._row(line) for line in self._lines])

    def _row(self, line: ItemLine) -> Row:
        language = self._words.language
        chosen = line.item in self._chosen
        name = Cell(line.name.text(language), icon="check" if chosen else "", bold=chosen)
        if line.closed is not None:
            name = Cell(tr("changes", "{item} (closed)").format(item=line.name.text(language)), icon="lock")
        return Row(line.item, (name, line.department.text(language)))

    def _place_parts(self) -> None:
        look = current_look()
        left, right = Card(tight=True), ScrollSheet()
        left.add(self.search)
        left.add(self.items, 1)
        left.setMinimumWidth(look.chars(14))
        right.body.setSpacing(look.tokens.space_3)
        for part in (self.questions, self._same, self.groups):
            right.body.addWidget(part)
        right.body.addStretch(1)
        self.reading = right
        columns = QHBoxLayout()
        columns.setSpacing(look.tokens.space_3)
        columns.addWidget(left, 1)
        columns.addWidget(right, 1)
        self.sheet.body.addLayout(columns, 1)


def _confirm_words(preview: ChangePreview) -> str:
    lost = sum(answer.value is not None for answer in preview.diff.gone_fields)
    if not lost:
        return tr("changes", "Change the application  F8")
    return tr("changes", "Change it; {count} answers fall away  F8").format(count=lost)
