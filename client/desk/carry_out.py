"""Carrying out a command: authorise, decide, commit. The one way from a verb to the journal."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from client.desk.desk import Desk
from client.desk.session import Session
from forms.errors import UserError
from forms.journal.authority import authorise
from forms.journal.commands import Command
from forms.journal.decide import decide
from forms.journal.decision import Decision, Now, Refusal, refuse
from forms.journal.kinds import KIND_OF_BODY
from forms.journal.rules import Rules
from forms.journal.state import ApplicationState
from sync.wire import OPERATION_BYTES


def carry_out(
    session: Session,
    desk: Desk,
    *,
    application: str,
    command: Command,
    catalog: str = "",
    ends_draft: bool = False,
    now: Now | None = None,
) -> ApplicationState | Refusal:
    """Decide `command` under the application's pinned catalog and commit what it yields, in one transaction."""
    return carry_out_all(
        session,
        desk,
        application=application,
        commands=(command,),
        catalog=catalog,
        ends_draft=ends_draft,
        now=now,
    )


def carry_out_all(
    session: Session,
    desk: Desk,
    *,
    application: str,
    commands: Sequence[Command],
    catalog: str = "",
    ends_draft: bool = False,
    now: Now | None = None,
) -> ApplicationState | Refusal:
    """Carry out commands of which none depends on another: all in one transaction, or none."""
    with desk.store.turn():
        state = desk.store.journal.state(application)
        pinned = state.catalog or catalog
        if not pinned:
            return refuse("application.unknown")
        now = now or desk.now()
        rules = desk.rules_of(state) if state.catalog else desk.rules(pinned)
        decision = _decided(state, commands, rules, now)
        if isinstance(decision, Refusal):
            return decision
        forbidden = _forbidden(session, decision) or _too_large(decision)
        if forbidden is not None:
            return forbidden
        if decision:
            state = desk.store.journal.commit(
                application, decision, actor=session.actor, now=now, catalog=pinned, ends_draft=ends_draft
            )
        elif ends_draft:
            desk.store.drafts.drop(application, session.account)
    desk.wake()
    return state


def _decided(state: ApplicationState, commands: Sequence[Command], rules: Rules, now: Now) -> Decision:
    bodies: list[msgspec.Struct] = []
    for command in commands:
        decision = decide(state, command, rules, now)
        if isinstance(decision, Refusal):
            return decision
        bodies += decision
    return tuple(bodies)


def note_on_device(session: Session, desk: Desk, *bodies: msgspec.Struct) -> None:
    """Write to the device's own stream: sign-ins, prints, confirmed dates.

    Raises `UserError` when the session's role may not.
    """
    forbidden = _forbidden(session, bodies)
    if forbidden is not None:
        raise UserError(forbidden.messages[0])
    desk.store.journal.commit_device(bodies, actor=session.actor, now=desk.now())
    desk.wake()


def _forbidden(session: Session, bodies: Sequence[msgspec.Struct]) -> Refusal | None:
    refusals = (authorise(session.actor, KIND_OF_BODY[type(body)].name) for body in bodies)
    reasons = tuple(reason for reason in refusals if reason is not None)
    return Refusal(reasons) if reasons else None


def _too_large(bodies: Sequence[msgspec.Struct]) -> Refusal | None:
    if all(len(msgspec.json.encode(body)) <= OPERATION_BYTES for body in bodies):
        return None
    return refuse("operation.too_large", limit=OPERATION_BYTES // 1024)
