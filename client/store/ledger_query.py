"""What the ledger is asked for: an order, filters, the place after which a page begins. And what it answers."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from client.store.rows import LedgerRow


class LedgerOrder(StrEnum):
    """By what the ledger is sorted; what is equal follows by due day, then by receipt number."""

    DUE = "due"
    APPLICANT = "applicant"
    ITEM = "item"
    SITE = "site"
    STATE = "state"


class LedgerShows(StrEnum):
    """Which deferrals: those that have not ended, of them those due today, overdue or arrived; or those that ended.

    What has arrived is neither due nor overdue: it waits for a reviewer, not for the applicant.
    """

    OPEN = "open"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    TO_VERIFY = "to_verify"
    ENDED = "ended"


class LedgerFilters(msgspec.Struct, frozen=True, kw_only=True):
    """What a line must be; '' asks nothing. `keeper` is an account, `due_day` an ISO day.

    `text` is part of an applicant's name, its pinyin or initials, or the beginning or end of a number.
    """

    shows: LedgerShows = LedgerShows.OPEN
    site: str = ""
    keeper: str = ""
    text: str = ""
    application: str = ""
    due_day: str = ""


EVERYTHING_OPEN = LedgerFilters()


class LedgerPlace(msgspec.Struct, frozen=True):
    """Where a page ended; opaque outside the store. It stays good while lines come and go."""

    keys: tuple[str | int, ...]


class DueGroup(msgspec.Struct, frozen=True, kw_only=True):
    """How many lines are due on one day (ISO)."""

    due_day: str
    lines: int


class LedgerPage(msgspec.Struct, frozen=True, kw_only=True):
    """A window of the ledger. `total` and `groups` (by due day) count all lines of the filters, not only these.

    `after` begins the next page; None when this is the last.
    """

    lines: tuple[LedgerRow, ...]
    total: int
    groups: tuple[DueGroup, ...]
    after: LedgerPlace | None


class LedgerShare(msgspec.Struct, frozen=True, kw_only=True):
    """How many open deferrals a keeper looks after, or a site has: `key` is the account or the site."""

    key: str
    name: str
    lines: int
