"""How long until a form is painted, and until a key is painted, in the restaurant's form and in one of 150 fields?

A form is made as it is seen; what is below the fold follows in slices. So there are three figures of an opening. The
first ends with the first picture on the screen that is the final one, pixel by pixel: what a clerk waits for. Only the
form's scroll bar is not looked at: how long the form is, is known to the pixel when all of it is made. The second ends
when every field is made: nobody waits for it, but it says what the first one left for later. The third is the longest
that the window answered nothing meanwhile: what is left for later may not stop a key.
Garbage is collected as the program does it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PyQt5.QtCore import QEvent, QPoint, QRect, Qt
from PyQt5.QtGui import QKeyEvent
from PyQt5.QtWidgets import QApplication, QLineEdit

from benchmarks.desk_place import DeskPlace, KeysHere
from benchmarks.form_work import VALUES
from benchmarks.harness import Row, timed
from benchmarks.pictures import PATIENCE_S, settle, until_painted, until_whole
from benchmarks.window_place import as_in_the_program, at_desk
from client.desk import filling
from client.house import RESOURCES
from client.ui.editor.editor_view import EditorScreen
from client.ui.editor.form_panel import FormPanel
from client.ui.idle_collector import IdleCollector
from client.ui.window.desk_window import DeskWindow
from forms.catalog.source import read_source
from forms.elements.element import ElementKind
from tests.story.applicant import ID_NO, WRONG_ID_NO
from tests.support.large_catalogs import FIELDS, THEME, large_form

OPEN_LIMIT_MS = 150.0
LARGE_LIMIT_MS = 200.0
KEY_LIMIT_MS = 16.0
WAIT_LIMIT_MS = 33.0
"""Two frames: a key that comes while the rest of the form is made is painted with the next one."""

WARM_UP = 3

FIELD = "ap_id_no"
RIGHT, WRONG = ID_NO[-1], WRONG_ID_NO[-1]


def measure(folder: Path, *, turns: int) -> list[Row]:
    """The restaurant's form: the p95 of opening, and of a last digit typed and left: checked, said, painted."""
    return as_in_the_program(lambda collector: _restaurant(folder, collector, turns))


def measure_large(folder: Path, *, turns: int) -> list[Row]:
    """The same of a form of 150 fields with 40 conditions."""
    return as_in_the_program(lambda collector: _large(folder, collector, turns))


def _restaurant(folder: Path, collector: IdleCollector, turns: int) -> list[Row]:
    """Everything is typed, so that all 41 fields show."""
    return at_desk(
        DeskPlace(folder / "edit", KeysHere()),
        collector,
        lambda place, window: [
            *_opening("the restaurant's form", place, window, turns, fill=_filled, limit=OPEN_LIMIT_MS),
            *_typing(place, window, turns),
        ],
    )


def _large(folder: Path, collector: IdleCollector, turns: int) -> list[Row]:
    """150 fields with 40 conditions, filled in."""
    return at_desk(
        DeskPlace(folder / "large", KeysHere(), catalog=large_form(read_source(RESOURCES / "catalog"))),
        collector,
        lambda place, window: [
            *_opening(f"{FIELDS} fields", place, window, turns, fill=_filled_large, limit=LARGE_LIMIT_MS),
            *_typing_large(place, window, turns),
        ],
    )


def _opening(
    name: str, place: DeskPlace, window: DeskWindow, turns: int, *, fill: Callable[[DeskPlace], str], limit: float
) -> list[Row]:
    """Every time another application, as a clerk opens them, with a key."""
    samples = []
    for _ in range(turns + WARM_UP):
        application = fill(place)
        samples.append(
            until_whole(
                window.shell,
                partial(_open, window, application),
                is_whole=lambda: _form(window).is_complete(),
                but=lambda: _scroll_bar(window),
            )
        )
        window.shell.close_requested.emit(application)
        settle()
    kept = samples[WARM_UP:]
    return [
        timed(f"edit: open {name}", [one.seen for one in kept], limit=limit),
        timed(f"edit: {name}, all made", [one.whole for one in kept], limit=PATIENCE_S * 1000),
        timed(f"edit: {name}, longest wait meanwhile", [one.longest for one in kept], limit=WAIT_LIMIT_MS),
    ]


