"""Printing, saving and previewing: what leaves is what was shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtPrintSupport import QPrinter
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication

from client.papers.preview import PaperPreview
from client.papers.printed_paper import PrintedPaper
from client.papers.printing import a4_printer, page_count, print_papers, save_papers
from client.papers.renderer import QtPaperRenderer
from forms.notices.receipt_code import make_code
from forms.notices.refusal import PaperRefused
from forms.words import Words
from tests.support.accepted_papers import NUMBER
from tests.support.paper_pages import ReadBack

WORDS = Words({}, language="zh_CN")


def paper(title: str, *, pages: int = 1, sheets: int = 1) -> PrintedPaper:
    body = '<p style="page-break-after: always">页</p>' * (pages - 1) + f"<h1>{title}</h1>"
    pdf = QtPaperRenderer().render(
        f"<html><body>{body}</body></html>", title=title, qr=make_code(NUMBER), footer="脚注"
    )
    return PrintedPaper(title=title, number=f"{NUMBER}-{title}", pdf=pdf, sheets=sheets)


@pytest.fixture
def papers(qapp: QApplication) -> tuple[PrintedPaper, ...]:
    return paper("收件凭证", sheets=2), paper("申请表", pages=3)


def into_file(path: Path) -> Callable[[str], QPrinter]:
    """A printer that prints into a PDF file."""

    def make(name: str) -> QPrinter:
        printer = a4_printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        return printer

    return make


def _bring_up(window: PaperPreview, qtbot) -> None:
    """Keys reach an active window only."""
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()


@pytest.fixture
def preview(desk_app: QApplication, papers: tuple[PrintedPaper, ...], tmp_path: Path, qtbot) -> PaperPreview:
    window = PaperPreview(papers, words=WORDS, file_name=NUMBER, printer=into_file(tmp_path / "out.pdf"))
    qtbot.addWidget(window)
    window.resize(1180, 800)
    _bring_up(window, qtbot)
    return window


def test_every_sheet_is_printed_at_its_true_size(papers: tuple[PrintedPaper, ...], tmp_path: Path) -> None:
    done = list(print_papers(into_file(tmp_path / "out.pdf")(""), papers))
    assert done == [1, 2, 3, 4, 5] and page_count(papers) == 5
    out = ReadBack((tmp_path / "out.pdf").read_bytes())
    assert out.pages == 5 and out.size_mm() == pytest.approx((210, 297), abs=0.2)
    assert out.codes(0) == out.codes(1) == out.codes(2) == [make_code(NUMBER)]
    original = ReadBack(papers[0].pdf)
    for printed, meant in zip(out.ink_box_mm(0), original.ink_box_mm(0), strict=True):
        assert printed == pytest.approx(meant, abs=0.4)


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_takes_nothing_is_named(papers: tuple[PrintedPaper, ...], tmp_path: Path) -> None:
    printer = into_file(tmp_path / "no" / "such" / "folder" / "out.pdf")("")
    with pytest.raises(PaperRefused) as refused:
        list(print_papers(printer, papers))
    assert refused.value.message.code == "papers.cannot_print"


def test_papers_are_saved_as_one_file(papers: tuple[PrintedPaper, ...], tmp_path: Path) -> None:
    save_papers(tmp_path / "all.pdf", papers)
    saved = ReadBack((tmp_path / "all.pdf").read_bytes())
    assert saved.pages == 4
    assert "收件凭证" in saved.text(0) and "申请表" in saved.text(3)
    assert all(embedded for _, embedded in saved.fonts(tmp_path))


def test_a_file_that_cannot_be_written_is_named_and_the_old_one_stays(
    papers: tuple[PrintedPaper, ...], tmp_path: Path
) -> None:
    target = tmp_path / "taken.pdf"
    target.mkdir()
    with pytest.raises(PaperRefused) as refused:
        save_papers(target, papers)
    assert refused.value.message.params["path"] == str(target)
    assert [path.name for path in tmp_path.iterdir()] == ["taken.pdf"]
    with pytest.raises(PaperRefused):
        save_papers(tmp_path / "nowhere" / "x.pdf", papers)


def test_f9_prints_what_is_ticked(preview: PaperPreview, tmp_path: Path, qtbot) -> None:
    preview.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    with qtbot.waitSignal(preview.printed, timeout=20_000) as printed:
        QTest.keyClick(preview, Qt.Key.Key_F9)
        assert not preview.bar._primary.isEnabled()
    assert printed.args == [(f"{NUMBER}-收件凭证",)]
    assert not preview.isVisible()
    assert ReadBack((tmp_path / "out.pdf").read_bytes()).pages == 2


def test_nothing_ticked_prints_nothing(preview: PaperPreview, tmp_path: Path) -> None:
    for row in range(2):
        preview.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    QTest.keyClick(preview, Qt.Key.Key_F9)
    QApplication.processEvents()
    assert preview.isVisible() and not (tmp_path / "out.pdf").exists()


def test_escape_stops_the_printing_first_and_closes_then(preview: PaperPreview, qtbot) -> None:
    printed: list[object] = []
    preview.printed.connect(printed.append)
    preview.print()
    QTest.keyClick(preview, Qt.Key.Key_Escape)
    assert preview.isVisible() and preview.message.text() == "papers.print_stopped"
    qtbot.wait(300)
    assert not printed
    QTest.keyClick(preview, Qt.Key.Key_Escape)
    assert not preview.isVisible()


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_refusing_printer_leaves_the_preview_open(desk_app: QApplication, papers, tmp_path: Path, qtbot) -> None:
    window = PaperPreview(papers, words=WORDS, printer=into_file(tmp_path / "no" / "folder" / "out.pdf"))
    qtbot.addWidget(window)
    _bring_up(window, qtbot)
    window.print()
    qtbot.waitUntil(lambda: window.message.text() == "papers.cannot_print", timeout=5_000)
    assert window.isVisible()
    window.print()
    qtbot.waitUntil(lambda: window.message.text() == "papers.cannot_print", timeout=5_000)


def test_saving_closes_and_tells_what_went_out(preview: PaperPreview, tmp_path: Path, qtbot) -> None:
    target = str(tmp_path / "saved.pdf")
    with qtbot.waitSignal(preview.saved) as saved:
        preview.save(target)
    assert saved.args == [(f"{NUMBER}-收件凭证", f"{NUMBER}-申请表"), target]
    assert ReadBack(Path(target).read_bytes()).pages == 4


@pytest.mark.parametrize("place", ["list", "pages", "printers"])
def test_keys_work_wherever_the_focus_is(preview: PaperPreview, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pressed: list[str] = []
    monkeypatch.setattr(preview, "print", lambda: pressed.append("print"))
    monkeypatch.setattr(preview, "save", lambda: pressed.append("save"))
    focused = getattr(preview, place)
    focused.setFocus()
    QTest.keyClick(focused, Qt.Key.Key_F9)
    QTest.keyClick(focused, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["print", "save"]


def test_the_space_key_ticks(preview: PaperPreview) -> None:
    QTest.keyClick(preview.list, Qt.Key.Key_Space)
    assert [paper.title for paper in preview.ticked()] == ["申请表"]


def test_saving_where_nothing_can_be_written_keeps_the_preview(preview: PaperPreview, tmp_path: Path) -> None:
    preview.save(str(tmp_path / "nowhere" / "x.pdf"))
    assert preview.isVisible() and preview.message.text() == "papers.cannot_save"


def test_the_preview_shows_each_page_of_the_chosen_paper(preview: PaperPreview, qtbot) -> None:
    assert len(preview.pages.page_pictures()) == 1
    QTest.keyClick(preview.list, Qt.Key.Key_Down)
    pictures = preview.pages.page_pictures()
    assert len(pictures) == 3
    for picture in pictures:
        assert picture.height() / picture.width() == pytest.approx(297 / 210, abs=0.01)
    qtbot.waitUntil(lambda: preview.pages.widget().height() >= sum(picture.height() for picture in pictures))
    assert preview.pages.horizontalScrollBar().maximum() == 0


def test_without_a_printer_the_way_out_is_said(desk_app: QApplication, papers, qtbot) -> None:
    window = PaperPreview(papers, words=WORDS)
    qtbot.addWidget(window)
    window.printers.clear()
    _bring_up(window, qtbot)
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert window.message.text() == "papers.no_printer"
