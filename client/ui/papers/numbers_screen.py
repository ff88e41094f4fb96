"""The numbers of this window: blocks and what became of them, what stands in, giving the rest back."""

from __future__ import annotations

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import QShortcut, QVBoxLayout, QWidget

from client.desk import numbering
from client.desk.numbering import NumbersOutlook
from client.store.rows import BlockAccount
from client.ui.context import UiContext
from client.ui.shell.screen import Hint, PrimaryAction, ScreenWidget, ShellKey
from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.card import Card
from client.ui.widgets.editor import finish_word
from client.ui.widgets.labels import text_label
from client.ui.widgets.line_field import LineField
from client.ui.widgets.list_table import ListTable
from client.ui.widgets.message_bar import MessageBar
from client.ui.widgets.rows_model import Cell, Column, Row
from client.ui.widgets.scroll_sheet import ScrollSheet
from client.ui.widgets.text_editors import TextEdit
from forms.message import Message

_BLOCK, _PROVISIONAL, _REFUSED, _NEXT = "block|", "own|", "refused|", "next|"


class NumbersScreen(ScreenWidget):
    """`left` by Esc; `application_wanted(id)` from a number that stands in; `changed` when numbers ended."""

    left = pyqtSignal()
    changed = pyqtSignal()
    application_wanted = pyqtSignal(str)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._outlook = NumbersOutlook(blocks=(), left=0, provisional=(), refused=())
        self.message = MessageBar()
        self.told = text_label("", wrap=True)
        self.table = ListTable(
            (
                Column(title=tr("papers", "Number"), chars=14, stretch=True),
                Column(title=tr("papers", "Left"), chars=4),
                Column(title=tr("papers", "Used"), chars=4),
                Column(title=tr("papers", "Void"), chars=4, spare=True),
                Column(title=tr("papers", "Returned"), chars=4, spare=True),
                Column(title=tr("papers", "What it stands for"), chars=12, spare=True),
            ),
            name=tr("papers", "Numbers of this window"),
        )
        self.reason = LineField(tr("papers", "Reason"), TextEdit(), required=True)
        self.reason.editor.setObjectName("numbers:reason")
        self._place()
        self.table.chosen.connect(lambda _key: self.chrome_changed.emit())
        self.table.opened.connect(self._on_opened)
        self.reason.editor.edited.connect(lambda _text: self.chrome_changed.emit())
        QShortcut(QKeySequence(Qt.Key_Delete), self.table, self._void, context=Qt.WidgetShortcut)

    def refresh(self) -> None:
        """Show the numbers as they stand now; what is typed stays."""
        self._outlook = outlook = numbering.outlook(self._context.desk)
        self.told.setText(_told(outlook))
        rows = [_block_row(block) for block in outlook.blocks]
        following = self._context.desk.store.numbers.peek(self._context.desk.now().day)
        if following is not None:
            rows.append(_line(_NEXT + following, following, tr("papers", "given next")))
        for own in outlook.provisional:
            bound = tr("papers", "the centre's number {number}").format(number=own.bound) if own.bound else ""
            said = bound or tr("papers", "stands in, not bound yet")
            rows.append(_line(_PROVISIONAL + own.application + "|" + own.number, own.number, said, own.applicant))
        rows += [
            _line(_REFUSED + one, one, tr("papers", "refused by the centre, to be voided")) for one in outlook.refused
        ]
        self.table.set_rows(rows)
        self.chrome_changed.emit()

    def title(self) -> str:
        return tr("papers", "Numbers")

    def primary_action(self) -> PrimaryAction | None:
        ready = self._outlook.left > 0 and bool(self.reason.editor.value_text().strip())
        return PrimaryAction(tr("papers", "Return {count}").format(count=self._outlook.left), ShellKey.ACCEPT, ready)

    def key_hints(self) -> tuple[Hint, ...]:
        hints = [Hint(ShellKey.SYNC, tr("papers", "fetch numbers"))]
        if self._voidable():
            hints.append(Hint("Del", tr("papers", "void")))
        return tuple(hints)

    def can_go_back(self) -> bool:
        return True

    def on_key(self, key: ShellKey) -> bool:
        if key is ShellKey.BACK:
            self.left.emit()
        elif key is ShellKey.ACCEPT:
            self._return()
        else:
            return False
        return True

    def _voidable(self) -> str:
        """The chosen number where it may be void: the next one, or one that the centre refused."""
        key = self.table.current_key()
        return next((key.removeprefix(kind) for kind in (_REFUSED, _NEXT) if key.startswith(kind)), "")

    def _said(self) -> str:
        finish_word()
        return self.reason.editor.value_text()

    def _void(self) -> None:
        number = self._voidable()
        if not number:
            return
        desk, session = self._context.desk, self._context.session
        refused = numbering.void_number(session, desk, number, reason=self._said())
        self._after(refused, tr("papers", "{number} is void.").format(number=number))

    def _return(self) -> None:
        returned = numbering.return_numbers(self._context.session, self._context.desk, reason=self._said())
        refused = returned if isinstance(returned, Message) else None
        self._after(
            refused, tr("papers", "Returned {count} numbers. The next sign-in brings new ones.").format(count=returned)
        )

    def _after(self, refused: Message | None, done: str) -> None:
        if refused is not None:
            self.message.show_message(self._context.words.say(refused), "warn")
            self.reason.editor.setFocus(Qt.OtherFocusReason)
            return
        self.message.show_message(done, "ok")
        self.reason.editor.set_value_text("")
        self.refresh()
        self.changed.emit()

    def _on_opened(self, key: str) -> None:
        if key.startswith(_PROVISIONAL):
            self.application_wanted.emit(key.split("|")[1])

    def _place(self) -> None:
        tokens = current_look().tokens
        card = Card(tr("papers", "Numbers of this window"), tight=True)
        told = ScrollSheet(hugging=True)
        told.body.addWidget(self.told)
        card.add(told)
        card.add(self.table, 1)
        card.add(self.reason)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, tokens.space_3)
        layout.setSpacing(tokens.space_3)
        layout.addWidget(self.message)
        layout.addWidget(card, 1)


def _told(outlook: NumbersOutlook) -> str:
    lines = [tr("papers", "{count} numbers are left. The centre gives more with any exchange before they run out.")]
    waiting = sum(not own.bound for own in outlook.provisional)
    if not outlook.left:
        lines = [
            tr("papers", "No number is left: papers get provisional ones until the next exchange (F5) brings more.")
        ]
    if waiting:
        lines.append(tr("papers", "{waiting} provisional numbers wait for the centre's own; nothing is printed anew."))
    return "\n".join(lines).format(count=outlook.left, waiting=waiting)


def _block_row(block: BlockAccount) -> Row:
    counts = (block.left, block.used, block.void, block.returned)
    return Row(
        f"{_BLOCK}{block.prefix}|{block.first}",
        (f"{block.prefix}{block.first:05d}–{block.last:05d}", *(str(count) for count in counts), ""),
    )


def _line(key: str, number: str, said: str, who: str = "") -> Row:
    level = "warn" if key.startswith((_REFUSED, _PROVISIONAL)) else "info"
    words = " · ".join(part for part in (said, who) if part)
    return Row(key, (number, "", "", "", "", Cell(words, level=level)))
