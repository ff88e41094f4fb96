"""Reads the ledger part by part: its first lines are there at once, however long it is, the rest as one goes down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from PyQt5.QtCore import QObject, pyqtSignal

from client.desk import ledger
from client.desk.days_left import days_left
from client.desk.ledger import LedgerFilters, LedgerOrder, LedgerPage
from client.store.rows import LedgerRow
from client.ui.context import UiContext
from client.ui.ledger.ledger_lines import Around
from forms.errors import StorageFailed

AT_ONCE = 400
"""So many lines are read while the window waits; more are read in the background."""

_PART = 200
_ALL = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Question:
    """What the clerk wants to see, in which order."""

    order: LedgerOrder = LedgerOrder.DUE
    descending: bool = False
    filters: LedgerFilters = field(default_factory=LedgerFilters)


class LedgerReader(QObject):
    """`replaced` when other lines are there, `grown(lines)` when some came behind, `failed(message)`."""

    replaced = pyqtSignal()
    grown = pyqtSignal(object)
    failed = pyqtSignal(object)

    def __init__(self, context: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._asked = 0
        self._busy = False
        self._page = LedgerPage(lines=(), total=0, groups=(), after=None)
        self.question = Question()
        self.lines: list[LedgerRow] = []
        self.around = Around()

    @property
    def total(self) -> int:
        """How many lines the question has, read or not."""
        return self._page.total

    @property
    def is_whole(self) -> bool:
        """True when all of them were read."""
        return self._page.after is None

    def ask(self, question: Question) -> None:
        """Another question: its first lines are there when this returns."""
        self.question = question
        self._take(self._read(_PART))

    def refresh(self) -> None:
        """The same question again, as far as it was read; long ledgers in the background, the old lines meanwhile."""
        # Lines that came in above must not push the last ones, of which one may be chosen, out of what is read.
        count = _PART + max(_PART, len(self.lines))
        if count > AT_ONCE and self.is_whole:
            count = _ALL
        if count <= AT_ONCE:
            self._take(self._read(count))
        else:
            self._in_background(count, self._take)

    def more(self) -> None:
        """Some lines behind those that are here."""
        if not self.is_whole and not self._busy:
            self._append(self._read(_PART, behind=True))

    def rest(self) -> None:
        """All the lines behind those that are here."""
        if not self.is_whole and not self._busy:
            self._in_background(_ALL, self._append, behind=True)

    def _read(self, limit: int, *, behind: bool = False) -> LedgerPage:
        return self._reading(limit, behind=behind)()

    def _reading(self, limit: int, *, behind: bool) -> Callable[[], LedgerPage]:
        """What to read, as asked now: the background must not look at what is asked later."""
        desk, asked, after = self._context.desk, self.question, self._page.after if behind else None
        order, descending, filters = asked.order, asked.descending, asked.filters
        return lambda: ledger.page(desk, order=order, descending=descending, filters=filters, after=after, limit=limit)

    def _take(self, page: LedgerPage) -> None:
        self._asked += 1
        self._busy = False
        self._page = page
        self.lines = list(page.lines)
        desk = self._context.desk
        by_day = self.question.order is LedgerOrder.DUE
        self.around = Around(
            left=days_left(desk, (line.due_day for line in self.lines)),
            sites={share.key: share.name for share in ledger.sites(desk)},
            groups={group.due_day: group.lines for group in page.groups} if by_day else {},
        )
        self.replaced.emit()

    def _append(self, page: LedgerPage) -> None:
        self._busy = False
        self._page = page
        left = days_left(self._context.desk, (line.due_day for line in page.lines))
        self.around = replace(self.around, left={**self.around.left, **left})
        self.lines += page.lines
        self.grown.emit(page.lines)

    def _in_background(self, limit: int, take: Callable[[LedgerPage], None], *, behind: bool = False) -> None:
        self._busy = True
        self._asked += 1
        asked = self._asked

        def done(page: LedgerPage) -> None:
            if asked == self._asked:
                take(page)

        self._context.tasks.run(self._reading(limit, behind=behind), done=done, failed=self._on_failed)

    def _on_failed(self, error: BaseException) -> None:
        self._busy = False
        if not isinstance(error, StorageFailed):
            raise error
        self.failed.emit(error.message)
