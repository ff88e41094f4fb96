"""The fold: state = apply(state, operation), with no catalog, calendar or clock."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from forms.journal.kinds import Kind, kind_of
from forms.journal.operation import Operation
from forms.journal.state import ApplicationState

UNCONFIRMED = 0
"""Revision of an operation that the centre has not ordered yet."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An operation and the revision the centre gave it (`UNCONFIRMED` before)."""

    operation: Operation
    rev: int = UNCONFIRMED


def apply(state: ApplicationState, operation: Operation, rev: int = UNCONFIRMED) -> ApplicationState:
    """The state after `operation`. Total: what only a newer program reads makes the application read-only (需升级)."""
    kind = kind_of(operation)
    body = _body(operation, kind)
    if kind is None or kind.apply is None or body is None:
        state = replace(state, needs_upgrade=True)
    else:
        state = kind.apply(state, operation, body, rev)
    return replace(state, rev=max(state.rev, rev))


def _body(operation: Operation, kind: Kind | None) -> msgspec.Struct | None:
    """The typed body, None for a kind or a body that this program does not know."""
    if kind is None:
        return None
    try:
        return msgspec.convert(operation.body, kind.body)
    except msgspec.ValidationError:
        return None


def fold(application: str, entries: Iterable[Entry]) -> ApplicationState:
    """The state of `application` after `entries`: confirmed ones by revision, then own unconfirmed ones in order."""
    state = ApplicationState(id=application)
    for entry in entries:
        state = apply(state, entry.operation, entry.rev)
    return state
