"""Decisions after acceptance: arrivals at a window, and what reviewers and the centre do."""

from __future__ import annotations

from forms.journal.acceptance import CasesNumbered, ObjectionRaised
from forms.journal.commands import (
    IssueResult,
    MoveStage,
    NumberCases,
    PassDeferral,
    RaiseObjection,
    ReceiveDocument,
    ReturnDeferral,
)
from forms.journal.decision import Decision, Now, Refusal, refuse
from forms.journal.deferrals import DeferralArrived, DeferralPassed, DeferralReturned
from forms.journal.progress import ResultIssued, StageMoved, StartedCase
from forms.journal.rules import Rules
from forms.journal.state import (
    STAGES,
    ApplicationState,
    ApplicationStatus,
    CaseState,
    CaseStatus,
    DeferralState,
    DeferralStatus,
)
from forms.message import Message, message


def receive_document(state: ApplicationState, command: ReceiveDocument, rules: Rules, now: Now) -> Decision:
    """A deferred document may arrive whenever it has not passed; late is late, but never refused at the desk.

    Once the application is withdrawn nobody waits for it: the applicant keeps it.
    """
    deferral = state.deferrals.get(command.material)
    if deferral is None:
        return refuse("deferral.none_open", material=command.material)
    if state.status is ApplicationStatus.WITHDRAWN:
        return refuse("application.is_withdrawn")
    if deferral.status is DeferralStatus.PASSED:
        return refuse("deferral.already_passed", material=command.material, name=deferral.name)
    if not command.scans:
        return refuse("deferral.no_scan", material=command.material, name=deferral.name)
    return (DeferralArrived(material=command.material, scans=command.scans, note=command.note),)


def number_cases(state: ApplicationState, command: NumberCases, rules: Rules, now: Now) -> Decision:
    """A case gets its number once."""
    fresh = {item: number for item, number in command.numbers.items() if _unnumbered(state, item)}
    return (CasesNumbered(numbers=fresh),) if fresh else ()


def _unnumbered(state: ApplicationState, item: str) -> bool:
    case = state.cases.get(item)
    return case is not None and not case.case_number


def raise_objection(state: ApplicationState, command: RaiseObjection, rules: Rules, now: Now) -> Decision:
    """The acceptance stays; the objection is work for a person."""
    return (ObjectionRaised(code=command.objection.code, params=dict(command.objection.params)),)


def move_stage(state: ApplicationState, command: MoveStage, rules: Rules, now: Now) -> Decision:
    """One stage forward at a time (受理 承办 审核 批准); 办结 comes only with a result."""
    case = state.cases.get(command.item)
    refusal = _case_refusal(state, case, command.item)
    if refusal is not None or case is None:
        return refusal or refuse("case.unknown", item=command.item)
    at = STAGES.index(case.stage) if case.stage else -1
    if command.stage not in STAGES[:-1] or STAGES.index(command.stage) != at + 1:
        return refuse("stage.out_of_order", item=case.name, stage=command.stage, at=case.stage)
    return (StageMoved(item=command.item, stage=command.stage, note=command.note),)


def issue_result(state: ApplicationState, command: IssueResult, rules: Rules, now: Now) -> Decision:
    """A granted result issues only when every deferral that this case needs has passed (G9)."""
    case = state.cases.get(command.item)
    if case is not None and command.outcome == "refused" and _refused_feeders(state, case):
        return (_result(state, case, command, rules, now),)
    refusal = _case_refusal(state, case, command.item)
    if refusal is not None or case is None:
        return refusal or refuse("case.unknown", item=command.item)
    if command.outcome not in ("granted", "refused"):
        return refuse("result.outcome", outcome=command.outcome)
    problems = _result_problems(state, case, command, rules, now) if command.outcome == "granted" else ()
    return Refusal(problems) if problems else (_result(state, case, command, rules, now),)


def _case_refusal(state: ApplicationState, case: CaseState | None, item: str) -> Refusal | None:
    if case is None:
        return refuse("case.unknown", item=item)
    if case.status is CaseStatus.ENDED:
        return refuse("case.ended", item=case.name)
    if case.paused is not None:
        return refuse("case.paused", item=case.name, day=case.paused.first)
    refused = _refused_feeders(state, case)
    if refused:
        return refuse("case.feeder_refused", item=case.name, refused="、".join(feeder.name for feeder in refused))
    if case.status is CaseStatus.WAITING:
        feeding = "、".join(state.cases[feeder].name for feeder in case.waits_for if feeder in state.cases)
        return refuse("case.waiting", item=case.name, waits_for=feeding)
    return None


