"""Outcomes at the window other than acceptance: received, correction requested, refused, not required, withdrawn.

Body types and their folds. A received application is still in intake: it is filled in and accepted under the receipt
number that it has. Papers that the applicant took away stay with it, whatever else the journal says.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec.structs import replace

from forms.journal.answers import Correction, Ending, Lack, Receipt, Standing
from forms.journal.issuing import CorrectionFacts, RefusalFacts, handed_in, with_paper
from forms.journal.issuing import Lack as PrintedLack
from forms.journal.operation import Operation
from forms.journal.papers import receipt_of
from forms.journal.state import (
    ApplicationState,
    ApplicationStatus,
    CaseResult,
    CaseState,
    CaseStatus,
    DeferralMove,
    DeferralState,
    DeferralStatus,
    PaperFact,
)

Apply = Callable[[ApplicationState, Operation, Any, int], ApplicationState]


class ApplicationReceived(msgspec.Struct, frozen=True, kw_only=True):
    """Taken in under `receipt_number`; an answer is due by the end of `answer_by` (ISO day)."""

    receipt_number: str
    answer_by: str
    calendar_revision: str
    complete: bool
    papers: tuple[PaperFact, ...]


class CorrectionRequested(msgspec.Struct, frozen=True, kw_only=True):
    """The applicant was told in the notice `number` what is lacking; `late` ones the first notice could have named.

    `items` are the names of what was applied for.
    """

    number: str
    items: tuple[str, ...]
    lacks: tuple[Lack, ...]
    late: tuple[Lack, ...]


class ApplicationRefused(msgspec.Struct, frozen=True, kw_only=True):
    """Not accepted (不予受理): the reason, its legal `basis`, the ways to object, who is `competent` instead.

    `number` is the paper's, `items` are the names of what was applied for.
    """

    reason: str
    remedies: str
    number: str
    items: tuple[str, ...]
    basis: str = ""
    competent: str = ""


class ApplicationNotRequired(msgspec.Struct, frozen=True, kw_only=True):
    """Nothing has to be asked for (不需办理): the applicant was told so at once."""

    reason: str


class ApplicationWithdrawn(msgspec.Struct, frozen=True, kw_only=True):
    """The applicant takes the application back; what is still deferred ends with it."""

    reason: str


def apply_received(
    state: ApplicationState, operation: Operation, body: ApplicationReceived, rev: int
) -> ApplicationState:
    """Note the receipt; of two the first holds, and the other's number and papers are kept."""
    state = _with_papers(_with_number(state, body.receipt_number), *body.papers)
    if state.received is not None or state.status is not ApplicationStatus.INTAKE:
        return state
    received = Receipt(
        number=body.receipt_number,
        day=operation.day,
        by=operation.actor.name,
        answer_by=body.answer_by,
        complete=body.complete,
        set_day=operation.day,
    )
    return replace(state, received=received, handed_in=handed_in(state))


def apply_correction(
    state: ApplicationState, operation: Operation, body: CorrectionRequested, rev: int
) -> ApplicationState:
    """Keep the notice, and with the first one what stood there."""
    given = Correction(number=body.number, day=operation.day, by=operation.actor.name, lacks=body.lacks, late=body.late)
    state = replace(state, corrections=(*state.corrections, given), standing=state.standing or _standing(state, given))
    facts = CorrectionFacts(
        items=body.items,
        lacks=tuple(PrintedLack(name=lack.name, standard=lack.standard, wrong=lack.words) for lack in body.lacks),
        received_day=_received_day(state, operation),
    )
    return with_paper(state, operation, number=body.number, facts=facts)


def _received_day(state: ApplicationState, operation: Operation) -> str:
    return state.received.day if state.received is not None else operation.day


def _standing(state: ApplicationState, given: Correction) -> Standing:
    return Standing(
        day=given.day,
        items=state.items,
        answers=dict(state.answers),
        values=state.plain_values(),
        scans={material: tuple(scan.sha256 for scan in scans) for material, scans in state.scans.items()},
    )


