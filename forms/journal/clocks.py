"""Clocks of cases in the journal: a procedure stops one, its end lets it go on, a newer calendar moves its days.

The days that were worked out stand in the operation, so that a fold never needs a calendar.
"""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from forms.journal.date_moves import DEFERRAL, LEGAL, PROMISED, REQUEST, DateMove, MovesTold, with_move, without
from forms.journal.deferrals import moved
from forms.journal.issuing import ProcedureFacts, with_paper
from forms.journal.operation import Operation
from forms.journal.state import ApplicationState, CasePause, CaseState, CaseStatus


class CasePausedFirst(msgspec.Struct, frozen=True, kw_only=True):
    """Version 1 of `CasePaused`: the program knew the procedures, and both clocks stood still."""

    item: str
    procedure: str
    reason: str
    basis: str
    until: str
    number: str


class CasePaused(msgspec.Struct, frozen=True, kw_only=True):
    """A case stands still for `procedure`, told to the applicant on the paper `number`, which `paper` prints.

    `label` is the procedure's Chinese name; `stops_promise` and `stops_legal` say which of the two clocks stand still.
    `until` is the ISO day on which it is expected to go on, `due` the promised day then; both '' while nobody knows.
    """

    item: str
    procedure: str
    label: str
    paper: str
    reason: str
    basis: str
    until: str
    due: str
    number: str
    stops_promise: bool
    stops_legal: bool


class CaseResumed(msgspec.Struct, frozen=True, kw_only=True):
    """The clock of a case goes on and ends on these days (ISO)."""

    item: str
    promised_due: str
    legal_due: str
    note: str = ""


class DatesRecomputed(msgspec.Struct, frozen=True, kw_only=True):
    """A newer calendar came: what it moved; no moves when every day stands."""

    calendar_revision: str
    moves: tuple[DateMove, ...]


_FIRST_LABELS = {
    "correction": "补正",
    "hearing": "听证",
    "publicity": "公示",
    "inspection": "检验、检测、检疫、鉴定",
    "survey": "现场踏勘",
    "expert_review": "专家评审",
}
"""What version 1 printed for its procedures."""


def upcast_paused(body: CasePausedFirst) -> CasePaused:
    """What version 1 said, in the words of version 2."""
    return CasePaused(
        item=body.item,
        procedure=body.procedure,
        label=_FIRST_LABELS.get(body.procedure, body.procedure),
        paper="procedure_notice",
        reason=body.reason,
        basis=body.basis,
        until=body.until,
        due="",
        number=body.number,
        stops_promise=True,
        stops_legal=True,
    )


def apply_paused_first(
    state: ApplicationState, operation: Operation, body: CasePausedFirst, rev: int
) -> ApplicationState:
    """As version 2."""
    return apply_paused(state, operation, upcast_paused(body), rev)


def apply_paused(state: ApplicationState, operation: Operation, body: CasePaused, rev: int) -> ApplicationState:
    """Stop the clock and make the paper; a case that stands still already, or has ended, stays as it is."""
    case = state.cases.get(body.item)
    if case is None or case.paused is not None or case.status is CaseStatus.ENDED:
        return state
    pause = CasePause(
        procedure=body.procedure,
        label=body.label,
        reason=body.reason,
        first=operation.day,
        first_wall=operation.wall,
        until=body.until,
        stops_promise=body.stops_promise,
        stops_legal=body.stops_legal,
    )
    state = _with_case(state, replace(case, pauses=(*case.pauses, pause)))
    facts = ProcedureFacts(
        items=(body.item,),
        procedure=body.label,
        basis=body.basis,
        reason=body.reason,
        from_day=operation.day,
        until=body.until,
        due=body.due,
    )
    return with_paper(state, operation, number=body.number, facts=facts, template=body.paper)


def apply_resumed(state: ApplicationState, operation: Operation, body: CaseResumed, rev: int) -> ApplicationState:
    """Let the clock go on; one that runs keeps its days."""
    case = state.cases.get(body.item)
    if case is None or case.paused is None:
        return state
    ended = replace(case.paused, last=operation.day, last_wall=operation.wall)
    running = replace(
        case,
        pauses=(*case.pauses[:-1], ended),
        promised_due=body.promised_due or case.promised_due,
        legal_due=body.legal_due or case.legal_due,
    )
    return _with_case(state, running)


def apply_recomputed(
    state: ApplicationState, operation: Operation, body: DatesRecomputed, rev: int
) -> ApplicationState:
    """Move what still stands as the maker saw it; what was moved since stays. What moved is to be told."""
    for move in body.moves:
        after = _moved(state, operation, move)
        if after is not state:
            state = replace(after, untold_moves=with_move(after.untold_moves, move))
    return replace(state, calendar_revision=body.calendar_revision)


def apply_told(state: ApplicationState, operation: Operation, body: MovesTold, rev: int) -> ApplicationState:
    """What was told is told; a calendar that came meanwhile leaves its own moves."""
    return replace(state, untold_moves=without(state.untold_moves, body.moves))


def moves_to_tell(state: ApplicationState) -> tuple[DateMove, ...]:
    """The days that somebody still waits for and was not told of: of cases and deferrals that have not ended."""
    return tuple(move for move in state.untold_moves if _is_waited_for(state, move))


def _is_waited_for(state: ApplicationState, move: DateMove) -> bool:
    if move.what == DEFERRAL:
        deferral = state.deferrals.get(move.id)
        return deferral is not None and deferral.is_open
    case = state.cases.get(move.id)
    return case is not None and case.status is not CaseStatus.ENDED


def _moved(state: ApplicationState, operation: Operation, move: DateMove) -> ApplicationState:
    case, deferral = state.cases.get(move.id), state.deferrals.get(move.id)
    request = state.deferral_requests.get(move.id)
    if move.what == PROMISED and case is not None and case.promised_due == move.before:
        return _with_case(state, replace(case, promised_due=move.after))
    if move.what == LEGAL and case is not None and case.legal_due == move.before:
        return _with_case(state, replace(case, legal_due=move.after))
    if move.what == DEFERRAL and deferral is not None and deferral.due_day == move.before:
        later = replace(deferral, due_day=move.after)
        return moved(state, later, operation, status=deferral.status, reason="", due_day=move.after)
    if move.what == REQUEST and request is not None and request.due_day == move.before:
        requests = {**state.deferral_requests, move.id: replace(request, due_day=move.after)}
        return replace(state, deferral_requests=requests)
    return state


def stops(pause: CasePause, what: str) -> bool:
    """True when `pause` stops the clock `what`: PROMISED or LEGAL."""
    return pause.stops_promise if what == PROMISED else pause.stops_legal


def clock_start(state: ApplicationState, case: CaseState) -> str:
    """The day (ISO) that the clock of a case started on, '' while it has not."""
    return (case.started or state.accepted_day) if case.promised_due else ""


def _with_case(state: ApplicationState, case: CaseState) -> ApplicationState:
    return replace(state, cases={**state.cases, case.item: case})
