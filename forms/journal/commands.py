"""Commands: what a person asks for. `decide` turns one into facts or a refusal."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from forms.journal.actor import Actor
from forms.journal.issuing import Facts
from forms.journal.reuse import ReusedScan
from forms.journal.rules import Rules
from forms.journal.state import ScanRef
from forms.message import Message
from forms.values import Value


class OpenApplication(msgspec.Struct, frozen=True, kw_only=True):
    """Begin an application for `items` (a theme's choice, or picked singly with theme '')."""

    theme: str
    items: tuple[str, ...]
    answers: Mapping[str, bool]


class ChooseItems(msgspec.Struct, frozen=True, kw_only=True):
    """Change the items or the answers to the questions."""

    items: tuple[str, ...]
    answers: Mapping[str, bool]


class FillFields(msgspec.Struct, frozen=True, kw_only=True):
    """Save typed values; `None` empties a field. Wrong values may be saved, only not accepted."""

    values: Mapping[str, Value | None]


class SettleConflict(msgspec.Struct, frozen=True, kw_only=True):
    """Choose the value of a field that two windows filled differently."""

    element: str
    value: Value | None


class AttachScan(msgspec.Struct, frozen=True, kw_only=True):
    """Attach a stored scan to a material."""

    material: str
    scan: ScanRef


class RemoveScan(msgspec.Struct, frozen=True, kw_only=True):
    """Take a scan off a material."""

    material: str
    sha256: str


class RequestDeferral(msgspec.Struct, frozen=True, kw_only=True):
    """Let a material come later, by `due_day` (ISO), for `reason`."""

    material: str
    reason: str
    due_day: str


class WithdrawDeferralRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Do not defer a material after all."""

    material: str


class MoveCatalog(msgspec.Struct, frozen=True, kw_only=True):
    """Fill the application in under the catalog of `target` from now on."""

    target: Rules


class ReuseData(msgspec.Struct, frozen=True, kw_only=True):
    """Take over what the applicant with the number `party` gave in an earlier application, into what is empty."""

    application: str
    receipt_number: str
    day: str
    party: str
    values: Mapping[str, Value]
    scans: Mapping[str, tuple[ReusedScan, ...]]


class AcceptApplication(msgspec.Struct, frozen=True, kw_only=True):
    """Accept everything at once under `receipt_number` (from a leased block)."""

    receipt_number: str


class ReceiveApplication(msgspec.Struct, frozen=True, kw_only=True):
    """Take in what the applicant brought under `receipt_number` (from a leased block); the answer comes later."""

    receipt_number: str


class OwnWords(msgspec.Struct, frozen=True, kw_only=True):
    """What a clerk writes about one field, one material or something else, in Chinese: it goes onto the notice."""

    element: str = ""
    material: str = ""
    words: str


class RequestCorrection(msgspec.Struct, frozen=True, kw_only=True):
    """Tell everything that is lacking in one notice under `number` (from a leased block), with the clerk's `words`.

    `is_late_known`: the clerk was told that some of it should have been named before, and gives the notice anyway.
    """

    number: str
    words: tuple[OwnWords, ...] = ()
    is_late_known: bool = False


class RefuseApplication(msgspec.Struct, frozen=True, kw_only=True):
    """Do not accept, on a paper with `number`; `competent` is the organ that has to be asked instead, if any."""

    number: str
    reason: str
    remedies: str
    basis: str = ""
    competent: str = ""


class DeclareNotRequired(msgspec.Struct, frozen=True, kw_only=True):
    """Tell the applicant that nothing has to be asked for."""

    reason: str


class WithdrawApplication(msgspec.Struct, frozen=True, kw_only=True):
    """The applicant takes the application back."""

    reason: str


class SendBackApplication(msgspec.Struct, frozen=True, kw_only=True):
    """Have these fields and materials of the case of `item` put right (reviewer)."""

    item: str
    elements: tuple[str, ...]
    materials: tuple[str, ...]
    reason: str


class AmendFields(msgspec.Struct, frozen=True, kw_only=True):
    """Change fields that a reviewer sent back; `None` empties one."""

    values: Mapping[str, Value | None]


class AnswerSendBack(msgspec.Struct, frozen=True, kw_only=True):
    """What was sent back is put right; `note` says why something stays as it is."""

    note: str = ""


class ReceiveDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A deferred document came in as `scans`."""

    material: str
    scans: tuple[ScanRef, ...]
    note: str = ""


class FindFlaw(msgspec.Struct, frozen=True, kw_only=True):
    """These scans (SHA-256) of a material are not good enough: they are kept and count as missing."""

    material: str
    scans: tuple[str, ...]
    flaw: str


class WithdrawFlaw(msgspec.Struct, frozen=True, kw_only=True):
    """These scans (SHA-256) of a material are good enough after all."""

    material: str
    scans: tuple[str, ...]


class SignCommitment(msgspec.Struct, frozen=True, kw_only=True):
    """The applicant signed the letter of commitment; `scan` is the signed copy."""

    scan: ScanRef


class CheckCredit(msgspec.Struct, frozen=True, kw_only=True):
    """What the distrust list at hand says of `party`: see `CreditChecked`."""

    party: str
    list_revision: str
    listed: bool
    unchecked: bool


class PromiseMaterial(msgspec.Struct, frozen=True, kw_only=True):
    """The applicant promises in writing what `material` would prove (告知承诺) and does not bring it."""

    material: str


class WithdrawPromise(msgspec.Struct, frozen=True, kw_only=True):
    """`material` is brought after all."""

    material: str


class ExtendDeferral(msgspec.Struct, frozen=True, kw_only=True):
    """Give more time, until `due_day` (ISO), for `reason` (supervisor)."""

    material: str
    due_day: str
    reason: str


class TerminateDeferral(msgspec.Struct, frozen=True, kw_only=True):
    """Wait for the document no longer."""

    material: str
    reason: str


class CompleteDeferrals(msgspec.Struct, frozen=True, kw_only=True):
    """Confirm (确认补齐) that every deferred material is in, with the notice's `number`."""

    number: str


class NumberCases(msgspec.Struct, frozen=True, kw_only=True):
    """Give case numbers, by item (centre)."""

    numbers: Mapping[str, str]


class RaiseObjection(msgspec.Struct, frozen=True, kw_only=True):
    """Note a fault of a lawful acceptance (centre)."""

    objection: Message


class MoveStage(msgspec.Struct, frozen=True, kw_only=True):
    """Move a case to the next stage (reviewer)."""

    item: str
    stage: str
    note: str = ""


class IssueResult(msgspec.Struct, frozen=True, kw_only=True):
    """End a case (reviewer). `elements` must be exactly what the case feeds when granted."""

    item: str
    outcome: str
    number: str
    note: str
    elements: Mapping[str, Value]


class PassDeferral(msgspec.Struct, frozen=True, kw_only=True):
    """A deferred document is in order (reviewer)."""

    material: str
    note: str = ""


class ReturnDeferral(msgspec.Struct, frozen=True, kw_only=True):
    """A deferred document is not in order (reviewer)."""

    material: str
    reason: str


class IssuePaper(msgspec.Struct, frozen=True, kw_only=True):
    """Make a paper of `facts` under `number` (from a leased block, or provisional)."""

    number: str
    facts: Facts


class VoidPaper(msgspec.Struct, frozen=True, kw_only=True):
    """The paper `number` (with its suffix) counts no more, for `reason`."""

    number: str
    reason: str


class PauseCase(msgspec.Struct, frozen=True, kw_only=True):
    """Stop the clocks of a case for `procedure`, told on a paper with `number` (from the centre's ledger) (reviewer).

    It is expected to go on on the day `until`; '' is what the catalog expects.
    """

    item: str
    procedure: str
    reason: str
    basis: str = ""
    until: str = ""
    number: str = ""


class ResumeCase(msgspec.Struct, frozen=True, kw_only=True):
    """Let the clock of a case go on (reviewer)."""

    item: str
    note: str = ""


class TellMoves(msgspec.Struct, frozen=True, kw_only=True):
    """The applicant was told of the days that a newer calendar moved: see `MovesTold`."""

    way: str
    note: str = ""


class RecomputeDates(msgspec.Struct, frozen=True, kw_only=True):
    """Move the open days to the newer calendar of `target`: the pinned rules, counting by it."""

    target: Rules


class MakeReminder(msgspec.Struct, frozen=True, kw_only=True):
    """The applicant was reminded of a deferred material: see `ReminderMade`."""

    material: str
    step: int
    way: str
    reached: bool
    note: str = ""


class ChangeKeeper(msgspec.Struct, frozen=True, kw_only=True):
    """Let another clerk look after the application; `by` is who hands it over or takes it."""

    to_account: str
    to_name: str
    reason: str
    by: Actor


Command = (
    OpenApplication
    | ChooseItems
    | FillFields
    | SettleConflict
    | AttachScan
    | RemoveScan
    | RequestDeferral
    | WithdrawDeferralRequest
    | MoveCatalog
    | ReuseData
    | AcceptApplication
    | ReceiveApplication
    | RequestCorrection
    | RefuseApplication
    | DeclareNotRequired
    | WithdrawApplication
    | SendBackApplication
    | AmendFields
    | AnswerSendBack
    | ReceiveDocument
    | FindFlaw
    | WithdrawFlaw
    | SignCommitment
    | CheckCredit
    | PromiseMaterial
    | WithdrawPromise
    | ExtendDeferral
    | TerminateDeferral
    | CompleteDeferrals
    | NumberCases
    | RaiseObjection
    | MoveStage
    | IssueResult
    | PassDeferral
    | ReturnDeferral
    | PauseCase
    | ResumeCase
    | RecomputeDates
    | TellMoves
    | IssuePaper
    | VoidPaper
    | MakeReminder
    | ChangeKeeper
)
