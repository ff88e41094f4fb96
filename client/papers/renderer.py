"""Papers as PDF files: A4, fonts embedded, text that can be searched and copied."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import QBuffer, QIODevice, QMarginsF
from PyQt5.QtGui import QPagedPaintDevice, QPageSize, QPainter, QPdfWriter

from client.papers.bold import with_drawn_bold
from client.papers.page import LAYOUT_DPI
from client.papers.sheets import Sheets


class QtPaperRenderer:
    """The renderer of this client. Needs a QGuiApplication; any thread may call it."""

    def render(self, html: str, *, title: str, qr: str, footer: str) -> bytes:
        """A PDF of one paper, as `client.desk.desk.PaperRenderer` promises."""
        sheets = Sheets(html, title=title, qr=qr, footer=footer)
        try:
            return pdf_of([sheets], title=title)
        finally:
            sheets.close()


def pdf_of(papers: Sequence[Sheets], *, title: str) -> bytes:
    """One PDF of several papers, each beginning on a new page."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setResolution(LAYOUT_DPI)
    writer.setTitle(title)
    draw_all(writer, papers)
    return with_drawn_bold(bytes(buffer.data()))


def draw_all(device: QPagedPaintDevice, papers: Sequence[Sheets]) -> None:
    """Paint every page of every paper on `device`, scaled from layout units to its own density."""
    painter = QPainter(device)
    painter.scale(device.logicalDpiX() / LAYOUT_DPI, device.logicalDpiY() / LAYOUT_DPI)
    first = True
    for paper in papers:
        for page in range(paper.pages):
            if not first:
                device.newPage()
            paper.draw(painter, page)
            first = False
    painter.end()
