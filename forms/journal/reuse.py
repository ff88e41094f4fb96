"""Reuse: what a returning applicant gave in an earlier application is taken over, with its source, by a clerk's word.

Only empty fields are filled, and scans are referred to by their hash. The operation names the earlier application,
so that everything taken over can be traced to the day on which it was given.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from forms.journal.intake import changed_elsewhere
from forms.journal.operation import Operation
from forms.journal.state import ApplicationState, Conflict, FieldValue, ScanRef
from forms.values import Value

EARLIER = "earlier:"
"""Source of a value that was taken over: `earlier:<ISO day>:<receipt number>`."""


class ReusedScan(msgspec.Struct, frozen=True, kw_only=True):
    """A scan of an earlier application, by its hash; `taken_day` (ISO) is when the paper was first taken in."""

    scan: ScanRef
    taken_day: str


class DataReused(msgspec.Struct, frozen=True, kw_only=True):
    """Values and scans of the application `application`, accepted under `receipt_number` on `day`, were taken over."""

    application: str
    receipt_number: str
    day: str
    values: Mapping[str, Value]
    scans: Mapping[str, tuple[ReusedScan, ...]]


def source_of(*, day: str, receipt_number: str) -> str:
    """What `FieldValue.source` says of a value taken over from that application."""
    return f"{EARLIER}{day}:{receipt_number}"


def earlier_of(source: str) -> tuple[str, str]:
    """(day, receipt number) of a source made by `source_of`; two empty texts for any other."""
    if not source.startswith(EARLIER):
        return "", ""
    day, _, number = source.removeprefix(EARLIER).partition(":")
    return day, number


def apply_reused(state: ApplicationState, operation: Operation, body: DataReused, rev: int) -> ApplicationState:
    """Fill what is empty. A field that another device filled meanwhile becomes a conflict, like one that was typed."""
    values, conflicts = dict(state.values), dict(state.conflicts)
    source = source_of(day=body.day, receipt_number=body.receipt_number)
    for element, value in body.values.items():
        held = values.get(element)
        if held is None:
            values[element] = FieldValue(value=value, device=operation.device, rev=rev, source=source)
        elif held.value != value and changed_elsewhere(held, operation):
            lost = Conflict(value=value, device=operation.device, rev=rev)
            conflicts[element] = (*conflicts.get(element, ()), lost)
    return replace(state, values=values, conflicts=conflicts, scans=_with_scans(state, body))


def _with_scans(state: ApplicationState, body: DataReused) -> dict[str, tuple[ScanRef, ...]]:
    scans = dict(state.scans)
    for material, reused in body.scans.items():
        held = scans.get(material, ())
        known = {scan.sha256 for scan in held}
        added = tuple(one.scan for one in reused if one.scan.sha256 not in known)
        if added:
            scans[material] = (*held, *added)
    return scans
