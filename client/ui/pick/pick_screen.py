"""The screen to pick items: one search line, areas left, hits in the middle, what the choice means right."""

from __future__ import annotations

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QKeyEvent
from PyQt5.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from client.desk import choosing, consulting
from client.desk.choosing import ChoicePreview
from client.ui.context import UiContext
from client.ui.pick.offer_words import left_out_words, offer_cell
from client.ui.pick.preview_card import PreviewCard
from client.ui.shell.screen import Hint, PrimaryAction, ScreenWidget, ShellKey
from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.card import Card
from client.ui.widgets.list_table import ListTable
from client.ui.widgets.message_bar import MessageBar
from client.ui.widgets.rows_model import Cell, Column, Row
from client.ui.widgets.text_editors import TextEdit
from forms.catalog.model import CaseType, Catalog, ServiceItem
from forms.catalog.search import Hit
from forms.journal.decision import Refusal
from forms.message import Message
from forms.notices.choice_code import Choice, is_choice_code

ALL_AREAS = "*"


class PickScreen(ScreenWidget):
    """`opened(state)` with the application that was begun; `consult_wanted(choice)` by F9."""

    opened = pyqtSignal(object)
    consult_wanted = pyqtSignal(object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._theme, self._items = "", ()
        self._answers: dict[str, bool] = {}
        self.search = _SearchLine(placeholder=tr("pick", "Name, pinyin or initials: 开饭店, kaifandian, kfd"))
        self.search.setObjectName("pick:search")
        self.message = MessageBar()
        self.areas = ListTable((Column(title=tr("pick", "Area"), stretch=True),), name=tr("pick", "Areas"))
        self.hits = ListTable(
            (
                Column(title=tr("pick", "Item or theme"), chars=8, stretch=True),
                Column(title=tr("pick", "Department"), chars=9, spare=True),
                Column(title=tr("pick", "Promise"), chars=6, spare=True),
            ),
            name=tr("pick", "Items"),
        )
        self.preview = PreviewCard(context.words)
        self._place()
        self._connect()

    def refresh(self) -> None:
        """The catalog may have arrived; what is being chosen stays."""
        if self.areas.row_count() == 0:
            self.start_over()

    def start_over(self) -> None:
        """Nothing is chosen, for the next applicant."""
        self._theme, self._items, self._answers = "", (), {}
        self.search.set_value_text("")
        self.preview.show_nothing()
        if not self._context.desk.current_catalog():
            self.message.show_message(
                tr("pick", "The catalog has not arrived yet. Connect to the network once; F5 asks now."), "warn"
            )
            return
        self.message.clear()
        areas = choosing.areas(self._context.desk)
        self.areas.set_rows([Row(ALL_AREAS, (tr("pick", "All areas"),)), *(Row(area, (area,)) for area in areas)])
        self.areas.choose(ALL_AREAS)
        self._find()
        self.search.setFocus()

    def title(self) -> str:
        return tr("pick", "New application")

    def primary_action(self) -> PrimaryAction | None:
        return PrimaryAction(tr("pick", "Fill the form"), ShellKey.CONFIRM, bool(self._theme or self._items))

    def key_hints(self) -> tuple[Hint, ...]:
        tell = Hint(ShellKey.PRINT, tr("pick", "What is needed"))
        return (Hint("Enter", tr("pick", "Choose")), Hint("1-9", tr("pick", "Answer")), tell)

    def can_go_back(self) -> bool:
        return True

    def on_key(self, key: ShellKey) -> bool:
        if key is ShellKey.CONFIRM:
            self.start()
        elif key is ShellKey.PRINT:
            self._consult()
        else:
            return False
        return True

    def _find(self) -> None:
        if not self._context.desk.current_catalog():
            return
        area = self.areas.current_key()
        hits = choosing.find(self._context.desk, self.search.value_text(), area="" if area in ("", ALL_AREAS) else area)
        catalog = self._context.desk.catalog(self._context.desk.current_catalog())
        self.hits.set_rows([self._row(hit, catalog) for hit in hits])
        if hits:
            self.hits.choose(_key(hits[0]))

    def _row(self, hit: Hit, catalog: Catalog) -> Row:
        chosen = hit.id == self._theme if hit.is_theme else hit.id in self._items
        mark = "check" if chosen else ""
        language = self._context.language
        if hit.is_theme:
            theme = catalog.themes[hit.id]
            name = tr("pick", "Theme · {name}").format(name=theme.name.text(language))
            days = tr("pick", "{days} working days").format(days=theme.limit.days)
            lead = catalog.departments[theme.lead].name.text(language)
            return Row(_key(hit), (Cell(name, icon=mark, bold=True), lead, days))
        item = catalog.items[hit.id]
        promise = offer_cell(item, day=self._context.desk.now().day) or _promise(item)
        department = catalog.departments[item.department].name.text(language)
        return Row(_key(hit), (Cell(item.name.text(language), icon=mark), department, promise))

    def _choose(self, key: str) -> None:
        """A theme replaces the choice; single items come and go one by one."""
        kind, _, name = key.partition(":")
        if kind == "item" and name not in self._items and self._is_closed(name):
            return
        self.message.clear()
        if kind == "theme":
            self._theme, self._items = name, ()
        elif name in self._items:
            self._items = tuple(item for item in self._items if item != name)
        else:
            self._theme, self._items = "", (*self._items, name)
        self._show_choice()
        self._find()
        self.hits.choose(key)
        if kind == "theme" and not self.preview.questions.focus_first():
            self.preview.start.setFocus()

    def _is_closed(self, item: str) -> bool:
        """A closed item says why it cannot be chosen."""
        reasons = choosing.not_taken_in(self._context.desk, (item,))
        if reasons:
            self.message.show_message(self._context.say(reasons), "warn")
        return bool(reasons)

    def _show_choice(self) -> None:
        if not self._theme and not self._items:
            self.preview.show_nothing()
        else:
            shown = choosing.preview(self._context.desk, theme=self._theme, items=self._items, answers=self._answers)
            self.preview.show_preview(shown, self._answers)
            self._say_offers(shown)
        self.chrome_changed.emit()

    def _say_offers(self, shown: ChoicePreview) -> None:
        """What the choice goes without, and what is closing."""
        words = left_out_words(shown, self._context.words)
        if words:
            self.message.show_message(words, "warn")

    def _answer(self, situation: str, yes: bool) -> None:
        self._answers[situation] = yes
        self._show_choice()

    def start(self) -> None:
        """Begin the application for what is chosen."""
        if not self._theme and not self._items:
            return
        result = choosing.open_application(
            self._context.session, self._context.desk, theme=self._theme, items=self._items, answers=self._answers
        )
        if isinstance(result, Refusal):
            self.message.show_message(self._context.say(result.messages), "danger")
            return
        self.opened.emit(result)

    def _consult(self) -> None:
        """Tell what the choice needs; without one, what stands in the list."""
        if not self._theme and not self._items and self.hits.current_key():
            self._choose(self.hits.current_key())
        if self._theme or self._items:
            choice = Choice(theme=self._theme, items=self._items, answers=dict(self._answers))
            self.consult_wanted.emit(choice)

    def _on_entered(self) -> None:
        if is_choice_code(self.search.value_text()):
            self._take_notice(self.search.value_text())
        elif self.hits.current_key():
            self._choose(self.hits.current_key())

    def _take_notice(self, code: str) -> None:
        """The applicant comes back with a one-time notice: choose what it tells of."""
        choice = consulting.choice_of(self._context.desk, code)
        if isinstance(choice, Message):
            self.message.show_message(self._context.words.say(choice), "warn")
            return
        self.message.clear()
        self.search.set_value_text("")
        self._theme, self._items = choice.theme, choice.items
        self._answers = dict(choice.answers)
        self._show_choice()
        self._find()
        self.preview.start.setFocus()

    def _connect(self) -> None:
        self.search.edited.connect(lambda _text: self._find())
        self.search.entered.connect(self._on_entered)
        self.search.went_down.connect(self.hits.setFocus)
        self.areas.chosen.connect(lambda _area: self._find())
        self.hits.opened.connect(self._choose)
        self.preview.questions.answered.connect(self._answer)
        self.preview.questions.done.connect(self.start)
        self.preview.start_wanted.connect(self.start)

    def _place(self) -> None:
        look = current_look()
        tokens = look.tokens
        areas, hits = Card(tr("pick", "Areas"), tight=True), Card(tight=True)
        areas.add(self.areas, 1)
        hits.add(self.search)
        hits.add(self.message)
        hits.add(self.hits, 1)
        areas.setMinimumWidth(look.chars(7))
        hits.setMinimumWidth(look.chars(12))
        self.preview.setMinimumWidth(look.chars(17))
        columns = QHBoxLayout()
        columns.setSpacing(tokens.space_3)
        columns.addWidget(areas, 13)
        columns.addWidget(hits, 40)
        columns.addWidget(self.preview, 28)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, tokens.space_3)
        layout.addLayout(columns, 1)


class _SearchLine(TextEdit):
    """Enter chooses and stays, Down goes to the hits."""

    went_down = pyqtSignal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key_Return, Qt.Key_Enter) and not self.is_composing():
            self.entered.emit()
        elif event.key() == Qt.Key_Down:
            self.went_down.emit()
        else:
            super().keyPressEvent(event)


def _promise(item: ServiceItem) -> Cell | str:
    if item.case_type is CaseType.INSTANT:
        return Cell(tr("pick", "At once"), level="ok")
    return tr("pick", "{days} working days").format(days=item.promised.days)


def _key(hit: Hit) -> str:
    return f"theme:{hit.id}" if hit.is_theme else f"item:{hit.id}"
