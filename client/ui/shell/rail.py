"""The rail at the left: the places of the desk, each with icon, word and what waits there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt5.QtCore import QEvent, QSize, Qt, pyqtSignal
from PyQt5.QtGui import QKeySequence, QResizeEvent
from PyQt5.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QShortcut, QVBoxLayout, QWidget

from client.ui.style.look import current_look
from client.ui.style.marks import mark
from client.ui.translation import tr
from client.ui.widgets.button import Button
from client.ui.widgets.labels import IconLabel, text_label

_MOST_SHORTCUTS = 9
_MOST_SHOWN, _MOST_FOLDED = 99, 9


@dataclass(frozen=True)
class RailEntry:
    """One place: `key` names it to the owner, `word` and `icon_name` show it."""

    key: str
    word: str
    icon_name: str


class Rail(QFrame):
    """`entry_chosen(key)` by click, arrow keys or Ctrl+1 to Ctrl+9."""

    entry_chosen = pyqtSignal(str)

    def __init__(self, entries: Sequence[RailEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tokens = current_look().tokens
        mark(self, role="rail")
        self._group = QButtonGroup(self)
        self._brand = text_label(tr("shell", "Yichuang"), "title")
        self._brand.setAlignment(Qt.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.space_2, tokens.space_3, tokens.space_2, tokens.space_3)
        layout.setSpacing(tokens.space_1)
        layout.addWidget(self._brand)
        layout.addSpacing(tokens.space_2)
        self._buttons = {entry.key: _RailButton(entry, number) for number, entry in enumerate(entries, 1)}
        for button in self._buttons.values():
            self._group.addButton(button)
            layout.addWidget(button)
            self._bind(button)
        layout.addStretch(1)

    def set_current(self, key: str) -> None:
        """Mark the place that is shown; an unknown key marks none."""
        button = self._buttons.get(key)
        if button is not None:
            button.setChecked(True)
            return
        self._group.setExclusive(False)
        for other in self._buttons.values():
            other.setChecked(False)
        self._group.setExclusive(True)

    def set_badge(self, key: str, count: int, level: str = "info") -> None:
        """Show how many things wait at a place; 0 shows nothing."""
        self._buttons[key].set_badge(count, level)

    def set_folded(self, folded: bool) -> None:
        """Show icons only, the words as tool tips."""
        self._brand.setVisible(not folded)
        for button in self._buttons.values():
            button.set_folded(folded)

    def _bind(self, button: _RailButton) -> None:
        key = button.entry.key
        button.clicked.connect(lambda: self.entry_chosen.emit(key))
        if button.number <= _MOST_SHORTCUTS:
            QShortcut(QKeySequence(f"Ctrl+{button.number}"), self, lambda: self.entry_chosen.emit(key))


class _RailButton(Button):
    """One place of the rail."""

    def __init__(self, entry: RailEntry, number: int) -> None:
        super().__init__("", variant="rail")
        self.entry = entry
        self.number = number
        tokens = current_look().tokens
        self._icon = IconLabel(entry.icon_name, "ink_2")
        self._word = text_label(entry.word)
        self._badge = text_label("", "badge", level="info")
        self._badge.setAlignment(Qt.AlignCenter)
        self._folded = False
        self._count = 0
        self.setCheckable(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(tokens.space_3, 0, tokens.space_2, 0)
        layout.setSpacing(tokens.space_2)
        layout.addWidget(self._icon)
        layout.addWidget(self._word, 1)
        layout.addWidget(self._badge, 0, Qt.AlignVCenter)
        self.setFocusPolicy(Qt.TabFocus)
        self.toggled.connect(self._draw_checked)
        self.set_badge(0, "info")

    def set_badge(self, count: int, level: str) -> None:
        """Show `count` at `level`."""
        self._count = count
        mark(self._badge, level=level)
        self._arrange()

    def set_folded(self, folded: bool) -> None:
        """Show the icon only."""
        self._folded = folded
        self._word.setVisible(not folded)
        side = current_look().tokens.space_4 if folded else current_look().tokens.space_3
        self.layout().setContentsMargins(side, 0, side if folded else side - current_look().tokens.space_1, 0)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.StyleChange:
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._put_badge()

    def sizeHint(self) -> QSize:
        look = current_look()
        height = look.line_height() + look.tokens.space_3
        if self._folded:
            return QSize(look.icon_size() + 2 * look.tokens.space_4, height)
        wide = self.layout().sizeHint().width() + (0 if self._count else look.tokens.space_3)
        return QSize(max(wide, look.chars(7)), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _arrange(self) -> None:
        waits = tr("shell", "{count} waiting").format(count=self._count) if self._count else ""
        self.setAccessibleName(f"{self.entry.word} {waits}".strip())
        self.setToolTip(f"{self.entry.word}  Ctrl+{self.number}" if self._folded else f"Ctrl+{self.number}")
        if self._folded:
            self.layout().removeWidget(self._badge)
        elif self.layout().indexOf(self._badge) < 0:
            self.layout().addWidget(self._badge, 0, Qt.AlignVCenter)
        most = _MOST_FOLDED if self._folded else _MOST_SHOWN
        self._badge.setText(str(self._count) if self._count <= most else f"{most}+")
        self._badge.setVisible(self._count > 0)
        self._put_badge()
        self.updateGeometry()

    def _put_badge(self) -> None:
        if self._folded and self._count:
            self._badge.adjustSize()
            self._badge.move(self.width() - self._badge.width(), 0)
            self._badge.raise_()

    def _draw_checked(self, checked: bool) -> None:
        self._icon.set_icon(self.entry.icon_name, "primary" if checked else "ink_2")
        mark(self._word, level="info" if checked else "")
