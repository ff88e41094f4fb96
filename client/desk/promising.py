"""Promises instead of proofs (告知承诺) at the window: take one for a material, or take it back."""

from __future__ import annotations

from client.desk import credit
from client.desk.carry_out import carry_out
from client.desk.desk import Desk
from client.desk.session import Session
from forms.journal.commands import PromiseMaterial, WithdrawPromise
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationState


def promise(session: Session, desk: Desk, application: str, *, material: str) -> ApplicationState | Refusal:
    """The applicant promises in writing what `material` would prove; refused where the catalog does not let it be."""
    return credit.ask(session, desk, application, PromiseMaterial(material=material))


def take_back(session: Session, desk: Desk, application: str, *, material: str) -> ApplicationState | Refusal:
    """`material` is brought after all."""
    return carry_out(session, desk, application=application, command=WithdrawPromise(material=material))
