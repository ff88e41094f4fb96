"""Reading the ledger: pages by index, counts, what is due. Rules are not asked here; days are compared, no more.

Whatever is sorted is read in the order of an index that also holds what filters ask, so that a page of a long ledger
costs as much as one of a short ledger.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from client.store.database import Database
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
from client.store.rows import NOT_REMINDED, LedgerRow, Reminded
from client.store.searching import match_of

_COLUMNS = (
    "application, receipt_number, applicant, phone, material, material_name, item_names, reason, due_day, status,"
    " site, keeper, keeper_name, catalog, is_needed, reached_step,"
    " reminded_step, reminded_day, reminded_way, reminded_reached, reminded_by"
)
_REMINDED = len(Reminded.__struct_fields__)

_ORDERS: Mapping[LedgerOrder, tuple[str, ...]] = {
    LedgerOrder.DUE: ("due_day", "receipt_number", "material", "application"),
    LedgerOrder.APPLICANT: ("applicant_key", "due_day", "receipt_number", "material", "application"),
    LedgerOrder.ITEM: ("item_key", "due_day", "receipt_number", "material", "application"),
    LedgerOrder.SITE: ("site", "due_day", "receipt_number", "material", "application"),
    LedgerOrder.STATE: ("status", "due_day", "receipt_number", "material", "application"),
}

_AWAITED = "is_open = 1 AND is_awaited = 1"
_SHOWS: Mapping[LedgerShows, str] = {
    LedgerShows.OPEN: "is_open = 1",
    LedgerShows.DUE_TODAY: f"{_AWAITED} AND due_day = ?",
    LedgerShows.OVERDUE: f"{_AWAITED} AND due_day < ?",
    LedgerShows.TO_VERIFY: "is_open = 1 AND status = 'arrived'",
    LedgerShows.ENDED: "is_open = 0",
}
_FOUND = (
    "application IN (SELECT application FROM view_applications WHERE id IN"
    " (SELECT rowid FROM view_search WHERE view_search MATCH ?))"
)
_NOTHING = "0"

_KEEPERS = """
SELECT k.keeper, d.keeper_name, k.lines FROM (
    SELECT keeper, count(*) AS lines, max(rowid) AS one FROM view_deferrals WHERE is_open = 1 GROUP BY keeper
) k JOIN view_deferrals d ON d.rowid = k.one ORDER BY k.keeper
"""
_SITES = """
SELECT d.site, coalesce((SELECT a.site_name FROM accounts a WHERE a.site = d.site LIMIT 1), d.site), count(*)
FROM view_deferrals d WHERE d.is_open = 1 GROUP BY d.site
"""
_KEPT_BY = "SELECT DISTINCT application FROM view_deferrals WHERE is_open = 1 AND keeper = ? ORDER BY application"


class Asked(msgspec.Struct, frozen=True):
    """A condition of SQL and its values, in the order of its question marks."""

    sql: str
    values: tuple[str | int, ...] = ()

    def and_(self, sql: str, *values: str | int) -> Asked:
        """Both this and `sql`."""
        return Asked(f"{self.sql} AND {sql}", (*self.values, *values))


class Ledger:
    """The lines of all deferrals, as the projector wrote them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(
        self,
        *,
        order: LedgerOrder,
        descending: bool,
        filters: LedgerFilters,
        after: LedgerPlace | None,
        limit: int,
        day: str,
    ) -> LedgerPage:
        """The `limit` lines after `after` as they stand on `day` (ISO), and how many there are in all."""
        where, keys = asked(filters, day=day), _ORDERS[order]
        sql, values = page_query(where, order, descending=descending, after=after)
        found = self._database.all(sql, (*values, limit + 1))
        groups = tuple(
            DueGroup(due_day=due, lines=lines) for due, lines in self._database.all(count_query(where), where.values)
        )
        is_last = len(found) <= limit
        return LedgerPage(
            lines=tuple(_row(row[len(keys) :]) for row in found[:limit]),
            total=sum(group.lines for group in groups),
            groups=groups,
            after=None if is_last else LedgerPlace(tuple(found[limit - 1][: len(keys)])),
        )

    def lines(
        self,
        *,
        order: LedgerOrder = LedgerOrder.DUE,
        descending: bool = False,
        filters: LedgerFilters = EVERYTHING_OPEN,
        day: str = "",
    ) -> tuple[LedgerRow, ...]:
        """Every line of `filters`, for a list that leaves as a file; a screen takes pages."""
        skipped = len(_ORDERS[order])
        sql, values = page_query(asked(filters, day=day), order, descending=descending, after=None)
        return tuple(_row(row[skipped:]) for row in self._database.all(sql, (*values, -1)))

    def due(
        self, *, first: str, last: str, keeper: str = "", beyond_step: int | None = None, limit: int
    ) -> tuple[LedgerRow, ...]:
        """What applicants still have to bring, due from `first` to `last` (ISO days), by due day.

        With `beyond_step` only what nobody was told of at that step or nearer.
        """
        where = due_where(first=first, last=last, keeper=keeper)
        where = where if beyond_step is None else where.and_("reached_step > ?", beyond_step)
        return tuple(_row(row) for row in self._database.all(due_query(where), (*where.values, limit)))

    def due_count(self, *, first: str, last: str, step: int, keeper: str = "") -> tuple[int, int]:
        """How many `due` would give, and how many of them nobody was told of at `step` or nearer."""
        where = due_where(first=first, last=last, keeper=keeper)
        row = self._database.one(due_count_query(where), (step, *where.values))
        return (int(row[0]), int(row[1])) if row else (0, 0)

    def keepers(self) -> tuple[LedgerShare, ...]:
        """Who looks after open deferrals, by account."""
        return self._shares(_KEEPERS)

    def sites(self) -> tuple[LedgerShare, ...]:
        """Which sites open deferrals belong to, by id."""
        return self._shares(_SITES)

    def kept_by(self, keeper: str) -> tuple[str, ...]:
        """The applications with open deferrals that the account `keeper` looks after."""
        return tuple(str(row[0]) for row in self._database.all(_KEPT_BY, (keeper,)))

    def _shares(self, sql: str) -> tuple[LedgerShare, ...]:
        return tuple(LedgerShare(key=key, name=name, lines=lines) for key, name, lines in self._database.all(sql))


