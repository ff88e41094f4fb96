"""The form beside the list: what has to be said before a paper is made, or why one is taken back."""

from __future__ import annotations

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QWidget

from client.desk.paper_drafts import ALL, Asked
from client.ui.papers.paper_words import asked_label
from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.choice_box import Choice, ChoiceBox
from client.ui.widgets.editor import FieldEditor, finish_word
from client.ui.widgets.labels import text_label
from client.ui.widgets.line_field import LineField
from client.ui.widgets.long_text import LongTextEdit
from client.ui.widgets.scroll_sheet import ScrollSheet
from client.ui.widgets.text_editors import TextEdit

_NAME_CHARS = 9
"""Width of a material's name beside its counts; a longer one goes on in the next line."""
_LONG = frozenset({"collect", "reason", "remedies", "basis", "note"})


class PaperForm(ScrollSheet):
    """One field for each thing asked, all of them replaced by `ask`. `changed` while the clerk types."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._title = text_label("", "section", wrap=True)
        self._note = text_label("", "secondary", wrap=True)
        self._fields: dict[str, LineField] = {}
        self._asked: tuple[Asked, ...] = ()
        self.body.setSpacing(current_look().tokens.space_2)
        self.body.addWidget(self._title)
        self.body.addWidget(self._note)
        self.body.addStretch(1)

    def ask(self, title: str, asked: tuple[Asked, ...], *, note: str = "") -> None:
        """Begin anew with other fields."""
        for field in self._fields.values():
            self.body.removeWidget(field)
            field.hide()
            field.deleteLater()
        self._asked = asked
        self._title.setText(title)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._fields = {one.name: self._field(one) for one in asked}
        for place, field in enumerate(self._fields.values()):
            self.body.insertWidget(2 + place, field)

    def said(self) -> dict[str, str]:
        """What stands in every field, by name."""
        finish_word()
        return {name: field.editor.value_text() for name, field in self._fields.items()}

    def is_complete(self) -> bool:
        """True when nothing required is empty."""
        return all(self._fields[one.name].editor.value_text().strip() for one in self._asked if one.required)

    def take_focus(self) -> None:
        """The cursor goes to the first field."""
        if self._fields:
            next(iter(self._fields.values())).editor.setFocus(Qt.OtherFocusReason)

    def has_fields(self) -> bool:
        """True when something is asked."""
        return bool(self._fields)

    def _field(self, asked: Asked) -> LineField:
        side, chars = ("left", _NAME_CHARS) if asked.label else ("above", 0)
        label, editor = asked_label(asked), _editor(asked)
        field = LineField(label, editor, required=asked.required, label_side=side, label_chars=chars)
        field.editor.setObjectName(f"paper:{asked.name}")
        field.editor.set_value_text(asked.value)
        field.editor.edited.connect(lambda _text: self.changed.emit())
        return field


def _editor(asked: Asked) -> FieldEditor:
    if asked.choices:
        every = tr("papers", "All {count}").format(count=len(asked.choices) - 1)
        return ChoiceBox([Choice(id=key, label=every if key == ALL else words) for key, words in asked.choices])
    return LongTextEdit(lines=2) if asked.name in _LONG else TextEdit()
