"""The pages of one paper, one below the other, as they will be printed."""

from __future__ import annotations

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QPixmap, QResizeEvent
from PyQt5.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from client.papers.pdf_pages import PdfPages
from client.ui.style.look import current_look
from client.ui.style.marks import mark
from client.ui.translation import tr

_INCHES_WIDE = 210 / 25.4
_NARROWEST = 320
"""Pixels below which a page is not readable: then the column scrolls sideways."""


class PageColumn(QScrollArea):
    """Shows a paper as wide as there is room; the arrow keys and PageDown scroll it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: PdfPages | None = None
        self._labels: list[QLabel] = []
        self._shown_width = 0
        self._column = QWidget()
        mark(self._column, role="scrolled")
        gap = current_look().tokens.space_4
        self._layout = QVBoxLayout(self._column)
        self._layout.setContentsMargins(gap, gap, gap, gap)
        self._layout.setSpacing(gap)
        self._layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setWidget(self._column)
        self.setWidgetResizable(True)
        # Always there, so that the room for a page does not depend on its own height.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("papers", "Pages"))

    def show_paper(self, pdf: bytes) -> None:
        """Show the pages of `pdf` from the top."""
        if self._pages is not None:
            self._pages.close()
        self._pages = PdfPages(pdf)
        self._draw()
        self.ensureVisible(0, 0)

    def page_pictures(self) -> list[QPixmap]:
        """The pictures shown, page by page."""
        return [picture for label in self._labels if (picture := label.pixmap()) is not None]

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Draw the pages anew for the new width."""
        super().resizeEvent(event)
        if self._room() != self._shown_width:
            self._draw()

    def _room(self) -> int:
        margins = self._layout.contentsMargins()
        return max(_NARROWEST, self.maximumViewportSize().width() - margins.left() - margins.right())

    def _draw(self) -> None:
        for label in self._labels:
            self._layout.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._shown_width = self._room()
        self._labels = [self._label(self._pages, page) for page in range(len(self._pages))] if self._pages else []
        for label in self._labels:
            self._layout.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)

    def _label(self, pages: PdfPages, page: int) -> QLabel:
        ratio = self.devicePixelRatioF()
        image = pages.image(page, dpi=self._shown_width * ratio / _INCHES_WIDE)
        picture = QPixmap.fromImage(image)
        picture.setDevicePixelRatio(ratio)
        label = QLabel()
        label.setPixmap(picture)
        label.setFixedSize(label.sizeHint())
        label.setAccessibleName(tr("papers", "Page {number}").format(number=page + 1))
        return label
