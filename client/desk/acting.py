"""What a clerk or a supervisor may do with an application after its acceptance, why not, and what it would mean.

Each question is asked of `decide` with nothing written, so that no rule is said twice. What is overdue gives a
proposal by the hall's rule; a person decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from client.desk.desk import Desk
from client.desk.session import Session
from forms.calendar import working_days_between
from forms.journal.actor import ActorKind
from forms.journal.authority import AUTHORITY
from forms.journal.commands import (
    Command,
    CompleteDeferrals,
    ExtendDeferral,
    SignCommitment,
    TerminateDeferral,
    WithdrawApplication,
)
from forms.journal.decide import decide
from forms.journal.decision import Refusal
from forms.journal.deferrals_asked import is_unsigned
from forms.journal.deferrals_ended import DeferralsCompleted
from forms.journal.state import ApplicationState, CaseStatus, DeferralState, DeferralStatus, ScanRef
from forms.message import Message, message

_SAID = "—"
"""Stands for the reason that is still to be given, where only the rest of the rules is asked."""

_SCAN = ScanRef(sha256="", media_type="", size=0, pages=0)


class Act(StrEnum):
    """What can be done with an accepted application, in the order of the sheet."""

    RECEIVE = "receive"
    SIGN = "sign"
    COMPLETE = "complete"
    EXTEND = "extend"
    TERMINATE = "terminate"
    WITHDRAW = "withdraw"
    PAPERS = "papers"


OF_A_DEFERRAL = frozenset({Act.EXTEND, Act.TERMINATE})
"""Acts that are about one deferral; the others are about the application."""

_KINDS: Mapping[Act, str] = {
    Act.SIGN: "commitment_signed",
    Act.COMPLETE: "deferrals_completed",
    Act.EXTEND: "deferral_extended",
    Act.TERMINATE: "deferral_terminated",
    Act.WITHDRAW: "application_withdrawn",
}
"""The operation that each act makes; receiving and printing lead elsewhere."""


class ActLine(msgspec.Struct, frozen=True, kw_only=True):
    """One act: why it cannot be done now (None when it can), and whether a supervisor has to sign for it."""

    act: Act
    refusal: Message | None
    needs_supervisor: bool


class HeldDeferral(msgspec.Struct, frozen=True, kw_only=True):
    """One deferral of the sheet. Days ISO; `left` working days until it is due, negative when it is overdue;
    `latest` is the last day to which it may be extended.

    `cases` are the names of those that cannot be granted without it. `proposal` is what the hall's rule proposes for
    one that is overdue, None where nothing is to be done; `proposes` the act, None for waiting.
    """

    material: str
    name: str
    due_day: str
    left: int
    status: DeferralStatus
    cases: tuple[str, ...]
    latest: str
    cannot_extend: Message | None
    cannot_terminate: Message | None
    is_overdue: bool
    proposal: Message | None = None
    proposes: Act | None = None


class MovedDay(msgspec.Struct, frozen=True, kw_only=True):
    """A case whose promised day (ISO) moves, '' `before` for a clock that starts."""

    name: str
    before: str
    after: str


class Acts(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the sheet says before anything is done.

    `moved` are clocks that a confirmation moves; `ending_cases` and `ending_deferrals` are names of what ends when the
    applicant withdraws. `is_unsigned`: there are deferrals and no signed letter of commitment.
    """

    state: ApplicationState
    lines: tuple[ActLine, ...]
    deferrals: tuple[HeldDeferral, ...]
    moved: tuple[MovedDay, ...]
    ending_cases: tuple[str, ...]
    ending_deferrals: tuple[str, ...]
    is_unsigned: bool

    def line(self, act: Act) -> ActLine:
        """What is said of `act`."""
        return next(line for line in self.lines if line.act is act)

    def proposed(self) -> HeldDeferral | None:
        """The first deferral for which the hall's rule proposes to do something."""
        return next((held for held in self.deferrals if held.proposes is not None), None)

    def held(self, material: str) -> HeldDeferral | None:
        """The deferral of `material`, None where there is none."""
        return next((held for held in self.deferrals if held.material == material), None)

    def why_not(self, act: Act, material: str) -> Message | None:
        """Why `act` cannot be done now, with the deferral of `material` where it is about one; None when it can."""
        held = self.held(material)
        if held is None or act not in OF_A_DEFERRAL:
            return self.line(act).refusal
        return held.cannot_extend if act is Act.EXTEND else held.cannot_terminate

    def material_for(self, act: Act, material: str) -> str:
        """`material` where `act` can be done with its deferral, else the first with which it can; '' without any."""
        fitting = [held.material for held in self.deferrals if self.why_not(act, held.material) is None]
        if material in fitting or not self.deferrals:
            return material
        return fitting[0] if fitting else material or self.deferrals[0].material

    def likely(self) -> Act:
        """What somebody most likely came for: what is proposed, what can be confirmed, what is missing."""
        proposed = self.proposed()
        if proposed is not None and proposed.proposes is not None:
            return proposed.proposes
        if self.line(Act.COMPLETE).refusal is None:
            return Act.COMPLETE
        if self.is_unsigned:
            return Act.SIGN
        return next((line.act for line in self.lines if line.refusal is None), Act.PAPERS)


def acts(session: Session, desk: Desk, application: str) -> Acts:
    """What `session` may do with an application now."""
    state = desk.store.journal.state(application)
    held = tuple(_held(desk, state, deferral) for deferral in state.deferrals.values())
    return Acts(
        state=state,
        lines=tuple(_line(session, act, _refusal(desk, state, act, held)) for act in Act),
        deferrals=tuple(sorted(held, key=lambda one: (one.status is DeferralStatus.PASSED, one.due_day, one.name))),
        moved=_moved(desk, state),
        ending_cases=tuple(case.name for case in state.cases.values() if case.status is not CaseStatus.ENDED),
        ending_deferrals=tuple(deferral.name for deferral in state.deferrals.values() if deferral.is_open),
        is_unsigned=is_unsigned(state),
    )


