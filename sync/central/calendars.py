"""Which calendar the centre counts by: that of the catalog it offers, once it is newer than a pinned one.

An application keeps the rules it was begun under; only its days follow the newest calendar.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from forms.journal.rules import Rules
from forms.journal.state import ApplicationState
from sync.central.store.store import Store

_KEPT = 32


class Calendars:
    """The rules of a pinned catalog under another calendar. `KeyError` for a catalog that was never published here."""

    def __init__(self, store: Store, rules: Callable[[str], Rules]) -> None:
        self._store = store
        self._rules = rules
        self._counting = lru_cache(maxsize=_KEPT)(self._counting_as)

    def newest(self, catalog: str) -> Rules:
        """The rules of `catalog`, counting by the newest calendar."""
        pinned, offered = self._rules(catalog), self._offered()
        if offered is None or not _is_newer(offered, pinned):
            return pinned
        return self._counting(catalog, offered.catalog)

    def of(self, state: ApplicationState) -> Rules:
        """The rules of an application, counting by the calendar that its days were worked out by."""
        pinned = self._rules(state.catalog)
        if state.calendar_revision in ("", pinned.calendar_revision):
            return pinned
        for catalog in self._store.catalogs.ids():
            if self._rules(catalog).calendar_revision == state.calendar_revision:
                return self._counting(state.catalog, catalog)
        return pinned

    def _offered(self) -> Rules | None:
        offered = self._store.catalogs.current()
        try:
            return self._rules(offered.id) if offered else None
        except KeyError:
            return None

    def _counting_as(self, catalog: str, other: str) -> Rules:
        return self._rules(catalog).counting_as(self._rules(other))


def _is_newer(offered: Rules, pinned: Rules) -> bool:
    return offered.calendar_revision != pinned.calendar_revision and offered.calendar_end >= pinned.calendar_end