def asked(filters: LedgerFilters, *, day: str) -> Asked:
    """The condition of `filters` on `day` (ISO)."""
    shows = _SHOWS[filters.shows]
    where = Asked(shows, (day,) * shows.count("?"))
    for column in ("site", "keeper", "application", "due_day"):
        wanted = getattr(filters, column)
        where = where.and_(f"{column} = ?", wanted) if wanted else where
    if not filters.text.strip():
        return where
    match = match_of(filters.text)
    return where.and_(_FOUND, match) if match else where.and_(_NOTHING)


def page_query(
    where: Asked, order: LedgerOrder, *, descending: bool, after: LedgerPlace | None
) -> tuple[str, tuple[str | int, ...]]:
    """SQL of a page and its values but for the limit, which comes last."""
    keys = _ORDERS[order]
    if after is not None:
        sign = "<" if descending else ">"
        where = where.and_(f"({', '.join(keys)}) {sign} ({', '.join('?' * len(keys))})", *after.keys)
    ordered = ", ".join(f"{key} DESC" if descending else key for key in keys)
    sql = f"SELECT {', '.join(keys)}, {_COLUMNS} FROM view_deferrals WHERE {where.sql} ORDER BY {ordered} LIMIT ?"
    return sql, where.values


def count_query(where: Asked) -> str:
    """SQL of how many lines are due on each day."""
    return f"SELECT due_day, count(*) FROM view_deferrals WHERE {where.sql} GROUP BY due_day"


def due_count_query(where: Asked) -> str:
    """SQL of how many lines there are, and how many that nobody was told of at a step (its first value) or nearer."""
    told = "SELECT count(*), coalesce(sum(reached_step > ?), 0)"
    return f"{told} FROM view_deferrals INDEXED BY view_deferrals_awaited WHERE {where.sql}"


def due_query(where: Asked) -> str:
    """SQL of the lines by due day; the limit comes last."""
    return (
        f"SELECT {_COLUMNS} FROM view_deferrals INDEXED BY view_deferrals_due WHERE {where.sql}"
        " ORDER BY due_day, receipt_number, material LIMIT ?"
    )


def due_where(*, first: str, last: str, keeper: str = "") -> Asked:
    """The condition of what applicants still have to bring, due from `first` to `last` (ISO days)."""
    where = Asked(f"{_AWAITED} AND due_day BETWEEN ? AND ?", (first, last))
    return where.and_("keeper = ?", keeper) if keeper else where


def _row(row: Sequence[Any]) -> LedgerRow:
    facts = dict(zip(LedgerRow.__struct_fields__, row[:-_REMINDED], strict=False))
    facts["item_names"] = tuple(facts["item_names"].split("\n"))
    facts["needed"] = bool(facts["needed"])
    step, day, way, reached, actor = row[-_REMINDED:]
    return LedgerRow(
        **facts,
        reminded=Reminded(step=step, day=day, way=way, reached=bool(reached), actor=actor) if day else NOT_REMINDED,
    )
