"""The editor of an identity number, which reads birth date and sex out of it."""

from __future__ import annotations

from collections.abc import Callable

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PyQt5.QtWidgets import QWidget

from client.ui.style.look import current_look
from client.ui.widgets.code_groups import identity_groups
from client.ui.widgets.text_editors import CodeEdit


class IdentityEdit(CodeEdit):
    """What `says` reads out stands beside the number in the same line, or under it where the line is too short."""

    def __init__(self, *, says: Callable[[str], str], placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(groups=identity_groups, upper=True, placeholder=placeholder, says=says, parent=parent)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._said or not self._fits():
            return
        tokens = current_look().tokens
        painter = QPainter(self)
        painter.setPen(QColor(tokens.ok))
        beside = self.rect().adjusted(tokens.space_2, 0, -tokens.space_2 - tokens.ring, 0)
        painter.drawText(beside, Qt.AlignRight | Qt.AlignVCenter, self._beside())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._said:
            self._tell_said()

    def _tell_said(self) -> None:
        self.said.emit("" if self._fits() else self._said, False)
        self.update()

    def _beside(self) -> str:
        return f"✓ {self._said}"

    def _fits(self) -> bool:
        metrics, tokens = self.fontMetrics(), current_look().tokens
        needed = metrics.horizontalAdvance(self.text()) + metrics.horizontalAdvance(self._beside())
        return needed + 5 * tokens.space_2 <= self.width()
