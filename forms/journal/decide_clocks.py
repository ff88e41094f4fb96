"""Decisions about clocks: a reviewer stops one and lets it go on; a newer calendar moves the days of what is open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from forms.elements.date import iso_day
from forms.journal.clocks import (
    DEFERRAL,
    LEGAL,
    PROCEDURES,
    PROMISED,
    REQUEST,
    CasePaused,
    CaseResumed,
    DateMove,
    DatesRecomputed,
    clock_start,
)
from forms.journal.commands import PauseCase, RecomputeDates, ResumeCase
from forms.journal.decision import Decision, Now, Refusal, refuse
from forms.journal.rules import Rules
from forms.journal.state import ApplicationState, CasePause, CaseState, CaseStatus


def pause_case(state: ApplicationState, command: PauseCase, rules: Rules, now: Now) -> Decision:
    """Stop a running clock for a procedure that the law does not count, with its paper (特别程序告知书)."""
    case = state.cases.get(command.item)
    refusal = _not_running(case, command.item)
    if refusal is not None or case is None:
        return refusal or refuse("case.unknown", item=command.item)
    if command.procedure not in PROCEDURES:
        return refuse("pause.procedure", procedure=command.procedure, known="、".join(PROCEDURES))
    if not command.reason.strip():
        return refuse("pause.reason_missing", item=case.name)
    if command.until and not (iso_day(command.until) and command.until > now.day):
        return refuse("pause.until", item=case.name, day=command.until)
    made = sum(len(one.pauses) for one in state.cases.values())
    return (
        CasePaused(
            item=case.item,
            procedure=command.procedure,
            reason=command.reason,
            basis=command.basis,
            until=command.until,
            number=f"{state.receipt_number}-{made + 1}" if made else state.receipt_number,
        ),
    )


def _not_running(case: CaseState | None, item: str) -> Refusal | None:
    if case is None:
        return refuse("case.unknown", item=item)
    if case.status is CaseStatus.ENDED:
        return refuse("case.ended", item=case.name)
    if case.paused is not None:
        return refuse("pause.already", item=case.name, day=case.paused.first)
    if not case.promised_due:
        return refuse("pause.not_started", item=case.name)
    return None


def resume_case(state: ApplicationState, command: ResumeCase, rules: Rules, now: Now) -> Decision:
    """Let a clock go on: what was left when it stopped is left today, this day included."""
    case = state.cases.get(command.item)
    if case is None:
        return refuse("case.unknown", item=command.item)
    if case.paused is None:
        return refuse("pause.none", item=case.name)
    return (
        CaseResumed(
            item=case.item,
            promised_due=_resumed(case, case.paused, PROMISED, rules, now),
            legal_due=_resumed(case, case.paused, LEGAL, rules, now),
            note=command.note,
        ),
    )


def _resumed(case: CaseState, pause: CasePause, what: str, rules: Rules, now: Now) -> str:
    """A term that was over when the pause began stays over; the first day of a pause counts no more, today does."""
    due = case.promised_due if what == PROMISED else case.legal_due
    if due < pause.first:
        return due
    left = rules.term_days(case.item, what, first=_eve(pause.first), last=due)
    return rules.term_end(case.item, what, first=_eve(max(now.day, pause.first)), count=left)


def _eve(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def recompute_dates(state: ApplicationState, command: RecomputeDates, rules: Rules, now: Now) -> Decision:
    """Every open day as the calendar of `command.target` has it; `rules` count by the calendar that held before.

    Days of cases move so that as many days are left; a deferral's due day moves on to a working day. One that was
    only asked for moves back, so that it stays within what its items allow.
    """
    target = command.target
    if target.calendar_revision == (state.calendar_revision or rules.calendar_revision):
        return ()
    moves = (*_case_moves(state, rules, target, now), *_deferral_moves(state, rules, target, now))
    if not moves and not state.cases:
        return ()
    return (DatesRecomputed(calendar_revision=target.calendar_revision, moves=moves),)


def _case_moves(state: ApplicationState, rules: Rules, target: Rules, now: Now) -> Iterator[DateMove]:
    for case in state.cases.values():
        if case.status is CaseStatus.ENDED or not case.promised_due:
            continue
        since = max(clock_start(state, case), min(now.day, rules.calendar_end))
        since = min(since, case.paused.first) if case.paused is not None else since
        for what, due in ((PROMISED, case.promised_due), (LEGAL, case.legal_due)):
            left = rules.term_days(case.item, what, first=since, last=due)
            after = target.term_end(case.item, what, first=since, count=left)
            if left and after != due:
                yield DateMove(what=what, id=case.item, before=due, after=after)


def _deferral_moves(state: ApplicationState, rules: Rules, target: Rules, now: Now) -> Iterator[DateMove]:
    for deferral in state.deferrals.values():
        if deferral.is_open and deferral.due_day >= now.day and not target.is_working_day(deferral.due_day):
            after = target.add_working_days(deferral.due_day, 1)
            yield DateMove(what=DEFERRAL, id=deferral.material, before=deferral.due_day, after=after)
    for material, request in state.deferral_requests.items():
        if request.due_day > now.day and not target.is_working_day(request.due_day):
            after = _day_before(request.due_day, rules, target)
            if after > now.day:
                yield DateMove(what=REQUEST, id=material, before=request.due_day, after=after)


def _day_before(day: str, rules: Rules, target: Rules) -> str:
    """The last day before `day` that both calendars work on: the pinned one still decides at the acceptance."""
    found = target.add_working_days(day, -1)
    while not rules.is_working_day(found):
        found = target.add_working_days(found, -1)
    return found
