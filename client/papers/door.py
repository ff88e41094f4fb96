"""The door through which the desk prints: words in, PDF out. `QtPaperRenderer` stands behind it."""

from __future__ import annotations

from typing import Protocol


class PaperRenderer(Protocol):
    """Draws one paper on A4 pages."""

    def render(self, html: str, *, title: str, qr: str, footer: str) -> bytes:
        """A PDF of the paper. `html` is what `render_html` made, `qr` the text of its code ('' for none).

        `title` names the document for PDF readers; `footer` stands after the page numbers on every page.
        Raises `PaperRefused` when no Chinese font is installed or the file cannot be written.
        """
