"""Decisions about deferrals (容缺): flaws, commitment and credit before, more time, the end and completion after."""

from __future__ import annotations

from collections.abc import Iterable

from forms.distrust import credit_key
from forms.elements.date import iso_day
from forms.journal.commands import (
    CheckCredit,
    CompleteDeferrals,
    ExtendDeferral,
    FindFlaw,
    SignCommitment,
    TerminateDeferral,
    WithdrawFlaw,
)
from forms.journal.decision import Decision, Now, Refusal, refuse
from forms.journal.deferrals_asked import CommitmentSigned, CreditChecked, FlawWithdrawn, ScansFlawed
from forms.journal.deferrals_ended import CaseClock, DeferralExtended, DeferralsCompleted, DeferralTerminated
from forms.journal.numbering import is_taken
from forms.journal.rules import Rules
from forms.journal.state import (
    ApplicationState,
    ApplicationStatus,
    CaseState,
    CaseStatus,
    DeferralState,
    DeferralStatus,
)
from forms.message import Message, message


def find_flaw(state: ApplicationState, command: FindFlaw, rules: Rules, now: Now) -> Decision:
    """A flawed copy is kept and counts as missing, so that it may be deferred like a missing one."""
    if state.status is not ApplicationStatus.INTAKE:
        return refuse("application.already_accepted", number=state.receipt_number)
    if not command.flaw.strip():
        return refuse("flaw.reason_missing", material=command.material)
    sound = {scan.sha256 for scan in state.sound_scans(command.material)}
    found = tuple(scan for scan in command.scans if scan in sound)
    return (ScansFlawed(material=command.material, scans=found, flaw=command.flaw.strip()),) if found else ()


def withdraw_flaw(state: ApplicationState, command: WithdrawFlaw, rules: Rules, now: Now) -> Decision:
    """What was marked counts again; a copy that nobody marked is no new fact."""
    if state.status is not ApplicationStatus.INTAKE:
        return refuse("application.already_accepted", number=state.receipt_number)
    marked = state.flawed.get(command.material, ())
    cleared = tuple(scan for scan in command.scans if scan in marked)
    return (FlawWithdrawn(material=command.material, scans=cleared),) if cleared else ()


def sign_commitment(state: ApplicationState, command: SignCommitment, rules: Rules, now: Now) -> Decision:
    """There is something to commit to once a deferral was asked for."""
    if not (state.deferrals or state.deferral_requests):
        return refuse("commitment.nothing_deferred")
    if any(signed.scan.sha256 == command.scan.sha256 for signed in state.commitments):
        return ()
    return (CommitmentSigned(scan=command.scan),)


def check_credit(state: ApplicationState, command: CheckCredit, rules: Rules, now: Now) -> Decision:
    """What is known already is no new fact, and that nothing can be known says less than an earlier check."""
    held = state.credit
    told = (command.party, command.list_revision, command.listed, command.unchecked)
    if held is not None and (held.party, held.list_revision, held.listed, held.unchecked) == told:
        return ()
    if held is not None and command.unchecked and not held.unchecked and held.party == command.party:
        return ()
    return (
        CreditChecked(
            party=command.party,
            list_revision=command.list_revision,
            listed=command.listed,
            unchecked=command.unchecked,
        ),
    )


def is_distrusted(state: ApplicationState, rules: Rules, now: Now) -> bool:
    """True when the last check found whoever applies now on the distrust list; for such a one nothing is deferred."""
    credit = state.credit
    if credit is None or not credit.listed:
        return False
    return credit.party == credit_key(rules.credit_numbers(state.plain_values(), today=now.day))


def extend(state: ApplicationState, command: ExtendDeferral, rules: Rules, now: Now) -> Decision:
    """More time for force majeure, within what the hall allows; it also takes a termination back."""
    deferral = state.deferrals.get(command.material)
    refusal = _ended(state, deferral, command.material)
    if refusal is not None or deferral is None:
        return refusal or refuse("deferral.none_open", material=command.material)
    problems = [message("deferral.extension_reason", material=command.material, name=deferral.name)]
    problems = [] if command.reason.strip() else problems
    problems += extension_faults(deferral, command.due_day, rules)
    if not problems and command.due_day <= max(now.day, deferral.due_day):
        latest = rules.latest_extension(deferral.first_due or deferral.due_day)
        problems.append(
            message("deferral.extension_not_later", material=command.material, name=deferral.name, latest=latest)
        )
    if problems:
        return Refusal(tuple(problems))
    return (DeferralExtended(material=command.material, due_day=command.due_day, reason=command.reason.strip()),)


def extension_faults(deferral: DeferralState, due_day: str, rules: Rules) -> list[Message]:
    """What is wrong with `due_day` whenever it is asked: it is no working day, or beyond what the hall allows."""
    latest = rules.latest_extension(deferral.first_due or deferral.due_day)
    about = {"material": deferral.material, "name": deferral.name}
    if not latest:
        return [message("deferral.never_extended", **about)]
    if not iso_day(due_day) or due_day > latest:
        return [message("deferral.extension_too_long", latest=latest, **about)]
    if not rules.is_working_day(due_day):
        return [message("deferral.due_day_off", day=due_day, latest=latest, **about)]
    return []


