"""Admission: may an operation that was decided elsewhere still join this application's journal?

The centre asks before it orders an operation. An acceptance is always admitted: the paper is in the applicant's
hand. Everything the window owns only before acceptance is refused after it, and goes to quarantine there.
"""

from __future__ import annotations

from forms.journal.decide_intake import closed
from forms.journal.decide_papers import void_fault
from forms.journal.operation import Operation
from forms.journal.send_backs import marked_materials
from forms.journal.state import ApplicationState, ApplicationStatus
from forms.journal.voiding import is_void
from forms.message import Message, message

_OF_ONE_DEFERRAL = frozenset({"deferral_arrived", "deferral_extended", "deferral_terminated", "reminder_made"})
_BEFORE_ACCEPTANCE = frozenset(
    {
        "items_chosen",
        "fields_filled",
        "scan_attached",
        "scan_removed",
        "deferral_requested",
        "deferral_request_withdrawn",
        "scans_flawed",
        "flaw_withdrawn",
        "material_promised",
        "material_promise_withdrawn",
        "catalog_moved",
        "data_reused",
        "correction_requested",
        "application_refused",
        "application_not_required",
    }
)


def admission(state: ApplicationState, operation: Operation) -> Message | None:
    """None when `operation` may follow `state`, else why not."""
    if operation.kind == "application_opened":
        return None if state.status is ApplicationStatus.NEW else message("application.already_open")
    if state.status is ApplicationStatus.NEW:
        return message("application.unknown")
    if state.status is not ApplicationStatus.INTAKE and _is_too_late(state, operation):
        return closed(state)
    if operation.kind == "catalog_moved" and state.catalog not in _ends_of_move(operation):
        return message("catalog.moved_elsewhere")
    if operation.kind == "conflict_settled" and not _may_settle(state, str(operation.body.get("element", ""))):
        return message("conflict.not_open", element=str(operation.body.get("element", "")))
    if operation.kind == "paper_voided":
        return _void_fault(state, str(operation.body.get("number", "")))
    if operation.kind in _OF_ONE_DEFERRAL and operation.body.get("material") not in state.deferrals:
        return message("deferral.none_open", material=str(operation.body.get("material", "")))
    return None


def _void_fault(state: ApplicationState, number: str) -> Message | None:
    """Two windows that void the same paper agree."""
    return None if is_void(state, number) else void_fault(state, number)


def _is_too_late(state: ApplicationState, operation: Operation) -> bool:
    """After the intake: a scan of a material that a reviewer sent back comes in, and what was accepted is withdrawn."""
    if operation.kind == "scan_attached":
        return operation.body.get("material") not in marked_materials(state)
    if operation.kind == "application_withdrawn":
        return state.status is not ApplicationStatus.ACCEPTED
    return operation.kind in _BEFORE_ACCEPTANCE


def _ends_of_move(operation: Operation) -> tuple[object, object]:
    """Two windows that moved an application to the same catalog agree; the second move changes nothing."""
    return operation.body.get("from_catalog"), operation.body.get("to_catalog")


def _may_settle(state: ApplicationState, element: str) -> bool:
    """After acceptance only a conflict that is open: settling is no way to change what was accepted."""
    return state.status is ApplicationStatus.INTAKE or element in state.conflicts
