"""Makes the fields of a form when they are wanted: what is in sight and what Tab could come to next at once, the rest
in short slices after the first frame, while the clerk does not type.

A form of 150 fields is made in a fifth of a second. Nobody waits for what is below the fold, and no key waits longer
than one slice.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from PyQt5.QtCore import QCoreApplication, QEvent, QObject, QRect, Qt, QTimer
from PyQt5.QtWidgets import QScrollArea, QWidget

from client.ui.editor.form_section import FormSection
from client.ui.widgets.line_field import LineField
from client.ui.widgets.tab_order import TabMark, follow_in_order, takes_tab

SLICE_S = 0.003
"""After so long no further field is begun; the last one and its layout come on top."""
GAP_MS = 2
TYPING_MS = 250
"""So long after a key nothing is made that nobody sees."""
LAYOUT_DEPTH = 4
"""A line of a section of a sheet in a scroll area: a request goes up one step at a time."""

_PASSES = 4
"""What is made may be lower than the room that was kept for it, and more comes into sight."""


class LateFields(QObject):
    """Of one form in one scroll area. Tab goes from `mark` through the fields in reading order, whenever they are made.

    `fit` is called after fields were made and before they are laid out.
    """

    def __init__(self, area: QScrollArea, *, mark: TabMark, fit: Callable[[], None]) -> None:
        super().__init__(area)
        self._area, self._mark, self._fit = area, mark, fit
        self._sections: Mapping[str, FormSection] = {}
        self._holder: dict[str, FormSection] = {}
        self._elements: tuple[str, ...] = ()
        self._shown: tuple[str, ...] = ()
        self._looks, self._asked = False, False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._slice)
        area.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def begin(self, sections: Mapping[str, FormSection]) -> None:
        """Another form is in the area; none of its fields is made yet."""
        self._sections = sections
        self._holder = {name: part for part in sections.values() for name in part.elements()}
        self._elements = tuple(self._holder)
        self.reorder()

    def reorder(self) -> None:
        """Other fields are shown now."""
        self._shown = tuple(name for part in self._sections.values() for name in part.shown())
        self._area.widget().installEventFilter(self)
        if self._area.isVisible():
            self.look()
            self._ends()

    def holder(self, element: str) -> FormSection | None:
        """The section of an element; None when it is not on the form."""
        return self._holder.get(element)

    def is_complete(self) -> bool:
        """True when every shown field is made."""
        return all(name in self._holder[name].fields for name in self._shown)

    def want(self, element: str) -> LineField:
        """The field of `element`, made and laid out."""
        if element not in self._holder[element].fields:
            self._make((element,))
        return self._holder[element].fields[element]

    def around(self, element: str) -> None:
        """The cursor is in `element`: make what Tab and Shift+Tab come to next."""
        if element in self._shown:
            at = self._shown.index(element)
            self._make(chain(self._to_next_stop(at, 1), self._to_next_stop(at, -1)))

    def look(self) -> None:
        """Make what is in sight."""
        if self._looks or not self._area.isVisible():
            return
        self._looks = True
        try:
            self._make_in_sight()
        finally:
            self._looks = False

    def _on_scrolled(self, _value: int) -> None:
        self.look()

    def look_soon(self) -> None:
        """Make what is in sight before the next frame, when everything has its size."""
        if not self._asked:
            self._asked = True
            QCoreApplication.postEvent(self, QEvent(QEvent.User))

    def pause(self) -> None:
        """The clerk types: what nobody sees can wait."""
        if self._timer.isActive():
            self._timer.start(TYPING_MS)

    def customEvent(self, _event: QEvent) -> None:
        self._asked = False
        if self._area.isVisible():
            self._fit()
            self.look()
            self._ends()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first frame is painted: go on with what is not in it."""
        if event.type() == QEvent.Paint:
            watched.removeEventFilter(self)
            self._timer.start(GAP_MS)
        return False

    def _slice(self) -> None:
        if not self._area.isVisible():
            self._area.widget().installEventFilter(self)
            return
        begun = time.perf_counter()
        wanted = (name for part in self._sections.values() for name in part.unbuilt())
        self._make(wanted, until=begun + SLICE_S)
        if not self.is_complete():
            self._timer.start(GAP_MS)

    def _make_in_sight(self) -> None:
        for _ in range(_PASSES):
            self._lay_out()
            in_sight = [name for part in self._sections.values() for name in part.unbuilt(self._sight_of(part))]
            if not in_sight:
                return
            self._make(in_sight)

    def _ends(self) -> None:
        """Tab comes into the form at its first field, Shift+Tab at its last."""
        self._make(chain(self._to_next_stop(-1, 1), self._to_next_stop(len(self._shown), -1)))

    def _to_next_stop(self, at: int, step: int) -> Iterator[str]:
        """From place `at` on, what has to be made to have one more field that takes Tab; nothing when it is there.

        Each is looked at after it was given and made.
        """
        at += step
        while 0 <= at < len(self._shown):
            name = self._shown[at]
            if name not in self._holder[name].fields:
                yield name
            if takes_tab(self._holder[name].fields[name]):
                return
            at += step

    def _make(self, names: Iterable[str], *, until: float = float("inf")) -> None:
        """Make fields until it is too late for one more; what is in sight stays where it is."""
        kept = self._kept_in_place()
        made = False
        for name in names:
            self._follow(name, self._holder[name].build(name))
            made = True
            if time.perf_counter() >= until:
                break
        if made:
            self._fit()
            self._lay_out()
            kept()

    def _follow(self, element: str, line: LineField) -> None:
        """Tab comes to `line` after what stands before it; hidden fields keep their place in the order too."""
        before: QWidget = self._mark
        for name in reversed(self._elements[: self._elements.index(element)]):
            made = self._holder[name].fields.get(name)
            if made is not None and made.last_stop().focusPolicy() != Qt.NoFocus:
                before = made.last_stop()
                break
        follow_in_order(before, line)

    def _kept_in_place(self) -> Callable[[], None]:
        """What puts the field that the clerk looks at back to where it is now; nothing to do at the top of the form."""
        bar = self._area.verticalScrollBar()
        line = self._looked_at() if bar.value() else None
        if line is None:
            return lambda: None
        top = self._top_of(line)
        return lambda: bar.setValue(bar.value() + self._top_of(line) - top)

    def _looked_at(self) -> LineField | None:
        in_sight = self._area.viewport().rect()
        lines = [self._holder[name].fields[name] for name in self._shown if name in self._holder[name].fields]
        seen = [line for line in lines if in_sight.top() <= self._top_of(line) <= in_sight.bottom()]
        focus = self._area.focusWidget()
        typed = [line for line in seen if focus is not None and line.isAncestorOf(focus)]
        return next(iter((*typed, *seen)), None)

    def _top_of(self, line: LineField) -> int:
        return line.mapTo(self._area, line.rect().topLeft()).y()

    def _sight_of(self, part: FormSection) -> QRect:
        """What is in sight, in px of `part`."""
        sheet = self._area.widget()
        return self._area.viewport().rect().translated(-(sheet.pos() + part.pos()))

    def _lay_out(self) -> None:
        """Requests go up one step at a time; carried out now, everything has its place for what is done next."""
        for _ in range(LAYOUT_DEPTH):
            QCoreApplication.sendPostedEvents(None, QEvent.LayoutRequest)
