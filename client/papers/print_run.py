"""A print job that runs between the events of the window, so that it stays alive and the job can be stopped."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import QObject, QTimer, pyqtSignal
from PyQt5.QtPrintSupport import QPrinter

from client.papers.printed_paper import PrintedPaper
from client.papers.printing import page_count, print_papers
from forms.notices.refusal import PaperRefused


class PrintRun(QObject):
    """Prints one page per turn of the event loop. Ends with exactly one of `finished`, `refused`, or `cancel`."""

    progressed = pyqtSignal(int, int)
    finished = pyqtSignal()
    refused = pyqtSignal(object)

    def __init__(self, printer: QPrinter, papers: Sequence[PrintedPaper], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._printer = printer
        self._total = page_count(papers)
        self._steps = print_papers(printer, papers)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)

    def start(self) -> None:
        """Begin with the next turn of the event loop."""
        self.progressed.emit(0, self._total)
        self._timer.start(0)

    def cancel(self) -> None:
        """Stop; pages that left for the printer may still come out."""
        self._timer.stop()
        self._steps.close()

    def _step(self) -> None:
        try:
            done = next(self._steps, None)
        except PaperRefused as refusal:
            self._timer.stop()
            self.refused.emit(refusal.message)
            return
        if done is None:
            self._timer.stop()
            self.finished.emit()
        else:
            self.progressed.emit(done, self._total)
