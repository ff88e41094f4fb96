"""The sheet that exports the ledger as it stands: what goes out, with which telephone numbers, and how far it is."""

from __future__ import annotations

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QKeyEvent
from PyQt5.QtWidgets import QWidget

from client.ui.changes.side_sheet import SideSheet
from client.ui.shell.screen import Hint
from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.choice_editors import NO, YES, YesNo
from client.ui.widgets.line_field import LineField
from client.ui.widgets.progress_line import ProgressLine
from client.ui.widgets.text_editors import TextEdit

_FIELD_CHARS = 28
_ANSWERS = {Qt.Key_Y: YES, Qt.Key_N: NO}


class ExportSheet(SideSheet):
    """`confirmed` when a file is wanted; `progress.cancelled` when it is wanted no more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("export", parent)
        self.phones = LineField(tr("ledger", "Whole telephone numbers"), YesNo())
        self.phones.editor.setObjectName("export:phones")
        self.reason = LineField(tr("ledger", "What they are needed for"), TextEdit(), required=True)
        self.reason.editor.setObjectName("export:reason")
        self.progress = ProgressLine(tr("ledger", "Exporting"), cancel_text=tr("common", "Cancel"))
        self.lead.setText(tr("ledger", "Export to Excel"))
        self.confirm.setText(tr("ledger", "Choose a place and export Enter"))
        self.back.setText(tr("ledger", "Back to the ledger Esc"))
        for field in (self.phones, self.reason):
            field.setMaximumWidth(current_look().chars(_FIELD_CHARS))
            self.sheet.body.addWidget(field)
        self.sheet.body.addWidget(self.progress)
        self.sheet.body.addStretch(1)
        self.phones.editor.edited.connect(self._on_phones)
        self.reason.editor.entered.connect(lambda: self.confirm.setFocus(Qt.OtherFocusReason))

    def key_hints(self) -> tuple[Hint, ...]:
        return (
            Hint("Enter", tr("ledger", "Export")),
            Hint("Y", tr("ledger", "Whole telephone numbers")),
            Hint("Esc", tr("ledger", "Back to the ledger")),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on the button exports what is proposed; Y from there asks for the whole numbers."""
        if event.key() in _ANSWERS and self.confirm.isEnabled():
            wanted = _ANSWERS[event.key()]
            self.phones.editor.set_value_text(wanted)
            self._on_phones(wanted)
        else:
            super().keyPressEvent(event)

    def _on_phones(self, value: str) -> None:
        self.reason.setVisible(value == YES)
        if value == YES:
            self.reason.editor.setFocus(Qt.OtherFocusReason)

    def start(self, lines: int) -> None:
        """Begin anew, for so many lines."""
        told = tr(
            "ledger",
            "{count} lines go out as they are filtered and sorted. The file says who exported it and when; "
            "it names no identity numbers.",
        )
        self.note.setText(told.format(count=f"{lines:,}"))
        self.message.clear()
        self.progress.hide()
        self.phones.editor.set_value_text(NO)
        self.reason.editor.set_value_text("")
        self.reason.hide()
        self.confirm.setEnabled(True)

    def whole_phones(self) -> bool:
        """Whether telephone numbers go out whole."""
        return self.phones.editor.value_text() == YES

    def set_progress(self, done: int, total: int) -> None:
        """How far it is."""
        self.confirm.setEnabled(False)
        self.progress.show()
        share = 100 * done // total if total else 0
        self.progress.set_progress(done=done, total=total, words=f"{share}%")

    def end(self, words: str, level: str = "ok") -> None:
        """It is over; '' says nothing, where the window says it."""
        self.progress.hide()
        self.confirm.setEnabled(True)
        if words:
            self.message.show_message(words, level)
        self.confirm.setFocus(Qt.OtherFocusReason)
