"""Deferring (容缺) at the window: ask for it during intake, take it back, receive the document later."""

from __future__ import annotations

from client.desk.carry_out import carry_out
from client.desk.desk import Desk
from client.desk.hall_day import hall_day
from client.desk.session import Session
from forms.elements.typed_text import tidy
from forms.journal.commands import ReceiveDocument, RequestDeferral, WithdrawDeferralRequest
from forms.journal.decision import Refusal, refuse
from forms.journal.state import ApplicationState, ScanRef
from forms.message import Message
from forms.notices.receipt_code import read_code


def defer(
    session: Session, desk: Desk, application: str, *, material: str, reason: str, due_day: str
) -> ApplicationState | Refusal:
    """Let `material` come later, until `due_day` (ISO); refused with who decides on it when it may not."""
    command = RequestDeferral(material=material, reason=tidy(reason), due_day=due_day)
    return carry_out(session, desk, application=application, command=command)


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
