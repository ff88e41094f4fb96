"""The line for a receipt: a scanner types into it, a clerk too, and a picture of the receipt can be dropped on it."""

from __future__ import annotations

from pathlib import Path

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PyQt5.QtWidgets import QWidget

from client.ui.translation import tr
from client.ui.widgets.text_editors import CodeEdit


class ReceiptLine(CodeEdit):
    """`picture_dropped(path)`."""

    picture_dropped = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            upper=True, placeholder=tr("receive", "Scan the code, type the number, or drop a picture"), parent=parent
        )
        self.setObjectName("receive:code")
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._take(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._take(event)

    def _take(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.picture_dropped.emit(Path(files[0]))
            event.acceptProposedAction()
        else:
            super().dropEvent(event)
