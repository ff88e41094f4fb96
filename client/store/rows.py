"""Rows that the store's views answer with: what lists show, and nothing that a list does not need."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from forms.message import Message
from forms.values import Value


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What a clerk has typed and not yet saved: local, never sent. `patch` holds `None` for emptied fields."""

    application: str
    clerk: str
    base_rev: int
    catalog: str
    patch: Mapping[str, Value | None]
    saved_wall: int


class AccountRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A clerk who has signed in here before, for sign-ins without the centre. `verifier` is an Argon2id hash."""

    account: str
    name: str
    role: str
    site: str
    site_name: str
    verifier: str
    confirmed_wall: int


class ApplicationRow(msgspec.Struct, frozen=True, kw_only=True):
    """One application in a list. `cases_ended` of `cases`; `pending` operations not yet confirmed by the centre."""

    application: str
    status: str
    receipt_number: str
    case_numbers: tuple[str, ...]
    applicant: str
    phone: str
    title: str
    opened_wall: int
    touched_wall: int
    accepted_day: str
    cases: int
    cases_ended: int
    open_deferrals: int
    pending: int
    quarantined: bool


class Reminded(msgspec.Struct, frozen=True, kw_only=True):
    """The last time somebody reminded the applicant of a deferral: `step` working days before it is due.

    `day` '' while nobody did; `actor` is the name of the clerk.
    """

    step: int = 0
    day: str = ""
    way: str = ""
    reached: bool = False
    actor: str = ""


NOT_REMINDED = Reminded()

NEVER_REACHED = 9999
"""Stands for the step of a deferral of whose due day nobody was told; later than every step there is."""


class LedgerRow(msgspec.Struct, frozen=True, kw_only=True):
    """One deferral in the ledger (容缺台账).

    `keeper` is the account of whom looks after it; `needed` while a case that has not ended waits for the document;
    `reached_step` the nearest step at which somebody was told of the day that it is due on by now.
    """

    application: str
    receipt_number: str
    applicant: str
    phone: str
    material: str
    material_name: str
    item_names: tuple[str, ...]
    reason: str
    due_day: str
    status: str
    site: str = ""
    keeper: str = ""
    keeper_name: str = ""
    catalog: str = ""
    needed: bool = True
    reached_step: int = NEVER_REACHED
    reminded: Reminded = NOT_REMINDED


class MovedDay(msgspec.Struct, frozen=True, kw_only=True):
    """A day that a calendar moved and that the applicant was not told of: of which case or material, ISO days."""

    application: str
    receipt_number: str
    applicant: str
    phone: str
    what: str
    name: str
    before: str
    after: str


class DueCase(msgspec.Struct, frozen=True, kw_only=True):
    """A case whose promised day is near or past."""

    application: str
    receipt_number: str
    applicant: str
    item_name: str
    promised_due: str
    stage: str


class DraftRow(msgspec.Struct, frozen=True, kw_only=True):
    """An application still in intake, to be continued. `typed` fields wait in the clerk's draft."""

    application: str
    title: str
    applicant: str
    touched_wall: int
    typed: int


class QuarantineRow(msgspec.Struct, frozen=True, kw_only=True):
    """An operation that the centre refused, with its reason."""

    application: str
    receipt_number: str
    applicant: str
    kind: str
    wall: int
    message: Message


class PendingApplication(msgspec.Struct, frozen=True, kw_only=True):
    """What of one application has not reached the centre: operations, and bytes of scans sent of all."""

    application: str
    receipt_number: str
    applicant: str
    title: str
    operations: int
    sent_operations: int
    scan_bytes: int
    sent_scan_bytes: int
    oldest_wall: int


class PendingScan(msgspec.Struct, frozen=True, kw_only=True):
    """One scan on its way."""

    application: str
    scan: str
    material: str
    size: int
    sent: int


class ArrivalLine(msgspec.Struct, frozen=True, kw_only=True):
    """One document taken in for another site's application, newest answer; walls UTC ms, `came_day` ISO.

    `standing`: '' on its way to the centre, waiting (there, not matched), matched, declined, or refused with its
    operation. `said` tells why it is not matched. `application` and `name` of the material are known once it is.
    """

    epoch: int
    dseq: int
    receipt_number: str
    words: str
    came_by: str
    came_day: str
    wall: int
    clerk: str
    number: str
    standing: str
    application: str
    name: str
    said: Message | None
    answered_wall: int


class OutboxSummary(msgspec.Struct, frozen=True, kw_only=True):
    """Counts for the link chip. `oldest_wall` is 0 when nothing waits."""

    operations: int
    applications: int
    scans: int
    scan_bytes: int
    oldest_wall: int
    quarantined: int


class BlockAccount(msgspec.Struct, frozen=True, kw_only=True):
    """What the numbers of a block ended as. Those refused with what carried them count as used until voided."""

    prefix: str
    first: int
    last: int
    used: int
    void: int
    returned: int
    left: int
