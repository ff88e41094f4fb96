"""What `decide` answers: facts to be sealed as operations, or a refusal with every reason at once."""

from __future__ import annotations

import msgspec

from forms.message import Message, message


class Now(msgspec.Struct, frozen=True, kw_only=True):
    """The time a decision is made at: `wall` UTC ms, `day` ISO day in the hall's zone, `skew` ms believed off."""

    wall: int
    day: str
    skew: int = 0


class Refusal(msgspec.Struct, frozen=True):
    """Why a command was not carried out; nothing happened."""

    messages: tuple[Message, ...]


Decision = tuple[msgspec.Struct, ...] | Refusal
"""Bodies of the operations to seal, in order (often one, none when nothing would change), or a refusal."""


def refuse(code: str, *, element: str = "", material: str = "", **params: object) -> Refusal:
    """A refusal for one reason."""
    return Refusal((message(code, element=element, material=material, **params),))
