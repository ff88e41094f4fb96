"""The sync screen: the link in words, progress per application and per scan, quarantine as tasks."""

from __future__ import annotations

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from client.desk import installing, looking
from client.desk.looking import Outbox
from client.store.rows import PendingApplication, PendingScan
from client.ui.context import UiContext
from client.ui.shell.screen import Hint, PrimaryAction, ScreenWidget, ShellKey
from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.card import Card
from client.ui.widgets.chip import Chip
from client.ui.widgets.day_words import moment_words
from client.ui.widgets.empty_state import EmptyState
from client.ui.widgets.labels import text_label
from client.ui.widgets.list_table import ListTable
from client.ui.widgets.progress_line import ProgressLine
from client.ui.widgets.rows_model import Cell, Column, Row
from client.ui.widgets.scroll_sheet import ScrollSheet
from client.ui.window.link_words import link_words
from sync.link import Link

KIB = 1024


class ExchangeScreen(ScreenWidget):
    """`sync_wanted` by F5; `application_wanted(id)` from a refused one."""

    sync_wanted = pyqtSignal()
    application_wanted = pyqtSignal(str)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._link = Link()
        self._chip = Chip("", "info")
        self._told = text_label("", wrap=True)
        self._facts = text_label("", "secondary", wrap=True)
        self._lines: dict[str, ProgressLine] = {}
        self._progress = QVBoxLayout()
        self._nothing = EmptyState(
            icon_name="check",
            title=tr("exchange", "Everything is delivered"),
            hint=tr("exchange", "What is saved here and not yet at the centre appears here with its progress."),
        )
        self.quarantine = ListTable(
            (
                Column(title=tr("exchange", "Applicant"), chars=4, stretch=True),
                Column(title=tr("exchange", "Receipt"), chars=11, spare=True),
            ),
            name=tr("exchange", "Refused by the centre"),
        )
        self._reasons: dict[str, str] = {}
        self._reason = text_label("", wrap=True, level="danger")
        self._way_out = text_label(tr("exchange", "Enter opens the application"), "hint", wrap=True)
        self._quarantine_card = Card(tr("exchange", "Refused by the centre"))
        self._place()
        self.quarantine.chosen.connect(self._show_reason)
        self.quarantine.opened.connect(lambda key: self.application_wanted.emit(key.split("|", 1)[0]))

    def set_link(self, link: Link) -> None:
        """The link changed; shown at once when this screen is in front."""
        self._link = link
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Show the outbox as it is now."""
        outbox = looking.outbox(self._context.desk)
        words = link_words(self._link, outbox.summary)
        self._chip.set_state(words.text, words.level)
        told = (self._link.message, self._link.trouble or installing.distrusted_keys(self._context.desk))
        self._told.setText(self._context.say(tuple(message for message in told if message is not None)))
        self._told.setVisible(bool(self._told.text()))
        self._facts.setText(_facts(self._link, outbox))
        self._show_progress(outbox)
        self._show_quarantine(outbox)

    def title(self) -> str:
        return tr("exchange", "Sync")

    def primary_action(self) -> PrimaryAction | None:
        return PrimaryAction(tr("exchange", "Sync now"), ShellKey.SYNC)

    def key_hints(self) -> tuple[Hint, ...]:
        return (Hint(ShellKey.NUMBERS, tr("exchange", "Numbers of papers")),)

    def can_go_back(self) -> bool:
        return True

    def on_key(self, key: ShellKey) -> bool:
        if key is ShellKey.SYNC:
            self.sync_wanted.emit()
            return True
        return False

    def _show_progress(self, outbox: Outbox) -> None:
        """One line per application and per scan; lines that stay keep their place."""
        wanted: dict[str, PendingApplication | PendingScan] = {}
        for row in outbox.applications:
            wanted[f"a{row.application}"] = row
            wanted.update({f"s{s.application}{s.scan}": s for s in outbox.scans if s.application == row.application})
        for gone in [key for key in self._lines if key not in wanted]:
            line = self._lines.pop(gone)
            self._progress.removeWidget(line)
            line.hide()
            line.deleteLater()
        for at, (key, row) in enumerate(wanted.items()):
            line = self._lines.get(key)
            if line is None:
                line = self._lines[key] = ProgressLine()
            self._progress.insertWidget(at, line)
            self._fill(line, row)
        self._nothing.setVisible(not wanted)

    def _fill(self, line: ProgressLine, row: PendingApplication | PendingScan) -> None:
        if isinstance(row, PendingScan):
            line.set_name(tr("exchange", "　Scan · {material}").format(material=self._material(row)))
            words = tr("exchange", "{sent} of {size} KB").format(sent=row.sent // KIB, size=-(-row.size // KIB))
            line.set_progress(done=row.sent, total=max(row.size, 1), words=words)
            return
        name = " · ".join(part for part in (row.applicant, row.title, row.receipt_number) if part)
        line.set_name(name or tr("exchange", "Documents taken in for other sites"))
        done = row.sent_operations + row.sent_scan_bytes // KIB
        total = row.operations + row.scan_bytes // KIB
        left = max(0, row.scan_bytes - row.sent_scan_bytes) // KIB
        words = tr("exchange", "{sent} of {all} entries")
        if left and row.operations:
            words = tr("exchange", "{sent} of {all} entries, {kb} KB of scans left")
        elif left:
            words = tr("exchange", "Form delivered, {kb} KB of scans left")
        words = words.format(sent=row.sent_operations, all=row.operations, kb=left)
        line.set_progress(done=done, total=max(total, 1), words=words)

    def _material(self, row: PendingScan) -> str:
        label = looking.material_label(self._context.desk, row.application, row.material)
        return label.text(self._context.language)

    def _show_quarantine(self, outbox: Outbox) -> None:
        rows = {f"{row.application}|{number}": row for number, row in enumerate(outbox.quarantine)}
        self._reasons = {key: self._context.words.say(row.message) for key, row in rows.items()}
        self.quarantine.set_rows(
            [
                Row(key, (Cell(row.applicant or "—", icon="error", level="danger"), row.receipt_number or "—"))
                for key, row in rows.items()
            ]
        )
        self._quarantine_card.setVisible(bool(rows))
        if rows and not self.quarantine.current_key():
            self.quarantine.choose(next(iter(rows)))
        self._show_reason(self.quarantine.current_key())

    def _show_reason(self, key: str) -> None:
        self._reason.setText(self._reasons.get(key, ""))

    def _place(self) -> None:
        tokens = current_look().tokens
        link = Card(tr("exchange", "Link to the centre"))
        link.head.addWidget(self._chip)
        told = ScrollSheet(hugging=True)
        told.body.setSpacing(tokens.space_1)
        for part in (self._told, self._facts):
            told.body.addWidget(part)
        link.add(told)
        area = ScrollSheet()
        area.body.setContentsMargins(0, 0, tokens.space_2, 0)
        self._progress.setSpacing(tokens.space_3)
        area.body.addLayout(self._progress)
        area.body.addWidget(self._nothing, 1)
        area.body.addStretch(0)
        waiting = Card(tr("exchange", "Waiting for the centre"))
        waiting.add(area, 1)
        reason = ScrollSheet(hugging=True)
        reason.body.setSpacing(tokens.space_1)
        for part in (self._reason, self._way_out):
            reason.body.addWidget(part)
        self._quarantine_card.add(self.quarantine, 1)
        self._quarantine_card.add(reason)
        lower = QHBoxLayout()
        lower.setSpacing(tokens.space_3)
        lower.addWidget(waiting, 3)
        lower.addWidget(self._quarantine_card, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, tokens.space_3)
        layout.setSpacing(tokens.space_3)
        layout.addWidget(link)
        layout.addLayout(lower, 1)


def _facts(link: Link, outbox: Outbox) -> str:
    lines = []
    if outbox.last_contact_wall:
        lines.append(tr("exchange", "Last contact {moment}").format(moment=moment_words(outbox.last_contact_wall)))
    else:
        lines.append(tr("exchange", "No contact yet"))
    if link.rate:
        lines.append(tr("exchange", "Measured {rate} KB/s").format(rate=max(1, link.rate // KIB)))
    if outbox.summary.oldest_wall:
        lines.append(
            tr("exchange", "Oldest waiting since {moment}").format(moment=moment_words(outbox.summary.oldest_wall))
        )
    return " · ".join(lines)
