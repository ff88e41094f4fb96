"""Lines above the form: what concerns this application and waits for the clerk's word. Each has one key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt5.QtCore import QSize, pyqtSignal
from PyQt5.QtWidgets import QFrame, QHBoxLayout, QWidget

from client.ui.style.look import current_look
from client.ui.style.marks import mark
from client.ui.widgets.button import Button
from client.ui.widgets.chip import LEVEL_ICONS
from client.ui.widgets.labels import ElidedLabel, IconLabel
from client.ui.widgets.scroll_sheet import ScrollSheet


@dataclass(frozen=True, kw_only=True)
class StripLine:
    """One line; `actions` are (name, words with the key) of its buttons, the main one last."""

    name: str
    text: str
    level: str = "info"
    actions: tuple[tuple[str, str], ...] = ()


class OfferStrip(ScrollSheet):
    """`wanted(action)` when a button is pressed. Hidden while there is nothing to say; scrolls in a low window."""

    wanted = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(hugging=True, parent=parent)
        self._lines: dict[str, _Line] = {}
        self.body.setSpacing(current_look().tokens.space_1)
        self.hide()

    def minimumSizeHint(self) -> QSize:
        """One line can always be read."""
        lowest = max((line.sizeHint().height() for line in self._lines.values()), default=0)
        return QSize(super().minimumSizeHint().width(), lowest)

    def set_lines(self, lines: Sequence[StripLine]) -> None:
        """Show `lines`; a line that is still there stays, so that its button keeps the focus."""
        wanted = {line.name: line for line in lines}
        for name in [name for name, shown in self._lines.items() if wanted.get(name) != shown.line]:
            gone = self._lines.pop(name)
            self.body.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for at, line in enumerate(lines):
            if line.name not in self._lines:
                self._lines[line.name] = made = _Line(line, parent=self)
                made.wanted.connect(self.wanted)
            self.body.insertWidget(at, self._lines[line.name])
        self.setVisible(bool(lines))

    def text_of(self, name: str) -> str:
        """What the line `name` says; '' while it is not there."""
        return self._lines[name].line.text if name in self._lines else ""


class _Line(QFrame):
    wanted = pyqtSignal(str)

    def __init__(self, line: StripLine, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = line
        tokens = current_look().tokens
        mark(self, role="message", level=line.level)
        icon = IconLabel()
        icon.set_icon(LEVEL_ICONS[line.level], line.level)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(tokens.space_3, tokens.space_1, tokens.space_2, tokens.space_1)
        layout.setSpacing(tokens.space_2)
        layout.addWidget(icon)
        layout.addWidget(ElidedLabel(line.text), 1)
        for name, words in line.actions:
            button = Button(words, variant="quiet")
            button.setObjectName(f"strip:{name}")
            button.clicked.connect(lambda _checked, wanted=name: self.wanted.emit(wanted))
            layout.addWidget(button)
