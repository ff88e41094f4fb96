"""The registry of published operation kinds. A published kind and version never changes its meaning.

New meaning is a new kind, or the next version with an upcast beside it. `tests/forms/journal/published/` keeps
sample bytes of each one for ever.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from forms.journal import (
    acceptance,
    arrivals,
    deferrals,
    deferrals_asked,
    deferrals_ended,
    device,
    intake,
    issuing,
    keeping,
    numbering,
    progress,
    promises,
    reminders,
    reuse,
    versions,
)
from forms.journal.clocks import (
    CasePaused,
    CasePausedFirst,
    CaseResumed,
    DatesRecomputed,
    apply_paused,
    apply_paused_first,
    apply_recomputed,
    apply_resumed,
    apply_told,
)
from forms.journal.date_moves import MovesTold
from forms.journal.operation import APPLICATION, DEVICE, Operation
from forms.journal.outcomes import (
    ApplicationNotRequired,
    ApplicationReceived,
    ApplicationRefused,
    ApplicationWithdrawn,
    CorrectionRequested,
    apply_correction,
    apply_not_required,
    apply_received,
    apply_refused,
    apply_withdrawn,
    noting_day,
)
from forms.journal.send_backs import (
    FieldsAmended,
    SendBackAnswered,
    SendBackRequested,
    apply_amended,
    apply_answered,
    apply_requested,
)
from forms.journal.state import ApplicationState
from forms.journal.voiding import PaperVoided, apply_voided

Apply = Callable[[ApplicationState, Operation, Any, int], ApplicationState]


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """One published kind: its body type, the stream it lives on and, for applications, its fold."""

    name: str
    v: int
    body: type[msgspec.Struct]
    stream: str
    apply: Apply | None = None


def _application(name: str, body: type[msgspec.Struct], apply: Apply, *, v: int = 1) -> Kind:
    return Kind(name=name, v=v, body=body, stream=APPLICATION, apply=apply)


def _device(name: str, body: type[msgspec.Struct]) -> Kind:
    return Kind(name=name, v=1, body=body, stream=DEVICE)


_PUBLISHED = (
    _application("application_opened", intake.ApplicationOpened, intake.apply_opened),
    _application("items_chosen", intake.ItemsChosen, noting_day(intake.apply_items, reopens=True)),
    _application("fields_filled", intake.FieldsFilled, noting_day(intake.apply_filled)),
    _application("conflict_settled", intake.ConflictSettled, noting_day(intake.apply_settled)),
    _application("scan_attached", intake.ScanAttached, noting_day(intake.apply_attached)),
    _application("scan_removed", intake.ScanRemoved, noting_day(intake.apply_removed, reopens=True)),
    _application("deferral_requested", intake.DeferralRequested, noting_day(intake.apply_requested)),
    _application(
        "deferral_request_withdrawn",
        intake.DeferralRequestWithdrawn,
        noting_day(intake.apply_request_withdrawn, reopens=True),
    ),
    _application("catalog_moved", versions.CatalogMoved, noting_day(versions.apply_moved, reopens=True)),
    _application("data_reused", reuse.DataReused, noting_day(reuse.apply_reused)),
    _application("application_accepted", acceptance.ApplicationAccepted, acceptance.apply_accepted),
    _application("application_received", ApplicationReceived, apply_received),
    _application("correction_requested", CorrectionRequested, apply_correction),
    _application("application_refused", ApplicationRefused, apply_refused),
    _application("application_not_required", ApplicationNotRequired, apply_not_required),
    _application("application_withdrawn", ApplicationWithdrawn, apply_withdrawn),
    _application("send_back_requested", SendBackRequested, apply_requested),
    _application("fields_amended", FieldsAmended, apply_amended),
    _application("send_back_answered", SendBackAnswered, apply_answered),
    _application("cases_numbered", acceptance.CasesNumbered, acceptance.apply_numbered),
    _application("objection_raised", acceptance.ObjectionRaised, acceptance.apply_objection),
    _application("stage_moved", progress.StageMoved, progress.apply_stage),
    _application("result_issued", progress.ResultIssued, progress.apply_result),
    _application("case_paused", CasePausedFirst, apply_paused_first),
    _application("case_paused", CasePaused, apply_paused, v=2),
    _application("case_resumed", CaseResumed, apply_resumed),
    _application("dates_recomputed", DatesRecomputed, apply_recomputed),
    _application("moves_told", MovesTold, apply_told),
    _application("deferral_arrived", deferrals.DeferralArrived, deferrals.apply_arrived),
    _application("deferral_passed", deferrals.DeferralPassed, deferrals.apply_passed),
    _application("deferral_returned", deferrals.DeferralReturned, deferrals.apply_returned),
    _application("deferral_extended", deferrals_ended.DeferralExtended, deferrals_ended.apply_extended),
    _application("deferral_terminated", deferrals_ended.DeferralTerminated, deferrals_ended.apply_terminated),
    _application("deferrals_completed", deferrals_ended.DeferralsCompleted, deferrals_ended.apply_completed),
    _application("scans_flawed", deferrals_asked.ScansFlawed, deferrals_asked.apply_flawed),
    _application("flaw_withdrawn", deferrals_asked.FlawWithdrawn, deferrals_asked.apply_flaw_withdrawn),
    _application("commitment_signed", deferrals_asked.CommitmentSigned, deferrals_asked.apply_signed),
    _application("credit_checked", deferrals_asked.CreditChecked, deferrals_asked.apply_credit),
    _application("material_promised", promises.MaterialPromised, noting_day(promises.apply_promised)),
    _application(
        "material_promise_withdrawn",
        promises.MaterialPromiseWithdrawn,
        noting_day(promises.apply_promise_withdrawn, reopens=True),
    ),
    _application("reminder_made", reminders.ReminderMade, reminders.apply_reminder),
    _application("keeper_changed", keeping.KeeperChanged, keeping.apply_keeper),
    _application("number_bound", numbering.NumberBound, numbering.apply_bound),
    _application("scope_granted", arrivals.ScopeGranted, arrivals.apply_scope_granted),
    _application("paper_issued", issuing.PaperIssued, issuing.apply_issued),
    _application("paper_voided", PaperVoided, apply_voided),
    _device("clerk_signed_in", device.ClerkSignedIn),
    _device("catalog_installed", device.CatalogInstalled),
    _device("numbers_leased", device.NumbersLeased),
    _device("number_voided", numbering.NumberVoided),
    _device("numbers_returned", numbering.NumbersReturned),
    _device("paper_printed", device.PaperPrinted),
    _device("day_confirmed", device.DayConfirmed),
    _device("earlier_data_viewed", device.EarlierDataViewed),
    _device("arrival_recorded", arrivals.ArrivalRecorded),
    _device("arrival_answered", arrivals.ArrivalAnswered),
    _device("list_exported", device.ListExported),
)

KINDS: dict[tuple[str, int], Kind] = {(kind.name, kind.v): kind for kind in _PUBLISHED}
KIND_OF_BODY: dict[type[msgspec.Struct], Kind] = {kind.body: kind for kind in _PUBLISHED}


def kind_of(operation: Operation) -> Kind | None:
    """The published kind of an operation, or None for one from a newer program."""
    return KINDS.get((operation.kind, operation.v))


def body_of(operation: Operation) -> msgspec.Struct:
    """The typed body. Raises `msgspec.ValidationError` for a body that is not of its kind, KeyError if unknown."""
    return msgspec.convert(operation.body, KINDS[(operation.kind, operation.v)].body)
