"""Deferring (容缺) at the window: ask for it during intake, take it back; later receive, extend, terminate, confirm."""

from __future__ import annotations

from client.desk import credit
from client.desk.carry_out import carry_out
from client.desk.desk import Desk
from client.desk.hall_day import hall_day
from client.desk.session import Session
from forms.elements.typed_text import tidy
from forms.journal.commands import (
    CompleteDeferrals,
    ExtendDeferral,
    FindFlaw,
    ReceiveDocument,
    RequestDeferral,
    SignCommitment,
    TerminateDeferral,
    WithdrawDeferralRequest,
    WithdrawFlaw,
)
from forms.journal.decide_deferrals import completion_faults
from forms.journal.decision import Refusal, refuse
from forms.journal.state import ApplicationState, ScanRef
from forms.message import Message
from forms.notices.receipt_code import read_code


def defer(
    session: Session, desk: Desk, application: str, *, material: str, reason: str, due_day: str
) -> ApplicationState | Refusal:
    """Let `material` come later, until `due_day` (ISO); refused with who decides on it when it may not.

    The applicant is looked up in the distrust list first; what was found stays known, whatever becomes of the wish.
    """
    command = RequestDeferral(material=material, reason=tidy(reason), due_day=due_day)
    return credit.ask(session, desk, application, command)


def take_back(session: Session, desk: Desk, application: str, *, material: str) -> ApplicationState | Refusal:
    """Do not defer `material` after all."""
    return carry_out(session, desk, application=application, command=WithdrawDeferralRequest(material=material))


def find_receipt(desk: Desk, code: str) -> ApplicationState | Refusal:
    """The application of a scanned receipt code or a typed number."""
    number = read_code(code)
    if isinstance(number, Message):
        return Refusal((number,))
    application = desk.store.views.by_receipt(number)
    if application is None:
        return refuse("receipt.unknown", number=number)
    return desk.store.journal.state(application)


def receive(
    session: Session, desk: Desk, application: str, *, material: str, scans: tuple[ScanRef, ...], note: str = ""
) -> ApplicationState | Refusal:
    """A deferred document came in; what counts is this window's time, so that its day must not be in doubt."""
    known = hall_day(desk.store, wall=desk.clock())
    if known.doubtful:
        return refuse("day.confirm_first", day=known.day)
    command = ReceiveDocument(material=material, scans=scans, note=tidy(note))
    return carry_out(session, desk, application=application, command=command)


def extend(
    session: Session, desk: Desk, application: str, *, material: str, due_day: str, reason: str
) -> ApplicationState | Refusal:
    """A supervisor gives more time for force majeure, until `due_day` (ISO)."""
    command = ExtendDeferral(material=material, due_day=due_day, reason=tidy(reason))
    return carry_out(session, desk, application=application, command=command)


def terminate(
    session: Session, desk: Desk, application: str, *, material: str, reason: str
) -> ApplicationState | Refusal:
    """Wait no longer; overdue is judged by the hall's day, which must not be in doubt."""
    known = hall_day(desk.store, wall=desk.clock())
    if known.doubtful:
        return refuse("day.confirm_first", day=known.day)
    command = TerminateDeferral(material=material, reason=tidy(reason))
    return carry_out(session, desk, application=application, command=command)


def complete(session: Session, desk: Desk, application: str) -> ApplicationState | Refusal:
    """Confirm (确认补齐) that everything is in, under a number of the leased block."""
    now = desk.now()
    if hall_day(desk.store, wall=now.wall).doubtful:
        return refuse("day.confirm_first", day=now.day)
    with desk.store.turn():
        problems = completion_faults(desk.store.journal.state(application))
        if problems:
            return Refusal(problems)
        command = CompleteDeferrals(number=desk.store.numbers.next(now.day))
        return carry_out(session, desk, application=application, command=command, now=now)


def sign_commitment(session: Session, desk: Desk, application: str, *, scan: ScanRef) -> ApplicationState | Refusal:
    """The signed letter of commitment was scanned, or signed on a pad."""
    return carry_out(session, desk, application=application, command=SignCommitment(scan=scan))


def find_flaw(
    session: Session, desk: Desk, application: str, *, material: str, scans: tuple[str, ...], flaw: str
) -> ApplicationState | Refusal:
    """These scans (SHA-256) are not good enough; they are kept, and the material may be deferred like a missing one."""
    command = FindFlaw(material=material, scans=scans, flaw=tidy(flaw))
    return carry_out(session, desk, application=application, command=command)


def withdraw_flaw(
    session: Session, desk: Desk, application: str, *, material: str, scans: tuple[str, ...]
) -> ApplicationState | Refusal:
    """These scans (SHA-256) are good enough after all."""
    return carry_out(session, desk, application=application, command=WithdrawFlaw(material=material, scans=scans))


def latest_extension(desk: Desk, state: ApplicationState, material: str) -> str:
    """The latest day (ISO) to which `material` may be extended; '' when this hall extends nothing."""
    deferral = state.deferrals[material]
    return desk.rules_of(state).latest_extension(deferral.first_due or deferral.due_day)
