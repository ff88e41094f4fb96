"""A part of a screen that scrolls up and down when it has too little room; it never takes the focus itself."""

from __future__ import annotations

from PyQt5.QtCore import QEvent, QObject, QSize, Qt
from PyQt5.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from client.ui.style.look import current_look
from client.ui.style.marks import mark


class ScrollSheet(QScrollArea):
    """Put content into `body`. With `hugging` it is never higher than its content, and may be much lower."""

    def __init__(self, *, hugging: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hugging = hugging
        self._followed: QWidget | None = None
        mark(self, role="sheet")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.NoFrame)
        self.setFocusPolicy(Qt.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarAlwaysOff)
        self._sheet = QWidget(self.viewport())
        mark(self._sheet, role="scrolled")
        self.body = QVBoxLayout(self._sheet)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(current_look().tokens.space_2)
        self.setWidget(self._sheet)
        for part in (self._sheet, self.viewport()):
            part.setAutoFillBackground(False)
        if hugging:
            self.setSizePolicy(QSizePolicy.Preferred, QSizePolicy.Maximum)
            self._sheet.installEventFilter(self)

    def sizeHint(self) -> QSize:
        if not self._hugging:
            return super().sizeHint()
        hint = self.body.sizeHint()
        if self.body.hasHeightForWidth():
            # As if the scroll bar were there: Qt takes one away only where the narrower content would fit as well.
            room = self.width() - self.verticalScrollBar().sizeHint().width()
            hint.setHeight(self.body.totalHeightForWidth(max(1, room)))
        return hint

    def minimumSizeHint(self) -> QSize:
        look = current_look()
        lowest = look.field_height() * 2
        return QSize(look.chars(6), min(lowest, self.sizeHint().height()) if self._hugging else lowest)

    def follow(self, part: QWidget) -> None:
        """Take room only while `part`, which shows and hides itself, is shown."""
        self._followed = part
        part.installEventFilter(self)
        self.setVisible(not part.isHidden())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is in the sheet grew or shrank: so may the area."""
        if event.type() in (QEvent.LayoutRequest, QEvent.Resize):
            self.updateGeometry()
        elif watched is self._followed and event.type() in (QEvent.ShowToParent, QEvent.HideToParent):
            self.setVisible(event.type() == QEvent.ShowToParent)
        return super().eventFilter(watched, event)
