"""The door from the engine to what a device keeps. `client.store` implements it; the engine knows no tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import msgspec

from sync.wire import CatalogRef, ExchangeReply, Head


class OutgoingScan(msgspec.Struct, frozen=True, kw_only=True):
    """A scan that the centre has not confirmed: `have` bytes are known to be durable there."""

    scan: str
    application: str
    media_type: str
    size: int
    have: int


class WantedCatalog(msgspec.Struct, frozen=True, kw_only=True):
    """A catalog on its way: `have` package bytes are stored. A `ref.size` of 0 is not yet known."""

    ref: CatalogRef
    have: int


class SyncStore(Protocol):
    """What the engine asks of the store; each method is one short transaction, none is open during a request."""

    def device(self) -> tuple[str, int]:
        """(device id, epoch)."""

    def cursor(self) -> str:
        """The feed cursor last committed ('' at first)."""

    def outgoing(self, *, limit_bytes: int) -> Sequence[tuple[int, bytes]]:
        """(dseq, canonical bytes) of operations without a final result, gapless and in order; at least one if any."""

    def head(self, *, dseq: int) -> Head | None:
        """The signed chain head after `dseq`, or None when there is none."""

    def take(self, reply: ExchangeReply) -> int:
        """Commit results, feed entries, cursor, centre's day and receipt in ONE transaction; returns entries applied.

        An own operation leaves the overlay only when its feed entry passes here, never at its result.
        """

    def outgoing_scans(self) -> Sequence[OutgoingScan]:
        """Scans that operations refer to and the centre has not confirmed, nearest due deferral first."""

    def scan_bytes(self, scan: str, *, offset: int, length: int) -> bytes:
        """A run of bytes of a stored scan."""

    def scan_progress(self, scan: str, *, have: int, complete: bool) -> None:
        """Remember how much the centre holds."""

    def wanted_catalogs(self) -> Sequence[WantedCatalog]:
        """The offered catalog while it is not installed, those that applications pin and that are not kept, then the
        offered distrust list, which comes the same way under its own id."""

    def catalog_progress(self, catalog: str, *, offset: int, data: bytes, total: int) -> None:
        """Append package bytes of a wanted catalog of `total` bytes."""

    def install_catalog(self, catalog: str) -> None:
        """Verify and install what was fetched; drops a wrong one and raises `CatalogRefused` or `DistrustRefused`."""
