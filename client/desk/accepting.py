"""Accepting (受理): one operation for all cases, with a receipt number from the leased block."""

from __future__ import annotations

from client.desk.carry_out import carry_out
from client.desk.desk import Desk
from client.desk.filling import Patch, save
from client.desk.hall_day import hall_day
from client.desk.session import Session
from forms.journal.commands import AcceptApplication
from forms.journal.decide_acceptance import missing
from forms.journal.decision import Refusal, refuse
from forms.journal.state import ApplicationState


def accept(session: Session, desk: Desk, application: str, patch: Patch) -> ApplicationState | Refusal:
    """Save what is typed, then accept everything at once, or say everything that is missing."""
    known = hall_day(desk.store, wall=desk.clock())
    if known.doubtful:
        return refuse("day.confirm_first", day=known.day)
    saved = save(session, desk, application, patch) if patch else desk.store.journal.state(application)
    if isinstance(saved, Refusal):
        return saved
    lacks = missing(saved, desk.rules(saved.catalog), desk.now())
    if lacks:
        return Refusal(lacks)
    number = desk.store.numbers.peek(known.day)
    if number is None:
        return refuse("acceptance.no_number")
    return carry_out(
        session, desk, application=application, command=AcceptApplication(receipt_number=number), ends_draft=True
    )
