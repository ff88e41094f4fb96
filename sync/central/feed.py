"""The feed: what a device has not seen yet, in commit order, by an opaque cursor."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from sync.central.sessions import DeviceSession
from sync.central.store.store import Store
from sync.wire import FeedEntry

FEED_BYTES = 256 * 1024
"""Most operation bytes in one reply; one entry always goes, however large."""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Entries and the cursor after them; `more` when the feed goes on."""

    entries: tuple[FeedEntry, ...]
    cursor: str
    more: bool


class Feed:
    """Pages of at most `page` entries and `FEED_BYTES`."""

    def __init__(self, store: Store, *, page: int) -> None:
        self._store = store
        self._page = page

    def after(self, cursor: str, session: DeviceSession, *, since: int) -> Page:
        """What follows `cursor`. One that this ledger did not give (a restored backup) starts from the beginning."""
        epoch, head = self._store.identity.ledger_epoch(), self._store.identity.feed_seq()
        position = _position(cursor, epoch)
        start = position if position <= head else 0
        found = self._store.ledger.feed(
            after=start, device=session.device, site=session.site, since=since, limit=self._page + 1
        )
        taken = _capped(found[: self._page])
        more = len(taken) < len(found)
        # Past the last visible entry nothing waits: the next question starts at the head, however far it moved.
        end = taken[-1].feed_seq if more else head
        entries = tuple(_told(entry, session) for entry in taken)
        return Page(entries=entries, cursor=_cursor(epoch, end), more=more)


def _capped(entries: Sequence[FeedEntry]) -> Sequence[FeedEntry]:
    size = 0
    for index, entry in enumerate(entries):
        size += len(bytes(entry.operation))
        if index and size > FEED_BYTES:
            return entries[:index]
    return entries


def _told(entry: FeedEntry, session: DeviceSession) -> FeedEntry:
    own = (entry.device, entry.epoch) == (session.device, session.epoch)
    return replace(entry, operation=msgspec.Raw(b"null")) if own else entry


def _cursor(epoch: str, position: int) -> str:
    return base64.urlsafe_b64encode(f"{epoch}:{position}".encode()).decode()


def _position(cursor: str, epoch: str) -> int:
    try:
        given, _, position = base64.urlsafe_b64decode(cursor.encode()).decode().partition(":")
        return max(int(position), 0) if given == epoch else 0
    except (ValueError, binascii.Error):
        return 0
