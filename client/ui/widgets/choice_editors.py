"""Editors that choose: one of a list, yes or no, several of a list."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass

from PyQt5.QtCore import QRect, QSize, Qt, pyqtSignal
from PyQt5.QtGui import QColor, QKeyEvent, QPaintEvent, QWheelEvent
from PyQt5.QtWidgets import (
    QApplication,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from client.ui.style.look import current_look
from client.ui.style.marks import mark
from client.ui.translation import tr
from client.ui.widgets.editor import Composing, LeftWatch, go_on, is_enter
from client.ui.widgets.flow_layout import FlowLayout

YES, NO = "true", "false"
SEPARATOR = ","
_SEPARATORS = re.compile("[,，、]")


@dataclass(frozen=True)
class Choice:
    """One choice: `id` is the value, `label` is shown, `initials` (pinyin) find it by typing."""

    id: str
    label: str
    initials: str = ""


class ChoiceBox(Composing, QComboBox):
    """One of a list. The wheel never changes it, Alt+Down opens it, typing finds a choice, Delete empties it."""

    edited = pyqtSignal(str)
    left = pyqtSignal(str)

    def __init__(self, choices: Sequence[Choice] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[Choice, ...] = ()
        self._typed, self._typed_at = "", 0.0
        self.setPlaceholderText(tr("common", "Choose"))
        self.setFocusPolicy(Qt.StrongFocus)
        self.set_choices(choices)
        self.activated.connect(lambda _row: self.edited.emit(self.value_text()))

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other choices; the chosen one stays when it is still among them."""
        kept = self.value_text()
        self._choices = tuple(choices)
        self.clear()
        for choice in self._choices:
            self.addItem(choice.label, choice.id)
        self.set_value_text(kept)

    def value_text(self) -> str:
        return str(self.currentData() or "")

    def set_value_text(self, text: str) -> None:
        """Choose the choice whose id or label is `text`; none when there is no such choice."""
        found = self.findData(text)
        self.setCurrentIndex(found if found >= 0 else self.findText(text, Qt.MatchFixedString))

    def set_invalid(self, invalid: bool) -> None:
        mark(self, invalid=invalid)

    def sizeHint(self) -> QSize:
        """Room for a few characters. Qt's own policy for that would build every list that drops down at once."""
        look = current_look()
        return QSize(look.chars(4) + look.field_height(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.CC_ComboBox, option)
        field = self.style().subControlRect(QStyle.CC_ComboBox, option, QStyle.SC_ComboBoxEditField, self)
        words = self.currentText() if self.currentIndex() >= 0 else self.placeholderText()
        shown = self.fontMetrics().elidedText(words, Qt.ElideRight, field.width())
        painter.setPen(QColor(current_look().tokens.colour(self._ink())))
        painter.drawItemText(field, Qt.AlignLeft | Qt.AlignVCenter, option.palette, self.isEnabled(), shown)
        side = current_look().field_height()
        option.rect = QRect(self.width() - side, 0, side, self.height())
        painter.drawPrimitive(QStyle.PE_IndicatorArrowDown, option)

    def _ink(self) -> str:
        if not self.isEnabled():
            return "disabled"
        return "ink" if self.currentIndex() >= 0 else "ink_3"

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            go_on(self)
        elif event.key() in (Qt.Key_Delete, Qt.Key_Backspace):
            self._choose(-1)
        elif event.key() == Qt.Key_F4:
            event.ignore()
        elif event.text().strip() and not event.modifiers() & (Qt.ControlModifier | Qt.AltModifier):
            self._find_typed(event.text())
        else:
            super().keyPressEvent(event)

    def _find_typed(self, text: str) -> None:
        now = time.monotonic()
        pause = QApplication.keyboardInputInterval() / 1000
        self._typed = text if now - self._typed_at > pause else self._typed + text
        self._typed_at = now
        wanted = self._typed.casefold()
        for row, choice in enumerate(self._choices):
            if choice.label.casefold().startswith(wanted) or choice.initials.casefold().startswith(wanted):
                self._choose(row)
                return

    def _choose(self, row: int) -> None:
        if row != self.currentIndex():
            self.setCurrentIndex(row)
            self.edited.emit(self.value_text())


class YesNo(LeftWatch, QWidget):
    """Yes or no; no answer is possible. Y or 1 says yes, N or 2 says no. Value: "true", "false" or ""."""

    edited = pyqtSignal(str)
    left = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_look().tokens.space_4)
        self._group = QButtonGroup(self)
        self._buttons = {YES: _Radio(tr("common", "Yes"), self), NO: _Radio(tr("common", "No"), self)}
        for button in self._buttons.values():
            self._group.addButton(button)
            mark(button, variant="field")
            layout.addWidget(button)
        layout.addStretch(1)
        self.setFocusProxy(self._buttons[YES])
        self._group.buttonClicked.connect(lambda _button: self.edited.emit(self.value_text()))
        self.watch_leaving()

    def value_text(self) -> str:
        return next((value for value, button in self._buttons.items() if button.isChecked()), "")

    def set_value_text(self, text: str) -> None:
        """Choose by value or by the word shown; anything else is no answer."""
        self._group.setExclusive(False)
        for value, button in self._buttons.items():
            button.setChecked(text in (value, button.text()))
        self._group.setExclusive(True)
        self.setFocusProxy(self._buttons.get(self.value_text(), self._buttons[YES]))

    def set_invalid(self, invalid: bool) -> None:
        for button in self._buttons.values():
            mark(button, invalid=invalid)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        for button in self._buttons.values():
            button.setAccessibleName(f"{name} {button.text()}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        answers = {Qt.Key_Y: YES, Qt.Key_1: YES, Qt.Key_N: NO, Qt.Key_2: NO}
        answer = answers.get(event.key())
        if is_enter(event):
            go_on(self)
        elif answer is not None and not event.modifiers() & ~Qt.KeypadModifier:
            self._buttons[answer].setFocus(Qt.ShortcutFocusReason)
            self._buttons[answer].click()
        elif event.key() in (Qt.Key_Delete, Qt.Key_Backspace) and self.value_text():
            self.set_value_text("")
            self.edited.emit("")
        else:
            super().keyPressEvent(event)


class SeveralOf(LeftWatch, QWidget):
    """Any number of a list, as check boxes that wrap. Value: the chosen ids in list order, joined by commas."""

    edited = pyqtSignal(str)
    left = pyqtSignal(str)

    def __init__(self, choices: Sequence[Choice] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=current_look().tokens.space_4)
        self._boxes: dict[str, QCheckBox] = {}
        policy = QSizePolicy(QSizePolicy.Preferred, QSizePolicy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_choices(choices)
        self.watch_leaving()

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other choices; those chosen stay chosen when they are still among them."""
        kept = self.chosen()
        for box in self._boxes.values():
            self._flow.removeWidget(box)
            box.deleteLater()
        self._boxes = {choice.id: self._box(choice) for choice in choices}
        self.set_chosen(kept)
        if self._boxes:
            self.setFocusProxy(next(iter(self._boxes.values())))

    def chosen(self) -> tuple[str, ...]:
        """The ids of what is ticked, in list order."""
        return tuple(choice for choice, box in self._boxes.items() if box.isChecked())

    def set_chosen(self, chosen: Sequence[str]) -> None:
        """Tick exactly these, named by id or label, without any signal."""
        wanted = {name.strip() for name in chosen}
        for choice, box in self._boxes.items():
            box.setChecked(choice in wanted or _plain(box.text()) in wanted)

    def value_text(self) -> str:
        return SEPARATOR.join(self.chosen())

    def set_value_text(self, text: str) -> None:
        self.set_chosen(_SEPARATORS.split(text))

    def set_invalid(self, invalid: bool) -> None:
        for box in self._boxes.values():
            mark(box, invalid=invalid)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            go_on(self)
            return
        super().keyPressEvent(event)

    def _box(self, choice: Choice) -> QCheckBox:
        box = QCheckBox(_literal(choice.label), self)
        mark(box, variant="field")
        box.clicked.connect(lambda _on: self.edited.emit(self.value_text()))
        self._flow.addWidget(box)
        return box


class _Radio(QRadioButton):
    """A radio button whose letters and digits reach the editor around it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = (Qt.Key_Space, Qt.Key_Left, Qt.Key_Right, Qt.Key_Up, Qt.Key_Down)
        if event.key() in moves:
            super().keyPressEvent(event)
        else:
            event.ignore()


def _literal(label: str) -> str:
    return label.replace("&", "&&")


def _plain(label: str) -> str:
    return label.replace("&&", "&")
