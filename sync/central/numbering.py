"""Numbers: receipt number blocks leased to devices, and case numbers that the centre gives."""

from __future__ import annotations

import re

import msgspec

from forms.journal.acceptance import CasesNumbered
from forms.journal.device import NumbersLeased
from forms.journal.operation import DEVICE
from forms.journal.state import ApplicationState
from forms.message import Message, message
from sync.central.ordering import Ordering
from sync.central.sessions import DeviceSession
from sync.central.store.store import Store

LEASE = 200
"""Receipt numbers in one block."""

LEASE_AT = 50
"""A device that has fewer unused numbers gets another block; enough for a busy day without a link."""

SKIPPED = 10 * LEASE
"""Receipt numbers of each prefix that are given up when a backup comes back: the lost time may have leased them."""

_CASES_PER_EPOCH = 10_000
"""Case numbers per department and day; after a restored backup they go on in the next ten thousand."""

_UNPRINTABLE = re.compile(r"[^A-Z0-9\u4e00-\u9fff]")
"""What a receipt number never has: who types it off a paper sees no spaces and no difference of case."""

_SEQUENCE = re.compile(r"(?:[0-9]{8}-)?0*([0-9]{1,9})")
"""What follows a block's prefix in a receipt number: perhaps the day, then the number."""


class Leased(msgspec.Struct, frozen=True, kw_only=True):
    """A receipt number as prefix and number, and the first number of its block; all empty when no block holds it."""

    prefix: str = ""
    number: int = 0
    block: int = 0


class Numbering:
    """Leases blocks and checks what comes back."""

    def __init__(self, store: Store, ordering: Ordering, *, lease: int, lease_at: int) -> None:
        self._store = store
        self._ordering = ordering
        self._lease = lease
        self._lease_at = lease_at

    def replenish(self, session: DeviceSession) -> None:
        """Lease another block to a device that is running out; written into its own stream."""
        if self._store.numbers.unused(device=session.device, epoch=session.epoch) >= self._lease_at:
            return
        prefix = f"{_printable(session.site)}-{_printable(session.window)}-"
        first, last = self._store.numbers.lease(
            prefix=prefix, count=self._lease, device=session.device, epoch=session.epoch
        )
        self._ordering.write(NumbersLeased(prefix=prefix, first=first, last=last), stream=DEVICE + session.device)

    def take(self, receipt_number: str, *, application: str, session: DeviceSession) -> tuple[Message, ...]:
        """Note that an acceptance carries this number; what is wrong with that."""
        leased = self._leased(receipt_number, session)
        user = self._store.numbers.used_by(receipt_number=receipt_number, prefix=leased.prefix, number=leased.number)
        if user:
            return (message("centre.number_used", number=receipt_number, application=user),)
        self._store.numbers.use(
            receipt_number=receipt_number,
            prefix=leased.prefix,
            number=leased.number,
            block=leased.block,
            application=application,
        )
        return () if leased.block else (message("centre.number_not_leased", number=receipt_number),)

    def case_numbers(self, state: ApplicationState, *, day: str) -> CasesNumbered | None:
        """Numbers `department-day-sequence` for the cases that have none, or None when all have."""
        numbers = {
            case.item: self._case_number(case.department, day) for case in state.cases.values() if not case.case_number
        }
        return CasesNumbered(numbers=numbers) if numbers else None

    def _case_number(self, department: str, day: str) -> str:
        count = self._store.cases.next_number(department=department, day=day)
        count += (self._store.identity.device_epoch() - 1) * _CASES_PER_EPOCH
        return f"{department}-{day.replace('-', '')}-{count:06d}"

    def _leased(self, receipt_number: str, session: DeviceSession) -> Leased:
        for prefix in self._store.numbers.prefixes(device=session.device, epoch=session.epoch):
            sequence = _SEQUENCE.fullmatch(receipt_number.removeprefix(prefix))
            if not receipt_number.startswith(prefix) or sequence is None:
                continue
            number = int(sequence[1])
            block = self._store.numbers.block_of(
                prefix=prefix, number=number, device=session.device, epoch=session.epoch
            )
            if block:
                return Leased(prefix=prefix, number=number, block=block)
        return Leased()


def _printable(name: str) -> str:
    return _UNPRINTABLE.sub("", name.upper()) or "0"
