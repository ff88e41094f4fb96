"""Editors that choose by buttons: yes or no, several of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QKeyEvent
from PyQt5.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from client.ui.style.look import current_look
from client.ui.style.marks import mark
from client.ui.translation import tr
from client.ui.widgets.choice_box import Choice, is_typing
from client.ui.widgets.editor import LeftWatch, go_on, is_enter, reveal
from client.ui.widgets.flow_layout import FlowLayout
from client.ui.widgets.history import History, undo_way
from client.ui.widgets.type_ahead import TypeAhead, find_choice

YES, NO = "true", "false"
SEPARATOR = ","
_SEPARATORS = re.compile("[,，、]")
_ANSWERS = {
    **dict.fromkeys((Qt.Key_Y, Qt.Key_S, Qt.Key_1), YES),
    **dict.fromkeys((Qt.Key_N, Qt.Key_F, Qt.Key_2), NO),
}
"""By the English word, by 是 and 否, by place."""
_ARROWS = {Qt.Key_Left: -1, Qt.Key_Up: -1, Qt.Key_Right: 1, Qt.Key_Down: 1}


class YesNo(LeftWatch, QWidget):
    """Yes or no; no answer is possible. Y, S or 1 says yes, N, F or 2 says no, Delete takes it back.

    Value: "true", "false" or ""; any other text that was set is kept until an answer is given.
    """

    edited = pyqtSignal(str)
    left = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_look().tokens.space_4)
        self._foreign = ""
        self._history = History("")
        self._group = QButtonGroup(self)
        self._buttons = {YES: _Radio(tr("common", "Yes"), self), NO: _Radio(tr("common", "No"), self)}
        for button in self._buttons.values():
            self._group.addButton(button)
            mark(button, variant="field")
            layout.addWidget(button)
        layout.addStretch(1)
        self.setFocusProxy(self._buttons[YES])
        self._group.buttonClicked.connect(lambda _button: self._changed())
        self.watch_leaving()

    def value_text(self) -> str:
        return next((value for value, button in self._buttons.items() if button.isChecked()), self._foreign)

    def set_value_text(self, text: str) -> None:
        """Choose by value or by the word shown."""
        self._show(text)
        if self.value_text() != self._history.now():
            self._history.begin(self.value_text())

    def _show(self, text: str) -> None:
        self._group.setExclusive(False)
        for value, button in self._buttons.items():
            button.setChecked(text in (value, button.text()))
        self._group.setExclusive(True)
        self._foreign = "" if self._group.checkedButton() else text
        self.setFocusProxy(self._buttons.get(self.value_text(), self._buttons[YES]))

    def set_invalid(self, invalid: bool) -> None:
        for button in self._buttons.values():
            mark(button, invalid=invalid)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        for button in self._buttons.values():
            button.setAccessibleName(f"{name} {button.text()}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        answer = _ANSWERS.get(event.key())
        if is_enter(event):
            go_on(self)
        elif way := undo_way(event):
            self._undo(event, way)
        elif answer is not None and not event.modifiers() & ~Qt.KeypadModifier:
            self._buttons[answer].setFocus(Qt.ShortcutFocusReason)
            self._buttons[answer].click()
        elif event.key() in (Qt.Key_Delete, Qt.Key_Backspace) and self.value_text():
            self._show("")
            self._changed()
        else:
            super().keyPressEvent(event)

    def _changed(self) -> None:
        self._history.keep(self.value_text())
        self.edited.emit(self.value_text())

    def _undo(self, event: QKeyEvent, way: int) -> None:
        value = self._history.step(way)
        if value is None:
            event.ignore()
            return
        self._show(value)
        self.edited.emit(value)


class SeveralOf(LeftWatch, QWidget):
    """Any number of a list, as check boxes that wrap. Value: the chosen ids in list order, joined by commas.

    Tab and the arrows go from box to box, Space ticks; typed words, initials or a number go to a box of the list.
    """

    edited = pyqtSignal(str)
    left = pyqtSignal(str)

    def __init__(self, choices: Sequence[Choice] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=current_look().tokens.space_4)
        self._boxes: dict[str, QCheckBox] = {}
        self._keys = TypeAhead()
        self._history: History[tuple[str, ...]] = History(())
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
        self.set_chosen([choice for choice in kept if choice in self._boxes])
        if self._boxes:
            self.setFocusProxy(next(iter(self._boxes.values())))

    def chosen(self) -> tuple[str, ...]:
        """The ids of what is ticked, in list order."""
        return tuple(choice for choice, box in self._boxes.items() if box.isChecked())

    def set_chosen(self, chosen: Sequence[str]) -> None:
        """Tick exactly these, named by id or label, without any signal."""
        self._show(chosen)
        if self.chosen() != self._history.now():
            self._history.begin(self.chosen())

    def _show(self, chosen: Sequence[str]) -> None:
        wanted = {name.strip() for name in chosen}
        known = {*self._boxes, *(_plain(box.text()) for box in self._boxes.values()), ""}
        for name in chosen:
            if name.strip() not in known:
                # Chosen when the list was another one: it stays until somebody takes the tick away.
                self._boxes[name.strip()] = self._box(Choice(name.strip(), name.strip()))
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
        elif way := undo_way(event):
            self._undo(event, way)
        elif event.key() in _ARROWS:
            self._go(self._at() + _ARROWS[event.key()])
        elif is_typing(event):
            found = find_choice(self._keys.word(event.text()), [_plain(box.text()) for box in self._boxes.values()])
            self._go(-1 if found is None else found)
        else:
            super().keyPressEvent(event)

    def _at(self) -> int:
        return next((at for at, box in enumerate(self._boxes.values()) if box.hasFocus()), -1)

    def _go(self, at: int) -> None:
        if 0 <= at < len(self._boxes):
            reveal(list(self._boxes.values())[at], Qt.OtherFocusReason)

    def _changed(self) -> None:
        self._history.keep(self.chosen())
        self.edited.emit(self.value_text())

    def _undo(self, event: QKeyEvent, way: int) -> None:
        chosen = self._history.step(way)
        if chosen is None:
            event.ignore()
            return
        self._show(chosen)
        self.edited.emit(self.value_text())

    def _box(self, choice: Choice) -> QCheckBox:
        box = _Box(_literal(choice.label), self)
        mark(box, variant="field")
        box.clicked.connect(lambda _on: self._changed())
        self._flow.addWidget(box)
        return box


class _Box(QCheckBox):
    """A check box whose arrows, letters and digits reach the editor around it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key_Space, Qt.Key_Select):
            super().keyPressEvent(event)
        else:
            event.ignore()


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
