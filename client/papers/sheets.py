"""One paper laid out on pages: the text in the type area, the code at the top of page one, the footer on every page."""

from __future__ import annotations

from PyQt5 import sip
from PyQt5.QtCore import QRectF, QSizeF, Qt
from PyQt5.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QImage,
    QPainter,
    QPalette,
    QTextDocument,
)

from client.papers.code import draw_code
from client.papers.fonts import paper_family, unprintable
from client.papers.look import BODY_PT, SMALL_PT, style_sheet
from client.papers.page import CODE, CODE_CAPTION, FOOTER, LAYOUT_DPI, TYPE_AREA
from client.papers.paging import broken, next_break
from forms.message import message
from forms.notices.refusal import PaperRefused

_DOTS_PER_METRE = round(LAYOUT_DPI / 0.0254)
_CAPTION = "扫码查询"


class Sheets:
    """A laid out paper. `draw` paints page by page with a painter that works in layout units."""

    def __init__(self, html: str, *, title: str, qr: str, footer: str) -> None:
        """Raises `PaperRefused` when this computer has no font for the paper's words."""
        self.title = title
        self._qr = qr
        self._footer = footer
        self._family = paper_family()
        # The document only borrows its paint device, so it must live as long.
        self._density = _density()
        self._document = self._paged(html)
        self._layout = _layout_of(self._document)
        self._refuse_boxes()

    def _paged(self, html: str) -> QTextDocument:
        """Laid out anew for each page break that is missing; every one puts off the next by a page."""
        document = self._laid_out(html)
        while (place := next_break(document, html)) is not None:
            html = broken(html, place)
            _let_go(document)
            document = self._laid_out(html)
        return document

    def close(self) -> None:
        """Let go of the document; nothing can be drawn any more."""
        _let_go(self._document)

    def _laid_out(self, html: str) -> QTextDocument:
        document = QTextDocument()
        _layout_of(document).setPaintDevice(self._density)
        document.setUseDesignMetrics(True)
        document.setDocumentMargin(0)
        document.setDefaultFont(_points(self._family, BODY_PT))
        document.setDefaultStyleSheet(style_sheet())
        document.setHtml(html)
        document.setPageSize(QSizeF(TYPE_AREA.size()))
        return document

    def _refuse_boxes(self) -> None:
        missing = unprintable(self._document.toPlainText() + self._footer, self._family)
        if missing:
            raise PaperRefused(message("papers.unprintable", title=self.title, text=missing))

    @property
    def pages(self) -> int:
        """How many pages the paper has."""
        return self._document.pageCount()

    def draw(self, painter: QPainter, page: int) -> None:
        """Paint page `page` (from 0). The painter's origin is the corner of the sheet, its unit a layout unit."""
        self._draw_text(painter, page)
        self._draw_footer(painter, page)
        if page == 0 and self._qr:
            draw_code(painter, CODE, self._qr)
            self._draw_line(painter, CODE_CAPTION, _CAPTION)

    def _draw_text(self, painter: QPainter, page: int) -> None:
        height = TYPE_AREA.height()
        window = QRectF(0, page * height, TYPE_AREA.width(), height)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = window
        context.palette.setColor(QPalette.ColorRole.Text, QColor(Qt.GlobalColor.black))
        painter.save()
        painter.translate(TYPE_AREA.left(), TYPE_AREA.top() - window.top())
        painter.setClipRect(window.adjusted(-2, 0, 2, 0))
        self._layout.draw(painter, context)
        painter.restore()

    def _draw_footer(self, painter: QPainter, page: int) -> None:
        numbers = f"第 {page + 1} 页 共 {self.pages} 页"
        self._draw_line(painter, FOOTER, " · ".join(filter(None, (numbers, self._footer))))

    def _draw_line(self, painter: QPainter, area: QRectF, text: str) -> None:
        font = QFont(self._family)
        # In pixels: a point would mean another length on each device that is painted on.
        font.setPixelSize(round(SMALL_PT * LAYOUT_DPI / 72))
        painter.save()
        painter.setFont(font)
        painter.setPen(Qt.GlobalColor.black)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()


def _let_go(document: QTextDocument) -> None:
    """End a document in the thread that drew it, and tell nobody that its layout and frames are gone.

    PyQt listens in the window's thread. By the time it heard, frames of the next paper would lie in their place, and
    it would take those for gone.
    """
    root = document.rootFrame()
    assert root is not None
    for part in (_layout_of(document), root, *root.childFrames()):
        part.disconnect()
    sip.delete(document)


def _layout_of(document: QTextDocument) -> QAbstractTextDocumentLayout:
    layout = document.documentLayout()
    assert layout is not None
    return layout


def _density() -> QImage:
    """A device of layout density to measure text with."""
    device = QImage(1, 1, QImage.Format.Format_RGB32)
    device.setDotsPerMeterX(_DOTS_PER_METRE)
    device.setDotsPerMeterY(_DOTS_PER_METRE)
    return device


def _points(family: str, size: float) -> QFont:
    font = QFont(family)
    font.setPointSizeF(size)
    return font
