"""Pages of a PDF that this program made, as pictures: for the preview and for printers, so that both show the same.

pdfium works in one thread at a time; all of this belongs to the window's thread.
"""

from __future__ import annotations

import io

import pypdfium2
from PyQt5.QtGui import QImage

_POINTS_PER_INCH = 72


class PdfPages:
    """The pages of one PDF."""

    def __init__(self, pdf: bytes) -> None:
        self._document = pypdfium2.PdfDocument(pdf)

    def __len__(self) -> int:
        return len(self._document)

    def image(self, page: int, *, dpi: float, smooth: bool = True) -> QImage:
        """Page `page` (from 0) in shades of grey. `smooth` is for screens; printers want hard edges."""
        bitmap = self._document[page].render(
            scale=dpi / _POINTS_PER_INCH, grayscale=True, no_smoothtext=not smooth, no_smoothpath=not smooth
        )
        picture = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_Grayscale8)
        # The bitmap's memory goes away with it.
        return picture.copy()


def joined(pdfs: list[bytes]) -> bytes:
    """One PDF of all pages, in order."""
    if len(pdfs) == 1:
        return pdfs[0]
    document = pypdfium2.PdfDocument.new()
    for pdf in pdfs:
        document.import_pages(pypdfium2.PdfDocument(pdf))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
