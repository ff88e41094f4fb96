"""The editor that chooses one of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt5.QtCore import QModelIndex, QRect, QSize, Qt, pyqtSignal
from PyQt5.QtGui import QColor, QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PyQt5.QtWidgets import (
    QApplication,
    QComboBox,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QStylePainter,
    QWidget,
)

from client.ui.style.look import current_look
from client.ui.style.marks import mark
from client.ui.translation import tr
from client.ui.widgets.editor import Composing, go_on, is_enter
from client.ui.widgets.history import History, undo_way
from client.ui.widgets.type_ahead import TypeAhead, find_choice

_NUMBER_CHARS = 2


@dataclass(frozen=True)
class Choice:
    """One choice: `id` is the value, `label` is shown."""

    id: str
    label: str


class ChoiceBox(Composing, QComboBox):
    """One of a list. The wheel never changes it, Alt+Down opens it, Delete empties it.

    Typing finds a choice by its words, their pinyin or initials, or its number in the list. An input method may be on:
    the letters that it composes count as pinyin when its word is none of the choices.
    A value that is none of the choices (any more) is shown and kept until another is chosen.
    """

    edited = pyqtSignal(str)
    left = pyqtSignal(str)
    said = pyqtSignal(str, bool)

    def __init__(self, choices: Sequence[Choice] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[Choice, ...] = ()
        self._keys = TypeAhead()
        self._composed = ""
        self._foreign = ""
        self._told = ""
        self._history = History("")
        self._list: _ChoiceList | None = None
        self.setPlaceholderText(tr("common", "Choose"))
        self.setFocusPolicy(Qt.StrongFocus)
        self.setAttribute(Qt.WA_InputMethodEnabled, True)
        self.set_choices(choices)
        self.activated.connect(lambda _row: self._changed())

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other choices; the chosen one stays when it is still among them."""
        kept = self.value_text()
        self._choices = tuple(choices)
        self.clear()
        for choice in self._choices:
            self.addItem(choice.label, choice.id)
        self.set_value_text(kept if any(choice.id == kept for choice in choices) else "")

    def value_text(self) -> str:
        return str(self.currentData() or self._foreign)

    def set_value_text(self, text: str) -> None:
        """Choose the choice whose id or label is `text`; where there is none, keep the text as it is."""
        self._show(text)
        if self.value_text() != self._history.now():
            self._history.begin(self.value_text())

    def _show(self, text: str) -> None:
        found = self.findData(text)
        self.setCurrentIndex(found if found >= 0 else self.findText(text, Qt.MatchFixedString))
        self._foreign = text if self.currentIndex() < 0 else ""
        self.update()

    def set_invalid(self, invalid: bool) -> None:
        mark(self, invalid=invalid)

    def sizeHint(self) -> QSize:
        """Room for a few characters. Qt's own policy for that would build every list that drops down at once."""
        look = current_look()
        return QSize(look.chars(4) + look.field_height(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def showPopup(self) -> None:
        """The list is made when it is first opened."""
        if self._list is None:
            self._list = _ChoiceList(self)
            self.setView(self._list)
            # Qt counts the height of the rows before it shows them, which the style sheet has to know by then.
            self._list.ensurePolished()
        super().showPopup()
        self._list.make_room(self.maxVisibleItems())

    def row_of(self, text: str) -> int | None:
        """The row that typed `text` means, together with what was typed just before; None when there is none."""
        labels = [choice.label for choice in self._choices]
        found = find_choice(self._keys.word(text), labels)
        if found is None:
            self._keys.forget()
            found = find_choice(self._keys.word(text), labels)
        self._tell("" if found is not None else tr("common", "No choice fits “{typed}”").format(typed=text))
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.CC_ComboBox, option)
        field = self.style().subControlRect(QStyle.CC_ComboBox, option, QStyle.SC_ComboBoxEditField, self)
        words = self._composed or self._foreign or self.currentText() or self.placeholderText()
        shown = self.fontMetrics().elidedText(words, Qt.ElideRight, field.width())
        painter.setPen(QColor(current_look().tokens.colour(self._ink())))
        painter.drawItemText(field, Qt.AlignLeft | Qt.AlignVCenter, option.palette, self.isEnabled(), shown)
        side = current_look().field_height()
        option.rect = QRect(self.width() - side, 0, side, self.height())
        painter.drawPrimitive(QStyle.PE_IndicatorArrowDown, option)

    def _ink(self) -> str:
        if not self.isEnabled():
            return "disabled"
        return "ink" if self.currentIndex() >= 0 or self._composed or self._foreign else "ink_3"

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            go_on(self)
        elif way := undo_way(event):
            self._undo(event, way)
        elif event.key() in (Qt.Key_Delete, Qt.Key_Backspace):
            self._keys.forget()
            self._choose(-1)
        elif event.key() == Qt.Key_F4:
            event.ignore()
        elif is_typing(event):
            self._find_typed(event.text())
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Words of an input method choose as keys do; what is composed stands in the box meanwhile."""
        letters, self._composed = self._composed, event.preeditString()
        super().inputMethodEvent(event)
        if event.commitString():
            self._keys.forget()
            labels = [choice.label for choice in self._choices]
            fits = find_choice(event.commitString(), labels) is not None
            self._find_typed(event.commitString() if fits or not letters.isascii() or not letters else letters)
        self.update()

    def _find_typed(self, text: str) -> None:
        row = self.row_of(text)
        if row is not None:
            self._choose(row)

    def _choose(self, row: int) -> None:
        if row != self.currentIndex() or self._foreign:
            self.setCurrentIndex(row)
            self._changed()

    def _changed(self) -> None:
        self._foreign = ""
        self._tell("")
        self._history.keep(self.value_text())
        self.edited.emit(self.value_text())

    def _undo(self, event: QKeyEvent, way: int) -> None:
        value = self._history.step(way)
        if value is None:
            event.ignore()
            return
        self._show(value)
        self.edited.emit(self.value_text())

    def _tell(self, words: str) -> None:
        if words != self._told:
            self._told = words
            self.said.emit(words, False)


class _ChoiceList(QListView):
    """The list that drops down: numbered, and typed into as the closed box is."""

    def __init__(self, box: ChoiceBox) -> None:
        super().__init__(box)
        self._box = box
        self.setItemDelegate(_Numbered(self))

    def make_room(self, most: int) -> None:
        """Qt forgets what the style sheet draws around the list, which would cut off the last row."""
        window = self.window()
        window.layout().activate()
        rows = sum(self.sizeHintForRow(row) for row in range(min(most, self.model().rowCount())))
        missing = rows - self.viewport().height()
        if missing > 0:
            room = QApplication.desktop().availableGeometry(self._box)
            window.resize(window.width(), min(window.height() + missing, room.height()))
            window.move(window.x(), max(room.top(), min(window.y(), room.bottom() - window.height())))

    def keyboardSearch(self, text: str) -> None:
        row = self._box.row_of(text)
        if row is not None:
            self.setCurrentIndex(self.model().index(row, 0))


class _Numbered(QStyledItemDelegate):
    """Each row with the number that chooses it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        look = current_look()
        room = look.chars(_NUMBER_CHARS)
        shifted = QStyleOptionViewItem(option)
        super().paint(painter, shifted, index)
        painter.save()
        painter.setPen(QColor(look.tokens.ink_3))
        number = option.rect.adjusted(0, 0, -look.tokens.space_2, 0)
        painter.drawText(
            number.adjusted(number.width() - room, 0, 0, 0), Qt.AlignRight | Qt.AlignVCenter, str(index.row() + 1)
        )
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width() + current_look().chars(_NUMBER_CHARS), size.height())


def is_typing(event: QKeyEvent) -> bool:
    """True for a key that writes something."""
    return (
        bool(event.text().strip())
        and event.text().isprintable()
        and not event.modifiers() & (Qt.ControlModifier | Qt.AltModifier)
    )
