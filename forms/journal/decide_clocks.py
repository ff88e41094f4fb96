"""Decisions about clocks: a reviewer stops one and lets it go on; a newer calendar moves the days of what is open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from forms.elements.date import iso_day
from forms.journal.clocks import CasePaused, CaseResumed, DatesRecomputed, clock_start, moves_to_tell, stops
from forms.journal.commands import PauseCase, RecomputeDates, ResumeCase, TellMoves
from forms.journal.date_moves import DEFERRAL, LEGAL, PROMISED, REQUEST, DateMove, MovesTold
from forms.journal.decision import Decision, Now, Refusal, refuse
from forms.journal.papers import paper_number
from forms.journal.reminders import WAYS
from forms.journal.rules import KnownProcedure, Rules
from forms.journal.state import ApplicationState, CaseState, CaseStatus
from forms.message import Message, message

_NOTICE = "procedure_notice"


def pause_case(state: ApplicationState, command: PauseCase, rules: Rules, now: Now) -> Decision:
    """Stop a running clock for a procedure that the law does not count, with its paper (特别程序告知书)."""
    case = state.cases.get(command.item)
    refusal = _not_running(case, command.item)
    if refusal is not None or case is None:
        return refusal or refuse("case.unknown", item=command.item)
    known = rules.procedures.get(command.procedure)
    if known is None:
        return refuse("pause.procedure", procedure=command.procedure, known="、".join(rules.procedures))
    faulty = _not_told(state, command, case, now)
    if faulty is not None:
        return faulty
    until = command.until or (rules.add_working_days(now.day, known.days) if known.days else "")
    return (
        CasePaused(
            item=case.item,
            procedure=command.procedure,
            label=known.name,
            paper=known.paper,
            reason=command.reason,
            basis=command.basis,
            until=until,
            due=_due_then(state, case, known, until, rules, now),
            number=command.number,
            stops_promise=known.stops_promise,
            stops_legal=known.stops_legal,
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


def _not_told(state: ApplicationState, command: PauseCase, case: CaseState, now: Now) -> Refusal | None:
    """Why the paper that tells the applicant cannot be made."""
    if not command.reason.strip():
        return refuse("pause.reason_missing", item=case.name)
    if command.until and not (iso_day(command.until) and command.until > now.day):
        return refuse("pause.until", item=case.name, day=command.until)
    if not command.number:
        return refuse("paper.no_number")
    if paper_number(_NOTICE, command.number) in state.issued:
        return refuse("paper.number_used", number=command.number)
    return None


def _due_then(
    state: ApplicationState, case: CaseState, known: KnownProcedure, until: str, rules: Rules, now: Now
) -> str:
    """The promised day when the procedure ends on the day `until`, '' when that is not known."""
    if not until or not known.stops_promise:
        return case.promised_due if until else ""
    return _resumed(state, case, PROMISED, first=now.day, day=until, rules=rules)


def resume_case(state: ApplicationState, command: ResumeCase, rules: Rules, now: Now) -> Decision:
    """Let a clock go on: what was left when it stopped is left today, this day included."""
    case = state.cases.get(command.item)
    if case is None:
        return refuse("case.unknown", item=command.item)
    if case.status is CaseStatus.ENDED:
        return refuse("case.ended", item=case.name)
    pause = case.paused
    if pause is None:
        return refuse("pause.none", item=case.name)
    promised, legal = (
        _resumed(state, case, what, first=pause.first, day=now.day, rules=rules)
        if stops(pause, what)
        else _due(case, what)
        for what in (PROMISED, LEGAL)
    )
    return (CaseResumed(item=case.item, promised_due=promised, legal_due=legal, note=command.note),)


def _resumed(state: ApplicationState, case: CaseState, what: str, *, first: str, day: str, rules: Rules) -> str:
    """When a term ends that stood still from `first` and goes on on `day`.

    One that was over when the pause began stays over; the first day of a pause counts no more, the day it ends on does.
    The day on which the clock started never counts.
    """
    due, start = _due(case, what), clock_start(state, case)
    if due < first:
        return due
    left = rules.term_days(case.item, what, first=max(start, _eve(first)), last=due)
    return rules.term_end(case.item, what, first=max(start, _eve(max(day, first))), count=left)


def _due(case: CaseState, what: str) -> str:
    return case.promised_due if what == PROMISED else case.legal_due


def _eve(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def tell_moves(state: ApplicationState, command: TellMoves, rules: Rules, now: Now) -> Decision:
    """The applicant was told of every day that moved."""
    moves = moves_to_tell(state)
    if not moves:
        return refuse("moves.none")
    told = MovesTold(moves=moves, way=command.way, note=command.note.strip())
    fault = told_fault(told)
    return Refusal((fault,)) if fault is not None else (told,)


def told_fault(told: MovesTold) -> Message | None:
    """What no honest window can have written; what moved since is no fault."""
    return None if told.way in WAYS else message("moves.way", way=told.way)


def recompute_dates(state: ApplicationState, command: RecomputeDates, rules: Rules, now: Now) -> Decision:
    """Every open day as the calendar of `command.target` has it; `rules` count by the calendar that held before.

    Days of cases move so that as many days are left; a deferral's due day moves on to a working day. One that was
    only asked for moves back, so that it stays within what its items allow. Under the calendar that holds already only
    deferrals move: somebody who had not heard of it may have set their day on one that is free.
    """
    target = command.target
    if target.calendar_revision == (state.calendar_revision or rules.calendar_revision):
        late = tuple(_deferral_moves(state, rules, target, now)) if state.deferrals else ()
        return (DatesRecomputed(calendar_revision=target.calendar_revision, moves=late),) if late else ()
    moves = (*_case_moves(state, rules, target, now), *_deferral_moves(state, rules, target, now))
    if not moves and not state.cases:
        return ()
    return (DatesRecomputed(calendar_revision=target.calendar_revision, moves=moves),)


def _case_moves(state: ApplicationState, rules: Rules, target: Rules, now: Now) -> Iterator[DateMove]:
    for case in state.cases.values():
        if case.status is CaseStatus.ENDED or not case.promised_due:
            continue
        since = min(now.day, rules.calendar_end)
        for what in (PROMISED, LEGAL):
            before = _due(case, what)
            after = _recounted(case, what, start=clock_start(state, case), since=since, rules=rules, target=target)
            if after != before:
                yield DateMove(what=what, id=case.item, before=before, after=after)


def _recounted(case: CaseState, what: str, *, start: str, since: str, rules: Rules, target: Rules) -> str:
    """When the days that `rules` leave after `since` are used up as `target` counts; nothing in a pause counts."""
    pauses = [pause for pause in case.pauses if stops(pause, what)]
    lasting = [_eve(pause.first) for pause in pauses if not pause.last]
    since = max(start, min([since, *lasting]))
    stopped = [(max(since, _eve(pause.first)), _eve(pause.last)) for pause in pauses if pause.last > since]
    due = _due(case, what)
    left = rules.term_days(case.item, what, first=since, last=due)
    left -= sum(rules.term_days(case.item, what, first=first, last=min(last, due)) for first, last in stopped)
    if left <= 0:
        return due
    for first, last in stopped:
        running = target.term_days(case.item, what, first=since, last=first)
        if left <= running:
            break
        since, left = max(since, last), left - running
    return target.term_end(case.item, what, first=since, count=left)


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
