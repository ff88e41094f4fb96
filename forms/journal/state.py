"""The state of an application: what the fold of its operations yields, equal at every node that holds them all."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import msgspec

from forms.journal.answers import Correction, Ending, Receipt, SendBack, Standing
from forms.journal.date_moves import DateMove
from forms.values import Value


class ApplicationStatus(StrEnum):
    """Before acceptance the window owns the form; after it the centre orders what happens.

    What was received is still in intake; `ApplicationState.received` says so.
    """

    NEW = "new"
    INTAKE = "intake"
    ACCEPTED = "accepted"
    CONCLUDED = "concluded"
    REFUSED = "refused"
    NOT_REQUIRED = "not_required"
    WITHDRAWN = "withdrawn"


class CaseStatus(StrEnum):
    """Where one case stands; `waiting` names in `CaseState.waits_for` what it waits for."""

    RECEIVED = "received"
    WAITING = "waiting"
    IN_STAGE = "in_stage"
    ENDED = "ended"


class DeferralStatus(StrEnum):
    """States of a deferral. Overdue is computed from `due_day`, never stored. It ends passed or terminated."""

    AWAITED = "awaited"
    ARRIVED = "arrived"
    PASSED = "passed"
    TERMINATED = "terminated"


STAGES = ("accepted", "handling", "review", "approval", "concluded")
"""受理 承办 审核 批准 办结, in their order."""


class FieldValue(msgspec.Struct, frozen=True, kw_only=True):
    """A value and who set it last.

    `source`: '' typed, 'same_as' derived at acceptance, 'case:<item>' from a result, 'earlier:<day>:<receipt number>'
    taken over from an earlier application.
    """

    value: Value
    device: str
    rev: int
    source: str = ""


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """A value that another device filled from the same base; it is kept until a clerk chooses."""

    value: Value
    device: str
    rev: int


class ScanRef(msgspec.Struct, frozen=True, kw_only=True):
    """A reference to one stored file: content address, media type, bytes, pages."""

    sha256: str
    media_type: str
    size: int
    pages: int
    name: str = ""


class DeferralRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Asked for during intake: this material shall come later, by `due_day`, for `reason`."""

    reason: str
    due_day: str


