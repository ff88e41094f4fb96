"""What the ledger shows and in which order: boxes to choose from; each choice begins with the key that takes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QWidget

from client.desk.ledger import LedgerFilters, LedgerOrder, LedgerShare, LedgerShows
from client.ui.ledger.ledger_reader import Question
from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.choice_box import Choice, ChoiceBox
from client.ui.widgets.flow_layout import FlowLayout

SHOWS = dict(zip("12345", LedgerShows, strict=True))
"""Which deferrals, by the key that shows them."""

ORDERS = {
    "D": LedgerOrder.DUE,
    "N": LedgerOrder.APPLICANT,
    "I": LedgerOrder.ITEM,
    "S": LedgerOrder.SITE,
    "T": LedgerOrder.STATE,
}
"""By what the ledger is sorted, by the key that sorts it; the same key again turns the order round."""

MINE, OWN_SITE = "M", "A"
"""Keys that show only what this clerk looks after, or what is of this site; again, everything."""

_BOX_CHARS = 10


class FilterBar(QWidget):
    """`changed` when the question is another one."""

    changed = pyqtSignal()

    def __init__(self, *, account: str, site: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._account, self._site = account, site
        self._question = Question()
        shown = zip(LedgerShows, _show_words(), strict=True)
        self.shows = self._box("shows", tr("ledger", "Which"), [Choice(one, word) for one, word in shown])
        self.keeper = self._box("keeper", tr("ledger", "Looked after by"))
        self.site = self._box("site", tr("ledger", "Site"))
        self.order = self._box("order", tr("ledger", "Sort"))
        tokens = current_look().tokens
        flow = FlowLayout(self, gap=tokens.space_2, row_gap=tokens.space_2)
        for box in self.boxes():
            flow.addWidget(box)
        self.shows.edited.connect(lambda value: self.narrow(shows=value))
        self.keeper.edited.connect(lambda value: self.narrow(keeper=value))
        self.site.edited.connect(lambda value: self.narrow(site=value))
        self.order.edited.connect(lambda value: self._sort(LedgerOrder(value or LedgerOrder.DUE)))
        self.set_shares([], [])

    def boxes(self) -> tuple[ChoiceBox, ...]:
        """The boxes from left to right."""
        return self.shows, self.keeper, self.site, self.order

    def question(self) -> Question:
        """What is chosen."""
        return self._question

    def set_shares(self, keepers: Sequence[LedgerShare], sites: Sequence[LedgerShare]) -> None:
        """Whose and of which sites deferrals are here; what is chosen stays."""
        mine = Choice(self._account, f"{MINE} {tr('ledger', 'Mine')}")
        here = Choice(self._site, f"{OWN_SITE} {tr('ledger', 'This site')}")
        everybody, everywhere = Choice("", tr("ledger", "Everybody's")), Choice("", tr("ledger", "All sites"))
        self.keeper.set_choices([everybody, mine, *_others(keepers, self._account)])
        self.site.set_choices([everywhere, here, *_others(sites, self._site)])
        self._show()

    def ask(self, question: Question) -> None:
        """Show another question; tells `changed`."""
        self._question = question
        self._show()
        self.changed.emit()

    def narrow(
        self, *, shows: str = "", keeper: str | None = None, site: str | None = None, text: str | None = None
    ) -> None:
        """Change what is given. It is about the whole ledger, not about the one application of a receipt."""
        before = self._question.filters
        filters = LedgerFilters(
            shows=LedgerShows(shows or before.shows),
            keeper=before.keeper if keeper is None else keeper,
            site=before.site if site is None else site,
            text=before.text if text is None else text,
        )
        self.ask(replace(self._question, filters=filters))

    def take_key(self, letter: str) -> bool:
        """A key of the table; True when it meant something here."""
        filters = self._question.filters
        if letter in SHOWS:
            self.narrow(shows=SHOWS[letter])
        elif letter in ORDERS:
            self._sort(ORDERS[letter])
        elif letter == MINE:
            self.narrow(keeper="" if filters.keeper == self._account else self._account)
        elif letter == OWN_SITE:
            self.narrow(site="" if filters.site == self._site else self._site)
        else:
            return False
        return True

    def _sort(self, order: LedgerOrder) -> None:
        descending = order is self._question.order and not self._question.descending
        self.ask(replace(self._question, order=order, descending=descending))

    def _show(self) -> None:
        asked = self._question
        arrow = "↓" if asked.descending else "↑"
        words = zip(LedgerOrder, _order_words(), strict=True)
        self.order.set_choices([Choice(one, f"{word} {arrow}" if one is asked.order else word) for one, word in words])
        self.order.set_value_text(asked.order)
        self.shows.set_value_text(asked.filters.shows)
        for box, value in ((self.keeper, asked.filters.keeper), (self.site, asked.filters.site)):
            if value:
                box.set_value_text(value)
            else:
                box.setCurrentIndex(0)

    def _box(self, name: str, word: str, choices: Sequence[Choice] = ()) -> ChoiceBox:
        box = ChoiceBox(choices)
        box.setObjectName(f"ledger:{name}")
        box.setAccessibleName(word)
        box.setMinimumWidth(current_look().chars(_BOX_CHARS))
        return box


def _others(shares: Sequence[LedgerShare], own: str) -> list[Choice]:
    return [Choice(share.key, f"{share.name} {share.lines}") for share in shares if share.key != own]


def _show_words() -> tuple[str, ...]:
    return (
        tr("ledger", "1 Not complete"),
        tr("ledger", "2 Due today"),
        tr("ledger", "3 Overdue"),
        tr("ledger", "4 To verify"),
        tr("ledger", "5 Ended"),
    )


def _order_words() -> tuple[str, ...]:
    return (
        tr("ledger", "D Due day"),
        tr("ledger", "N Applicant"),
        tr("ledger", "I Item"),
        tr("ledger", "S Site"),
        tr("ledger", "T State"),
    )
