"""Thumbnails of the scans of one material; Enter opens a page view, Delete takes a scan off."""

from __future__ import annotations

from collections.abc import Collection

from PyQt5.QtCore import QSize, Qt, pyqtSignal
from PyQt5.QtGui import QIcon, QKeyEvent, QPixmap
from PyQt5.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

from client.ui.style.icons import icon_pixmap
from client.ui.style.look import current_look
from client.ui.translation import tr
from forms.journal.state import ScanRef


class ScanStrip(QListWidget):
    """`opened(sha256)` and `removed(sha256)`; `moved` when another is current. Hidden while there are no scans."""

    opened = pyqtSignal(str)
    removed = pyqtSignal(str)
    moved = pyqtSignal()

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
        self.currentRowChanged.connect(lambda _row: self.moved.emit())
        self.hide()

    def set_scans(
        self, scans: tuple[ScanRef, ...], thumbnails: dict[str, bytes], *, flawed: Collection[str] = ()
    ) -> None:
        """Show `scans`, those that are `flawed` (SHA-256) by that word; a selection that is still there stays."""
        kept = self.currentRow()
        self.clear()
        for number, scan in enumerate(scans, start=1):
            thumbnail = thumbnails.get(scan.sha256, b"")
            self.addItem(_item(scan, thumbnail, number, flawed=scan.sha256 in flawed))
        self.setCurrentRow(min(max(kept, 0), len(scans) - 1))
        self.setVisible(bool(scans))

    def current(self) -> tuple[str, int]:
        """SHA-256 and number of the scan that is chosen; ('', 0) when there is none."""
        item = self.currentItem()
        return (item.data(Qt.UserRole), self.currentRow() + 1) if item is not None else ("", 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if item is not None and event.key() in (Qt.Key_Return, Qt.Key_Enter, Qt.Key_Space):
            self.opened.emit(item.data(Qt.UserRole))
        elif item is not None and event.key() == Qt.Key_Delete:
            self.removed.emit(item.data(Qt.UserRole))
        else:
            super().keyPressEvent(event)


def _item(scan: ScanRef, thumbnail: bytes, number: int, *, flawed: bool) -> QListWidgetItem:
    pixmap = QPixmap()
    if not pixmap.loadFromData(thumbnail):
        pixmap = icon_pixmap("page", size=current_look().em() * 3)
    words = tr("editor", "{number}. {pages} p.") if thumbnail else tr("editor", "{number}. not here")
    words = tr("editor", "{number}. flawed") if flawed else words
    item = QListWidgetItem(QIcon(pixmap), words.format(number=number, pages=scan.pages))
    item.setData(Qt.UserRole, scan.sha256)
    item.setToolTip(scan.name)
    return item
