"""Void papers (作废): one that was made after the intake says something wrong, and counts no more.

Its number stays with the application, so that whoever holds it is told; what replaces it has another one. What a
decision made (补正, 不予受理, 确认补齐) or handed out with the acceptance stands as long as the decision does: such a
paper is only printed again.
"""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from forms.journal.operation import Operation
from forms.journal.papers import receipt_of
from forms.journal.state import ApplicationState


class PaperVoided(msgspec.Struct, frozen=True, kw_only=True):
    """The paper `number` (with its suffix) is void for `reason`."""

    number: str
    reason: str


def apply_voided(state: ApplicationState, operation: Operation, body: PaperVoided, rev: int) -> ApplicationState:
    """Note it on the paper; of two the first holds."""
    paper = state.issued.get(body.number)
    if paper is None or paper.void_reason:
        return state
    void = replace(paper, void_reason=body.reason, void_day=operation.day, void_by=operation.actor.name)
    return replace(state, issued={**state.issued, body.number: void})


def is_void(state: ApplicationState, number: str) -> bool:
    """True when the paper `number` counts no more."""
    paper = state.issued.get(number)
    return paper is not None and bool(paper.void_reason)


def made_by_decision(state: ApplicationState, number: str) -> bool:
    """True for a paper that an answer, a pause or a confirmation made: it lasts as long as they do."""
    paper = state.issued.get(number)
    if paper is not None and paper.facts.get("type") == "procedure_notice":
        return True
    decided = [correction.number for correction in state.corrections]
    decided += [completion.number for completion in state.completions]
    decided += [state.ending.number] if state.ending is not None else []
    return receipt_of(number) in {receipt_of(one) for one in decided}


def void_numbers(state: ApplicationState) -> tuple[str, ...]:
    """The leased or provisional numbers of which every paper is void."""
    valid = {receipt_of(paper.number) for paper in state.papers if not is_void(state, paper.number)}
    valid |= {state.receipt_number, *state.other_receipts}
    void = (receipt_of(number) for number in state.issued if is_void(state, number))
    return tuple(dict.fromkeys(number for number in void if number not in valid))
