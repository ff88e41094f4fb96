"""Large choices with their number, so that a question is answered with one key."""

from __future__ import annotations

from PyQt5.QtCore import QSize, Qt
from PyQt5.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from client.ui.style.look import current_look
from client.ui.widgets.button import Button
from client.ui.widgets.labels import text_label

_FIRST, _LAST = 1, 9


class BigButton(Button):
    """One choice. `number` 1 to 9 is also its key, as long as no editor has the focus; 0 means no key."""

    def __init__(self, text: str, hint: str = "", *, number: int = 0, parent: QWidget | None = None) -> None:
        super().__init__("", variant="big", parent=parent)
        tokens = current_look().tokens
        layout = QHBoxLayout(self)
        layout.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, tokens.space_3)
        layout.setSpacing(tokens.space_3)
        words = QVBoxLayout()
        words.setSpacing(tokens.space_1)
        self._title = text_label(text, "strong")
        words.addWidget(self._title)
        if hint:
            words.addWidget(text_label(hint, "secondary", wrap=True))
        if _FIRST <= number <= _LAST:
            cap = text_label(str(number), "key")
            layout.addWidget(cap, 0, Qt.AlignTop)
            self.set_key(str(number))
        layout.addLayout(words, 1)
        policy = QSizePolicy(QSizePolicy.Preferred, QSizePolicy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(text)
        self.setAccessibleDescription(hint)

    def title(self) -> str:
        """The words of the choice."""
        return self._title.text()

    def sizeHint(self) -> QSize:
        return self.layout().sizeHint()

    def heightForWidth(self, width: int) -> int:
        return self.layout().totalHeightForWidth(width) if self.layout().hasHeightForWidth() else -1

    def minimumSizeHint(self) -> QSize:
        return self.layout().minimumSize()
