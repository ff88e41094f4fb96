"""The screen for documents of applications that this window does not know, and for letters."""

from __future__ import annotations

from pathlib import Path

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from client.store.rows import ArrivalLine
from client.ui.context import UiContext
from client.ui.receive.receive_form import ReceiveForm
from client.ui.receive.taken_in_list import TakenInList
from client.ui.receive.taking_in import TakingIn
from client.ui.shell.screen import Hint, PrimaryAction, ScreenWidget, ShellKey
from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.editor import finish_word


class ReceiveScreen(ScreenWidget):
    """`application_wanted(id)`, `print_wanted(line)`, `received` when something was taken in, `left` by Esc."""

    application_wanted = pyqtSignal(str)
    print_wanted = pyqtSignal(object)
    received = pyqtSignal()
    left = pyqtSignal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = ReceiveForm()
        self.list = TakenInList(context.words)
        self.taking_in = TakingIn(context, self.form, self.list)
        layout = QHBoxLayout(self)
        tokens = current_look().tokens
        layout.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, tokens.space_3)
        layout.setSpacing(tokens.space_3)
        layout.addWidget(self.form, 5)
        layout.addWidget(self.list, 4)
        self.form.files_wanted.connect(self._ask_files)
        self.list.opened.connect(self.application_wanted)
        self.list.chosen.connect(self.chrome_changed)
        self.taking_in.taken_in.connect(self._on_taken_in)

    def start(self, code: str = "") -> None:
        """Begin with the receipt that was scanned, '' to type it here."""
        self.taking_in.start(code)
        field = self.form.id_no if code and self.form.id_no.isVisibleTo(self.form) else self.form.code
        field.editor.setFocus(Qt.OtherFocusReason)

    def refresh(self) -> None:
        """Show what became of what was taken in; what is typed stays."""
        self.taking_in.refresh()

    def title(self) -> str:
        return tr("receive", "Receive for other sites and by post")

    def primary_action(self) -> PrimaryAction | None:
        return PrimaryAction(tr("receive", "Take it in"), ShellKey.ACCEPT, not self.taking_in.is_busy)

    def key_hints(self) -> tuple[Hint, ...]:
        paper = (Hint(ShellKey.PRINT, tr("receive", "paper")),) if self.list.current() is not None else ()
        return (Hint(ShellKey.SCAN, tr("receive", "scans")), Hint(ShellKey.FIND, tr("receive", "receipt")), *paper)

    def can_go_back(self) -> bool:
        return True

    def on_key(self, key: ShellKey) -> bool:
        if key is ShellKey.BACK:
            self.left.emit()
        elif key is ShellKey.ACCEPT:
            finish_word()
            self.taking_in.take_in()
        elif key is ShellKey.SCAN:
            self._ask_files()
        elif key is ShellKey.FIND:
            self.form.code.editor.setFocus(Qt.OtherFocusReason)
        elif key is ShellKey.PRINT and self.list.current() is not None:
            self.print_wanted.emit(self.list.current())
        else:
            return key in (ShellKey.PRINT, ShellKey.DEFER)
        return True

    def _ask_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(
            self, tr("receive", "Scans of the document"), "", tr("ledger", "Scans (*.jpg *.jpeg *.png *.pdf)")
        )
        self.taking_in.bring([Path(name) for name in names])

    def _on_taken_in(self, line: ArrivalLine | None) -> None:
        self.chrome_changed.emit()
        self.received.emit()
        self.form.code.editor.setFocus(Qt.OtherFocusReason)
