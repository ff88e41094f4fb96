"""Reads the code on a paper as a scanner at the window does: from the printed picture, not from the program."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import zxingcpp

_SCALE = 200 / 72
"""200 dpi, what an office scanner gives."""


def qr_content(pdf: Path) -> str:
    """The content of the one QR code on the first page. Raises AssertionError when there is none."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[0].render(scale=_SCALE).to_pil().convert("L")
    finally:
        document.close()
    found = zxingcpp.read_barcodes(picture)
    assert len(found) == 1, f"{pdf.name}: {len(found)} codes"
    return str(found[0].text)
