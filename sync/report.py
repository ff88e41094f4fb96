"""What one step of the engine did, for the link state, the sync panel and the tests."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from forms.message import Message
from sync.transport import TransportError


class Work(StrEnum):
    """The kinds of step."""

    NOTHING = "nothing"
    EXCHANGE = "exchange"
    CATALOG = "catalog"
    HAVE = "have"
    SCAN = "scan"


@dataclass(frozen=True, kw_only=True, slots=True)
class StepReport:
    """One step; `answered` when it was a request and the centre answered it.

    Bytes are payload bytes, `rate` bytes per second as measured (0 unknown), `took_ms` the request's. `settled`
    operations got a final result, `applied` feed entries were committed. `stalled` counts the answered exchanges in
    a row in which the oldest waiting operation did not move, `finished` the scans that became complete at the
    centre. `trouble` is not the link's: a catalog that was dropped, a scan that cannot be sent. `again` means that
    the next step has work at once.
    """

    work: Work
    answered: bool = False
    sent: int = 0
    received: int = 0
    took_ms: int = 0
    rate: int = 0
    progress: bool = False
    settled: int = 0
    applied: int = 0
    stalled: int = 0
    finished: int = 0
    server_wall: int = 0
    error: TransportError | None = None
    trouble: Message | None = None

    @property
    def again(self) -> bool:
        """True when another step should follow without waiting."""
        return self.work is not Work.NOTHING and self.error is None
