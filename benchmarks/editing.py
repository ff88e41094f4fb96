"""How long until the editor of the restaurant is painted, and until a key is checked and painted?"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PyQt5.QtCore import QEvent, QObject, Qt
from PyQt5.QtGui import QKeyEvent
from PyQt5.QtWidgets import QApplication, QLineEdit, QWidget

from benchmarks.desk_place import DeskPlace, KeysHere
from benchmarks.harness import Row, timed
from client.desk import filling
from client.house import RESOURCES
from client.ui.context import UiContext
from client.ui.editor.editor_view import EditorScreen
from client.ui.hands import Hands
from client.ui.idle_collector import IdleCollector
from client.ui.style.apply import apply_style, prepare_process
from client.ui.tasks import Tasks
from client.ui.translation import install_translations
from client.ui.window.desk_window import DeskWindow
from forms.words_files import load_words
from tests.story.applicant import ID_NO, WRONG_ID_NO

OPEN_LIMIT_MS = 150.0
KEY_LIMIT_MS = 16.0
SCREEN = (1366, 768)
WARM_UP = 3
PATIENCE_S = 10.0
STILL_S = 0.03
"""A window that was not painted for so long is done: Qt waits 5 ms from one frame to the next."""

FIELD = "ap_id_no"
RIGHT, WRONG = ID_NO[-1], WRONG_ID_NO[-1]


def measure(folder: Path, *, turns: int) -> list[Row]:
    """The p95 of opening, and of a last digit typed and left: checked, said under the field, painted."""
    prepare_process()
    app = QApplication.instance() or QApplication(["benchmarks"])
    install_translations(app)
    apply_style(app)
    place = DeskPlace(folder / "edit", KeysHere())
    words = load_words(RESOURCES / "words", language="zh_CN")
    tasks = Tasks()
    collector = IdleCollector(Hands(app))
    collector.start()
    window = DeskWindow(UiContext(desk=place.desk, session=place.session, words=words, tasks=tasks))
    window.shell.resize(*SCREEN)
    window.shell.show()
    window.shell.activateWindow()
    collector.keep_what_is_there()
    try:
        return [*_opening(place, window, turns), *_typing(place, window, turns)]
    finally:
        window.leave()
        window.shell.close()
        tasks.stop()
        collector.stop()
        place.close()


def _opening(place: DeskPlace, window: DeskWindow, turns: int) -> list[Row]:
    """Every time another application, as a clerk opens them; everything is typed, so that all 41 fields show."""
    samples = []
    for _ in range(turns + WARM_UP):
        application = _filled(place)
        samples.append(_until_painted(window.shell, partial(window.open_application, application)))
        _assert_open(window)
        window.shell.close_requested.emit(application)
        _settle()
    return [timed("edit: open the restaurant's form", samples[WARM_UP:], limit=OPEN_LIMIT_MS)]


def _typing(place: DeskPlace, window: DeskWindow, turns: int) -> list[Row]:
    """The identity number, alternately right and wrong in its last digit: the message comes and goes."""
    window.open_application(_filled(place))
    field = window.shell.findChild(QLineEdit, f"field:{FIELD}")
    keys, whole = [], []
    for turn in range(turns + WARM_UP):
        digit = (WRONG, RIGHT)[turn % 2]
        _all_but_the_last(field)
        keys.append(_until_painted(window.shell, partial(_press, field, digit)))
        _all_but_the_last(field)
        whole.append(_until_painted(window.shell, partial(_press, field, digit, Qt.Key_Tab)))
    _assert_checked(window, wrong=digit == WRONG)
    return [
        timed("edit: key painted", keys[WARM_UP:], limit=KEY_LIMIT_MS),
        timed("edit: key, field left, checked and painted", whole[WARM_UP:], limit=KEY_LIMIT_MS),
    ]


def _filled(place: DeskPlace) -> str:
    state = place.begin()
    filling.save(place.session, place.desk, state.id, place.typed(state))
    return state.id


def _assert_open(window: DeskWindow) -> None:
    if not isinstance(window.shell.current_screen(), EditorScreen):
        raise RuntimeError("the editor did not open")


class _Frames(QObject):
    """Counts how often the window is painted."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self.count = 0
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() in (QEvent.Paint, QEvent.UpdateRequest)
        return False


def _until_painted(window: QWidget, act: Callable[[], object]) -> float:
    """Milliseconds of `act` and of all that is painted after it: the last frame counts, not the first."""
    frames = _Frames(window)
    begun = time.perf_counter()
    act()
    painted, last = 0, 0.0
    while not painted or time.perf_counter() - last < STILL_S:
        QApplication.processEvents()
        if frames.count != painted:
            painted, last = frames.count, time.perf_counter()
        if time.perf_counter() - begun > PATIENCE_S:
            raise RuntimeError("the window does not come to rest")
    window.removeEventFilter(frames)
    _settle()
    return (last - begun) * 1000


def _settle() -> None:
    """Carry out what is posted, so that it does not count for the next sample."""
    for _ in range(5):
        QApplication.sendPostedEvents(None, QEvent.DeferredDelete)
        QApplication.processEvents()


def _all_but_the_last(field: QLineEdit) -> None:
    field.setFocus(Qt.OtherFocusReason)
    field.end(False)
    while len(field.value_text()) >= len(ID_NO):
        _press(field, Qt.Key_Backspace)
    _settle()


def _press(field: QLineEdit, *keys: str | Qt.Key) -> None:
    for key in keys:
        text = key if isinstance(key, str) else ""
        code = ord(key) if isinstance(key, str) else key
        QApplication.sendEvent(field, QKeyEvent(QEvent.KeyPress, code, Qt.NoModifier, text))


def _assert_checked(window: DeskWindow, *, wrong: bool) -> None:
    """The last leaving really said what was wrong, or took it back."""
    screen = window.shell.current_screen()
    section = next(part for part in screen.form._sections.values() if FIELD in part.fields)
    if bool(section.fields[FIELD].error()) != wrong:
        raise RuntimeError("the check did not come to the screen")
