"""Editors of days: one day, a day with its time."""

from __future__ import annotations

import datetime
import re

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QKeyEvent
from PyQt5.QtWidgets import QWidget

from client.ui.widgets.day_calendar import DayCalendar
from client.ui.widgets.day_words import hall_today
from client.ui.widgets.drop_line import DropLine, show_below
from client.ui.widgets.text_editors import TextEdit
from forms.elements.date import iso_day, read_day

_STEPS = {Qt.Key_Up: 1, Qt.Key_Down: -1}
_CLOCK = re.compile(r"\s(\d{1,2}):(\d{2})(?::\d{2})?\s*\Z", re.ASCII)


class DateEdit(DropLine, TextEdit):
    """A day as typed; the caller reads it and shows it back with `set_value_text`. The input method is off.

    Up and Down go by a day, from today where there is none; Alt+Down opens a calendar.
    """

    drop_icon = "calendar"

    def __init__(self, *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(placeholder=placeholder, parent=parent)
        self._calendar: DayCalendar | None = None
        self.setAttribute(Qt.WA_InputMethodEnabled, False)
        self.setInputMethodHints(Qt.ImhDate | Qt.ImhPreferLatin | Qt.ImhNoPredictiveText)
        self.keep_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(event.key(), 0)
        if step and not event.modifiers() & ~Qt.KeypadModifier and not self.isReadOnly():
            self._step(step)
        else:
            super().keyPressEvent(event)

    def open_below(self) -> None:
        """Open the calendar at the day that is typed, else at today."""
        if self._calendar is None:
            self._calendar = DayCalendar(self)
            self._calendar.chosen.connect(self._take)
        today = hall_today()
        self._calendar.set_days(day=self._day() or today, today=today)
        show_below(self._calendar, self)

    def _step(self, step: int) -> None:
        self._take(_next_day(self._day(), step).isoformat())

    def _day(self) -> datetime.date | None:
        return iso_day(read_day(self.text()) or "")

    def _take(self, day: str) -> None:
        self.retype(day)


class DateTimeEdit(DateEdit):
    """A day and a time, `2026-12-03 14:30`. Up and Down change what the cursor stands in: day, hour or minute."""

    def _step(self, step: int) -> None:
        clock = _CLOCK.search(self.text())
        at = self.cursorPosition()
        if clock is None or at <= clock.start():
            super()._step(step)
        else:
            self._retime(clock, hours=step * (at <= clock.end(1)), minutes=step * (at > clock.end(1)))
        self.setCursorPosition(min(at, len(self.text())))

    def _retime(self, clock: re.Match[str], *, hours: int, minutes: int) -> None:
        hour, minute = (int(clock[1]) + hours) % 24, (int(clock[2]) + minutes) % 60
        self.retype(f"{self.text()[: clock.start()]} {hour:02d}:{minute:02d}")

    def _day(self) -> datetime.date | None:
        return iso_day(read_day(_CLOCK.sub("", self.text())) or "")

    def _take(self, day: str) -> None:
        """The time stays; where there is none the cursor waits for it."""
        clock = _CLOCK.search(self.text())
        self.retype(f"{day} {clock[0].strip() if clock else ''}")


def _next_day(day: datetime.date | None, step: int) -> datetime.date:
    """The day `step` days on; today where there is none yet, the same at either end of the calendar."""
    if day is None:
        return hall_today()
    try:
        return day + datetime.timedelta(days=step)
    except OverflowError:
        return day
