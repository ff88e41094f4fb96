"""Asks which day it is when the PC's date cannot be right; what the clerk confirms dates everything lawful."""

from __future__ import annotations

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from client.ui.style.look import current_look
from client.ui.style.marks import mark
from client.ui.translation import tr
from client.ui.widgets.button import Button
from client.ui.widgets.day_editors import DateEdit
from client.ui.widgets.day_words import day_words
from client.ui.widgets.labels import text_label
from client.ui.widgets.line_field import LineField
from forms.elements.date import read_day


class DayBar(QFrame):
    """`confirmed(day)` with an ISO day. Hidden until asked."""

    confirmed = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, role="message", level="warn")
        tokens = current_look().tokens
        self._words = text_label("", wrap=True)
        self._day = LineField(tr("workbench", "Today is"), DateEdit(), required=True)
        self._day.editor.setObjectName("day:today")
        self._ok = Button(tr("workbench", "Confirm the date"), icon_name="calendar")
        self._ok.setObjectName("day:confirm")
        self._ok.clicked.connect(lambda _checked: self._confirm())
        self._day.editor.entered.connect(self._confirm)
        line = QHBoxLayout()
        line.setSpacing(tokens.space_3)
        line.addWidget(self._day, 1)
        line.addWidget(self._ok)
        line.addStretch(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.space_3, tokens.space_2, tokens.space_3, tokens.space_2)
        layout.setSpacing(tokens.space_2)
        layout.addWidget(self._words)
        layout.addLayout(line)
        self.hide()

    def ask(self, pc_day: str) -> None:
        """Ask for today's date, with the PC's as a proposal; what is being typed stays."""
        text = tr("workbench", "This PC says {day}, which does not fit the centre's last date. Look at a calendar.")
        self._words.setText(text.format(day=day_words(pc_day)))
        if not self.isVisible():
            self._day.editor.set_value_text(pc_day)
        self.show()

    def _confirm(self) -> None:
        day = read_day(self._day.editor.value_text())
        if day is None:
            self._day.set_error(tr("workbench", "Type the date like 2026-12-03."))
            return
        self._day.set_error("")
        self.confirmed.emit(day)
