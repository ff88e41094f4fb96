"""Days that a newer calendar moved: whom to phone about which, and that it was done."""

from __future__ import annotations

from client.desk.carry_out import carry_out
from client.desk.desk import Desk
from client.desk.session import Session
from client.store.rows import MovedDay
from forms.journal.commands import TellMoves
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationState


def moved_days(desk: Desk) -> tuple[MovedDay, ...]:
    """Every day that an applicant still has to be told of, the lines of one application together."""
    return desk.store.views.moved_days()


def tell(session: Session, desk: Desk, application: str, *, way: str, note: str = "") -> ApplicationState | Refusal:
    """The applicant was told of all that moved; `way` is phone, sms or in_person."""
    return carry_out(session, desk, application=application, command=TellMoves(way=way, note=note))