def apply_refused(
    state: ApplicationState, operation: Operation, body: ApplicationRefused, rev: int
) -> ApplicationState:
    """End it; one that was accepted elsewhere stays accepted, and the paper is kept."""
    state = state if state.receipt_number else replace(state, receipt_number=receipt_of(body.number))
    facts = RefusalFacts(
        items=body.items,
        reason=body.reason,
        basis=body.basis,
        remedies=body.remedies,
        received_day=_received_day(state, operation),
        competent=body.competent,
    )
    state = with_paper(state, operation, number=body.number, facts=facts)
    if state.status is not ApplicationStatus.INTAKE:
        return state
    ending = _ending(operation, reason=body.reason, remedies=body.remedies, number=body.number)
    return replace(state, status=ApplicationStatus.REFUSED, ending=ending)


def apply_not_required(
    state: ApplicationState, operation: Operation, body: ApplicationNotRequired, rev: int
) -> ApplicationState:
    """End it, unless it was answered otherwise before."""
    if state.status is not ApplicationStatus.INTAKE:
        return state
    return replace(state, status=ApplicationStatus.NOT_REQUIRED, ending=_ending(operation, reason=body.reason))


def apply_withdrawn(
    state: ApplicationState, operation: Operation, body: ApplicationWithdrawn, rev: int
) -> ApplicationState:
    """End it with every case that has no result yet and every deferral that is open: this is what terminates them."""
    if state.status not in (ApplicationStatus.INTAKE, ApplicationStatus.ACCEPTED):
        return state
    return replace(
        state,
        status=ApplicationStatus.WITHDRAWN,
        ending=_ending(operation, reason=body.reason),
        cases={item: _ended(case, operation, body.reason) for item, case in state.cases.items()},
        deferrals={name: _terminated(held, operation, body.reason) for name, held in state.deferrals.items()},
    )


def _ended(case: CaseState, operation: Operation, reason: str) -> CaseState:
    if case.status is CaseStatus.ENDED:
        return case
    result = CaseResult(outcome="withdrawn", number="", day=operation.day, note=reason)
    return replace(case, status=CaseStatus.ENDED, result=result)


def _terminated(held: DeferralState, operation: Operation, reason: str) -> DeferralState:
    if not held.is_open:
        return held
    move = DeferralMove(
        kind="deferral_terminated",
        actor=operation.actor.name,
        wall=operation.wall,
        day=operation.day,
        reason=reason,
    )
    return replace(held, status=DeferralStatus.TERMINATED, history=(*held.history, move))


def _ending(operation: Operation, *, reason: str, remedies: str = "", number: str = "") -> Ending:
    return Ending(
        kind=operation.kind,
        day=operation.day,
        by=operation.actor.name,
        reason=reason,
        remedies=remedies,
        number=number,
    )


def _with_number(state: ApplicationState, number: str) -> ApplicationState:
    """The first number that an applicant got names the application; others lead to it, too."""
    if not state.receipt_number:
        return replace(state, receipt_number=number)
    if number in (state.receipt_number, *state.other_receipts):
        return state
    return replace(state, other_receipts=(*state.other_receipts, number))


def _with_papers(state: ApplicationState, *papers: PaperFact) -> ApplicationState:
    fresh = tuple(paper for paper in papers if paper not in state.papers)
    return replace(state, papers=(*state.papers, *fresh)) if fresh else state


def noting_day(apply: Apply, *, reopens: bool = False) -> Apply:
    """`apply`, noting the day on which what was handed in changed after it was taken in.

    One that `reopens` asks for other things, so that nobody can say any more that all of it was there.
    """

    def noted(state: ApplicationState, operation: Operation, body: Any, rev: int) -> ApplicationState:
        after = apply(state, operation, body, rev)
        received = after.received
        if received is None or after.status is not ApplicationStatus.INTAKE:
            return after
        day = max(received.set_day, operation.day)
        return replace(after, received=replace(received, set_day=day, complete=received.complete and not reopens))

    return noted
