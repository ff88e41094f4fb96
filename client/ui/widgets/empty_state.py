"""What stands where nothing is yet: it says what to do first."""

from __future__ import annotations

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QVBoxLayout, QWidget

from client.ui.style.look import current_look
from client.ui.widgets.button import Button
from client.ui.widgets.labels import IconLabel, text_label


class EmptyState(QWidget):
    """An icon, what is (not) here, what to do, and the button that does it."""

    action_triggered = pyqtSignal()

    def __init__(
        self, *, icon_name: str, title: str, hint: str, action_text: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        tokens = current_look().tokens
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.space_3, tokens.space_3, tokens.space_3, tokens.space_3)
        layout.setSpacing(tokens.space_2)
        layout.addStretch(1)
        layout.addWidget(IconLabel(icon_name, "line_strong", em=2.5), 0, Qt.AlignHCenter)
        self._title = text_label(title, "section")
        self._title.setAlignment(Qt.AlignCenter)
        self._hint = text_label(hint, "secondary", wrap=True)
        self._hint.setAlignment(Qt.AlignHCenter | Qt.AlignTop)
        layout.addWidget(self._title)
        layout.addWidget(self._hint)
        self._button = Button(action_text)
        self._button.setVisible(bool(action_text))
        self._button.clicked.connect(lambda: self.action_triggered.emit())
        layout.addSpacing(tokens.space_1)
        layout.addWidget(self._button, 0, Qt.AlignHCenter)
        layout.addStretch(1)

    def set_words(self, *, title: str, hint: str) -> None:
        """Say something else, for example that a search found nothing."""
        self._title.setText(title)
        self._hint.setText(hint)
