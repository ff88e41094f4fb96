"""A print job in a thread of its own, so that the window stays alive and the job can be stopped."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import closing

from PyQt5.QtCore import QObject, pyqtSignal
from PyQt5.QtPrintSupport import QPrinter

from client.papers.printed_paper import PrintedPaper
from client.papers.printing import page_count, print_papers
from forms.notices.refusal import PaperRefused


class PrintRun(QObject):
    """Ends with exactly one of `finished`, `refused`, or a call of `cancel`. Signals come on the window's thread."""

    progressed = pyqtSignal(int, int)
    finished = pyqtSignal()
    refused = pyqtSignal(object)
    _ended = pyqtSignal(object)

    def __init__(self, printer: QPrinter, papers: Sequence[PrintedPaper]) -> None:
        # No parent: a window that closes must not take the object away under its thread.
        super().__init__()
        self._printer = printer
        self._papers = papers
        self._total = page_count(papers)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._work, name="print-run")
        self._ended.connect(self._on_ended)

    def start(self) -> None:
        """Begin to print."""
        self.progressed.emit(0, self._total)
        self._thread.start()

    def cancel(self) -> None:
        """Stop after the page at hand; pages that left for the printer may still come out."""
        self._stopped.set()

    def _work(self) -> None:
        error: BaseException | None = None
        try:
            with closing(print_papers(self._printer, self._papers)) as steps:
                for done in steps:
                    if self._stopped.is_set():
                        break
                    self.progressed.emit(done, self._total)
        except BaseException as raised:
            error = raised
        self._ended.emit(error)

    def _on_ended(self, error: BaseException | None) -> None:
        if self._stopped.is_set():
            return
        if error is None:
            self.finished.emit()
        elif isinstance(error, PaperRefused):
            self.refused.emit(error.message)
        else:
            raise error
