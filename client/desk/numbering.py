"""Numbers of papers (编号): voiding one that was spoilt or refused, giving back those that will not be used."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from client.desk.carry_out import note_on_device
from client.desk.desk import Desk
from client.desk.session import Session
from client.store.rows import BlockAccount
from forms.journal.numbering import NumbersReturned, NumberVoided
from forms.journal.papers import receipt_of
from forms.message import Message, message


class Provisional(msgspec.Struct, frozen=True, kw_only=True):
    """A number of this window's own that stands in; `bound` is the centre's for it, '' until it is given."""

    number: str
    bound: str
    application: str
    applicant: str


class NumbersOutlook(msgspec.Struct, frozen=True, kw_only=True):
    """How the numbers of this device stand: its blocks, what is left, what stands in, what the centre refused."""

    blocks: tuple[BlockAccount, ...]
    left: int
    provisional: tuple[Provisional, ...]
    refused: tuple[str, ...]


def outlook(desk: Desk) -> NumbersOutlook:
    """How the numbers of this device stand now."""
    numbers = desk.store.numbers
    return NumbersOutlook(
        blocks=numbers.account(),
        left=numbers.left(),
        provisional=tuple(_standing_in(desk, number, application) for number, application in numbers.provisional()),
        refused=numbers.refused(),
    )


def _standing_in(desk: Desk, number: str, application: str) -> Provisional:
    state = desk.store.journal.state(application)
    return Provisional(
        number=number,
        bound=state.bound_numbers.get(number, ""),
        application=application,
        applicant=state.party.name,
    )


_NOT_VOIDED: Mapping[str, str] = {
    "": "number.not_ours",
    "used": "number.in_use",
    "void": "number.ended",
    "returned": "number.ended",
    "later": "number.not_reached",
}
"""Where a number stands → why it cannot be voided."""


def void_number(session: Session, desk: Desk, number: str, *, reason: str) -> Message | None:
    """Note that a leased number stands on no valid paper; why not, when it cannot be voided.

    It may be the next one (a form was spoilt), or one that went to an acceptance which the centre refused.
    """
    number = receipt_of(number.strip())
    if not reason.strip():
        return message("number.reason_missing")
    with desk.store.turn():
        refused = _NOT_VOIDED.get(desk.store.numbers.standing(number))
        if refused is not None:
            return Message(code=refused, params={"number": number})
        note_on_device(session, desk, NumberVoided(number=number, reason=reason.strip()))
    return None


def return_numbers(session: Session, desk: Desk, *, reason: str) -> int | Message:
    """Give every unused number back, as when a window closes; how many. The next sign-in brings new ones."""
    if not reason.strip():
        return message("number.reason_missing")
    with desk.store.turn():
        rest = desk.store.numbers.rest()
        bodies = [
            NumbersReturned(prefix=part.prefix, first=part.first, last=part.last, reason=reason.strip())
            for part in rest
        ]
        if bodies:
            note_on_device(session, desk, *bodies)
    return sum(part.last - part.first + 1 for part in rest)
