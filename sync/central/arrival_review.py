"""What reviewers do with documents that found no application by themselves: look, assign, decline."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from forms.journal.arrivals import ArrivalOutcome, ArrivalRecorded
from forms.journal.authority import authorise
from forms.journal.decision import Refusal
from forms.journal.deferrals import DeferralArrived
from sync.central.arrivals import Noted
from sync.central.handlers import Centre
from sync.central.refused import CallRefused, refused
from sync.central.review import Review
from sync.central.sessions import ReviewerSession
from sync.central.store.rows import ArrivalRow

_LARGEST = 2**53 - 1
"""No number of an operation is larger, and a database takes no number of any size."""


class WaitingArrival(msgspec.Struct, frozen=True, kw_only=True):
    """A document that a person has to look at: the row, what its window noted, who took it in and when (UTC ms)."""

    row: ArrivalRow
    arrival: ArrivalRecorded
    clerk: str
    site: str
    window: str
    wall: int


class ArrivalReview:
    """Raises `CallRefused`: 404 unknown, 409 settled before or with every reason of `decide`."""

    def __init__(self, centre: Centre, review: Review) -> None:
        self._centre = centre
        self._store = centre.store
        self._review = review

    def waiting(self, session: ReviewerSession) -> Sequence[WaitingArrival]:
        """Every document that waits; they belong to no department yet, so that every reviewer sees them."""
        return [self._told(row) for row in self._store.arrivals.waiting()]

    def scan(self, session: ReviewerSession, *, device: str, epoch: int, dseq: int, sha256: str) -> tuple[str, bytes]:
        """Media type and bytes of a complete scan of a document that waits."""
        noted = self._waiting_one(device, epoch, dseq)
        found = [standing for standing in self._store.scans.find([sha256]) if standing.complete]
        if sha256 not in {scan.sha256 for scan in noted.arrival.scans} or not found:
            raise refused("centre.scan_unknown", status=404)
        return found[0].media_type, b"".join(self._store.scans.runs(sha256))

    def assign(
        self, session: ReviewerSession, *, device: str, epoch: int, dseq: int, application: str, material: str
    ) -> ArrivalRow:
        """It is `material` of an application of this reviewer; it arrives there with its window's time."""
        with self._store.transaction():
            noted = self._waiting_one(device, epoch, dseq)
            state = self._review.application(session, application)
            decision = self._centre.arrivals.assign(noted, state, material=material)
            if isinstance(decision, Refusal):
                raise CallRefused(*decision.messages, status=409)
            (arrived,) = decision
            assert isinstance(arrived, DeferralArrived)
            self._authorise(session)
            self._centre.arrivals.use(noted, state, arrived, by=session.actor)
            return self._row(device, epoch, dseq)

    def decline(self, session: ReviewerSession, *, device: str, epoch: int, dseq: int, reason: str) -> ArrivalRow:
        """It belongs to no deferral, for `reason`, which the window tells the applicant; the scans stay."""
        if not reason.strip():
            raise refused("centre.arrival_reason", status=409)
        with self._store.transaction():
            noted = self._waiting_one(device, epoch, dseq)
            self._authorise(session)
            self._centre.arrivals.decline(noted, reason=reason.strip(), by=session.actor)
            return self._row(device, epoch, dseq)

    def _authorise(self, session: ReviewerSession) -> None:
        forbidden = authorise(session.actor, "arrival_answered")
        if forbidden is not None:
            raise CallRefused(forbidden, status=403)

    def _waiting_one(self, device: str, epoch: int, dseq: int) -> Noted:
        row = self._row(device, epoch, dseq)
        if row.outcome != ArrivalOutcome.WAITING:
            raise refused("centre.arrival_settled", status=409, number=row.receipt_number)
        return self._centre.arrivals.noted(row)

    def _row(self, device: str, epoch: int, dseq: int) -> ArrivalRow:
        within = max(epoch, dseq) <= _LARGEST
        row = self._store.arrivals.find(device=device, epoch=epoch, dseq=dseq) if within else None
        if row is None:
            raise refused("centre.arrival_unknown", status=404)
        return row

    def _told(self, row: ArrivalRow) -> WaitingArrival:
        noted = self._centre.arrivals.noted(row)
        actor = noted.operation.actor
        return WaitingArrival(
            row=row,
            arrival=noted.arrival,
            clerk=actor.name,
            site=actor.site,
            window=actor.window,
            wall=noted.operation.wall,
        )
