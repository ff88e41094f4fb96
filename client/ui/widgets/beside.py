"""Two columns side by side where there is room for both, else one below the other."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import QEvent
from PyQt5.QtGui import QResizeEvent
from PyQt5.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from client.ui.style.look import current_look


class BesideOrBelow(QWidget):
    """The widgets of `first` and those of `second`, side by side from `least_chars` Chinese characters on.

    `shares` say how the width is divided then.
    """

    def __init__(
        self,
        first: Sequence[QWidget],
        second: Sequence[QWidget],
        *,
        least_chars: int,
        shares: tuple[int, int] = (1, 1),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._least_chars = least_chars
        self._shares = shares
        space = current_look().tokens.space_3
        self._both = QBoxLayout(QBoxLayout.TopToBottom, self)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(space)
        for widgets in (first, second):
            column = QVBoxLayout()
            column.setSpacing(space)
            for widget in widgets:
                column.addWidget(widget)
            column.addStretch(1)
            self._both.addLayout(column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = event.size().width() >= current_look().chars(self._least_chars)
        self._both.setDirection(QBoxLayout.LeftToRight if beside else QBoxLayout.TopToBottom)
        for number, share in enumerate(self._shares):
            self._both.setStretch(number, share if beside else 0)
        self._keep_height()

    def event(self, event: QEvent) -> bool:
        """What is in the columns grew or shrank."""
        if event.type() == QEvent.LayoutRequest:
            self._keep_height()
        return super().event(event)

    def _keep_height(self) -> None:
        """As high as wrapped words need in this width: a scroll area asks for the least height only."""
        height = self._both.totalHeightForWidth(self.width()) if self._both.hasHeightForWidth() else 0
        self.setMinimumHeight(max(height, self._both.totalMinimumSize().height()))