def _open(window: DeskWindow, application: str) -> None:
    QApplication.sendEvent(window.shell.windowHandle(), QKeyEvent(QEvent.KeyPress, Qt.Key_Shift, Qt.NoModifier))
    window.open_application(application)


def _typing(place: DeskPlace, window: DeskWindow, turns: int) -> list[Row]:
    """The identity number, alternately right and wrong in its last digit: the message comes and goes."""
    window.open_application(_filled(place))
    line = _form(window).line_of(FIELD)
    field = line.editor
    keys, whole = [], []
    for turn in range(turns + WARM_UP):
        digit = (WRONG, RIGHT)[turn % 2]
        _all_but_the_last(field)
        keys.append(until_painted(window.shell, partial(_press, field, digit)))
        _all_but_the_last(field)
        whole.append(until_painted(window.shell, partial(_press, field, digit, Qt.Key_Tab)))
    if bool(line.error()) != (digit == WRONG):
        raise RuntimeError("the check did not come to the screen")
    return [
        timed("edit: key painted", keys[WARM_UP:], limit=KEY_LIMIT_MS),
        timed("edit: key, field left, checked and painted", whole[WARM_UP:], limit=KEY_LIMIT_MS),
    ]


def _typing_large(place: DeskPlace, window: DeskWindow, turns: int) -> list[Row]:
    """A letter more in the first line of text."""
    application = _filled_large(place)
    window.open_application(application)
    state = place.desk.store.journal.state(application)
    fields = place.desk.rules(state.catalog).form(state.items, state.answers).fields()
    text = next(field.element.id for field in fields if field.element.kind is ElementKind.TEXT)
    field = _form(window).line_of(text).editor
    keys, whole = [], []
    for _ in range(turns + WARM_UP):
        field.setFocus(Qt.OtherFocusReason)
        field.end(False)
        settle()
        keys.append(until_painted(window.shell, partial(_press, field, "a")))
        whole.append(until_painted(window.shell, partial(_press, field, "b", Qt.Key_Tab)))
    if "ab" not in field.value_text():
        raise RuntimeError("the keys did not come to the field")
    return [
        timed(f"edit: {FIELDS} fields, key painted", keys[WARM_UP:], limit=KEY_LIMIT_MS),
        timed(f"edit: {FIELDS} fields, key, field left, checked and painted", whole[WARM_UP:], limit=KEY_LIMIT_MS),
    ]


def _filled(place: DeskPlace) -> str:
    state = place.begin()
    filling.save(place.session, place.desk, state.id, place.typed(state))
    return state.id


def _filled_large(place: DeskPlace) -> str:
    state = place.begin(theme=THEME, answers={})
    fields = place.desk.rules(state.catalog).form(state.items, state.answers).fields()
    elements = [field.element for field in fields if not field.element.computed]
    filling.save(place.session, place.desk, state.id, {one.id: VALUES[one.kind][0] for one in elements})
    return state.id


def _form(window: DeskWindow) -> FormPanel:
    screen = window.shell.current_screen()
    if not isinstance(screen, EditorScreen):
        raise RuntimeError("the editor did not open")
    return screen.form


def _scroll_bar(window: DeskWindow) -> QRect:
    bar = _form(window).verticalScrollBar()
    return QRect(bar.mapTo(window.shell, QPoint()), bar.size())


def _all_but_the_last(field: QLineEdit) -> None:
    field.setFocus(Qt.OtherFocusReason)
    field.end(False)
    while len(field.value_text()) >= len(ID_NO):
        _press(field, Qt.Key_Backspace)
    settle()


def _press(field: QLineEdit, *keys: str | Qt.Key) -> None:
    for key in keys:
        text = key if isinstance(key, str) else ""
        code = ord(key.upper()) if isinstance(key, str) else key
        QApplication.sendEvent(field, QKeyEvent(QEvent.KeyPress, code, Qt.NoModifier, text))
