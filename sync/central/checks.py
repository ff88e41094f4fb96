"""Checks of one operation that came from a device: is it what it says, and may its actor make it?

Each check answers None or the reason for a rejection. A rejection is final and stands in the ledger.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec
import rfc8785

from forms.journal.actor import Actor, ActorKind
from forms.journal.authority import authorise
from forms.journal.kinds import body_of, kind_of
from forms.journal.operation import DEVICE, Operation, canonical, decode
from forms.message import Message, message
from sync.central.sessions import DeviceSession
from sync.central.store.rows import Person

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
"""Ids of devices and applications."""

_LARGEST_INTEGER = 2**53 - 1

FindPerson = Callable[[str], Person | None]
"""Looks an account up."""

_DESK_ROLES = frozenset({ActorKind.CLERK, ActorKind.SUPERVISOR})
_AT_DEVICES = _DESK_ROLES | {ActorKind.DEVICE}
"""Who acts at a window. Reviewers and the centre act here, so a device that speaks for them is lying."""


class Outline(msgspec.Struct, frozen=True):
    """What can be read of bytes that are no whole operation."""

    dseq: int = 0
    stream: str = ""
    kind: str = ""


def outline_of(data: bytes) -> Outline:
    """Number, stream and kind of an operation, as far as they can be read."""
    try:
        return msgspec.json.decode(data, type=Outline)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Outline()


def operation_of(data: bytes) -> Operation | Message:
    """The operation behind canonical bytes, or why they are none."""
    try:
        operation = decode(data)
        same = canonical(operation) == data and _is_exact(msgspec.to_builtins(operation))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, rfc8785.CanonicalizationError, OverflowError):
        return message("centre.operation_unreadable")
    return operation if same else message("centre.operation_not_canonical")


def _is_exact(value: object) -> bool:
    """No floats anywhere, no integer that another program would read as one (RFC 8785, 3.2.2.3)."""
    if isinstance(value, dict):
        return all(map(_is_exact, value.values()))
    if isinstance(value, list | tuple):
        return all(map(_is_exact, value))
    return not isinstance(value, float) and not (isinstance(value, int) and abs(value) > _LARGEST_INTEGER)


def form_fault(operation: Operation, session: DeviceSession) -> Message | None:
    """Is it this device's operation, on a stream where it belongs, with a body of its kind?"""
    if (operation.device, operation.epoch) != (session.device, session.epoch):
        return message("centre.operation_foreign", device=operation.device)
    if not _is_stream(operation, session):
        return message("centre.operation_stream", stream=operation.stream, kind=operation.kind)
    if kind_of(operation) is None:
        return None
    try:
        body_of(operation)
    except msgspec.ValidationError as error:
        return message("centre.operation_body", kind=operation.kind, reason=error)
    return None


def _is_stream(operation: Operation, session: DeviceSession) -> bool:
    kind = kind_of(operation)
    if operation.application:
        prefix_fits = NAME.fullmatch(operation.application) is not None
    else:
        prefix_fits = operation.stream == DEVICE + session.device
    return prefix_fits and (kind is None or operation.stream.startswith(kind.stream))


def actor_fault(operation: Operation, session: DeviceSession, people: FindPerson) -> Message | None:
    """Is the actor of this site, what the account's role says, and allowed to do this?"""
    actor = operation.actor
    if actor.site != session.site:
        return message("centre.operation_other_site", site=actor.site)
    if actor.kind not in _AT_DEVICES:
        return message("centre.operation_actor", account=actor.account)
    # Who may make a kind from a newer program only that program knows; it still needs a person of the desk.
    forbidden = authorise(actor, operation.kind) if kind_of(operation) else _not_desk(actor)
    return forbidden or _account_fault(actor, people)


def _not_desk(actor: Actor) -> Message | None:
    return None if actor.kind in _DESK_ROLES else message("centre.operation_actor", account=actor.account)


def _account_fault(actor: Actor, people: FindPerson) -> Message | None:
    if actor.kind is ActorKind.DEVICE:
        return None
    person = people(actor.account)
    if person is None or person.role != actor.kind.value or person.site != actor.site:
        return message("centre.operation_actor", account=actor.account)
    return None
