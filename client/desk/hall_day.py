"""Which day it is in the hall: law counts in days of the hall's zone, never of the PC's.

The PC's clock may be wrong by a year. What the centre last told corrects it; where that is not plausible either,
the clerk confirms the date, and an operation says so.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from client.store.store import Store

HALL_ZONE = "Asia/Shanghai"
"""One zone for the whole country since 1949."""

PLAUSIBLE = timedelta(days=60)
"""A PC that was not switched on for longer than this after the last contact has its date confirmed by the clerk."""


class HallDay(msgspec.Struct, frozen=True, kw_only=True):
    """The hall's day (ISO); `doubtful` when a clerk must confirm it before anything lawful is dated by it."""

    day: str
    pc_day: str
    doubtful: bool


def hall_day(store: Store, *, wall: int) -> HallDay:
    """The day at `wall` (UTC ms of the PC), corrected by the skew that the centre's answers showed."""
    pc_day = day_of(wall + store.sync.skew())
    confirmed_for, _, confirmed = store.settings.get("confirmed_day").partition("=")
    if confirmed and confirmed_for == pc_day:
        return HallDay(day=confirmed, pc_day=pc_day, doubtful=False)
    return HallDay(day=pc_day, pc_day=pc_day, doubtful=_is_doubtful(pc_day, store.sync.last_central_day()))


def day_of(wall: int) -> str:
    """The ISO day of an instant (UTC ms) in the hall."""
    return datetime.fromtimestamp(wall / 1000, tz=UTC).astimezone(ZoneInfo(HALL_ZONE)).date().isoformat()


def _is_doubtful(pc_day: str, last_central_day: str) -> bool:
    if not last_central_day:
        return False
    last, today = date.fromisoformat(last_central_day), date.fromisoformat(pc_day)
    return today < last or today > last + PLAUSIBLE
