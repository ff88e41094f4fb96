"""The preview: every paper as it will be printed, and the keys that print or save them all at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QKeySequence
from PyQt5.QtPrintSupport import QPrinter, QPrinterInfo
from PyQt5.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QShortcut,
    QVBoxLayout,
    QWidget,
)

from client.papers.page_column import PageColumn
from client.papers.print_run import PrintRun
from client.papers.printed_paper import PrintedPaper
from client.papers.printing import a4_printer, page_count, save_papers
from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.action_bar import ActionBar
from client.ui.widgets.labels import text_label
from client.ui.widgets.message_bar import MessageBar
from forms.message import Message, message
from forms.notices.refusal import PaperRefused
from forms.words import Words

_LIST_SHARE, _PAGE_SHARE = 1, 3


class PaperPreview(QDialog):
    """Shows `papers`. F9 prints the ticked ones, Ctrl+S saves them as one PDF, Ctrl+A ticks all, Esc closes or stops.

    `printed` carries the numbers of the papers that went out, `saved` also the file. The preview closes then: its
    papers bear a count of prints that is used up.
    """

    printed = pyqtSignal(object)
    saved = pyqtSignal(object, str)

    def __init__(
        self,
        papers: Sequence[PrintedPaper],
        *,
        words: Words,
        file_name: str = "",
        ticked: str = "",
        printer: Callable[[str], QPrinter] = a4_printer,
        parent: QWidget | None = None,
    ) -> None:
        """`file_name` is offered when saving; `printer` makes the printer of a name ('' for the default one).

        `ticked` is the number of the one paper to print; '' ticks them all.
        """
        super().__init__(parent)
        self._papers = tuple(papers)
        self._words = words
        self._file_name = file_name
        self._only = ticked
        self._make_printer = printer
        self._run: PrintRun | None = None
        self._items: list[QListWidgetItem] = []
        self._build()
        self._fill()
        # Shortcuts, since a list and a combo box keep keys for their own search.
        QShortcut(QKeySequence("F9"), self, lambda: self.print())
        QShortcut(QKeySequence("Ctrl+A"), self, self._tick_all)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self, lambda: self.save())

    def _build(self) -> None:
        tokens = current_look().tokens
        self.setWindowTitle(tr("papers", "Papers"))
        self.message = MessageBar()
        self.list = QListWidget()
        self.list.setAccessibleName(tr("papers", "Papers"))
        self.list.currentRowChanged.connect(self._show_paper)
        self.list.itemChanged.connect(lambda _: self._say_count())
        self.pages = PageColumn()
        self.printers = QComboBox()
        self.printers.setAccessibleName(tr("papers", "Printer"))
        self.bar = ActionBar()
        self.bar.primary_triggered.connect(self.print)
        self.bar.back_triggered.connect(self.reject)
        hints = (("Space", tr("papers", "tick")), ("Ctrl+A", tr("papers", "all")))
        self.bar.set_key_hints((*hints, ("Ctrl+S", tr("papers", "save as PDF"))))
        self._count = text_label("", "secondary", wrap=True)
        side = QVBoxLayout()
        side.setSpacing(tokens.space_2)
        side.addWidget(text_label(tr("papers", "Papers to print"), "section"))
        side.addWidget(self.list, 1)
        side.addWidget(self._count)
        side.addWidget(text_label(tr("papers", "Printer"), "secondary"))
        side.addWidget(self.printers)
        middle = QHBoxLayout()
        middle.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, tokens.space_3)
        middle.setSpacing(tokens.space_4)
        middle.addLayout(side, _LIST_SHARE)
        middle.addWidget(self.pages, _PAGE_SHARE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.message)
        layout.addLayout(middle, 1)
        layout.addWidget(self.bar)

    def _fill(self) -> None:
        for paper in self._papers:
            item = QListWidgetItem(self._line(paper))
            wanted = self._only in ("", paper.number)
            item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
            self.list.addItem(item)
            self._items.append(item)
        self.printers.addItems(QPrinterInfo.availablePrinterNames())
        self.printers.setCurrentText(QPrinterInfo.defaultPrinterName())
        numbers = [paper.number for paper in self._papers]
        self.list.setCurrentRow(numbers.index(self._only) if self._only in numbers else 0)
        self._say_count()

    def _tick_all(self) -> None:
        for item in self._items:
            item.setCheckState(Qt.CheckState.Checked)

    def _line(self, paper: PrintedPaper) -> str:
        if paper.sheets == 1:
            return paper.title
        return tr("papers", "{title} × {sheets}").format(title=paper.title, sheets=paper.sheets)

    def ticked(self) -> tuple[PrintedPaper, ...]:
        """The papers that will be printed or saved."""
        listed = zip(self._papers, self._items, strict=False)
        return tuple(paper for paper, item in listed if item.checkState() == Qt.CheckState.Checked)

    def print(self) -> None:
        """Print the ticked papers on the chosen printer."""
        if self._run is not None or not self.ticked():
            return
        if not self.printers.currentText() and self._make_printer is a4_printer:
            self._say(message("papers.no_printer"), "warn")
            return
        self.message.clear()
        self._run = PrintRun(self._make_printer(self.printers.currentText()), self.ticked())
        self._run.progressed.connect(self._on_progress)
        self._run.finished.connect(self._on_printed)
        self._run.refused.connect(self._on_refused)
        self._run.start()

    def save(self, path: str = "") -> None:
        """Save the ticked papers as one PDF file; asks where when no `path` is given."""
        papers = self.ticked()
        if not papers:
            return
        chosen = path or QFileDialog.getSaveFileName(self, "", f"{self._file_name}.pdf", "PDF (*.pdf)")[0]
        if not chosen:
            return
        try:
            save_papers(Path(chosen), papers)
        except PaperRefused as refusal:
            self._say(refusal.message, "danger")
            return
        self.saved.emit(tuple(paper.number for paper in papers), chosen)
        self.accept()

    def reject(self) -> None:
        """Stop the printing, or close when nothing is printed."""
        if self._run is None:
            super().reject()
            return
        self._run.cancel()
        self._end_run()
        self._say(message("papers.print_stopped"), "warn")

    def _show_paper(self, row: int) -> None:
        if row >= 0:
            self.pages.show_paper(self._papers[row].pdf)

    def _say_count(self) -> None:
        papers = self.ticked()
        words = tr("papers", "{papers} papers, {pages} pages").format(papers=len(papers), pages=page_count(papers))
        self._count.setText(words)
        self.bar.set_primary(tr("common", "Print"), "F9", enabled=bool(papers) and self._run is None)

    def _on_progress(self, done: int, total: int) -> None:
        words = tr("papers", "Printing page {done} of {total}").format(done=min(done + 1, total), total=total)
        self.bar.set_saved_state(words, "info")
        self.bar.set_primary(tr("common", "Print"), "F9", enabled=False)

    def _on_printed(self) -> None:
        papers = self.ticked()
        self._end_run()
        self.printed.emit(tuple(paper.number for paper in papers))
        self.accept()

    def _on_refused(self, refusal: Message) -> None:
        self._end_run()
        self._say(refusal, "danger")

    def _end_run(self) -> None:
        self._run = None
        self.bar.set_saved_state("")
        self._say_count()

    def _say(self, what: Message, level: str) -> None:
        self.message.show_message(self._words.say(what), level)
