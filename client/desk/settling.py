"""Settling: a clerk chooses between values that two windows gave the same field. Until then both are kept."""

from __future__ import annotations

import msgspec

from client.desk.carry_out import carry_out
from client.desk.desk import Desk
from client.desk.session import Session
from forms.journal.commands import SettleConflict
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationState
from forms.values import Value


class OpenConflict(msgspec.Struct, frozen=True, kw_only=True):
    """A field with more than one value: the one in force (None when it is empty), then the others, each once."""

    element: str
    held: Value | None
    others: tuple[Value, ...]


def open_conflicts(state: ApplicationState) -> tuple[OpenConflict, ...]:
    """What a clerk has to choose before the application can be accepted. An emptied field stands as ''."""
    return tuple(_open_conflict(state, element) for element in state.conflicts)


def settle(
    session: Session, desk: Desk, application: str, *, element: str, value: Value | None
) -> ApplicationState | Refusal:
    """Let `value` be the value of `element` (None empties it); refused when nothing is open there any more."""
    command = SettleConflict(element=element, value=value)
    return carry_out(session, desk, application=application, command=command)


def _open_conflict(state: ApplicationState, element: str) -> OpenConflict:
    field = state.values.get(element)
    held = field.value if field is not None else None
    others: list[Value] = []
    for kept in state.conflicts[element]:
        if kept.value != held and kept.value not in others:
            others.append(kept.value)
    return OpenConflict(element=element, held=held, others=tuple(others))
