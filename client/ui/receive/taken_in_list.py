"""What this window took in for other sites, with what became of each."""

from __future__ import annotations

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QWidget

from client.store.rows import ArrivalLine
from client.ui.receive.arrival_words import arrival_rows, line_key, told
from client.ui.translation import tr
from client.ui.widgets.card import Card
from client.ui.widgets.empty_state import EmptyState
from client.ui.widgets.labels import text_label
from client.ui.widgets.list_table import ListTable
from client.ui.widgets.rows_model import Column
from client.ui.widgets.scroll_sheet import ScrollSheet
from forms.words import Words


class TakenInList(Card):
    """`opened(application)` by Enter on a matched line; `chosen` when another line is chosen."""

    opened = pyqtSignal(str)
    chosen = pyqtSignal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(tr("receive", "Taken in for other sites"), parent=parent)
        self._words = words
        self._lines: dict[str, ArrivalLine] = {}
        self.table = ListTable(
            (
                Column(title=tr("receive", "State"), chars=6.5),
                Column(title=tr("receive", "Document"), chars=6, stretch=True),
                Column(title=tr("receive", "Receipt"), chars=11, spare=True),
                Column(title=tr("receive", "Came"), chars=6, spare=True),
            ),
            name=tr("receive", "Taken in for other sites"),
        )
        self._told = text_label("", "secondary", wrap=True)
        self._nothing = EmptyState(
            icon_name="inbox",
            title=tr("receive", "Nothing was taken in for other sites"),
            hint=tr("receive", "Scan a receipt that this window does not know; the document is matched at the centre."),
        )
        sheet = ScrollSheet(hugging=True)
        sheet.body.addWidget(self._told)
        self.add(self.table, 1)
        self.add(self._nothing, 1)
        self.add(sheet)
        self.table.chosen.connect(lambda _key: self._show())
        self.table.opened.connect(self._open)

    def show_lines(self, lines: tuple[ArrivalLine, ...]) -> None:
        """Show `lines`; the chosen one stays chosen."""
        self._lines = {line_key(line): line for line in lines}
        self.table.set_rows(arrival_rows(lines))
        self.table.setVisible(bool(lines))
        self._nothing.setVisible(not lines)
        if lines and self.current() is None:
            self.table.choose(line_key(lines[0]))
        self._show()

    def current(self) -> ArrivalLine | None:
        """The chosen line."""
        return self._lines.get(self.table.current_key())

    def _show(self) -> None:
        line = self.current()
        self._told.setText(told(line, self._words) if line is not None else "")
        self.chosen.emit()

    def _open(self, key: str) -> None:
        line = self._lines[key]
        if line.application:
            self.opened.emit(line.application)
