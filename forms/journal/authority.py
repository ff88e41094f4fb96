"""Who may do what: the matrix of operation kind and actor kind, used by the desk and by the centre."""

from __future__ import annotations

from collections.abc import Mapping

from forms.journal.actor import Actor, ActorKind
from forms.message import Message, message

_DESK = frozenset({ActorKind.CLERK, ActorKind.SUPERVISOR})
_CENTRE = frozenset({ActorKind.CENTRE})
_REVIEW = frozenset({ActorKind.REVIEWER})
_SUPERVISOR = frozenset({ActorKind.SUPERVISOR})
_DESK_OR_CENTRE = _DESK | _CENTRE
_CENTRE_OR_REVIEW = _CENTRE | _REVIEW
_DESK_OR_APPLICANT = _DESK | {ActorKind.APPLICANT}
_DEVICE = frozenset({ActorKind.CLERK, ActorKind.SUPERVISOR, ActorKind.DEVICE})

AUTHORITY: Mapping[str, frozenset[ActorKind]] = {
    "application_opened": _DESK,
    "items_chosen": _DESK,
    "fields_filled": _DESK,
    "conflict_settled": _DESK,
    "scan_attached": _DESK,
    "scan_removed": _DESK,
    "deferral_requested": _DESK,
    "deferral_request_withdrawn": _DESK,
    "catalog_moved": _DESK,
    "data_reused": _DESK,
    "application_accepted": _DESK,
    "application_received": _DESK,
    "correction_requested": _DESK,
    "application_refused": _DESK,
    "application_not_required": _DESK,
    "application_withdrawn": _DESK,
    "fields_amended": _DESK,
    "send_back_answered": _DESK,
    "send_back_requested": _REVIEW,
    "deferral_arrived": _DESK_OR_APPLICANT,
    "deferral_extended": _SUPERVISOR,
    "deferral_terminated": _DESK,
    "deferrals_completed": _DESK,
    "reminder_made": _DESK,
    "keeper_changed": _DESK,
    "scans_flawed": _DESK,
    "flaw_withdrawn": _DESK,
    "commitment_signed": _DESK,
    "credit_checked": _DESK_OR_CENTRE,
    "material_promised": _DESK,
    "material_promise_withdrawn": _DESK,
    "cases_numbered": _CENTRE,
    "objection_raised": _CENTRE,
    "numbers_leased": _CENTRE,
    "number_bound": _CENTRE,
    "paper_issued": _DESK,
    "paper_voided": _DESK,
    "number_voided": _DESK,
    "numbers_returned": _DESK,
    "stage_moved": _REVIEW,
    "case_paused": _REVIEW,
    "case_resumed": _REVIEW,
    "dates_recomputed": _DESK | _CENTRE,
    "moves_told": _DESK,
    "result_issued": _REVIEW,
    "deferral_passed": _REVIEW,
    "deferral_returned": _REVIEW,
    "clerk_signed_in": _DESK,
    "day_confirmed": _DESK,
    "earlier_data_viewed": _DESK,
    "list_exported": _DESK,
    "paper_printed": _DESK,
    "catalog_installed": _DEVICE,
    "arrival_recorded": _DESK,
    "arrival_answered": _CENTRE_OR_REVIEW,
    "scope_granted": _CENTRE,
}


def authorise(actor: Actor, kind: str) -> Message | None:
    """None when `actor` may make an operation of `kind`, else why not."""
    if actor.kind in AUTHORITY.get(kind, frozenset()):
        return None
    return message("authority.not_allowed", actor=actor.name or actor.account, kind=kind)
