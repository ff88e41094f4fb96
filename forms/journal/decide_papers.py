"""Decisions about papers after the intake: what stands on one must be so, and it must be about this application."""

from __future__ import annotations

from collections.abc import Iterator

from forms.journal.commands import IssuePaper, VoidPaper
from forms.journal.decision import Decision, Now, Refusal, refuse
from forms.journal.issuing import (
    CompletionFacts,
    ConclusionFacts,
    CorrectionFacts,
    Facts,
    HandoverFacts,
    PaperIssued,
    ResultsFacts,
    ServiceFacts,
)
from forms.journal.numbering import is_taken
from forms.journal.rules import Rules
from forms.journal.state import ApplicationState, ApplicationStatus, DeferralStatus
from forms.journal.voiding import PaperVoided, is_void, made_by_decision
from forms.message import Message, message


def issue_paper(state: ApplicationState, command: IssuePaper, rules: Rules, now: Now) -> Decision:
    """One `paper_issued`, or every reason why what would stand on it is not so."""
    faults = tuple(_faults(state, command))
    return Refusal(faults) if faults else (PaperIssued(number=command.number, facts=command.facts),)


def void_paper(state: ApplicationState, command: VoidPaper, rules: Rules, now: Now) -> Decision:
    """One `paper_voided`, or why this paper cannot be void."""
    fault = void_fault(state, command.number)
    if fault is not None:
        return Refusal((fault,))
    if not command.reason.strip():
        return refuse("paper.void_reason_missing")
    return (PaperVoided(number=command.number, reason=command.reason.strip()),)


def void_fault(state: ApplicationState, number: str) -> Message | None:
    """Why the paper `number` cannot be void; None when it can."""
    if number not in {paper.number for paper in state.papers}:
        return message("paper.unknown", number=number)
    if is_void(state, number):
        return message("paper.already_void", number=number)
    if number not in state.issued:
        return message("paper.of_acceptance", number=number)
    return message("paper.of_decision", number=number) if made_by_decision(state, number) else None


def _faults(state: ApplicationState, command: IssuePaper) -> Iterator[Message]:
    facts = command.facts
    if state.status is ApplicationStatus.NEW:
        yield message("application.unknown")
    elif not command.number:
        yield message("paper.no_number")
    elif is_taken(state, command.number):
        yield message("paper.number_used", number=command.number)
    elif _is_empty(facts):
        yield message("paper.nothing_on_it")
    else:
        yield from _foreign_items(state, facts)
        yield from _untrue(state, facts)


def _is_empty(facts: Facts) -> bool:
    if isinstance(facts, CorrectionFacts):
        return not facts.lacks
    if isinstance(facts, CompletionFacts | HandoverFacts):
        return not facts.materials
    if isinstance(facts, ConclusionFacts):
        return not facts.cases
    if isinstance(facts, ServiceFacts):
        return not facts.papers
    if isinstance(facts, ResultsFacts):
        return not facts.results
    return not (facts.items and facts.reason.strip())


def _foreign_items(state: ApplicationState, facts: Facts) -> Iterator[Message]:
    named = set(state.items) | set(state.cases)
    for item in sorted(set(_items(facts)) - named):
        yield message("paper.item_foreign", item=item)


def _items(facts: Facts) -> tuple[str, ...]:
    if isinstance(facts, CompletionFacts):
        return tuple(clock.item for clock in facts.clocks)
    if isinstance(facts, ConclusionFacts):
        return tuple(case.item for case in facts.cases)
    if isinstance(facts, ResultsFacts):
        return tuple(result.item for result in facts.results)
    return () if isinstance(facts, ServiceFacts) else facts.items


def _untrue(state: ApplicationState, facts: Facts) -> Iterator[Message]:
    if isinstance(facts, ConclusionFacts):
        yield from _results_differ(state, facts)
    elif isinstance(facts, ResultsFacts):
        yield from _not_granted(state, facts)
    elif isinstance(facts, CompletionFacts):
        yield from _not_complete(state)


def _results_differ(state: ApplicationState, facts: ConclusionFacts) -> Iterator[Message]:
    for said in facts.cases:
        case = state.cases.get(said.item)
        result = case.result if case is not None else None
        if case is None or result is None:
            yield message("paper.case_not_ended", item=case.name if case is not None else said.item)
        elif (result.outcome, result.number, result.day) != (said.outcome, said.number, said.day):
            yield message("paper.result_differs", item=case.name, number=result.number)


def _not_granted(state: ApplicationState, facts: ResultsFacts) -> Iterator[Message]:
    for handed in facts.results:
        case = state.cases.get(handed.item)
        if case is None or case.result is None or case.result.outcome != "granted":
            yield message("paper.nothing_to_hand_out", item=case.name if case is not None else handed.item)


def _not_complete(state: ApplicationState) -> Iterator[Message]:
    open_ones = [held.name for held in state.deferrals.values() if held.status is not DeferralStatus.PASSED]
    if open_ones:
        yield message("paper.deferral_open", names="、".join(open_ones))
