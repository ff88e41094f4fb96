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
"""The zone until a catalog said which one the hall lives by."""

_ZONE = "hall_zone"
_FIRST, _LAST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)
"""Instants that every zone can name a day of; a clock beyond them is wrong in any case."""

PLAUSIBLE = timedelta(days=60)
"""A PC that was not switched on for longer than this after the last contact has its date confirmed by the clerk."""


class HallDay(msgspec.Struct, frozen=True, kw_only=True):
    """The hall's day (ISO); `doubtful` when a clerk must confirm it before anything lawful is dated by it."""

    day: str
    pc_day: str
    doubtful: bool


def hall_day(store: Store, *, wall: int) -> HallDay:
    """The day at `wall` (UTC ms of the PC), corrected by the skew that the centre's answers showed."""
    pc_day = day_of(wall + store.sync.skew(), zone=hall_zone(store))
    confirmed_for, _, confirmed = store.settings.get("confirmed_day").partition("=")
    if confirmed and confirmed_for == pc_day:
        return HallDay(day=confirmed, pc_day=pc_day, doubtful=False)
    return HallDay(day=pc_day, pc_day=pc_day, doubtful=_is_doubtful(pc_day, store.sync.last_central_day()))


def counting_day(store: Store, *, wall: int) -> str:
    """The day (ISO) that lists and lights are read by: the hall's, or while it is in doubt the last one that was sure.

    So a clock that was set back makes nothing look in time, and one set ahead nothing overdue.
    """
    known = hall_day(store, wall=wall)
    if not known.doubtful:
        return known.day
    _, _, confirmed = store.settings.get("confirmed_day").partition("=")
    return max(store.sync.last_central_day(), confirmed)


def hall_zone(store: Store) -> str:
    """The zone of the hall, as the newest catalog says that this window has worked with."""
    return store.settings.get(_ZONE) or HALL_ZONE


def remember_zone(store: Store, zone: str) -> None:
    """The hall lives by `zone`; kept outside the catalog, since a day is asked for before any catalog is read."""
    if hall_zone(store) != zone:
        store.settings.put(_ZONE, zone)


def day_of(wall: int, *, zone: str = HALL_ZONE) -> str:
    """The ISO day of an instant (UTC ms) in `zone`; the first or the last day there is for one beyond them."""
    bounded = min(max(wall / 1000, _FIRST.timestamp()), _LAST.timestamp())
    return datetime.fromtimestamp(bounded, tz=UTC).astimezone(ZoneInfo(zone)).date().isoformat()


def _is_doubtful(pc_day: str, last_central_day: str) -> bool:
    if not last_central_day:
        return False
    last, today = date.fromisoformat(last_central_day), date.fromisoformat(pc_day)
    return today < last or today - last > PLAUSIBLE
