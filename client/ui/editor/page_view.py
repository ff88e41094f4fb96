"""A page of a scan beside the form: pages forth and back, turned for reading, closed by Esc."""

from __future__ import annotations

from PyQt5.QtCore import QEvent, QObject, Qt, pyqtSignal
from PyQt5.QtGui import QKeyEvent, QPixmap, QTransform
from PyQt5.QtWidgets import QLabel, QScrollArea, QSizePolicy, QWidget

from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.button import Button
from client.ui.widgets.card import Card
from client.ui.widgets.flow_layout import FlowLayout
from client.ui.widgets.labels import text_label


class PageView(Card):
    """`page_wanted(number)` (from 0) asks for a page; `shown` when the first is there, `closed` when the clerk is done.

    Hidden until then."""

    page_wanted = pyqtSignal(int)
    shown = pyqtSignal()
    closed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", tight=True, parent=parent)
        self._pixmap = QPixmap()
        self._turned, self._page, self._pages = 0, 0, 0
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignHCenter | Qt.AlignTop)
        self._picture.setSizePolicy(QSizePolicy.Ignored, QSizePolicy.Preferred)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._picture)
        self._scroll.setWidgetResizable(True)
        self._scroll.viewport().installEventFilter(self)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(tr("editor", "Page"))
        self._where = text_label("", "secondary")
        self._back = Button(tr("editor", "Previous page"), variant="quiet")
        self._next = Button(tr("editor", "Next page"), variant="quiet")
        turn = Button(tr("editor", "Turn"), variant="quiet")
        close = Button(tr("editor", "Close Esc"), variant="quiet", icon_name="close")
        line = FlowLayout(gap=current_look().tokens.space_1)
        for part in (self._back, self._where, self._next, turn, close):
            line.addWidget(part)
        self.add(line)
        self.add(self._scroll, 1)
        self._back.clicked.connect(lambda _checked: self.page_wanted.emit(self._page - 1))
        self._next.clicked.connect(lambda _checked: self.page_wanted.emit(self._page + 1))
        turn.clicked.connect(lambda _checked: self._turn())
        close.clicked.connect(lambda _checked: self.closed.emit())
        self.hide()

    def show_page(self, png: bytes, *, page: int, pages: int, title: str) -> None:
        """Show one page."""
        if not self.isVisible():
            self._turned = 0
        self._page, self._pages = page, pages
        self._pixmap = QPixmap()
        self._pixmap.loadFromData(png)
        self.set_title(title)
        self._where.setText(tr("editor", "Page {page} of {pages}").format(page=page + 1, pages=pages))
        self._back.setEnabled(page > 0)
        self._next.setEnabled(page + 1 < pages)
        self.show()
        self.shown.emit()
        self._draw()
        self._scroll.setFocus()

    def wanted_width(self) -> int:
        """How wide a page should be drawn, px."""
        return max(400, self._scroll.viewport().width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key_Escape:
            self.closed.emit()
        elif event.key() == Qt.Key_PageDown and self._page + 1 < self._pages:
            self.page_wanted.emit(self._page + 1)
        elif event.key() == Qt.Key_PageUp and self._page > 0:
            self.page_wanted.emit(self._page - 1)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The page is as wide as there is room for it."""
        if event.type() == QEvent.Resize:
            self._draw()
        return super().eventFilter(watched, event)

    def _turn(self) -> None:
        self._turned = (self._turned + 90) % 360
        self._draw()

    def _draw(self) -> None:
        if self._pixmap.isNull():
            return
        turned = self._pixmap.transformed(QTransform().rotate(self._turned))
        width = max(1, self._scroll.viewport().width())
        self._picture.setPixmap(turned.scaledToWidth(min(width, turned.width() * 2), Qt.SmoothTransformation))
