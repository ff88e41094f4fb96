"""Everything that is missing or wrong, in one list: what, where, and what to do. Enter goes there, Esc back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QWidget

from client.ui.changes.side_sheet import SideSheet
from client.ui.shell.screen import Hint
from client.ui.translation import tr
from client.ui.widgets.labels import text_label
from client.ui.widgets.list_table import ListTable
from client.ui.widgets.rows_model import Cell, Column, Row


@dataclass(frozen=True, kw_only=True)
class MissingLine:
    """One thing: its `name`, the section it is `placed` in, and the sentence that says what is to be done."""

    name: str
    placed: str
    words: str


class MissingSheet(SideSheet):
    """`wanted(number)` when the clerk goes to a line. Below the list stands the whole sentence of the chosen one."""

    wanted = pyqtSignal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("missing", parent)
        self._lines: tuple[MissingLine, ...] = ()
        columns = (
            Column(title=tr("editor", "Missing or wrong"), chars=10),
            Column(title=tr("editor", "Where"), chars=6, spare=True),
            Column(title=tr("editor", "What to do"), chars=12, stretch=True, spare=True),
        )
        self.table = ListTable(columns, name=tr("editor", "Missing or wrong"))
        self._whole = text_label("", wrap=True)
        self.sheet.hide()
        self.note.hide()
        self.layout().insertWidget(3, self.table, 1)
        self.layout().insertWidget(4, self._whole)
        self.confirm.setText(tr("editor", "Go there"))
        self.back.setText(tr("changes", "Back to the form"))
        self.table.opened.connect(lambda key: self.wanted.emit(int(key)))
        self.table.chosen.connect(lambda _key: self._say())
        self.confirmed.connect(self._go)

    def key_hints(self) -> tuple[Hint, ...]:
        return (Hint("Enter", tr("editor", "Go there")), Hint("Esc", tr("changes", "Back to the form")))

    def set_lines(self, lines: Sequence[MissingLine]) -> None:
        """Show `lines`, in the order of the screen."""
        self._lines = tuple(lines)
        rows = (
            Row(str(number), (Cell(line.name, bold=True), line.placed, line.words)) for number, line in enumerate(lines)
        )
        self.table.set_rows(tuple(rows))
        self.table.choose(self.table.current_key() or "0")
        self.lead.setText(tr("editor", "{count} things are missing or wrong").format(count=len(lines)))
        self.confirm.setEnabled(bool(lines))
        self._say()

    def take_focus(self) -> None:
        self.table.setFocus(Qt.OtherFocusReason)

    def _go(self) -> None:
        if key := self.table.current_key():
            self.wanted.emit(int(key))

    def _say(self) -> None:
        key = self.table.current_key()
        self._whole.setText(self._lines[int(key)].words if key else "")
