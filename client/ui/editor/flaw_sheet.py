"""The sheet that asks what is wrong with a scan; it opens in place, never in front."""

from __future__ import annotations

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from client.ui.style.look import current_look
from client.ui.style.marks import mark
from client.ui.translation import tr
from client.ui.widgets.button import Button
from client.ui.widgets.editor import reveal
from client.ui.widgets.labels import text_label
from client.ui.widgets.line_field import LineField
from client.ui.widgets.text_editors import TextEdit


class FlawSheet(QFrame):
    """`confirmed(material, sha256, flaw)`; `toggled(opened)`. Hidden until opened for a scan."""

    confirmed = pyqtSignal(str, str, str)
    toggled = pyqtSignal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, role="message", level="warn")
        self._of = ("", "")
        self._title = text_label("", "strong", wrap=True)
        self._words = LineField(tr("editor", "What is wrong with it"), TextEdit(), required=True)
        self._words.editor.setObjectName("flaw:words")
        self._words.editor.entered.connect(self._confirm)
        self._ok = Button(tr("editor", "Mark as flawed Enter"), variant="primary", icon_name="warning")
        self._ok.setObjectName("flaw:confirm")
        self._cancel = Button(tr("common", "Cancel"), variant="quiet")
        self._ok.clicked.connect(lambda _checked: self._confirm())
        self._cancel.clicked.connect(lambda _checked: self.close_sheet())
        tokens = current_look().tokens
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.space_3, tokens.space_3, tokens.space_3, tokens.space_3)
        layout.setSpacing(tokens.space_1)
        layout.addWidget(self._title)
        layout.addWidget(self._words)
        buttons = QHBoxLayout()
        buttons.addWidget(self._ok)
        buttons.addWidget(self._cancel)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        self.hide()

    def open_for(self, material: str, *, name: str, sha256: str, number: int) -> None:
        """Ask what is wrong with scan `number` of a material; it is kept and counts as missing."""
        self._of = (material, sha256)
        self._title.setText(tr("editor", "Scan {number} of {name} is not good enough").format(number=number, name=name))
        self._words.editor.set_value_text("")
        self.show()
        self.toggled.emit(True)
        reveal(self._words.editor, Qt.OtherFocusReason)

    def close_sheet(self) -> None:
        """Ask nothing more."""
        self._of = ("", "")
        self.hide()
        self.toggled.emit(False)

    def _confirm(self) -> None:
        material, sha256 = self._of
        if material:
            self.confirmed.emit(material, sha256, self._words.editor.value_text().strip())
