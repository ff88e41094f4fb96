"""Progress at the centre: stages, results, and what a result fills in the other cases of the application."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from forms.journal.operation import Operation
from forms.journal.state import (
    ApplicationState,
    ApplicationStatus,
    CaseResult,
    CaseState,
    CaseStatus,
    FieldValue,
    ProducedPaper,
)
from forms.values import Value


class StageMoved(msgspec.Struct, frozen=True, kw_only=True):
    """A case moved to `stage` (one of `forms.journal.state.STAGES`)."""

    item: str
    stage: str
    note: str = ""


class StartedCase(msgspec.Struct, frozen=True, kw_only=True):
    """A case whose awaited input arrived: its clock starts now and ends on these days."""

    item: str
    promised_due: str
    legal_due: str


class ResultIssued(msgspec.Struct, frozen=True, kw_only=True):
    """A case ended: `outcome` 'granted' or 'refused'; `elements` and `materials` (→ number) are handed over."""

    item: str
    outcome: str
    number: str
    note: str
    elements: Mapping[str, Value]
    materials: Mapping[str, str]
    started: tuple[StartedCase, ...]


def apply_stage(state: ApplicationState, operation: Operation, body: StageMoved, rev: int) -> ApplicationState:
    """Show the stage; an ended case stays ended."""
    case = state.cases.get(body.item)
    if case is None or case.status is CaseStatus.ENDED:
        return state
    return _with_case(state, replace(case, status=CaseStatus.IN_STAGE, stage=body.stage))


def _with_case(state: ApplicationState, case: CaseState) -> ApplicationState:
    return replace(state, cases={**state.cases, case.item: case})


def apply_result(state: ApplicationState, operation: Operation, body: ResultIssued, rev: int) -> ApplicationState:
    """End the case, hand its outputs to the others and start those that waited."""
    case = state.cases.get(body.item)
    if case is None or case.status is CaseStatus.ENDED:
        return state
    result = CaseResult(outcome=body.outcome, number=body.number, day=operation.day, note=body.note)
    state = _with_case(state, replace(case, status=CaseStatus.ENDED, stage="concluded", result=result))
    state = _handed_over(state, operation, body, rev)
    for started in body.started:
        state = _with_started(state, started, day=operation.day)
    if all(case.status is CaseStatus.ENDED for case in state.cases.values()):
        state = replace(state, status=ApplicationStatus.CONCLUDED)
    return state


def _handed_over(state: ApplicationState, operation: Operation, body: ResultIssued, rev: int) -> ApplicationState:
    source = f"case:{body.item}"
    values = dict(state.values)
    for element, value in body.elements.items():
        values[element] = FieldValue(value=value, device=operation.device, rev=rev, source=source)
    produced = dict(state.produced)
    for material, number in body.materials.items():
        produced[material] = ProducedPaper(item=body.item, number=number, day=operation.day)
    return replace(state, values=values, produced=produced)


def _with_started(state: ApplicationState, started: StartedCase, *, day: str) -> ApplicationState:
    case = state.cases.get(started.item)
    if case is None or case.status is not CaseStatus.WAITING:
        return state
    return _with_case(
        state,
        replace(
            case,
            status=CaseStatus.RECEIVED,
            promised_due=started.promised_due,
            legal_due=started.legal_due,
            started=day,
        ),
    )
