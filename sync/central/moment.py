"""Clock, calendar day and random of a centre, handed in so that a simulation can run it in virtual time."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from forms.journal.decision import Now


class Moments(msgspec.Struct, frozen=True, kw_only=True):
    """`clock` gives UTC ms, `today` the ISO day in the hall's zone, `random_bytes` that many random bytes."""

    clock: Callable[[], int]
    today: Callable[[], str]
    random_bytes: Callable[[int], bytes]

    def now(self) -> Now:
        """The time that the centre's own decisions are made at."""
        return Now(wall=self.clock(), day=self.today())
