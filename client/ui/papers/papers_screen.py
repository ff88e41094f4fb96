"""The papers of one application: the list left, the chosen paper or what has to be said for it right."""

from __future__ import annotations

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import QHBoxLayout, QShortcut, QStackedWidget, QVBoxLayout, QWidget

from client.desk.paper_drafts import Asked, Draft, Drafts, NotNow
from client.desk.paper_list import MadePaper
from client.papers.page_column import PageColumn
from client.ui.papers.paper_form import PaperForm
from client.ui.papers.paper_words import DRAFT, MADE, NOT_NOW, draft_title, made_note, rows_of
from client.ui.shell.screen import Hint, PrimaryAction, ScreenWidget, ShellKey
from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.card import Card
from client.ui.widgets.empty_state import EmptyState
from client.ui.widgets.labels import text_label
from client.ui.widgets.list_table import ListTable
from client.ui.widgets.message_bar import MessageBar
from client.ui.widgets.rows_model import Column
from client.ui.widgets.scroll_sheet import ScrollSheet
from forms.words import Words


class PapersScreen(ScreenWidget):
    """Asks for what the keys mean: `shown(number)` to see a paper, `print_wanted`, `save_wanted`, `made(key)`,
    `voided(number)`, `numbers_wanted`, `left`. What was said for the last two stands in `form`.
    """

    shown = pyqtSignal(str)
    print_wanted = pyqtSignal(str)
    save_wanted = pyqtSignal(str)
    made = pyqtSignal(str)
    voided = pyqtSignal(str)
    numbers_wanted = pyqtSignal()
    left = pyqtSignal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._papers: dict[str, MadePaper] = {}
        self._drafts = Drafts(possible=(), not_now=())
        self._voiding = ""
        self._subject: MadePaper | Draft | NotNow | None = None
        self.message = MessageBar()
        self.table = ListTable(
            (
                Column(title=tr("papers", "Paper"), chars=9, stretch=True),
                Column(title=tr("papers", "State"), chars=6.5),
                Column(title=tr("papers", "Number"), chars=13, spare=True),
                Column(title=tr("papers", "Day"), chars=4, spare=True),
            ),
            name=tr("papers", "Papers of this application"),
        )
        self.note = text_label("", "secondary", wrap=True)
        self.pages = PageColumn()
        self.form = PaperForm()
        self._nothing = EmptyState(icon_name="print", title="", hint="")
        self._side = QStackedWidget()
        self._list = Card(" ", tight=True)
        self._place()
        self._connect()

    def show_papers(self, title: str, papers: tuple[MadePaper, ...], drafts: Drafts, *, choose: str = "") -> None:
        """Show the papers of an application; `choose` is the key of the row to stand on.

        With '' the chosen one stays, and what is typed for it, unless just that changed.
        """
        self._papers = {paper.number: paper for paper in papers}
        self._drafts = drafts
        self._list.set_title(title)
        rows = rows_of(papers, drafts)
        self.table.set_rows(rows)
        if choose or not self.table.current_key():
            self.table.choose(choose or next((row.key for row in rows if not row.heading), ""))
        if choose or self._chosen() != self._subject:
            self._on_chosen(self.table.current_key())

    def show_pages(self, number: str, pdf: bytes) -> None:
        """The pages of the paper that was asked for; of no effect when another is chosen by now."""
        if self.table.current_key() == MADE + number and not self._voiding:
            self.pages.show_paper(pdf)
            self._side.setCurrentWidget(self.pages)

    def title(self) -> str:
        return tr("papers", "Papers")

    def primary_action(self) -> PrimaryAction | None:
        if self._voiding:
            return PrimaryAction(tr("papers", "Void it"), ShellKey.ACCEPT, self.form.is_complete())
        if self._draft() is not None:
            return PrimaryAction(tr("papers", "Make it"), ShellKey.ACCEPT, self.form.is_complete())
        return PrimaryAction(tr("common", "Print"), ShellKey.PRINT, self._valid() is not None)

    def key_hints(self) -> tuple[Hint, ...]:
        numbers = Hint(ShellKey.NUMBERS, tr("papers", "Numbers"))
        paper = self._valid()
        if self._voiding or paper is None:
            return (numbers,)
        save = Hint(ShellKey.SAVE, tr("papers", "save as PDF"))
        void = () if paper.cannot_void is not None else (Hint("Del", tr("papers", "void")),)
        return (save, *void, numbers)

    def can_go_back(self) -> bool:
        return True

    def on_key(self, key: ShellKey) -> bool:
        paper = self._valid()
        if key is ShellKey.BACK:
            self._go_back()
        elif key is ShellKey.NUMBERS:
            self.numbers_wanted.emit()
        elif key is ShellKey.ACCEPT:
            self._carry_out()
        elif key is ShellKey.PRINT and paper is not None:
            self.print_wanted.emit(paper.number)
        elif key is ShellKey.SAVE and paper is not None:
            self.save_wanted.emit(paper.number)
        else:
            return False
        return True

    def _go_back(self) -> None:
        """Esc leaves the nearest thing first: the reason, a field, the screen."""
        if self._voiding:
            self._voiding = ""
            self._on_chosen(self.table.current_key())
        elif self.form.isAncestorOf(self.focusWidget() or self.table):
            self.table.setFocus(Qt.OtherFocusReason)
        else:
            self.left.emit()

    def _carry_out(self) -> None:
        draft = self._draft()
        if self._voiding:
            self.voided.emit(self._voiding)
        elif draft is not None:
            self.made.emit(draft.key)

    def _chosen(self) -> MadePaper | Draft | NotNow | None:
        """What the chosen row is about."""
        key = self.table.current_key()
        rows: dict[str, MadePaper | Draft | NotNow] = {MADE + number: paper for number, paper in self._papers.items()}
        rows |= {DRAFT + draft.key: draft for draft in self._drafts.possible}
        rows |= {NOT_NOW + one.kind: one for one in self._drafts.not_now}
        return rows.get(key)

    def _valid(self) -> MadePaper | None:
        chosen = self._chosen()
        return chosen if isinstance(chosen, MadePaper) and not chosen.void_reason else None

    def _draft(self) -> Draft | None:
        chosen = self._chosen()
        return chosen if isinstance(chosen, Draft) else None

    def _on_chosen(self, _key: str) -> None:
        self.message.clear()
        self._voiding = ""
        self._subject = chosen = self._chosen()
        if isinstance(chosen, Draft):
            self._ask_for(chosen)
        elif isinstance(chosen, MadePaper) and not chosen.void_reason:
            self.note.setText(made_note(chosen))
            self._say_nothing(tr("papers", "The paper is being drawn …"))
            self.shown.emit(chosen.number)
        elif chosen is not None:
            self._tell(chosen)
        self.chrome_changed.emit()

    def _ask_for(self, draft: Draft) -> None:
        note = "" if draft.asked else tr("papers", "Everything on it is known already.")
        if any(asked.label for asked in draft.asked):
            note = tr("papers", "Originals/copies of each material, as 1/0.")
        self.form.ask(draft_title(draft), draft.asked, note=note)
        self.note.setText(tr("papers", "It gets the next number when it is made."))
        self._side.setCurrentWidget(self.form)

    def _tell(self, chosen: MadePaper | NotNow) -> None:
        """A void paper, or one that cannot be made."""
        if isinstance(chosen, MadePaper):
            title, said = tr("papers", "Void"), made_note(chosen)
        else:
            title, said = tr("papers", "Not now"), self._words.say(chosen.why)
        self.note.setText(said)
        self._nothing.set_words(title=title, hint=said)
        self._side.setCurrentWidget(self._nothing)

    def _say_nothing(self, words: str) -> None:
        self._nothing.set_words(title="", hint=words)
        self._side.setCurrentWidget(self._nothing)

    def _on_opened(self, key: str) -> None:
        """Enter: a paper that was made is printed, one that can be made is filled in, or made when nothing is asked."""
        draft, paper = self._draft(), self._valid()
        if draft is not None and self.form.has_fields():
            self.form.take_focus()
        elif draft is not None:
            self.made.emit(draft.key)
        elif paper is not None:
            self.print_wanted.emit(paper.number)

    def _on_void(self) -> None:
        paper = self._valid()
        if paper is None:
            return
        if paper.cannot_void is not None:
            self.message.show_message(self._words.say(paper.cannot_void), "warn")
            return
        self._voiding = paper.number
        title = tr("papers", "Void {title} {number}").format(title=paper.title, number=paper.number)
        note = tr("papers", "The number ends with it. What replaces this paper gets the next number.")
        self.form.ask(title, (Asked(name="reason"),), note=note)
        self._side.setCurrentWidget(self.form)
        self.form.take_focus()
        self.chrome_changed.emit()

    def _connect(self) -> None:
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.form.changed.connect(self.chrome_changed)
        QShortcut(QKeySequence(Qt.Key_Delete), self.table, self._on_void, context=Qt.WidgetShortcut)

    def _place(self) -> None:
        tokens = current_look().tokens
        note = ScrollSheet(hugging=True)
        note.body.addWidget(self.note)
        self._list.add(self.table, 1)
        self._list.add(note)
        right = Card("", tight=True)
        for part in (self.pages, self.form, self._nothing):
            self._side.addWidget(part)
        right.add(self._side, 1)
        columns = QHBoxLayout()
        columns.setSpacing(tokens.space_3)
        columns.addWidget(self._list, 5)
        columns.addWidget(right, 6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, tokens.space_3)
        layout.setSpacing(tokens.space_3)
        layout.addWidget(self.message)
        layout.addLayout(columns, 1)
