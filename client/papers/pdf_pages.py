"""Pages of a PDF that this program made, as pictures: for the preview and for printers, so that both show the same."""

from __future__ import annotations

import io
import threading

import pypdfium2
from PyQt5.QtGui import QImage

_POINTS_PER_INCH = 72

_pdfium = threading.Lock()
"""pdfium lets one thread of a process in at a time: the preview draws while a print job runs."""


class PdfPages:
    """The pages of one PDF."""

    def __init__(self, pdf: bytes) -> None:
        with _pdfium:
            self._document = pypdfium2.PdfDocument(pdf)
            self._count = len(self._document)

    def close(self) -> None:
        """Give the memory back."""
        with _pdfium:
            self._document.close()

    def __len__(self) -> int:
        return self._count

    def image(self, page: int, *, dpi: float, smooth: bool = True) -> QImage:
        """Page `page` (from 0) in shades of grey. `smooth` is for screens; printers want hard edges."""
        with _pdfium:
            sheet = self._document[page]
            bitmap = sheet.render(
                scale=dpi / _POINTS_PER_INCH, grayscale=True, no_smoothtext=not smooth, no_smoothpath=not smooth
            )
            picture = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_Grayscale8)
            copied = picture.copy()
            bitmap.close()
            sheet.close()
        return copied


def joined(pdfs: list[bytes]) -> bytes:
    """One PDF of all pages, in order."""
    if len(pdfs) == 1:
        return pdfs[0]
    file = io.BytesIO()
    with _pdfium:
        document = pypdfium2.PdfDocument.new()
        for pdf in pdfs:
            document.import_pages(pypdfium2.PdfDocument(pdf))
        document.save(file)
        document.close()
    return file.getvalue()
