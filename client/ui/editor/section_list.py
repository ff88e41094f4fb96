"""The sections of the form with their completion; Alt+1…9 goes to one."""

from __future__ import annotations

from PyQt5.QtCore import QSize, Qt, pyqtSignal
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import QHBoxLayout, QShortcut, QWidget

from client.desk.editor_view import SectionView
from client.ui.style.look import current_look
from client.ui.style.marks import mark
from client.ui.translation import tr
from client.ui.widgets.button import Button
from client.ui.widgets.card import Card
from client.ui.widgets.labels import ElidedLabel, text_label
from client.ui.widgets.scroll_sheet import ScrollSheet
from client.ui.widgets.status_dot import DotState, StatusDot
from client.ui.widgets.tab_order import TabMark, follow_in_order
from forms.words import Words

_MOST_SHORTCUTS = 9


class SectionList(Card):
    """`section_chosen(id)` when a section was chosen by mouse, Enter or Alt+number."""

    section_chosen = pyqtSignal(str)

    def __init__(self, *, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(tr("editor", "Sections"), tight=True, parent=parent)
        self._words = words
        self._lines: dict[str, _SectionLine] = {}
        self._current = ""
        self._mark = TabMark(self)
        self._area = ScrollSheet(parent=self)
        self._list = self._area.body
        self._list.setSpacing(current_look().tokens.space_1 // 2)
        self._list.addStretch(1)
        self.add(self._area, 1)
        for number in range(1, _MOST_SHORTCUTS + 1):
            QShortcut(QKeySequence(f"Alt+{number}"), self, lambda at=number: self._choose_number(at))

    def set_sections(self, sections: tuple[SectionView, ...]) -> None:
        """Show the sections that have fields now."""
        shown = tuple(section for section in sections if any(field.shown for field in section.fields))
        if tuple(section.id for section in shown) != tuple(self._lines):
            self._build(shown)
        for section in shown:
            self._lines[section.id].set_completion(section)

    def set_current(self, section: str) -> None:
        """Mark the section that the cursor is in; an unknown one leaves the mark where it is."""
        line = self._lines.get(section)
        if line is None or section == self._current:
            return
        for other in self._lines.values():
            other.set_current(other is line)
        self._current = section
        self._area.ensureWidgetVisible(line)

    def at(self, number: int) -> str:
        """The id of the section with `number` (from 1); '' when there is none."""
        names = tuple(self._lines)
        return names[number - 1] if 0 < number <= len(names) else ""

    def _choose_number(self, number: int) -> None:
        if section := self.at(number):
            self.section_chosen.emit(section)

    def _build(self, sections: tuple[SectionView, ...]) -> None:
        for line in self._lines.values():
            self._list.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines, self._current = {}, ""
        for number, section in enumerate(sections, start=1):
            line = _SectionLine(section, number, self._words.language, parent=self._area.widget())
            line.clicked.connect(lambda _checked, name=section.id: self.section_chosen.emit(name))
            self._list.insertWidget(number - 1, line)
            self._lines[section.id] = line
        follow_in_order(self._mark, *self._lines.values())


class _SectionLine(Button):
    """One section: a dot, its name, done of wanted."""

    def __init__(self, section: SectionView, number: int, language: str, *, parent: QWidget) -> None:
        super().__init__("", variant="rail", parent=parent)
        tokens = current_look().tokens
        self.setCheckable(True)
        self._number = number
        self._label = section.label.text(language)
        self._dot = StatusDot(parent=self)
        self._name = ElidedLabel(section.short.text(language), parent=self)
        self._count = text_label("", "secondary", parent=self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(tokens.space_2, 0, tokens.space_2, 0)
        layout.setSpacing(tokens.space_2)
        layout.addWidget(self._dot, 0, Qt.AlignVCenter)
        layout.addWidget(self._name, 1)
        layout.addWidget(self._count)

    def set_current(self, current: bool) -> None:
        """Whether the cursor is in this section."""
        self.setChecked(current)
        mark(self._name, level="info" if current else "")

    def nextCheckState(self) -> None:
        """A click asks for the section; the mark follows the cursor."""

    def set_completion(self, section: SectionView) -> None:
        """Say how far the section is."""
        wrong = any(field.problems for field in section.fields if field.shown)
        state, word = _state(section, wrong=wrong)
        count = f"{section.done}/{section.wanted}" if section.wanted else tr("editor", "optional")
        self._dot.set_state(state, word)
        self._count.setText(count)
        self.setAccessibleName(f"{self._label} {word} {count}")
        key = tr("editor", "Alt+{number}").format(number=self._number) if self._number <= _MOST_SHORTCUTS else ""
        self.setToolTip("  ".join(part for part in (self._label, word, key) if part))

    def sizeHint(self) -> QSize:
        look = current_look()
        return QSize(self.layout().sizeHint().width(), look.line_height() + look.tokens.space_3)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.layout().minimumSize().width(), self.sizeHint().height())


def _state(section: SectionView, *, wrong: bool) -> tuple[DotState, str]:
    if wrong:
        return DotState.WRONG, tr("editor", "has errors")
    if section.done == section.wanted:
        return DotState.DONE, tr("editor", "complete")
    return (DotState.PARTLY, tr("editor", "begun")) if section.done else (DotState.EMPTY, tr("editor", "not begun"))