def refusal_of(desk: Desk, application: str, command: Command) -> Refusal | None:
    """Why `command` would be refused now; nothing is written."""
    state = desk.store.journal.state(application)
    decision = decide(state, command, desk.rules_of(state), desk.now())
    return decision if isinstance(decision, Refusal) else None


def _line(session: Session, act: Act, refusal: Message | None) -> ActLine:
    allowed = AUTHORITY.get(_KINDS.get(act, ""), frozenset(ActorKind))
    supervised = ActorKind(session.role) not in allowed and ActorKind.SUPERVISOR in allowed
    return ActLine(act=act, refusal=refusal, needs_supervisor=supervised)


def _refusal(desk: Desk, state: ApplicationState, act: Act, held: tuple[HeldDeferral, ...]) -> Message | None:
    if act is Act.EXTEND:
        return _first(tuple(one.cannot_extend for one in held))
    if act is Act.TERMINATE:
        return _first(tuple(one.cannot_terminate for one in held))
    if act is Act.RECEIVE:
        waits = any(one.status is not DeferralStatus.PASSED for one in held)
        return None if waits else message("act.nothing_to_receive")
    if act is Act.PAPERS:
        return None if state.papers else message("papers.not_accepted")
    return _why_not(desk, state, _COMMANDS[act])


def _first(refusals: tuple[Message | None, ...]) -> Message | None:
    """None where it can be done with any of them."""
    if not refusals:
        return message("act.nothing_deferred")
    return None if None in refusals else refusals[0]


_COMMANDS: Mapping[Act, Command] = {
    Act.SIGN: SignCommitment(scan=_SCAN),
    Act.COMPLETE: CompleteDeferrals(number=_SAID),
    Act.WITHDRAW: WithdrawApplication(reason=_SAID),
}


def _why_not(desk: Desk, state: ApplicationState, command: Command) -> Message | None:
    decision = decide(state, command, desk.rules_of(state), desk.now())
    return decision.messages[0] if isinstance(decision, Refusal) else None


def _held(desk: Desk, state: ApplicationState, deferral: DeferralState) -> HeldDeferral:
    rules, today = desk.rules_of(state), desk.now().day
    latest = rules.latest_extension(deferral.first_due or deferral.due_day)
    material = deferral.material
    cannot_terminate = _why_not(desk, state, TerminateDeferral(material=material, reason=_SAID))
    is_overdue = deferral.status is DeferralStatus.AWAITED and deferral.due_day < today
    proposal, proposes = _proposal(desk, state, deferral, cannot_terminate) if is_overdue else (None, None)
    return HeldDeferral(
        material=material,
        name=deferral.name,
        due_day=deferral.due_day,
        left=working_days_until(desk, state, deferral.due_day),
        status=deferral.status,
        cases=tuple(state.cases[item].name for item in deferral.items if item in state.cases),
        latest=latest,
        cannot_extend=_cannot_extend(desk, state, deferral, latest),
        cannot_terminate=cannot_terminate,
        is_overdue=is_overdue,
        proposal=proposal,
        proposes=proposes,
    )


def _cannot_extend(desk: Desk, state: ApplicationState, deferral: DeferralState, latest: str) -> Message | None:
    """A longest extension that is no longer than what holds already leaves no day to ask for."""
    refusal = _why_not(desk, state, ExtendDeferral(material=deferral.material, due_day=latest, reason=_SAID))
    if refusal is not None and refusal.code == "deferral.extension_not_later":
        return message("act.no_later_day", name=deferral.name, latest=latest)
    return refusal


def _proposal(
    desk: Desk, state: ApplicationState, deferral: DeferralState, cannot_terminate: Message | None
) -> tuple[Message | None, Act | None]:
    """What the hall's rule for what is late (on_overdue) proposes, and the act that would do it."""
    rules = desk.rules_of(state)
    about = {"name": deferral.name, "due": deferral.due_day, "first": rules.terminable_from(deferral.due_day)}
    if cannot_terminate is None:
        return message("propose.return" if rules.pauses_overdue else "propose.terminate", **about), Act.TERMINATE
    if state.has_ended(deferral.items):
        return None, None
    return message("propose.wait_until" if about["first"] else "propose.wait", **about), None


def overdue_reason(held: HeldDeferral, *, day: str) -> str:
    """What a clerk starts from when terminating what is overdue, in Chinese: it goes onto papers."""
    return f"逾期未补齐：“{held.name}”应于 {held.due_day} 前补齐，至 {day} 仍未收到。" if held.is_overdue else ""


def _moved(desk: Desk, state: ApplicationState) -> tuple[MovedDay, ...]:
    decision = decide(state, CompleteDeferrals(number=_SAID), desk.rules_of(state), desk.now())
    if isinstance(decision, Refusal):
        return ()
    clocks = [clock for body in decision if isinstance(body, DeferralsCompleted) for clock in body.clocks]
    return tuple(
        MovedDay(
            name=state.cases[clock.item].name, before=state.cases[clock.item].promised_due, after=clock.promised_due
        )
        for clock in clocks
    )


def working_days_until(desk: Desk, state: ApplicationState, day: str) -> int:
    """How many working days lie after today up to and with `day` (ISO)."""
    return working_days_between(desk.catalog(state.catalog).calendar, desk.now().day, day)
