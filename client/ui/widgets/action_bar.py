"""The bar under every screen: is it saved, which keys help, the way back, and the one thing to do next."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QFrame, QHBoxLayout, QWidget

from client.ui.style.look import current_look
from client.ui.style.marks import mark
from client.ui.translation import tr
from client.ui.widgets.button import Button
from client.ui.widgets.chip import LEVEL_ICONS
from client.ui.widgets.flow_layout import FlowLayout
from client.ui.widgets.key_hint import KeyHint
from client.ui.widgets.labels import IconLabel, text_label


class ActionBar(QFrame):
    """Left: saved state and key hints. Right: back (Esc) and one primary action with its key in the label."""

    primary_triggered = pyqtSignal()
    back_triggered = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tokens = current_look().tokens
        mark(self, role="bar")
        self._saved_icon = IconLabel(em=1.0)
        self._saved = text_label()
        self._hints = FlowLayout(gap=tokens.space_4, row_gap=tokens.space_1, centred=True)
        self._status_place = QHBoxLayout()
        self._shown_hints: tuple[tuple[str, str], ...] = ()
        self._back = Button("", variant="quiet")
        self._back.clicked.connect(lambda: self.back_triggered.emit())
        self._primary = Button("", variant="primary")
        self._primary.clicked.connect(lambda: self.primary_triggered.emit())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(tokens.space_4, tokens.space_2, tokens.space_4, tokens.space_2)
        layout.setSpacing(tokens.space_2)
        layout.addWidget(self._saved_icon)
        layout.addWidget(self._saved)
        layout.addSpacing(tokens.space_3)
        # Keys are always needed; what went well is said now and then, and may be shortened.
        layout.addLayout(self._hints, 3)
        layout.addLayout(self._status_place, 1)
        layout.addWidget(self._back)
        layout.addWidget(self._primary)
        self.set_saved_state("", "ok")
        self.set_back(True)
        self.set_primary("", "")

    def set_saved_state(self, text: str, level: str = "ok") -> None:
        """Say whether the work is saved; an empty text takes the words away."""
        self._saved.setText(text)
        self._saved_icon.setVisible(bool(text))
        self._saved_icon.set_icon(LEVEL_ICONS[level], level)
        mark(self._saved, level=level)

    def saved_text(self) -> str:
        """The words about saving."""
        return self._saved.text()

    def set_key_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        """Show the keys of this screen as (key, word) pairs."""
        if tuple(hints) == self._shown_hints:
            return
        self._shown_hints = tuple(hints)
        while (item := self._hints.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        for key, word in hints:
            hint = KeyHint(key, word)
            self._hints.addWidget(hint)
            # A layout shows what is new only after the next frame, which would then be drawn twice.
            hint.show()

    def set_status(self, line: QWidget) -> None:
        """Put a status line into the room between the hints and the buttons."""
        self._status_place.addWidget(line, 1)

    def focus_primary(self) -> None:
        """Put the focus on the primary button."""
        self._primary.setFocus(Qt.OtherFocusReason)

    def set_back(self, shown: bool, text: str = "") -> None:
        """Show or hide the way back."""
        self._back.setText(f"{text or tr('common', 'Back')}  Esc")
        self._back.setVisible(shown)

    def set_primary(self, text: str, key: str, *, enabled: bool = True) -> None:
        """The one next step, for example ("Accept", "F8"); an empty text hides the button."""
        self._primary.setText(f"{text}  {key}" if key else text)
        self._primary.setVisible(bool(text))
        self._primary.setEnabled(enabled)

    def primary_text(self) -> str:
        """The label of the primary button; empty when there is none."""
        return self._primary.text()
