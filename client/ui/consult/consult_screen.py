"""The screen of a consultation: items and their steps left, materials with what they have to be right."""

from __future__ import annotations

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from client.ui.consult.told_words import answers_words, extent_words, item_facts, promise_cell, way_cell
from client.ui.shell.screen import Hint, PrimaryAction, ScreenWidget, ShellKey
from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.card import Card
from client.ui.widgets.labels import text_label
from client.ui.widgets.list_table import ListTable
from client.ui.widgets.rows_model import Column, Row
from client.ui.widgets.scroll_sheet import ScrollSheet
from forms.notices.consultation import Consultation, MaterialTold
from forms.words import Words


class ConsultScreen(ScreenWidget):
    """`start_wanted` when the applicant wants to apply now, `print_wanted` for the notice, `left` by Esc."""

    start_wanted = pyqtSignal()
    print_wanted = pyqtSignal()
    left = pyqtSignal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._told: Consultation | None = None
        self.head = Card(" ", tight=True)
        self._extent = text_label("", wrap=True)
        self._answers = text_label("", "secondary", wrap=True)
        self.items = ListTable(
            (
                Column(title=tr("consult", "Item"), chars=8, stretch=True),
                Column(title=tr("consult", "Department"), chars=8, spare=True),
                Column(title=tr("consult", "Promise"), chars=7),
            ),
            name=tr("consult", "Items"),
        )
        self.item_facts = text_label("", "secondary", wrap=True)
        self.materials = ListTable(
            (
                Column(title=tr("consult", "Material"), chars=9, stretch=True),
                Column(title=tr("consult", "How"), chars=9),
                Column(title=tr("consult", "For"), chars=8, spare=True),
            ),
            name=tr("consult", "Materials"),
        )
        self.material_facts = text_label("", "secondary", wrap=True)
        self._place()
        self.items.chosen.connect(self._show_item)
        self.materials.chosen.connect(self._show_material)
        self.items.opened.connect(lambda _key: self.start_wanted.emit())
        self.materials.opened.connect(lambda _key: self.start_wanted.emit())

    def show_told(self, told: Consultation) -> None:
        """Tell everything about a choice."""
        self._told = told
        language = self._words.language
        self.head.set_title(told.title.text(language))
        self._extent.setText(extent_words(told))
        self._answers.setText(answers_words(told, language))
        self._answers.setVisible(bool(told.questions))
        self.items.set_rows(
            [
                Row(str(at), (item.name.text(language), item.department.text(language), promise_cell(item)))
                for at, item in enumerate(told.items)
            ]
        )
        self.materials.set_rows([self._material_row(at, told.materials[at]) for at in range(len(told.materials))])
        self.items.choose("0")
        self.materials.choose("0")
        self._show_item(self.items.current_key())
        self._show_material(self.materials.current_key())
        self.chrome_changed.emit()

    def refresh(self) -> None:
        """What was told stays told: nothing here comes from the journal."""

    def title(self) -> str:
        return tr("consult", "Consultation")

    def primary_action(self) -> PrimaryAction | None:
        return PrimaryAction(tr("consult", "Fill the form"), ShellKey.CONFIRM, self._told is not None)

    def key_hints(self) -> tuple[Hint, ...]:
        return (Hint(ShellKey.PRINT, tr("consult", "Print the notice")),)

    def can_go_back(self) -> bool:
        return True

    def on_key(self, key: ShellKey) -> bool:
        if key is ShellKey.CONFIRM:
            self.start_wanted.emit()
        elif key is ShellKey.PRINT:
            self.print_wanted.emit()
        elif key is ShellKey.BACK:
            self.left.emit()
        else:
            return False
        return True

    def _material_row(self, at: int, material: MaterialTold) -> Row:
        language = self._words.language
        items = " · ".join(item.text(language) for item in material.items)
        return Row(str(at), (material.name.text(language), way_cell(material), items))

    def _show_item(self, key: str) -> None:
        if self._told is not None and key:
            self.item_facts.setText("\n".join(item_facts(self._told.items[int(key)], self._words)))

    def _show_material(self, key: str) -> None:
        if self._told is None or not key:
            self.material_facts.setText("")
            return
        material, language = self._told.materials[int(key)], self._words.language
        standard = material.standard.text(language) or tr("consult", "As the law requires")
        facts = [tr("consult", "Has to be: {standard}").format(standard=standard)]
        if material.awaited_from.zh:
            words = tr("consult", "Nobody brings it: the result of {item} is handed on.")
            facts.append(words.format(item=material.awaited_from.text(language)))
        if material.depends:
            facts.append(tr("consult", "Needed only for some answers on the form."))
        if material.later_days:
            words = tr("consult", "May come later: at the latest {days} working days after acceptance.")
            facts.append(words.format(days=material.later_days))
        self.material_facts.setText("\n".join(facts))

    def _place(self) -> None:
        tokens = current_look().tokens
        self.head.add(self._extent)
        self.head.add(self._answers)
        columns = QHBoxLayout()
        columns.setSpacing(tokens.space_3)
        for title, table, facts, share in (
            (tr("consult", "Items and steps"), self.items, self.item_facts, 5),
            (tr("consult", "Materials, each brought once"), self.materials, self.material_facts, 6),
        ):
            card = Card(title, tight=True)
            card.add(table, 1)
            sheet = ScrollSheet(hugging=True)
            sheet.body.addWidget(facts)
            card.add(sheet)
            columns.addWidget(card, share)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, tokens.space_3)
        layout.setSpacing(tokens.space_3)
        layout.addWidget(self.head)
        layout.addLayout(columns, 1)
