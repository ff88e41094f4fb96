"""The sheet of what can be done with an accepted application: acts by number, what each asks, what it would mean."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PyQt5.QtCore import QEvent, QObject, QPoint, Qt, pyqtSignal
from PyQt5.QtGui import QDragEnterEvent, QDropEvent
from PyQt5.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from client.desk.acting import Act
from client.ui.changes.side_sheet import SideSheet
from client.ui.shell.screen import Hint, ShellKey
from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.beside import BesideOrBelow
from client.ui.widgets.day_editors import DateEdit
from client.ui.widgets.editor import reveal
from client.ui.widgets.labels import text_label
from client.ui.widgets.line_field import LineField
from client.ui.widgets.list_table import ListTable
from client.ui.widgets.long_text import LongTextEdit
from client.ui.widgets.rows_model import Cell, Column, Row
from client.ui.widgets.text_editors import CodeEdit

KEYS = {str(number): act for number, act in enumerate(Act, start=1)}
"""The number that chooses each act."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the chosen act asks for."""

    deferral: bool = False
    day: bool = False
    reason: bool = False
    supervisor: bool = False


class ActsSheet(SideSheet):
    """`act_chosen`, `deferral_chosen` when another is; `changed` by each key in a field that matters to the preview.

    `letter_wanted` by F4, `files_dropped([path…])`, `print_wanted` by F9, `receive_wanted` by F7.
    """

    act_chosen = pyqtSignal()
    deferral_chosen = pyqtSignal()
    changed = pyqtSignal()
    letter_wanted = pyqtSignal()
    files_dropped = pyqtSignal(object)
    print_wanted = pyqtSignal()
    receive_wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("acts", parent)
        self.setAcceptDrops(True)
        self.acts = ListTable(
            (
                Column(title=tr("acts", "Key"), chars=2),
                Column(title=tr("acts", "Act"), chars=8),
                Column(title=tr("acts", "What it does, or why not now"), chars=12, stretch=True),
            ),
            name=tr("acts", "Acts"),
        )
        self.deferrals = ListTable(
            (
                Column(title=tr("acts", "Deferred material"), chars=8, stretch=True),
                Column(title=tr("acts", "Due"), chars=12),
                Column(title=tr("acts", "State"), chars=6, spare=True),
            ),
            name=tr("acts", "Deferred materials"),
        )
        self.proposal = text_label("", "strong", wrap=True)
        self._day = LineField(tr("acts", "New due day"), DateEdit(), required=True)
        self._reason = LineField(tr("acts", "Reason"), LongTextEdit(lines=2), required=True)
        self._account = LineField(tr("acts", "Supervisor's account"), CodeEdit(), required=True)
        self._password = LineField(tr("acts", "Supervisor's password"), CodeEdit(), required=True)
        self._password.editor.setEchoMode(QLineEdit.Password)
        self.preview = text_label("", wrap=True)
        self._fields = (self._day, self._reason, self._account, self._password)
        for field, name in zip(self._fields, ("day", "reason", "account", "password"), strict=True):
            field.editor.setObjectName(f"acts:{name}")
        signing = QWidget()
        signed = QHBoxLayout(signing)
        signed.setContentsMargins(0, 0, 0, 0)
        signed.setSpacing(current_look().tokens.space_3)
        for field in (self._account, self._password):
            signed.addWidget(field, 1)
        asked = (self.deferrals, self.proposal, self.preview, self._day, self._reason, signing)
        self.sheet.body.addWidget(BesideOrBelow((self.acts,), asked, least_chars=60, shares=(5, 6)))
        self.sheet.body.addStretch(1)
        self.back.setText(tr("acts", "Back Esc"))
        self.acts.installEventFilter(self)
        self.acts.chosen.connect(lambda _key: self.act_chosen.emit())
        self.acts.opened.connect(lambda _key: self._go_on(self.acts))
        self.deferrals.chosen.connect(lambda _key: self.deferral_chosen.emit())
        self.deferrals.opened.connect(lambda _key: self._go_on(self.deferrals))
        self._day.editor.edited.connect(lambda _text: self.changed.emit())
        self._reason.editor.edited.connect(lambda _text: self.changed.emit())

    def key_hints(self) -> tuple[Hint, ...]:
        return (
            Hint("1-7", tr("acts", "Choose")),
            Hint("Enter", tr("acts", "Go on")),
            Hint(ShellKey.ACCEPT, tr("acts", "Do it")),
            Hint(ShellKey.SCAN, tr("acts", "Signed letter")),
            Hint("Esc", tr("acts", "Back")),
        )

    def take_key(self, key: ShellKey) -> bool:
        """F8 does what is chosen, from anywhere on the sheet; F4, F7 and F9 their own."""
        if key is ShellKey.ACCEPT and self.confirm.isEnabled():
            self.confirmed.emit()
        signals = {
            ShellKey.SCAN: self.letter_wanted,
            ShellKey.PRINT: self.print_wanted,
            ShellKey.DEFER: self.receive_wanted,
        }
        if key in signals:
            signals[key].emit()
        return key is ShellKey.ACCEPT or key in signals

    def take_focus(self) -> None:
        """Where the number keys count."""
        self.acts.setFocus(Qt.OtherFocusReason)

    def set_acts(self, rows: tuple[tuple[Act, str, Cell], ...]) -> None:
        """The acts by number: name, and what it does or why it cannot be done now."""
        keys = {act: key for key, act in KEYS.items()}
        self.acts.show_all(len(rows))
        self.acts.set_rows([Row(act.value, (keys[act], name, does)) for act, name, does in rows])

    def set_deferrals(self, rows: tuple[Row, ...]) -> None:
        """The deferred materials; the row's key is the material."""
        self.deferrals.show_all(max(1, min(len(rows), 6)))
        self.deferrals.set_rows(rows)

    def choose(self, act: Act, material: str = "") -> None:
        """Choose an act, and a deferral for it."""
        self.acts.choose(act.value)
        if material:
            self.deferrals.choose(material)

    def current(self) -> Act:
        """The act that is chosen."""
        return Act(self.acts.current_key() or Act.RECEIVE.value)

    def material(self) -> str:
        """The deferred material that is chosen; '' when none is."""
        return self.deferrals.current_key()

    def ask_for(self, asked: Asked) -> None:
        """Show the fields that the chosen act needs, and no others."""
        self.deferrals.setVisible(asked.deferral)
        self._day.setVisible(asked.day)
        self._reason.setVisible(asked.reason)
        self._account.setVisible(asked.supervisor)
        self._password.setVisible(asked.supervisor)

    def set_proposal(self, text: str) -> None:
        """What the hall's rule proposes for what is overdue; '' for nothing."""
        self.proposal.setText(text)
        self.proposal.setVisible(bool(text))

    def set_preview(self, text: str, *, action: str) -> None:
        """What will be done and what it means; `action` stands on the button, '' for nothing that can be done."""
        self.preview.setText(text)
        self.confirm.setText(action)
        self.confirm.setEnabled(bool(action))
        self.confirm.setVisible(bool(action))

    def fill(self, *, day: str, day_note: str, reason: str) -> None:
        """Begin an act: the day and the reason that are proposed, no password."""
        self._day.editor.set_value_text(day)
        self.set_day_note(day_note)
        self._reason.editor.set_value_text(reason)
        self.forget_password()

    def set_day_note(self, note: str) -> None:
        """What the typed day means in working days, and the latest that is lawful."""
        self._day.set_note(note)

    def forget_password(self) -> None:
        """A password counts for one act."""
        self._password.editor.set_value_text("")

    def day(self) -> str:
        """The day, as typed."""
        return self._day.editor.value_text()

    def reason(self) -> str:
        """The reason, as typed."""
        return self._reason.editor.value_text()

    def signature(self) -> tuple[str, str]:
        """Account and password of the supervisor who signs."""
        return self._account.editor.value_text(), self._password.editor.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A number chooses an act while the list has the cursor; fields keep their keys to themselves."""
        if event.type() == QEvent.KeyPress and event.text() in KEYS:
            self.acts.choose(KEYS[event.text()].value)
            return True
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.files_dropped.emit([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def _go_on(self, came_from: QWidget) -> None:
        """Enter goes to what the act asks next, or does it where nothing is asked."""
        stops = [self.deferrals] if came_from is self.acts else []
        stops += [field.editor for field in self._fields]
        following = next((stop for stop in stops if stop.isVisibleTo(self)), None)
        if not self.confirm.isEnabled():
            return
        if following is None:
            self.confirmed.emit()
        else:
            reveal(following, Qt.OtherFocusReason)
            # Of a list Qt shows the chosen cell as if it had no heading.
            end = following.mapTo(self.sheet.widget(), QPoint(0, following.height()))
            self.sheet.ensureVisible(end.x(), end.y(), 0, 0)
