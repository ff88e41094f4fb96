"""The device stream: sign-ins, catalog installs, number leases, prints, exports. There is no other log."""

from __future__ import annotations

import msgspec


class ClerkSignedIn(msgspec.Struct, frozen=True, kw_only=True):
    """A clerk signed in; `offline` when the centre was not asked."""

    account: str
    offline: bool


class CatalogInstalled(msgspec.Struct, frozen=True, kw_only=True):
    """This device now offers the catalog with this id."""

    catalog: str
    version: str


class NumbersLeased(msgspec.Struct, frozen=True, kw_only=True):
    """The centre gave this device the receipt numbers `prefix` + `first`..`last` (inclusive)."""

    prefix: str
    first: int
    last: int


class PaperPrinted(msgspec.Struct, frozen=True, kw_only=True):
    """A paper was printed or saved; `copy` counts from 1 per paper number."""

    application: str
    number: str
    copy: int


class EarlierDataViewed(msgspec.Struct, frozen=True, kw_only=True):
    """A clerk was shown what an `earlier` application holds, to take it over into `application`."""

    application: str
    earlier: str


class ListExported(msgspec.Struct, frozen=True, kw_only=True):
    """A list left the program as a file: which, narrowed to what, how many `lines`, the SHA-256 of the file.

    `phones` when it shows telephone numbers whole, for the clerk's `reason`. Searched words are not written down, for
    they name people: only that there were some.
    """

    list: str
    narrowed: str
    searched: bool
    lines: int
    sha256: str
    phones: bool = False
    reason: str = ""


class DayConfirmed(msgspec.Struct, frozen=True, kw_only=True):
    """The PC's date was implausible; the clerk confirmed that today is `day`."""

    day: str
    pc_day: str
