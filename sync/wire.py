"""Wire types: what client and centre say to each other. One exchange carries operations up, results and feed down.

Operations travel as their canonical bytes (`msgspec.Raw`), so that both ends hash exactly what was saved.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from forms.message import Message

PROTOCOL = 1
MEDIA_TYPE = "application/vnd.yichuang+json"
"""A reply counts only with this media type and a proof; anything else is not our server."""

BATCH_BYTES = 64 * 1024
"""Most operation bytes in one exchange, so that a dropped link wastes little (G7)."""

BATCH_OPERATIONS = 1000
"""Most operations in one exchange."""

OPERATION_BYTES = 1024 * 1024
"""Largest operation that a desk makes: a body that the centre refuses would hold up everything saved after it."""

FEED_PAGE = 200
"""Most feed entries in one reply."""

PART_BYTES = 256 * 1024
"""Largest scan part on the wire and in the scan store."""

SCAN_BYTES = 64 * 1024 * 1024
"""Largest scan; a larger file is a wrong scanner setting and would hold up a slow link for hours."""

SCANS_ASKED = 200
"""Most scans in one `HaveRequest`."""


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The end of a device's hash chain after `dseq`, signed by the device (ed25519 over `head_bytes`, hex)."""

    device: str
    epoch: int
    dseq: int
    chain: str
    signature: str


def head_bytes(*, device: str, epoch: int, dseq: int, chain: str) -> bytes:
    """What a device signs and the centre countersigns."""
    return f"yichuang head\n{device}\n{epoch}\n{dseq}\n{chain}".encode()


class Outcome(StrEnum):
    """What became of one operation at the centre.

    `applied`, `rejected` and `held` are final and stand in the ledger; `held` follows a rejected one of the same
    application. `blocked` (an earlier operation is missing) and `later` change nothing.
    """

    APPLIED = "applied"
    REJECTED = "rejected"
    HELD = "held"
    BLOCKED = "blocked"
    LATER = "later"

    @property
    def is_final(self) -> bool:
        """True when it stands in the ledger for ever."""
        return self not in (Outcome.BLOCKED, Outcome.LATER)


class OperationResult(msgspec.Struct, frozen=True, kw_only=True):
    """The centre's answer to operation `dseq` of the asking device; `duplicate` when answered before."""

    dseq: int
    outcome: Outcome
    rev: int = 0
    feed_seq: int = 0
    duplicate: bool = False
    message: Message | None = None


class FeedEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One ordered operation. `operation` is absent for the asking device's own: it has the bytes already."""

    feed_seq: int
    rev: int
    device: str
    epoch: int
    dseq: int
    operation: msgspec.Raw = msgspec.Raw(b"null")

    @property
    def is_own(self) -> bool:
        """True when only the order is told."""
        return bytes(self.operation) == b"null"


class CatalogRef(msgspec.Struct, frozen=True, kw_only=True):
    """A catalog: id, version for people, package bytes (0: not known yet, never so in an offer)."""

    id: str
    version: str
    size: int


class DistrustRef(msgspec.Struct, frozen=True, kw_only=True):
    """The distrust list in force: revision (later ones sort behind), SHA-256 (hex) and bytes of its file.

    `signature` (hex) is the centre's over `distrust_bytes`: what a window keeps was not made by whoever had its token.
    """

    revision: str
    id: str
    size: int
    signature: str


def distrust_bytes(*, revision: str, id: str) -> bytes:
    """What the centre signs of a distrust list."""
    return f"yichuang distrust\n{revision}\n{id}".encode()


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """The centre's countersignature (hex) of a device's head, kept by both sides."""

    dseq: int
    chain: str
    signature: str


class ExchangeRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Operations up, and from where the feed goes on. `cursor` is opaque: only ever what the centre handed out."""

    protocol: int
    device: str
    epoch: int
    cursor: str
    head: Head | None
    operations: tuple[msgspec.Raw, ...]


class ExchangeReply(msgspec.Struct, frozen=True, kw_only=True):
    """Results and feed. `expects` is the next dseq the centre waits for; lower than what was sent after a restore."""

    protocol: int
    results: tuple[OperationResult, ...]
    feed: tuple[FeedEntry, ...]
    cursor: str
    more: bool
    expects: int
    server_wall: int
    server_day: str
    catalog: CatalogRef | None = None
    receipt: Receipt | None = None
    distrust: DistrustRef | None = None


class HaveRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Which of these scans (SHA-256, hex) does the centre hold?"""

    scans: tuple[str, ...]


class HaveReply(msgspec.Struct, frozen=True, kw_only=True):
    """Durable contiguous bytes per scan, and those that are complete and verified."""

    have: dict[str, int]
    complete: tuple[str, ...]


class ScanPart(msgspec.Struct, frozen=True, kw_only=True):
    """A run of bytes of a scan: `offset` in `total` bytes. Idempotent."""

    scan: str
    offset: int
    total: int
    media_type: str
    data: bytes


class PartReply(msgspec.Struct, frozen=True, kw_only=True):
    """How many contiguous bytes are durable now; `complete` when the whole hash was verified."""

    have: int
    complete: bool


class CatalogPart(msgspec.Struct, frozen=True, kw_only=True):
    """A run of package bytes of a catalog."""

    offset: int
    total: int
    data: bytes


class SignInRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A clerk signs in at a window; the device enrols itself with its public key (ed25519, hex)."""

    account: str
    password: str
    device: str
    epoch: int
    public_key: str
    window: str


class SignInReply(msgspec.Struct, frozen=True, kw_only=True):
    """Who the clerk is, and the device's token for exchanges (kept in the encrypted store).

    `catalog_keys` are the public keys (ed25519, hex) of those whose catalogs the centre publishes.
    """

    account: str
    name: str
    role: str
    site: str
    site_name: str
    token: str
    centre_key: str
    server_wall: int
    server_day: str
    catalog_keys: tuple[str, ...] = ()
