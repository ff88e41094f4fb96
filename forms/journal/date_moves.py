"""Days that a newer calendar moved, and telling the applicant of them (日期变动告知).

They are printed on papers in the applicant's hand, so they stay a task until somebody phoned.
"""

from __future__ import annotations

import msgspec

PROMISED, LEGAL, DEFERRAL, REQUEST = "promised", "legal", "deferral", "request"
"""Which day of an application a move is about: of a case (two), of a deferral, of one asked for during intake."""


class DateMove(msgspec.Struct, frozen=True, kw_only=True):
    """One day that moved: `what` (see above) of the item or material `id`, ISO days."""

    what: str
    id: str
    before: str
    after: str


class MovesTold(msgspec.Struct, frozen=True, kw_only=True):
    """The applicant was told of exactly these moves; `way` is one of those in which reminders are made."""

    moves: tuple[DateMove, ...]
    way: str
    note: str = ""


def with_move(untold: tuple[DateMove, ...], move: DateMove) -> tuple[DateMove, ...]:
    """`untold` and one move more: of a day that moved twice only where it stood first and stands now is to be told."""
    if move.what == REQUEST:
        return untold
    earlier = next((one for one in untold if (one.what, one.id) == (move.what, move.id)), move)
    others = tuple(one for one in untold if one is not earlier)
    whole = DateMove(what=move.what, id=move.id, before=earlier.before, after=move.after)
    return others if whole.before == whole.after else (*others, whole)


def without(untold: tuple[DateMove, ...], told: tuple[DateMove, ...]) -> tuple[DateMove, ...]:
    """`untold` less what was told; a day that moved on since stays, from where the applicant was told it stands."""
    known = {(one.what, one.id): one for one in told}
    rest = []
    for move in untold:
        said = known.get((move.what, move.id))
        if said is None:
            rest.append(move)
        elif said.after != move.after:
            rest.append(DateMove(what=move.what, id=move.id, before=said.after, after=move.after))
    return tuple(rest)
