"""Sealing: a decided body becomes an operation with identity, and its bytes never change again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from forms.journal.actor import Actor
from forms.journal.arrivals import ArrivalRecorded
from forms.journal.decision import Now
from forms.journal.deferrals import DeferralArrived
from forms.journal.deferrals_asked import CommitmentSigned
from forms.journal.intake import ScanAttached
from forms.journal.kinds import KIND_OF_BODY
from forms.journal.operation import Operation
from forms.journal.reuse import DataReused


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where an operation goes in the journal: its identity, stream and what its maker had seen."""

    device: str
    epoch: int
    dseq: int
    stream: str
    catalog: str
    base_rev: int
    salt: str


def seal(body: msgspec.Struct, *, place: Place, actor: Actor, now: Now) -> Operation:
    """Put `body` into its envelope."""
    kind = KIND_OF_BODY[type(body)]
    plain: Mapping[str, Any] = msgspec.to_builtins(body)
    return Operation(
        device=place.device,
        epoch=place.epoch,
        dseq=place.dseq,
        stream=place.stream,
        kind=kind.name,
        v=kind.v,
        actor=actor,
        wall=now.wall,
        skew=now.skew,
        day=now.day,
        catalog=place.catalog,
        base_rev=place.base_rev,
        needs_blobs=_blobs_of(body),
        salt=place.salt,
        body=plain,
    )


def _blobs_of(body: msgspec.Struct) -> tuple[str, ...]:
    if isinstance(body, ScanAttached | CommitmentSigned):
        return (body.scan.sha256,)
    if isinstance(body, DeferralArrived | ArrivalRecorded):
        return tuple(scan.sha256 for scan in body.scans)
    if isinstance(body, DataReused):
        return tuple(dict.fromkeys(one.scan.sha256 for scans in body.scans.values() for one in scans))
    return ()
