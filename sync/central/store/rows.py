"""Rows as the handlers see them."""

from __future__ import annotations

import msgspec

from forms.message import Message
from sync.wire import Outcome


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """One operation with a final outcome, ready for the ledger. `feed_seq` 0 when it is not in the feed."""

    device: str
    epoch: int
    dseq: int
    content_hash: str
    chain: str
    stream: str
    kind: str
    outcome: Outcome
    rev: int
    feed_seq: int
    data: bytes
    message: Message | None = None


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Where a device stands at one epoch: its key and place, its last operation here, its chain after it."""

    device: str
    epoch: int
    public_key: str
    site: str
    window: str
    watermark: int
    chain: str
    since: int


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """An account of the centre. `role` is clerk, supervisor or reviewer; `verifier` an Argon2id hash."""

    account: str
    name: str
    role: str
    site: str
    site_name: str
    departments: tuple[str, ...]
    verifier: str


class Ticket(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a bearer token stands for; a reviewer's has no device."""

    account: str
    device: str
    epoch: int
    expires_wall: int


class QueuedCase(msgspec.Struct, frozen=True, kw_only=True):
    """One case as a department's list shows it; days ISO."""

    application: str
    item: str
    name: str
    department: str
    department_name: str
    status: str
    stage: str
    case_number: str
    receipt_number: str
    applicant: str
    accepted_day: str
    promised_due: str
    open_deferrals: int


class ArrivalRow(msgspec.Struct, frozen=True, kw_only=True):
    """A document that came in elsewhere: `device`, `epoch` and `dseq` name the operation that noted it.

    `outcome` is that of `forms.journal.arrivals`, `said` why it waits or was declined, None once it was matched.
    """

    device: str
    epoch: int
    dseq: int
    receipt_number: str
    number: str
    outcome: str
    application: str
    said: Message | None


class ScanStanding(msgspec.Struct, frozen=True, kw_only=True):
    """How much of a scan is here: `have` contiguous bytes of `total`."""

    sha256: str
    media_type: str
    total: int
    have: int
    complete: bool


class DistrustRow(msgspec.Struct, frozen=True, kw_only=True):
    """A published distrust list: SHA-256 (hex), entries, bytes, the centre's signature; by whom and when (UTC ms)."""

    revision: str
    id: str
    count: int
    size: int
    signature: str
    wall: int
    account: str
    name: str


class ReleaseRow(msgspec.Struct, frozen=True, kw_only=True):
    """A quarantine that a reviewer ended; `device`, `epoch`, `dseq` name what led to it; `wall` UTC ms."""

    wall: int
    account: str
    name: str
    application: str
    device: str
    epoch: int
    dseq: int


class AlarmRow(msgspec.Struct, frozen=True, kw_only=True):
    """Something for a person to look at; `wall` UTC ms."""

    wall: int
    code: str
    device: str
    epoch: int
    dseq: int
