"""The clerk's window to measure, as large as screens in halls are; garbage is collected as the program does it."""

from __future__ import annotations

from collections.abc import Callable

from PyQt5.QtWidgets import QApplication

from benchmarks.desk_place import DeskPlace
from benchmarks.harness import Row
from client.house import RESOURCES
from client.ui.context import UiContext
from client.ui.hands import Hands
from client.ui.idle_collector import IdleCollector
from client.ui.style.apply import apply_style, prepare_process
from client.ui.tasks import Tasks
from client.ui.translation import install_translations
from client.ui.window.desk_window import DeskWindow
from forms.words_files import load_words

SCREEN = (1366, 768)


def as_in_the_program(rows: Callable[[IdleCollector], list[Row]]) -> list[Row]:
    """`rows` in a process that is set up like the program's."""
    prepare_process()
    app = QApplication.instance() or QApplication(["benchmarks"])
    install_translations(app)
    apply_style(app)
    # A cursor that blinks would be another picture.
    app.setCursorFlashTime(0)
    collector = IdleCollector(Hands(app))
    collector.start()
    try:
        return rows(collector)
    finally:
        collector.stop()


def at_desk(place: DeskPlace, collector: IdleCollector, ask: Callable[[DeskPlace, DeskWindow], list[Row]]) -> list[Row]:
    """What `ask` measures in the window of `place`, which is closed then."""
    tasks = Tasks()
    words = load_words(RESOURCES / "words", language="zh_CN")
    window = DeskWindow(UiContext(desk=place.desk, session=place.session, words=words, tasks=tasks))
    window.shell.resize(*SCREEN)
    window.shell.show()
    window.shell.activateWindow()
    collector.keep_what_is_there()
    try:
        return ask(place, window)
    finally:
        window.leave()
        window.shell.close()
        tasks.stop()
        place.close()