class DeferralMove(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a deferral's history; `kind` is the operation kind, `wall` UTC ms, `due_day` of an extension."""

    kind: str
    actor: str
    wall: int
    day: str
    reason: str = ""
    scans: tuple[str, ...] = ()
    due_day: str = ""


class Reminder(msgspec.Struct, frozen=True, kw_only=True):
    """The applicant was told of the due day `due_day`, `step` working days before it (-1: it was overdue)."""

    step: int
    due_day: str
    day: str
    wall: int
    way: str
    reached: bool
    actor: str


class DeferralState(msgspec.Struct, frozen=True, kw_only=True):
    """One deferred material of an application, shared by all `items` that need it.

    `first_due` is its due day before any extension; `flawed` when a copy was here that was not good enough.
    """

    material: str
    name: str
    items: tuple[str, ...]
    reason: str
    due_day: str
    status: DeferralStatus
    history: tuple[DeferralMove, ...]
    first_due: str = ""
    flawed: bool = False
    reminders: tuple[Reminder, ...] = ()

    @property
    def is_open(self) -> bool:
        """True until it has ended: a reviewer passed the document, or a person terminated the deferral."""
        return self.status not in (DeferralStatus.PASSED, DeferralStatus.TERMINATED)

    @property
    def holds_back(self) -> bool:
        """True while no result of a case that needs the material may be granted: only a passed document frees it."""
        return self.status is not DeferralStatus.PASSED

    def last_day(self, kind: str) -> str:
        """The day (ISO) of the last move of an operation `kind`; '' when there was none."""
        return next((move.day for move in reversed(self.history) if move.kind == kind), "")


class CaseResult(msgspec.Struct, frozen=True, kw_only=True):
    """How a case ended: outcome 'granted' or 'refused', the licence number, the day."""

    outcome: str
    number: str
    day: str
    note: str = ""


class CasePause(msgspec.Struct, frozen=True, kw_only=True):
    """Time that a case's clock stood still: from the day `first` until just before `last`, '' while it lasts.

    `until` is the day on which it was expected to go on; walls are UTC ms. `label` is the procedure's Chinese name;
    the promised and the legal clock stand still as `stops_promise` and `stops_legal` say.
    """

    procedure: str
    reason: str
    first: str
    first_wall: int
    last: str = ""
    last_wall: int = 0
    until: str = ""
    label: str = ""
    stops_promise: bool = True
    stops_legal: bool = True


class CaseState(msgspec.Struct, frozen=True, kw_only=True):
    """One case (办件): an item of an application with its own department, number, clock, stage and result.

    `first_due` is the promised day that stands on its notice, whatever moved it since.
    """

    item: str
    name: str
    department: str
    department_name: str
    instant: bool
    needs_materials: tuple[str, ...]
    needs_elements: tuple[str, ...]
    feeds_elements: tuple[str, ...]
    feeds_materials: tuple[str, ...]
    waits_for: tuple[str, ...]
    promised_days: int
    promised_due: str
    legal_due: str
    status: CaseStatus
    stage: str = ""
    case_number: str = ""
    result: CaseResult | None = None
    started: str = ""
    pauses: tuple[CasePause, ...] = ()
    first_due: str = ""

    @property
    def paused(self) -> CasePause | None:
        """The pause that lasts, None while the clock runs."""
        return self.pauses[-1] if self.pauses and not self.pauses[-1].last else None


class ProducedPaper(msgspec.Struct, frozen=True, kw_only=True):
    """A material that a case of this application produced (营业执照 from 个体工商户设立登记)."""

    item: str
    number: str
    day: str


class PaperFact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A paper numbered at acceptance: `kind` names its template, `material` what it was made for ('' for a notice)."""

    kind: str
    number: str
    material: str = ""


class HandedIn(msgspec.Struct, frozen=True, kw_only=True):
    """What of a material stands on the receipt; what came or went later does not.

    `flaw` is what is wrong with it where no copy was good enough ('' otherwise).
    """

    files: int
    pages: int
    flaw: str = ""


class IssuedPaper(msgspec.Struct, frozen=True, kw_only=True):
    """A paper made after the intake: when, by whom and at which window, and what stands on it.

    `facts` are plain; `forms.journal.issuing.facts_of` reads them. With a `void_reason` it counts no more.
    """

    day: str
    clerk: str
    window: str
    facts: Mapping[str, Any]
    void_reason: str = ""
    void_day: str = ""
    void_by: str = ""


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """Who applies; `id_no` is the key of history and reuse."""

    kind: str = "person"
    name: str = ""
    id_type: str = ""
    id_no: str = ""
    phone: str = ""


class EarlierCatalog(msgspec.Struct, frozen=True, kw_only=True):
    """A catalog that an application was filled in under before it moved; `gone` are labels by element id.

    The answers to those fields stay among the values of the state.
    """

    catalog: str
    version: str
    gone: Mapping[str, str] = {}


class SignedCommitment(msgspec.Struct, frozen=True, kw_only=True):
    """A signed letter of commitment (容缺受理承诺书): its scan, who took it in, when (UTC ms, ISO day)."""

    scan: ScanRef
    actor: str
    wall: int
    day: str


class Promise(msgspec.Struct, frozen=True, kw_only=True):
    """A material called `name` that the applicant promised instead of bringing it (告知承诺): taken by whom, when."""

    name: str
    actor: str
    wall: int
    day: str


class CreditStanding(msgspec.Struct, frozen=True, kw_only=True):
    """What the last check against the distrust list (失信名单) said of `party`; `unchecked` when it could not."""

    party: str
    list_revision: str
    listed: bool
    unchecked: bool
    wall: int
    actor: str


class Completion(msgspec.Struct, frozen=True, kw_only=True):
    """A 确认补齐通知书: its number, who confirmed on which day (ISO) that every deferred material is in."""

    number: str
    actor: str
    wall: int
    day: str


class Objection(msgspec.Struct, frozen=True, kw_only=True):
    """What the centre noted against a lawful acceptance; it makes a task, never undoes the paper."""

    code: str
    params: Mapping[str, str]
    wall: int


class ApplicationState(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the journal says of one application. `rev` is the last confirmed revision folded in.

    `keeper` is the account of the clerk who looks after it since it was accepted.
    """

    id: str
    rev: int = 0
    status: ApplicationStatus = ApplicationStatus.NEW
    catalog: str = ""
    theme: str = ""
    site: str = ""
    window: str = ""
    opened_wall: int = 0
    opened_by: str = ""
    items: tuple[str, ...] = ()
    answers: Mapping[str, bool] = {}
    values: Mapping[str, FieldValue] = {}
    conflicts: Mapping[str, tuple[Conflict, ...]] = {}
    scans: Mapping[str, tuple[ScanRef, ...]] = {}
    deferral_requests: Mapping[str, DeferralRequest] = {}
    receipt_number: str = ""
    other_receipts: tuple[str, ...] = ()
    accepted_day: str = ""
    accepted_wall: int = 0
    accepted_by: str = ""
    accepted_by_law: bool = False
    keeper: str = ""
    keeper_name: str = ""
    received: Receipt | None = None
    corrections: tuple[Correction, ...] = ()
    standing: Standing | None = None
    ending: Ending | None = None
    send_backs: tuple[SendBack, ...] = ()
    party: Party = Party()
    cases: Mapping[str, CaseState] = {}
    deferrals: Mapping[str, DeferralState] = {}
    produced: Mapping[str, ProducedPaper] = {}
    papers: tuple[PaperFact, ...] = ()
    issued: Mapping[str, IssuedPaper] = {}
    handed_in: Mapping[str, HandedIn] = {}
    bound_numbers: Mapping[str, str] = {}
    calendar_revision: str = ""
    template_hash: str = ""
    objections: tuple[Objection, ...] = ()
    earlier: tuple[EarlierCatalog, ...] = ()
    flawed: Mapping[str, tuple[str, ...]] = {}
    flaws: Mapping[str, str] = {}
    commitments: tuple[SignedCommitment, ...] = ()
    credit: CreditStanding | None = None
    promises: Mapping[str, Promise] = {}
    completions: tuple[Completion, ...] = ()
    granted_sites: tuple[str, ...] = ()
    untold_moves: tuple[DateMove, ...] = ()
    needs_upgrade: bool = False

    def plain_values(self) -> dict[str, Value]:
        """Element values without who and when."""
        return {element: field.value for element, field in self.values.items()}

    def sound_scans(self, material: str) -> tuple[ScanRef, ...]:
        """The scans of `material` that nobody found flawed: a flawed copy counts as missing."""
        flawed = self.flawed.get(material, ())
        return tuple(scan for scan in self.scans.get(material, ()) if scan.sha256 not in flawed)

    def has_ended(self, items: tuple[str, ...]) -> bool:
        """True when each case of `items` has ended: nobody waits for their materials any more."""
        return all(self.cases[item].status is CaseStatus.ENDED for item in items if item in self.cases)


_encoder = msgspec.json.Encoder(order="sorted")


def encode_state(state: ApplicationState) -> bytes:
    """The state as bytes: equal states give equal bytes."""
    return _encoder.encode(state)


_decoder = msgspec.json.Decoder(ApplicationState)


def decode_state(data: bytes) -> ApplicationState:
    """Read `encode_state` back."""
    return _decoder.decode(data)


def digest(state: ApplicationState) -> str:
    """SHA-256 (hex) of a state; both sides compare it when the outbox is empty."""
    return hashlib.sha256(encode_state(state)).hexdigest()
