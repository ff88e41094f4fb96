"""What goes with asking for a deferral (容缺): a copy found flawed, the signed commitment, the credit check."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from forms.journal.operation import Operation
from forms.journal.state import ApplicationState, ApplicationStatus, CreditStanding, ScanRef, SignedCommitment


class ScansFlawed(msgspec.Struct, frozen=True, kw_only=True):
    """Scans (SHA-256) of a material that are kept and count as missing (瑕疵), and what is wrong with them."""

    material: str
    scans: tuple[str, ...]
    flaw: str


class FlawWithdrawn(msgspec.Struct, frozen=True, kw_only=True):
    """Those scans (SHA-256) of a material are good enough after all: they count again."""

    material: str
    scans: tuple[str, ...]


class CommitmentSigned(msgspec.Struct, frozen=True, kw_only=True):
    """The applicant signed the letter of commitment (容缺受理承诺书); `scan` is the signed copy or the pad's image."""

    scan: ScanRef


class CreditChecked(msgspec.Struct, frozen=True, kw_only=True):
    """The applicant was looked up in the distrust list (失信名单) of `list_revision`.

    `party` is the key of who was looked up (`forms.distrust.party_key`), '' while no number was typed. `unchecked`: the
    window had no list or no number; the centre looks again when the application arrives there.
    """

    party: str
    list_revision: str
    listed: bool
    unchecked: bool


def apply_flawed(state: ApplicationState, operation: Operation, body: ScansFlawed, rev: int) -> ApplicationState:
    """Mark the scans; they stay attached. Of two flaws of one scan the last is said."""
    marked = (*state.flawed.get(body.material, ()), *body.scans)
    flawed = {**state.flawed, body.material: tuple(dict.fromkeys(marked))}
    return replace(state, flawed=flawed, flaws={**state.flaws, **dict.fromkeys(body.scans, body.flaw)})


def apply_flaw_withdrawn(
    state: ApplicationState, operation: Operation, body: FlawWithdrawn, rev: int
) -> ApplicationState:
    """Unmark the scans; another material with the same copy keeps its own mark."""
    left = tuple(scan for scan in state.flawed.get(body.material, ()) if scan not in body.scans)
    flawed = {name: scans for name, scans in {**state.flawed, body.material: left}.items() if scans}
    still = {scan for scans in flawed.values() for scan in scans}
    return replace(state, flawed=flawed, flaws={scan: flaw for scan, flaw in state.flaws.items() if scan in still})


def is_unsigned(state: ApplicationState) -> bool:
    """True while something is deferred and the signed letter of commitment (承诺书) has not been taken in."""
    waits = any(deferral.is_open for deferral in state.deferrals.values())
    return state.status is ApplicationStatus.ACCEPTED and waits and not state.commitments


def apply_signed(state: ApplicationState, operation: Operation, body: CommitmentSigned, rev: int) -> ApplicationState:
    """Keep every signed copy, once."""
    if any(signed.scan.sha256 == body.scan.sha256 for signed in state.commitments):
        return state
    signed = SignedCommitment(scan=body.scan, actor=operation.actor.name, wall=operation.wall, day=operation.day)
    return replace(state, commitments=(*state.commitments, signed))


def apply_credit(state: ApplicationState, operation: Operation, body: CreditChecked, rev: int) -> ApplicationState:
    """The last check counts; one that could not be made never hides one that was, of the same party."""
    held = state.credit
    if body.unchecked and held is not None and not held.unchecked and held.party == body.party:
        return state
    standing = CreditStanding(
        party=body.party,
        list_revision=body.list_revision,
        listed=body.listed,
        unchecked=body.unchecked,
        wall=operation.wall,
        actor=operation.actor.name,
    )
    return replace(state, credit=standing)