def _refused_feeders(state: ApplicationState, case: CaseState) -> tuple[CaseState, ...]:
    """Cases that will never produce what a waiting `case` waits for; it can then only end refused."""
    if case.status is not CaseStatus.WAITING:
        return ()
    feeders = (state.cases[feeder] for feeder in case.waits_for if feeder in state.cases)
    return tuple(feeder for feeder in feeders if feeder.result is not None and feeder.result.outcome == "refused")


def _result_problems(
    state: ApplicationState, case: CaseState, command: IssueResult, rules: Rules, now: Now
) -> tuple[Message, ...]:
    gate = tuple(
        message(
            "result.deferral_open" if deferral.is_open else "result.deferral_terminated",
            material=deferral.material,
            item=case.name,
            name=deferral.name,
        )
        for deferral in state.deferrals.values()
        if case.item in deferral.items and deferral.holds_back
    )
    return gate + _output_problems(state, case, command, rules, now)


def _output_problems(
    state: ApplicationState, case: CaseState, command: IssueResult, rules: Rules, now: Now
) -> tuple[Message, ...]:
    """A result fills exactly what it feeds: no less, and no field that somebody else owns."""
    problems: list[Message] = []
    for element in case.feeds_elements:
        if element not in command.elements:
            problems.append(message("result.output_missing", element=element, item=case.name))
    values = {**state.plain_values(), **command.elements}
    for element, value in command.elements.items():
        if element in case.feeds_elements:
            problems += rules.check_value(element, value, values, today=now.day)
        else:
            problems.append(message("result.output_unexpected", element=element, item=case.name))
    return tuple(problems)


def _result(state: ApplicationState, case: CaseState, command: IssueResult, rules: Rules, now: Now) -> ResultIssued:
    granted = command.outcome == "granted"
    return ResultIssued(
        item=command.item,
        outcome=command.outcome,
        number=command.number,
        note=command.note,
        elements=dict(command.elements) if granted else {},
        materials=dict.fromkeys(case.feeds_materials, command.number) if granted else {},
        started=_started(state, case, rules, now) if granted else (),
    )


def _started(state: ApplicationState, case: CaseState, rules: Rules, now: Now) -> tuple[StartedCase, ...]:
    """Cases that waited for this one alone: their clock starts today."""
    planned = rules.cases(state.items, state.answers, state.plain_values(), day=now.day, wall=now.wall + now.skew)
    return tuple(
        StartedCase(item=plan.item, promised_due=plan.promised_due, legal_due=plan.legal_due)
        for plan in planned
        if plan.item in state.cases and _starts(state, state.cases[plan.item], case.item)
    )


def _starts(state: ApplicationState, waiting: CaseState, ended: str) -> bool:
    still = [item for item in waiting.waits_for if item != ended and not _granted(state, item)]
    return waiting.status is CaseStatus.WAITING and ended in waiting.waits_for and not still


def _granted(state: ApplicationState, item: str) -> bool:
    case = state.cases.get(item)
    return case is not None and case.result is not None and case.result.outcome == "granted"


def pass_deferral(state: ApplicationState, command: PassDeferral, rules: Rules, now: Now) -> Decision:
    """Only what has arrived can be found in order."""
    deferral = state.deferrals.get(command.material)
    return _arrived_refusal(deferral, command.material) or (
        DeferralPassed(material=command.material, note=command.note),
    )


def return_deferral(state: ApplicationState, command: ReturnDeferral, rules: Rules, now: Now) -> Decision:
    """Sent back with a reason; it is awaited again."""
    deferral = state.deferrals.get(command.material)
    if not command.reason.strip():
        return refuse("deferral.return_reason_missing", material=command.material)
    return _arrived_refusal(deferral, command.material) or (
        DeferralReturned(material=command.material, reason=command.reason),
    )


def _arrived_refusal(deferral: DeferralState | None, material: str) -> Refusal | None:
    if deferral is None:
        return refuse("deferral.none_open", material=material)
    if deferral.status is not DeferralStatus.ARRIVED:
        return refuse("deferral.not_arrived", material=material, name=deferral.name)
    return None
