"""Groups of lines on cards, for reading: what falls away, what is new, what is otherwise."""

from __future__ import annotations

from PyQt5.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from client.ui.changes.difference_words import Group
from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.card import Card
from client.ui.widgets.chip import LEVEL_ICONS
from client.ui.widgets.labels import IconLabel, text_label


class GroupList(QWidget):
    """A card for each group; the same groups again change nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: tuple[Group, ...] | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(current_look().tokens.space_3)

    def set_groups(self, groups: tuple[Group, ...]) -> None:
        """Show `groups` in their order."""
        if groups == self._groups:
            return
        self._groups = groups
        while (item := self._layout.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        for group in groups:
            self._layout.addWidget(_card(group, parent=self))

    def text(self) -> str:
        """Everything shown, a line each."""
        return "\n".join(line for group in self._groups or () for line in (group.title, *group.lines))


def _card(group: Group, *, parent: QWidget) -> Card:
    tokens = current_look().tokens
    card = Card(tight=True, parent=parent)
    head = QHBoxLayout()
    head.setSpacing(tokens.space_2)
    icon = IconLabel()
    icon.set_icon(LEVEL_ICONS[group.level], group.level)
    head.addWidget(icon)
    title = tr("changes", "{title} · {count}").format(title=group.title, count=len(group.lines))
    head.addWidget(text_label(title, "strong", wrap=True), 1)
    card.add(head)
    card.body.setSpacing(tokens.space_1)
    for line in group.lines:
        card.add(text_label(f"· {line}", wrap=True))
    return card
