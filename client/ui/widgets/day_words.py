"""Days and moments as a clerk reads them: `2026-12-03(周四)`, `10:42:07`."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from client.desk.hall_day import HALL_ZONE
from client.ui.translation import tr, tr_later

_WEEKDAYS = (
    tr_later("common", "Mon"),
    tr_later("common", "Tue"),
    tr_later("common", "Wed"),
    tr_later("common", "Thu"),
    tr_later("common", "Fri"),
    tr_later("common", "Sat"),
    tr_later("common", "Sun"),
)


def day_words(day: str) -> str:
    """An ISO day with its weekday; other text as it is."""
    try:
        weekday = date.fromisoformat(day).weekday()
    except ValueError:
        return day
    return tr("common", "{day} ({weekday})").format(day=day, weekday=weekday_words(weekday))


def weekday_words(number: int) -> str:
    """The name of a day of the week, 0 for Monday."""
    return tr("common", _WEEKDAYS[number])


def hall_today() -> date:
    """The day by this PC's clock in the hall's zone; for where a calendar opens, never for what counts in law."""
    return datetime.now(tz=ZoneInfo(HALL_ZONE)).date()


def clock_words(wall: int) -> str:
    """The time of day of an instant (UTC ms) in the hall, with seconds."""
    return _in_hall(wall).strftime("%H:%M:%S")


def moment_words(wall: int) -> str:
    """Day and time of an instant (UTC ms) in the hall."""
    return _in_hall(wall).strftime("%Y-%m-%d %H:%M")


def _in_hall(wall: int) -> datetime:
    """Never the zone of the PC: the days beside these times are the hall's."""
    return datetime.fromtimestamp(wall / 1000, tz=ZoneInfo(HALL_ZONE))
