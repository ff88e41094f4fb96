"""Numbers: blocks leased to devices, what their numbers end as, and the numbers that the centre gives itself."""

from __future__ import annotations

import re

import msgspec

from forms.journal.acceptance import CasesNumbered
from forms.journal.device import NumbersLeased
from forms.journal.numbering import (
    NumberBound,
    NumbersReturned,
    NumberVoided,
    is_provisional,
    provisional_prefix,
)
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

    def replenish(self, session: DeviceSession, *, watermark: int) -> None:
        """Lease another block to a device that is running out; written into its own stream.

        Not to one whose last operation, `watermark`, gave its numbers back: that window is closing.
        """
        numbers, device, epoch = self._store.numbers, session.device, session.epoch
        is_closing = 0 < watermark == numbers.last_return(device=device, epoch=epoch)
        if is_closing or numbers.unused(device=device, epoch=epoch) >= self._lease_at:
            return
        prefix = _prefix(session.site, session.window)
        first, last = self._store.numbers.lease(
            prefix=prefix, count=self._lease, device=session.device, epoch=session.epoch
        )
        self._ordering.write(NumbersLeased(prefix=prefix, first=first, last=last), stream=DEVICE + session.device)

    def take(self, receipt_number: str, *, application: str, session: DeviceSession) -> tuple[Message, ...]:
        """Note that papers of `application` carry this number; what is wrong with that."""
        leased = self._leased(receipt_number, session)
        user = self._store.numbers.used_by(receipt_number=receipt_number, prefix=leased.prefix, number=leased.number)
        if user == application:
            return ()
        if user:
            return (message("centre.number_used", number=receipt_number, application=user),)
        ended = self._store.numbers.ended(prefix=leased.prefix, first=leased.number, last=leased.number)
        self._store.numbers.use(
            receipt_number=receipt_number,
            prefix=leased.prefix,
            number=leased.number,
            block=0 if ended else leased.block,
            application=application,
        )
        if ended:
            return (message("centre.number_ended", number=receipt_number),)
        own = receipt_number.startswith(provisional_prefix(device=session.device, epoch=session.epoch))
        known = leased.block or (own and is_provisional(receipt_number))
        return () if known else (message("centre.number_not_leased", number=receipt_number),)

    def bound(self, provisional: str, *, application: str, session: DeviceSession, day: str) -> NumberBound:
        """A number of the centre's own for papers under a provisional one, which stays findable, too."""
        number = self._own(_prefix(session.site, session.window), application=application, day=day)
        return NumberBound(provisional=provisional, number=number)

    def of_paper(self, state: ApplicationState, *, day: str) -> str:
        """A number for a paper that is made at the centre, in the series of the window that took the application in."""
        return self._own(_prefix(state.site, state.window), application=state.id, day=day)

    def _own(self, prefix: str, *, application: str, day: str) -> str:
        """The next number under `prefix`, used at once."""
        numbers = self._store.numbers
        first, _ = numbers.lease(prefix=prefix, count=1, device="", epoch=0)
        number = f"{prefix}{day.replace('-', '')}-{first:05d}"
        numbers.use(receipt_number=number, prefix=prefix, number=first, block=first, application=application)
        return number

    def void_fault(self, body: NumberVoided, session: DeviceSession) -> Message | None:
        """Why a number cannot be void: it was not leased to this device, or has ended."""
        leased = self._leased(body.number, session)
        if not leased.block:
            return message("centre.number_not_leased", number=body.number)
        return self._ended_fault(leased.prefix, leased.number, leased.number)

    def return_fault(self, body: NumbersReturned, session: DeviceSession) -> Message | None:
        """Why numbers cannot come back: they are not of one block of this device, or one of them has ended."""
        of_block = [
            self._store.numbers.block_of(prefix=body.prefix, number=number, device=session.device, epoch=session.epoch)
            for number in (body.first, body.last)
        ]
        if body.first > body.last or not of_block[0] or of_block[0] != of_block[1]:
            return message("centre.number_not_leased", number=f"{body.prefix}{body.first}")
        return self._ended_fault(body.prefix, body.first, body.last)

    def _ended_fault(self, prefix: str, first: int, last: int) -> Message | None:
        user = self._store.numbers.carried(prefix=prefix, first=first, last=last)
        if user:
            return message("centre.number_used", number=f"{prefix}{first}", application=user)
        if self._store.numbers.ended(prefix=prefix, first=first, last=last):
            return message("centre.number_ended", number=f"{prefix}{first}")
        return None

    def void(self, body: NumberVoided, session: DeviceSession) -> None:
        """Note a void number that `void_fault` lets pass."""
        leased = self._leased(body.number, session)
        self._store.numbers.end(
            prefix=leased.prefix, first=leased.number, last=leased.number, block=leased.block, how="void"
        )

    def void_carried(self, receipt_number: str) -> None:
        """Note that every paper under this number is void; the application is still found by it."""
        self._store.numbers.end_carried(receipt_number)

    def take_back(self, body: NumbersReturned, session: DeviceSession, *, dseq: int) -> None:
        """Note numbers that `return_fault` lets come back; never leased again, because a copied folder may use them."""
        numbers, prefix = self._store.numbers, body.prefix
        block = numbers.block_of(prefix=prefix, number=body.first, device=session.device, epoch=session.epoch)
        numbers.end(prefix=prefix, first=body.first, last=body.last, block=block, how="returned")
        numbers.note_return(prefix=prefix, block=block, dseq=dseq)

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


def _prefix(site: str, window: str) -> str:
    return f"{_printable(site)}-{_printable(window)}-"


def _printable(name: str) -> str:
    return _UNPRINTABLE.sub("", name.upper()) or "0"
