"""The registry of published operation kinds. A published kind and version never changes its meaning.

New meaning is a new kind, or the next version with an upcast beside it. `tests/forms/journal/published/` keeps
sample bytes of each one for ever.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from forms.journal import acceptance, deferrals, device, intake, issuing, numbering, progress, reuse, versions
from forms.journal.operation import APPLICATION, DEVICE, Operation
from forms.journal.state import ApplicationState

Apply = Callable[[ApplicationState, Operation, Any, int], ApplicationState]


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """One published kind: its body type, the stream it lives on and, for applications, its fold."""

    name: str
    v: int
    body: type[msgspec.Struct]
    stream: str
    apply: Apply | None = None


def _application(name: str, body: type[msgspec.Struct], apply: Apply) -> Kind:
    return Kind(name=name, v=1, body=body, stream=APPLICATION, apply=apply)


def _device(name: str, body: type[msgspec.Struct]) -> Kind:
    return Kind(name=name, v=1, body=body, stream=DEVICE)


_PUBLISHED = (
    _application("application_opened", intake.ApplicationOpened, intake.apply_opened),
    _application("items_chosen", intake.ItemsChosen, intake.apply_items),
    _application("fields_filled", intake.FieldsFilled, intake.apply_filled),
    _application("conflict_settled", intake.ConflictSettled, intake.apply_settled),
    _application("scan_attached", intake.ScanAttached, intake.apply_attached),
    _application("scan_removed", intake.ScanRemoved, intake.apply_removed),
    _application("deferral_requested", intake.DeferralRequested, intake.apply_requested),
    _application("deferral_request_withdrawn", intake.DeferralRequestWithdrawn, intake.apply_request_withdrawn),
    _application("catalog_moved", versions.CatalogMoved, versions.apply_moved),
    _application("data_reused", reuse.DataReused, reuse.apply_reused),
    _application("application_accepted", acceptance.ApplicationAccepted, acceptance.apply_accepted),
    _application("cases_numbered", acceptance.CasesNumbered, acceptance.apply_numbered),
    _application("objection_raised", acceptance.ObjectionRaised, acceptance.apply_objection),
    _application("stage_moved", progress.StageMoved, progress.apply_stage),
    _application("result_issued", progress.ResultIssued, progress.apply_result),
    _application("deferral_arrived", deferrals.DeferralArrived, deferrals.apply_arrived),
    _application("deferral_passed", deferrals.DeferralPassed, deferrals.apply_passed),
    _application("deferral_returned", deferrals.DeferralReturned, deferrals.apply_returned),
    _application("number_bound", numbering.NumberBound, numbering.apply_bound),
    _application("paper_issued", issuing.PaperIssued, issuing.apply_issued),
    _device("clerk_signed_in", device.ClerkSignedIn),
    _device("catalog_installed", device.CatalogInstalled),
    _device("numbers_leased", device.NumbersLeased),
    _device("number_voided", numbering.NumberVoided),
    _device("numbers_returned", numbering.NumbersReturned),
    _device("paper_printed", device.PaperPrinted),
    _device("day_confirmed", device.DayConfirmed),
    _device("earlier_data_viewed", device.EarlierDataViewed),
)

KINDS: dict[tuple[str, int], Kind] = {(kind.name, kind.v): kind for kind in _PUBLISHED}
KIND_OF_BODY: dict[type[msgspec.Struct], Kind] = {kind.body: kind for kind in _PUBLISHED}


def kind_of(operation: Operation) -> Kind | None:
    """The published kind of an operation, or None for one from a newer program."""
    return KINDS.get((operation.kind, operation.v))


def body_of(operation: Operation) -> msgspec.Struct:
    """The typed body. Raises `msgspec.ValidationError` for a body that is not of its kind, KeyError if unknown."""
    return msgspec.convert(operation.body, KINDS[(operation.kind, operation.v)].body)
