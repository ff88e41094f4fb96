"""The ledger (容缺台账) of this window: a page of it in some order, who looks after how much, which sites there are."""

from __future__ import annotations

from msgspec.structs import replace

from client.desk.desk import Desk
from client.store.ledger_query import (
    EVERYTHING_OPEN,
    DueGroup,
    LedgerFilters,
    LedgerOrder,
    LedgerPage,
    LedgerPlace,
    LedgerShare,
    LedgerShows,
)
from client.store.rows import LedgerRow

__all__ = ["DueGroup", "LedgerFilters", "LedgerOrder", "LedgerPage", "LedgerPlace", "LedgerShare", "LedgerShows"]

PAGE = 100
"""Lines of a page: more than a screen shows, so that the next one is there before the clerk gets to it."""


def page(
    desk: Desk,
    *,
    order: LedgerOrder = LedgerOrder.DUE,
    descending: bool = False,
    filters: LedgerFilters = EVERYTHING_OPEN,
    after: LedgerPlace | None = None,
    limit: int = PAGE,
) -> LedgerPage:
    """The `limit` lines of the ledger that come after `after`; items by their short names."""
    found = desk.store.ledger.page(
        order=order, descending=descending, filters=filters, after=after, limit=limit, day=desk.today()
    )
    return replace(found, lines=tuple(shortened(desk, found.lines)))


def every_line(
    desk: Desk,
    *,
    order: LedgerOrder = LedgerOrder.DUE,
    descending: bool = False,
    filters: LedgerFilters = EVERYTHING_OPEN,
) -> tuple[LedgerRow, ...]:
    """Every line of `filters`, for a list that leaves as a file; a screen takes pages."""
    rows = desk.store.ledger.lines(order=order, descending=descending, filters=filters, day=desk.today())
    return tuple(shortened(desk, rows))


def keepers(desk: Desk) -> tuple[LedgerShare, ...]:
    """Who looks after open deferrals, by name."""
    return desk.store.ledger.keepers()


def sites(desk: Desk) -> tuple[LedgerShare, ...]:
    """The sites that open deferrals belong to, by id; the name is the id where nobody of that site signed in here."""
    return desk.store.ledger.sites()


def shortened(desk: Desk, rows: tuple[LedgerRow, ...]) -> list[LedgerRow]:
    """`rows` with items by their short names."""
    catalog = desk.current_catalog()
    known = desk.catalog(catalog).items.values() if catalog else ()
    short = {item.name.zh: item.short.zh for item in known}
    return [replace(row, item_names=tuple(short.get(name, name) for name in row.item_names)) for row in rows]
