"""Acceptance (受理): one operation that makes cases, deferrals, numbers and papers at once, and what follows it.

No half acceptance exists. The operation carries every fact that the rules decided, so that a fold gives the same
state for ever, even with the catalog gone.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from forms.answer_day import is_accepted_by_law
from forms.journal.issuing import handed_in
from forms.journal.operation import Operation
from forms.journal.state import (
    ApplicationState,
    ApplicationStatus,
    CaseState,
    CaseStatus,
    DeferralMove,
    DeferralState,
    DeferralStatus,
    FieldValue,
    Objection,
    PaperFact,
    Party,
)
from forms.values import Value


class CaseFact(msgspec.Struct, frozen=True, kw_only=True):
    """What was decided for one case at acceptance; days ISO, '' while its clock has not started."""

    item: str
    name: str
    department: str
    department_name: str
    instant: bool
    promised_days: int
    promised_due: str
    legal_due: str
    needs_materials: tuple[str, ...]
    needs_elements: tuple[str, ...]
    feeds_elements: tuple[str, ...]
    feeds_materials: tuple[str, ...]
    waits_for: tuple[str, ...]


class DeferralFact(msgspec.Struct, frozen=True, kw_only=True):
    """One deferral opened by the acceptance."""

    material: str
    name: str
    items: tuple[str, ...]
    reason: str
    due_day: str


class ApplicationAccepted(msgspec.Struct, frozen=True, kw_only=True):
    """The acceptance. `filled` are elements that follow from others (same fact, two labels)."""

    receipt_number: str
    accepted_day: str
    calendar_revision: str
    template_hash: str
    party: Party
    filled: Mapping[str, Value]
    cases: tuple[CaseFact, ...]
    deferrals: tuple[DeferralFact, ...]
    papers: tuple[PaperFact, ...]


class CasesNumbered(msgspec.Struct, frozen=True, kw_only=True):
    """The centre's case numbers (办件编号) by item."""

    numbers: Mapping[str, str]


class ObjectionRaised(msgspec.Struct, frozen=True, kw_only=True):
    """The centre found fault with an acceptance that was lawful under its catalog; it stays, and becomes a task."""

    code: str
    params: Mapping[str, str]


def apply_accepted(
    state: ApplicationState, operation: Operation, body: ApplicationAccepted, rev: int
) -> ApplicationState:
    """Make cases and deferrals. Of two acceptances the first in revision order holds; the other's number is kept."""
    if state.accepted_day:
        return replace(state, other_receipts=(*state.other_receipts, body.receipt_number))
    values = dict(state.values)
    for element, value in body.filled.items():
        values.setdefault(element, FieldValue(value=value, device=operation.device, rev=rev, source="same_as"))
    return replace(
        state,
        status=ApplicationStatus.ACCEPTED,
        receipt_number=body.receipt_number,
        other_receipts=_earlier_numbers(state, body),
        ending=None,
        accepted_by_law=is_accepted_by_law(state.received, state.corrections, today=operation.day),
        accepted_day=body.accepted_day,
        accepted_wall=operation.wall,
        accepted_by=operation.actor.name,
        keeper=operation.actor.account,
        keeper_name=operation.actor.name,
        calendar_revision=body.calendar_revision,
        template_hash=body.template_hash,
        party=body.party,
        values=values,
        deferral_requests={},
        cases={fact.item: _case(fact) for fact in body.cases},
        deferrals={fact.material: _deferral(fact, operation, state) for fact in body.deferrals},
        handed_in=handed_in(state),
        papers=(*body.papers, *(paper for paper in state.papers if paper not in body.papers)),
    )


def _earlier_numbers(state: ApplicationState, body: ApplicationAccepted) -> tuple[str, ...]:
    """An application that was taken in under another number is found by that one, too."""
    numbers = (*state.other_receipts, state.receipt_number)
    return tuple(dict.fromkeys(number for number in numbers if number and number != body.receipt_number))


def _case(fact: CaseFact) -> CaseState:
    status = CaseStatus.WAITING if fact.waits_for else CaseStatus.RECEIVED
    return CaseState(status=status, first_due=fact.promised_due, **msgspec.structs.asdict(fact))


def _deferral(fact: DeferralFact, operation: Operation, state: ApplicationState) -> DeferralState:
    opened = DeferralMove(
        kind="deferral_opened",
        actor=operation.actor.name,
        wall=operation.wall,
        day=operation.day,
        reason=fact.reason,
    )
    return DeferralState(
        material=fact.material,
        name=fact.name,
        items=fact.items,
        reason=fact.reason,
        due_day=fact.due_day,
        status=DeferralStatus.AWAITED,
        history=(opened,),
        first_due=fact.due_day,
        flawed=bool(state.flawed.get(fact.material)),
    )


def apply_numbered(state: ApplicationState, operation: Operation, body: CasesNumbered, rev: int) -> ApplicationState:
    """Bind the centre's case numbers; a number once given stays."""
    cases = dict(state.cases)
    for item, number in body.numbers.items():
        if item in cases and not cases[item].case_number:
            cases[item] = replace(cases[item], case_number=number)
    return replace(state, cases=cases)


def apply_objection(state: ApplicationState, operation: Operation, body: ObjectionRaised, rev: int) -> ApplicationState:
    """Keep the objection as a task."""
    objection = Objection(code=body.code, params=dict(body.params), wall=operation.wall)
    return replace(state, objections=(*state.objections, objection))
