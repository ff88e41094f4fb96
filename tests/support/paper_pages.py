"""Reads printed papers back as a machine would: text, pictures, codes, fonts."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from shutil import which

import pypdfium2
import zxingcpp
from PIL import Image

_DPI = 200


class ReadBack:
    """One PDF, opened with another program than the one that made it."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        self._document = pypdfium2.PdfDocument(pdf)
        self.pages = len(self._document)

    def text(self, page: int | None = None) -> str:
        """The text of a page, or of all, without any white space, since lines break anywhere."""
        pages = range(self.pages) if page is None else (page,)
        found = (self._document[number].get_textpage().get_text_range() for number in pages)
        return re.sub(r"\s+", "", "".join(found))

    def size_mm(self) -> tuple[float, float]:
        """Width and height of the first page."""
        width, height = self._document[0].get_size()
        return width / 72 * 25.4, height / 72 * 25.4

    def picture(self, page: int, *, dpi: int = _DPI) -> Image.Image:
        """A page in shades of grey."""
        return self._document[page].render(scale=dpi / 72, grayscale=True).to_pil()

    def ink_box_mm(self, page: int) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of everything that is not white."""
        inverted = self.picture(page).point(lambda shade: 255 if shade < 250 else 0)
        box = inverted.getbbox()
        assert box is not None
        left, top, right, bottom = (side / _DPI * 25.4 for side in box)
        return left, top, right, bottom

    def codes(self, page: int = 0) -> list[str]:
        """What a scanner reads on a page."""
        return [code.text for code in zxingcpp.read_barcodes(self.picture(page))]

    def fonts(self, folder: Path) -> list[tuple[str, bool]]:
        """Every font and whether it is embedded, as poppler tells."""
        assert which("pdffonts"), "poppler-utils is needed to look into fonts"
        path = folder / "paper.pdf"
        path.write_bytes(self._pdf)
        lines = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()
        return [(line.split()[0], line.split()[-5] == "yes") for line in lines[2:]]
