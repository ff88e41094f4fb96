"""The screen of moved days: each with its old and its new day and the applicant's phone; F8 notes that they know."""

from __future__ import annotations

from itertools import groupby

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QVBoxLayout, QWidget

from client.desk import moved_days
from client.store.rows import MovedDay
from client.ui.applications.timeline_words import moved_word
from client.ui.context import UiContext
from client.ui.shell.screen import Hint, PrimaryAction, ScreenWidget, ShellKey
from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.card import Card
from client.ui.widgets.day_words import day_words
from client.ui.widgets.empty_state import EmptyState
from client.ui.widgets.labels import text_label
from client.ui.widgets.list_table import ListTable
from client.ui.widgets.message_bar import MessageBar
from client.ui.widgets.rows_model import Cell, Column, Row
from forms.journal.decision import Refusal

_PHONE = "phone"


class MovesScreen(ScreenWidget):
    """`application_wanted(id)`, `told` after each call, `left` by Esc."""

    application_wanted = pyqtSignal(str)
    told = pyqtSignal()
    left = pyqtSignal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.message = MessageBar()
        self.table = ListTable(
            (
                Column(title=tr("moves", "Applicant"), chars=5),
                Column(title=tr("moves", "Phone"), chars=7),
                Column(title=tr("moves", "What moved"), chars=8, stretch=True),
                Column(title=tr("moves", "From"), chars=8),
                Column(title=tr("moves", "To"), chars=8),
            ),
            name=tr("moves", "Moved days"),
        )
        self._nothing = EmptyState(
            icon_name="check",
            title=tr("moves", "Everybody knows"),
            hint=tr("moves", "When a newer calendar moves days, they are listed here until the applicant is told."),
        )
        self._place()
        self.table.opened.connect(lambda key: self.application_wanted.emit(_application(key)))
        self.table.chosen.connect(lambda _key: self.chrome_changed.emit())

    def refresh(self) -> None:
        """Show what is still to be told."""
        found = moved_days.moved_days(self._context.desk)
        self.table.set_rows([row for _, days in groupby(found, key=_owner) for row in _rows(tuple(days))])
        self.table.setVisible(bool(found))
        self._nothing.setVisible(not found)
        if found and not self.table.current_key():
            self.table.choose(_key(found[0]))
        self.chrome_changed.emit()

    def title(self) -> str:
        return tr("moves", "Moved days")

    def primary_action(self) -> PrimaryAction | None:
        return PrimaryAction(tr("moves", "Told by phone"), ShellKey.ACCEPT, bool(self.table.current_key()))

    def key_hints(self) -> tuple[Hint, ...]:
        return (Hint("Enter", tr("moves", "Open application")),)

    def can_go_back(self) -> bool:
        return True

    def on_key(self, key: ShellKey) -> bool:
        if key is ShellKey.ACCEPT:
            self._tell(_application(self.table.current_key()))
            return True
        if key is ShellKey.BACK:
            self.left.emit()
            return True
        return False

    def _tell(self, application: str) -> None:
        if not application:
            return
        result = moved_days.tell(self._context.session, self._context.desk, application, way=_PHONE)
        if isinstance(result, Refusal):
            self.message.show_message(self._context.say(result.messages), "warn")
        else:
            text = tr("moves", "Noted: {name} knows.")
            self.message.show_message(text.format(name=result.party.name or "—"), "ok")
        self.refresh()
        self.told.emit()

    def _place(self) -> None:
        tokens = current_look().tokens
        card = Card(tr("moves", "Moved days"))
        note = tr("moves", "A newer calendar moved these days. Phone the applicant; F8 notes that you did.")
        card.add(text_label(note, "secondary", wrap=True))
        card.add(self.message)
        card.add(self.table, 1)
        card.add(self._nothing, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, tokens.space_3)
        layout.addWidget(card, 1)


def _rows(days: tuple[MovedDay, ...]) -> list[Row]:
    """The lines of one application; who it is stands in the first."""
    return [
        Row(
            _key(moved),
            (
                Cell(moved.applicant or "—") if moved is days[0] else Cell(""),
                Cell(moved.phone) if moved is days[0] else Cell(""),
                tr("moves", "{what}: {name}").format(name=moved.name, what=moved_word(moved.what)),
                day_words(moved.before),
                Cell(day_words(moved.after), level="warn" if moved.after < moved.before else ""),
            ),
        )
        for moved in days
    ]


def _owner(moved: MovedDay) -> str:
    return moved.application


def _key(moved: MovedDay) -> str:
    return f"{moved.application}|{moved.what}|{moved.name}"


def _application(key: str) -> str:
    return key.partition("|")[0]
