"""Numbers of papers (编号): what a leased number ends as, and the provisional ones that stand in while none is left.

A number is a block's prefix, the day and a count, and never comes twice. Every leased number ends used (an operation
of an application carries it), void (`number_voided`) or returned (`numbers_returned`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from forms.journal.operation import Operation
from forms.journal.papers import receipt_of
from forms.journal.state import ApplicationState

_CARRY_ON_DEVICES = frozenset({"arrival_recorded"})
"""Their paper was handed out before any application was known. The receipt that they name is another paper's."""

PROVISIONAL = "临"
_PROVISIONAL_FORM = re.compile(r"临〔([^〔〕]+)〕([0-9]+)-([0-9]+)")
_CARRIED_AS = ("receipt_number", "number")
_NEVER_CARRY = frozenset({"result_issued", "number_bound", "data_reused", "paper_voided"})
"""Their numbers are a licence's, the centre's own, an earlier application's, one that stands on no paper any more."""


class NumberVoided(msgspec.Struct, frozen=True, kw_only=True):
    """This leased number stands on no valid paper and never will, for `reason`."""

    number: str
    reason: str


class NumbersReturned(msgspec.Struct, frozen=True, kw_only=True):
    """This device gives the leased numbers `prefix` + `first`..`last` (inclusive) back unused, for `reason`."""

    prefix: str
    first: int
    last: int
    reason: str


class NumberBound(msgspec.Struct, frozen=True, kw_only=True):
    """The centre's `number` for the papers that were printed under a `provisional` one; both name the application."""

    provisional: str
    number: str


def provisional_prefix(*, device: str, epoch: int) -> str:
    """What every provisional number of a device and epoch begins with.

    Brackets never stand in a leased prefix, and the device's whole id in no other window's, so it is nobody else's.
    """
    return f"{PROVISIONAL}〔{device.upper()}〕{epoch}-"


def provisional_number(prefix: str, count: int) -> str:
    """The provisional number that is the `count`th (from 1) under `provisional_prefix`."""
    return f"{prefix}{count:04d}"


def is_provisional(number: str) -> bool:
    """True for a number that a window made itself, its own or another's."""
    return _PROVISIONAL_FORM.fullmatch(number) is not None


def carried_numbers(operation: Operation) -> Iterator[str]:
    """The numbers that an operation puts on papers, as they were leased or made provisionally."""
    carries = operation.application or operation.kind in _CARRY_ON_DEVICES
    if carries and operation.kind not in _NEVER_CARRY:
        for name in _CARRIED_AS if operation.application else _CARRIED_AS[1:]:
            value = operation.body.get(name)
            if isinstance(value, str) and value:
                yield receipt_of(value)


def numbers_of(state: ApplicationState) -> tuple[str, ...]:
    """Every number of papers by which an application is known, each once: receipts, later papers, bound ones."""
    later = (receipt_of(paper.number) for paper in state.papers)
    given = (state.receipt_number, *state.other_receipts, *later, *state.bound_numbers.values())
    return tuple(dict.fromkeys(number for number in given if number))


def is_taken(state: ApplicationState, number: str) -> bool:
    """True when papers of this application stand under `number` already: what is made next needs another one."""
    return receipt_of(number) in numbers_of(state)


def apply_bound(state: ApplicationState, operation: Operation, body: NumberBound, rev: int) -> ApplicationState:
    """Note the centre's number; what is printed stays as it is. A number once bound stays."""
    bound = {body.provisional: body.number, **state.bound_numbers}
    return replace(state, bound_numbers=bound)
