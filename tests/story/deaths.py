"""Deaths at a step: the process ends like in a power cut in the middle of writing an operation, or right after it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from typing import Any

from client.house import House

BEFORE, AFTER = "before:", "after:"
"""What a moment begins with; the kind of an operation follows."""


def die() -> None:
    """As in a power cut."""
    os.kill(os.getpid(), signal.SIGKILL)


def arm_operation(house: House, moment: str) -> None:
    """Die with the first operation of the kind that `moment` names: written and not committed, or just committed."""
    journal: Any = house.store.journal
    if moment.startswith(BEFORE):
        journal._insert = _dying(journal._insert, moment.removeprefix(BEFORE))
    elif moment.startswith(AFTER):
        journal._committed = _dying(journal._committed, moment.removeprefix(AFTER))


def _dying(write: Callable[[Sequence[Any]], None], kind: str) -> Callable[[Sequence[Any]], None]:
    def written(sealed: Sequence[Any]) -> None:
        write(sealed)
        if any(one.operation.kind == kind for one in sealed):
            die()

    return written
