"""The sections of the form with their completion; Alt+1…9 goes to one."""

from __future__ import annotations

from PyQt5.QtCore import QSize, pyqtSignal
from PyQt5.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from client.desk.editor_view import SectionView
from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.button import Button
from client.ui.widgets.card import Card
from client.ui.widgets.labels import ElidedLabel, text_label
from client.ui.widgets.status_dot import DotState, StatusDot
from forms.words import Words


class SectionList(Card):
    """`section_chosen(id)` when a section was chosen by mouse, Enter or Alt+number."""

    section_chosen = pyqtSignal(str)

    def __init__(self, *, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(tr("editor", "Sections"), tight=True, parent=parent)
        self._words = words
        self._lines: dict[str, _SectionLine] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(current_look().tokens.space_1)
        self.add(self._list)
        self.body.addStretch(1)

    def set_sections(self, sections: tuple[SectionView, ...]) -> None:
        """Show the sections that have fields now."""
        shown = tuple(section for section in sections if any(field.shown for field in section.fields))
        if tuple(section.id for section in shown) != tuple(self._lines):
            self._build(shown)
        for section in shown:
            self._lines[section.id].set_completion(section)

    def at(self, number: int) -> str:
        """The id of the section with `number` (from 1); '' when there is none."""
        names = tuple(self._lines)
        return names[number - 1] if 0 < number <= len(names) else ""

    def _build(self, sections: tuple[SectionView, ...]) -> None:
        for line in self._lines.values():
            self._list.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = {}
        for number, section in enumerate(sections, start=1):
            line = _SectionLine(section.label.text(self._words.language), number)
            line.clicked.connect(lambda _checked, name=section.id: self.section_chosen.emit(name))
            self._list.addWidget(line)
            self._lines[section.id] = line


class _SectionLine(Button):
    """One section: a dot, its name, done of wanted."""

    def __init__(self, label: str, number: int) -> None:
        super().__init__("", variant="big")
        tokens = current_look().tokens
        self._label = label
        self._dot = StatusDot()
        self._count = text_label("", "secondary")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(tokens.space_2, tokens.space_1, tokens.space_2, tokens.space_1)
        layout.setSpacing(tokens.space_2)
        layout.addWidget(self._dot)
        layout.addWidget(ElidedLabel(label), 1)
        layout.addWidget(self._count)
        self.setToolTip(tr("editor", "Alt+{number}").format(number=number))

    def set_completion(self, section: SectionView) -> None:
        """Say how far the section is."""
        wrong = any(field.problems for field in section.fields if field.shown)
        state, word = _state(section, wrong=wrong)
        self._dot.set_state(state, word)
        self._count.setText(f"{section.done}/{section.wanted}")
        self.setAccessibleName(f"{self._label} {word} {section.done}/{section.wanted}")

    def sizeHint(self) -> QSize:
        return self.layout().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.layout().minimumSize()


def _state(section: SectionView, *, wrong: bool) -> tuple[DotState, str]:
    if wrong:
        return DotState.WRONG, tr("editor", "has errors")
    if section.done == section.wanted:
        return DotState.DONE, tr("editor", "complete")
    return (DotState.PARTLY, tr("editor", "begun")) if section.done else (DotState.EMPTY, tr("editor", "not begun"))