def _ended(state: ApplicationState, deferral: DeferralState | None, material: str) -> Refusal | None:
    if deferral is None:
        return refuse("deferral.none_open", material=material)
    if state.status is ApplicationStatus.WITHDRAWN:
        return refuse("application.is_withdrawn")
    if deferral.status is DeferralStatus.PASSED:
        return refuse("deferral.already_passed", material=material, name=deferral.name)
    if state.has_ended(deferral.items):
        return refuse("deferral.cases_ended", material=material, name=deferral.name)
    return None


def terminate(state: ApplicationState, command: TerminateDeferral, rules: Rules, now: Now) -> Decision:
    """End the wait: when the hall's rule for late ones allows it, or when no case needs the document any more."""
    deferral = state.deferrals.get(command.material)
    if deferral is None:
        return refuse("deferral.none_open", material=command.material)
    about = {"material": command.material, "name": deferral.name}
    if deferral.status is DeferralStatus.PASSED:
        return refuse("deferral.already_passed", **about)
    if deferral.status is DeferralStatus.TERMINATED:
        return refuse("deferral.already_terminated", **about)
    if deferral.status is DeferralStatus.ARRIVED:
        return refuse("deferral.to_verify", **about)
    if not command.reason.strip():
        return refuse("deferral.termination_reason", **about)
    early = () if state.has_ended(deferral.items) else termination_faults(deferral, rules, day=now.day)
    if early:
        return Refusal(early)
    return (DeferralTerminated(material=command.material, reason=command.reason.strip()),)


def termination_faults(deferral: DeferralState, rules: Rules, *, day: str, due_day: str = "") -> tuple[Message, ...]:
    """Why a deferral due on `due_day` (its own when not given) may not be terminated as overdue on `day` (ISO)."""
    first = rules.terminable_from(due_day or deferral.due_day)
    if not first:
        return (message("deferral.hall_waits", material=deferral.material, name=deferral.name),)
    if day < first:
        return (message("deferral.not_yet_overdue", material=deferral.material, name=deferral.name, first=first),)
    return ()


def complete(state: ApplicationState, command: CompleteDeferrals, rules: Rules, now: Now) -> Decision:
    """Confirm once, when every material is in and found in order; the clocks move as the hall's rules say."""
    if state.status is ApplicationStatus.WITHDRAWN:
        return refuse("application.is_withdrawn")
    problems = completion_faults(state)
    if problems:
        return Refusal(problems)
    if state.completions:
        return refuse("completion.already", number=state.completions[0].number)
    if not command.number:
        return refuse("completion.no_number")
    if is_taken(state, command.number):
        return refuse("paper.number_used", number=command.number)
    return (DeferralsCompleted(number=command.number, clocks=tuple(_clocks(state, rules))),)


def completion_faults(state: ApplicationState) -> tuple[Message, ...]:
    """What is not in yet; a material for which every case has ended is not waited for."""
    if not any(held.status is DeferralStatus.PASSED for held in state.deferrals.values()):
        return (message("completion.nothing_passed"),)
    return tuple(
        message("completion.still_open", material=held.material, name=held.name)
        for held in state.deferrals.values()
        if held.holds_back and not state.has_ended(held.items)
    )


def _clocks(state: ApplicationState, rules: Rules) -> Iterable[CaseClock]:
    """The clocks that move: those that start now, and those that stood still while a material was overdue."""
    for case in state.cases.values():
        held = [deferral for deferral in state.deferrals.values() if case.item in deferral.items]
        if not held or case.status in (CaseStatus.ENDED, CaseStatus.WAITING):
            continue
        clock = _started(state, case, held, rules) if rules.starts_when_complete else _resumed(case, held, rules)
        if clock is not None and (clock.promised_due, clock.legal_due) != (case.promised_due, case.legal_due):
            yield clock


def _started(state: ApplicationState, case: CaseState, held: list[DeferralState], rules: Rules) -> CaseClock | None:
    """The clock of a case starts on the day the last material came in (交齐之日), not when it was found in order."""
    day = max(_arrival_day(deferral) for deferral in held)
    planned = rules.cases(state.items, state.answers, state.plain_values(), day=day)
    plan = next((plan for plan in planned if plan.item == case.item), None)
    if plan is None:
        return None
    return CaseClock(item=case.item, promised_due=plan.promised_due, legal_due=plan.legal_due)


def _resumed(case: CaseState, held: list[DeferralState], rules: Rules) -> CaseClock | None:
    """The clock stood still from the first due day that passed until the last late material came in."""
    late = [deferral for deferral in held if _arrival_day(deferral) > deferral.due_day]
    if not late or not rules.pauses_overdue or not case.promised_due:
        return None
    first, last = min(deferral.due_day for deferral in late), max(map(_arrival_day, late))
    return CaseClock(
        item=case.item,
        promised_due=rules.later_by(case.promised_due, first=first, last=last),
        legal_due=rules.later_by(case.legal_due, first=first, last=last),
    )


def _arrival_day(deferral: DeferralState) -> str:
    """The day on which the document that passed came in."""
    return deferral.last_day("deferral_arrived")
