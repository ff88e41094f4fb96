"""The sheet that asks why a material comes later and until when; it opens in place, never in front."""

from __future__ import annotations

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from client.desk.editor_view import MaterialView
from client.ui.style.look import current_look
from client.ui.style.marks import mark
from client.ui.translation import tr
from client.ui.widgets.button import Button
from client.ui.widgets.day_editors import DateEdit
from client.ui.widgets.editor import reveal
from client.ui.widgets.labels import text_label
from client.ui.widgets.line_field import LineField
from client.ui.widgets.text_editors import TextEdit


class DeferSheet(QFrame):
    """`confirmed(material, reason, due_day)`; `toggled(opened)`. Hidden until opened for a material."""

    confirmed = pyqtSignal(str, str, str)
    toggled = pyqtSignal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, role="message", level="deferral")
        self._material = ""
        self._title = text_label("", "strong", wrap=True)
        self._reason = LineField(tr("editor", "Reason"), TextEdit(), required=True)
        self._reason.editor.setObjectName("defer:reason")
        self._day = LineField(tr("editor", "Due day"), DateEdit(), required=True)
        self._day.editor.setObjectName("defer:day")
        self._ok = Button(tr("editor", "Defer this material"), variant="primary", icon_name="deferral")
        self._ok.setObjectName("defer:confirm")
        self._cancel = Button(tr("common", "Cancel"), variant="quiet")
        self._ok.clicked.connect(lambda _checked: self._confirm())
        self._cancel.clicked.connect(lambda _checked: self.close_sheet())
        layout = QVBoxLayout(self)
        tokens = current_look().tokens
        layout.setContentsMargins(tokens.space_3, tokens.space_3, tokens.space_3, tokens.space_3)
        layout.setSpacing(tokens.space_1)
        layout.addWidget(self._title)
        layout.addWidget(self._reason)
        layout.addWidget(self._day)
        buttons = QHBoxLayout()
        buttons.addWidget(self._ok)
        buttons.addWidget(self._cancel)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        self.hide()

    def open_for(self, material: MaterialView) -> None:
        """Ask for reason and day; the latest lawful day is proposed."""
        self._material = material.material
        self._title.setText(tr("editor", "{name} comes later").format(name=material.name))
        self._reason.editor.set_value_text(material.reason)
        self._day.editor.set_value_text(material.due_day or material.latest_due)
        self._day.set_note(tr("editor", "{day} at the latest").format(day=material.latest_due))
        self.show()
        self.toggled.emit(True)
        reveal(self._reason.editor, Qt.OtherFocusReason)

    def close_sheet(self) -> None:
        """Ask nothing more."""
        self._material = ""
        self.hide()
        self.toggled.emit(False)

    def _confirm(self) -> None:
        material = self._material
        if material:
            self.confirmed.emit(material, self._reason.editor.value_text().strip(), self._day.editor.value_text())
