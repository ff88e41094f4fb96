"""Days and moments as a clerk reads them: `2026-12-03(周四)`, `10:42:07`."""

from __future__ import annotations

from datetime import date, datetime

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
    return tr("common", "{day} ({weekday})").format(day=day, weekday=tr("common", _WEEKDAYS[weekday]))


def clock_words(wall: int) -> str:
    """The time of day of an instant (UTC ms) on this PC, with seconds."""
    return datetime.fromtimestamp(wall / 1000).strftime("%H:%M:%S")


def moment_words(wall: int) -> str:
    """Day and time of an instant (UTC ms) on this PC."""
    return datetime.fromtimestamp(wall / 1000).strftime("%Y-%m-%d %H:%M")
