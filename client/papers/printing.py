"""Sends papers to a printer page by page, and saves them as one PDF file."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from PyQt5.QtCore import QRectF
from PyQt5.QtGui import QPageSize, QPainter
from PyQt5.QtPrintSupport import QPrinter

from client.papers.pdf_pages import PdfPages, joined
from client.papers.printed_paper import PrintedPaper
from forms.message import message
from forms.notices.refusal import PaperRefused

_MOST_DPI = 600
"""Finer than any office printer's dots; more only makes jobs slow."""


def a4_printer(name: str = "") -> QPrinter:
    """The printer `name`, or the default one, set to whole A4 sheets in shades of grey."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if name:
        printer.setPrinterName(name)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    printer.setPageMargins(0, 0, 0, 0, QPrinter.Unit.Millimeter)
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    return printer


def print_papers(printer: QPrinter, papers: Sequence[PrintedPaper]) -> Generator[int, None, None]:
    """Print every sheet of `papers` as one job; gives the number of pages done after each page.

    Closing the generator early cancels the job. Raises `PaperRefused` when the printer does not take it.
    """
    printer.setDocName("、".join(paper.title for paper in papers))
    painter = QPainter()
    if not painter.begin(printer):
        raise _refused(printer)
    done = 0
    try:
        for pages, page in _sheets(papers):
            if done and not printer.newPage():
                raise _refused(printer)
            dpi = min(_MOST_DPI, printer.resolution())
            painter.drawImage(
                QRectF(printer.paperRect(QPrinter.Unit.DevicePixel)), pages.image(page, dpi=dpi, smooth=False)
            )
            done += 1
            yield done
    except GeneratorExit:
        printer.abort()
        raise
    finally:
        painter.end()


def _sheets(papers: Sequence[PrintedPaper]) -> Iterator[tuple[PdfPages, int]]:
    """Every page to print: copies of a paper follow each other as whole sets, ready to be handed over."""
    for paper in papers:
        with closing(PdfPages(paper.pdf)) as pages:
            for _ in range(paper.sheets):
                yield from ((pages, page) for page in range(len(pages)))


def page_count(papers: Sequence[PrintedPaper]) -> int:
    """How many pages `print_papers` will print."""
    total = 0
    for paper in papers:
        with closing(PdfPages(paper.pdf)) as pages:
            total += paper.sheets * len(pages)
    return total


def _refused(printer: QPrinter) -> PaperRefused:
    return PaperRefused(message("papers.cannot_print", printer=printer.printerName()))


def save_papers(path: Path, papers: Sequence[PrintedPaper]) -> None:
    """Write all `papers`, one copy each, into the PDF file `path`; an older file stays whole until then.

    Raises `PaperRefused` when that place cannot be written.
    """
    try:
        _replace(path, joined([paper.pdf for paper in papers]))
    except OSError as error:
        raise PaperRefused(message("papers.cannot_save", path=path)) from error


def _replace(path: Path, data: bytes) -> None:
    with NamedTemporaryFile(dir=path.parent, prefix=path.stem, suffix=".part", delete=False) as file:
        try:
            file.write(data)
            file.close()
            os.replace(file.name, path)
        except OSError:
            file.close()
            with suppress(OSError):
                os.unlink(file.name)
            raise
