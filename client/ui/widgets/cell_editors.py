"""What a cell of an editable table is typed into: a line, or one of a few choices."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import QAbstractItemModel, QModelIndex, Qt, pyqtSignal
from PyQt5.QtGui import QKeyEvent
from PyQt5.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from client.ui.style.marks import mark
from client.ui.widgets.choice_box import Choice, ChoiceBox
from client.ui.widgets.editor import Composing, is_enter


class CellDelegate(QStyledItemDelegate):
    """Makes cell editors. The input method is off in `latin` columns; columns with `choices` offer them by label."""

    def __init__(self, latin: Sequence[bool], choices: Sequence[Sequence[str]], parent: QWidget) -> None:
        super().__init__(parent)
        self._latin = tuple(latin)
        self._choices = tuple(tuple(offered) for offered in choices)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: QModelIndex) -> QWidget:
        offered = self._choices[index.column()]
        return self._choice(parent, offered) if offered else self._line(parent, index.column())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: QModelIndex) -> None:
        """The whole cell; Qt would leave out the padding of the style sheet."""
        editor.setGeometry(option.rect)

    def setEditorData(self, editor: QWidget, index: QModelIndex) -> None:
        text = index.data(Qt.EditRole) or ""
        if isinstance(editor, ChoiceBox):
            editor.set_value_text(text)
        elif editor.text() != text:
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex) -> None:
        model.setData(index, editor.value_text(), Qt.EditRole)

    def _line(self, parent: QWidget, column: int) -> QWidget:
        line = _CellLine(parent)
        line.setAttribute(Qt.WA_InputMethodEnabled, not self._latin[column])
        mark(line, variant="cell")
        # What is typed counts at once: it is autosaved, and saving does not wait for the cell to be left.
        line.textEdited.connect(lambda _text: self.commitData.emit(line))
        return line

    def _choice(self, parent: QWidget, offered: Sequence[str]) -> QWidget:
        box = _CellChoice([Choice(label, label) for label in offered], parent)
        mark(box, variant="cell")
        box.edited.connect(lambda _text: self.commitData.emit(box))
        return box


class _CellLine(Composing, QLineEdit):
    left = pyqtSignal(str)

    def value_text(self) -> str:
        return self.text()


class _CellChoice(ChoiceBox):
    """Enter belongs to the table, which goes on to the next cell."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            event.ignore()
            return
        super().keyPressEvent(event)
