"""What each act does at the desk, from what was typed on its sheet. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from client.desk import answering, deferring
from client.desk.acting import Act
from client.desk.desk import Desk
from client.desk.session import Session
from forms.journal.commands import Command, ExtendDeferral, TerminateDeferral, WithdrawApplication
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationState

Deed = Callable[[Session], ApplicationState | Refusal]
"""The verb of an act, for the session of whoever may do it."""


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What is typed: the deferral's material, the new day (ISO, '' for none that can be read), the reason."""

    material: str
    day: str
    reason: str


def command_of(act: Act, typed: Typed) -> Command | None:
    """The command of an act, to be asked about before anybody signs; None for one that asks for nothing."""
    reason = typed.reason.strip()
    if act is Act.EXTEND:
        return ExtendDeferral(material=typed.material, due_day=typed.day, reason=reason)
    if act is Act.TERMINATE:
        return TerminateDeferral(material=typed.material, reason=reason)
    return WithdrawApplication(reason=reason) if act is Act.WITHDRAW else None


def deed_of(desk: Desk, application: str, act: Act, typed: Typed) -> Deed:
    """The verb of `act`; a KeyError for one that leads to another screen."""
    material, reason = typed.material, typed.reason
    deeds: dict[Act, Deed] = {
        Act.COMPLETE: lambda session: deferring.complete(session, desk, application),
        Act.EXTEND: lambda session: deferring.extend(
            session, desk, application, material=material, due_day=typed.day, reason=reason
        ),
        Act.TERMINATE: lambda session: deferring.terminate(
            session, desk, application, material=material, reason=reason
        ),
        Act.WITHDRAW: lambda session: answering.withdraw(session, desk, application, reason=reason),
    }
    return deeds[act]
