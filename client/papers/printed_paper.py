"""A finished paper on its way to a printer, a file or the screen."""

from __future__ import annotations

import msgspec


class PrintedPaper(msgspec.Struct, frozen=True, kw_only=True):
    """One paper as a PDF; `sheets` is how many of it are printed (applicant and file: 2)."""

    title: str
    number: str
    pdf: bytes
    sheets: int = 1
