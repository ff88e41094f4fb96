"""Desks at work for tests of screens. A shared hall is only looked at; a test that types has its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PyQt5 import sip
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication

from client.desk.scan_reader import ChildScanReader
from client.ui.context import UiContext
from client.ui.translation import install_translations
from client.ui.window.desk_window import DeskWindow
from forms.words_files import load_words
from tests.ui.screens.busy_hall import BusyHall, busy
from tests.ui.screens.hall import WORDS, Hall

SIZE = (1366, 768)


@pytest.fixture(scope="session")
def scan_reader() -> Iterator[ChildScanReader]:
    """One child process for all tests: starting it takes longer than most of them."""
    reader = ChildScanReader()
    yield reader
    reader.close()


@pytest.fixture
def hall(desk_app: QApplication, scan_reader: ChildScanReader, tmp_path: Path) -> Iterator[Hall]:
    """A window with the catalog and receipt numbers, and nothing done yet."""
    made = Hall(tmp_path / "store", reader=scan_reader)
    yield made
    made.close()


@pytest.fixture(scope="session")
def empty_hall(
    qapp: QApplication, scan_reader: ChildScanReader, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Hall]:
    """The first morning."""
    made = Hall(tmp_path_factory.mktemp("empty"), reader=scan_reader)
    yield made
    made.close()


@pytest.fixture(scope="session")
def busy_hall(
    qapp: QApplication, scan_reader: ChildScanReader, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BusyHall]:
    """A week of work, see `busy`."""
    made = Hall(tmp_path_factory.mktemp("busy"), reader=scan_reader)
    yield busy(made)
    made.close()


@pytest.fixture
def desk_of(desk_app: QApplication) -> Iterator[Callable[..., DeskWindow]]:
    """The desk's window on a hall, shown: `desk_of(hall, language="en")`."""
    made: list[DeskWindow] = []

    def show(hall: Hall, *, language: str = "zh_CN", size: tuple[int, int] = SIZE) -> DeskWindow:
        install_translations(desk_app, language)
        words = load_words(WORDS, language=language)
        context = UiContext(desk=hall.desk, session=hall.session, words=words, tasks=hall.tasks)
        window = DeskWindow(context)
        made.append(window)
        window.shell.resize(*size)
        window.shell.show()
        window.shell.activateWindow()
        assert QTest.qWaitForWindowActive(window.shell)
        return window

    yield show
    for window in made:
        window.leave()
        # A window that lingers is styled again with every change of the text size.
        sip.delete(window.shell)


@pytest.fixture
def desk(hall: Hall, desk_of: Callable[..., DeskWindow]) -> DeskWindow:
    """The desk's window on a hall of its own."""
    return desk_of(hall)
