"""Thumbnails of the scans of one material; Enter opens a page view, Delete takes a scan off."""

from __future__ import annotations

from PyQt5.QtCore import QSize, Qt, pyqtSignal
from PyQt5.QtGui import QIcon, QKeyEvent, QPixmap
from PyQt5.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

from client.ui.style.icons import icon_pixmap
from client.ui.style.look import current_look
from client.ui.translation import tr
from forms.journal.state import ScanRef


class ScanStrip(QListWidget):
    """`opened(sha256)` and `removed(sha256)`. Hidden while there are no scans."""

    opened = pyqtSignal(str)
    removed = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("editor", "Scans"))
        self.setViewMode(QListView.IconMode)
        self.setFlow(QListView.LeftToRight)
        self.setWrapping(False)
        self.setMovement(QListView.Static)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        em = current_look().em()
        self.setIconSize(QSize(em * 4, em * 5))
        self.setGridSize(QSize(em * 6, em * 7))
        self.setFixedHeight(em * 7 + current_look().tokens.space_3)
        self.itemActivated.connect(lambda item: self.opened.emit(item.data(Qt.UserRole)))
        self.hide()

    def set_scans(self, scans: tuple[ScanRef, ...], thumbnails: dict[str, bytes]) -> None:
        """Show `scans`; a selection that is still there stays."""
        kept = self.currentRow()
        self.clear()
        for number, scan in enumerate(scans, start=1):
            self.addItem(_item(scan, thumbnails.get(scan.sha256, b""), number))
        self.setCurrentRow(min(max(kept, 0), len(scans) - 1))
        self.setVisible(bool(scans))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if item is not None and event.key() in (Qt.Key_Return, Qt.Key_Enter, Qt.Key_Space):
            self.opened.emit(item.data(Qt.UserRole))
        elif item is not None and event.key() == Qt.Key_Delete:
            self.removed.emit(item.data(Qt.UserRole))
        else:
            super().keyPressEvent(event)


def _item(scan: ScanRef, thumbnail: bytes, number: int) -> QListWidgetItem:
    pixmap = QPixmap()
    if not pixmap.loadFromData(thumbnail):
        pixmap = icon_pixmap("page", size=current_look().em() * 3)
    words = tr("editor", "{number}. {pages} p.") if thumbnail else tr("editor", "{number}. not here")
    item = QListWidgetItem(QIcon(pixmap), words.format(number=number, pages=scan.pages))
    item.setData(Qt.UserRole, scan.sha256)
    item.setToolTip(scan.name)
    return item
