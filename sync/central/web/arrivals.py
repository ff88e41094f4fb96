"""The calls of reviewers about documents that found no application by themselves."""

from __future__ import annotations

import msgspec
from litestar import Controller, Response, get, post

from sync.central.arrival_review import ArrivalReview, WaitingArrival
from sync.central.sessions import ReviewerSession
from sync.central.store.rows import ArrivalRow


class Assignment(msgspec.Struct, frozen=True, kw_only=True):
    """The document is `material` of `application`."""

    application: str
    material: str


class Declining(msgspec.Struct, frozen=True, kw_only=True):
    """The document belongs to no deferral, for `reason`."""

    reason: str


class ArrivalCalls(Controller):
    """The verbs of `ArrivalReview`."""

    path = "/admin/v1/arrivals"

    @get("", sync_to_thread=True)
    def waiting(self, arrivals: ArrivalReview, reviewer: ReviewerSession) -> list[WaitingArrival]:
        """Every document that waits for a person or for its application."""
        return list(arrivals.waiting(reviewer))

    @get("/{device:str}/{epoch:int}/{dseq:int}/scans/{sha256:str}", sync_to_thread=True)
    def scan(
        self, device: str, epoch: int, dseq: int, sha256: str, arrivals: ArrivalReview, reviewer: ReviewerSession
    ) -> Response[bytes]:
        """The bytes of a complete scan; never rendered as a page of this origin."""
        media_type, data = arrivals.scan(reviewer, device=device, epoch=epoch, dseq=dseq, sha256=sha256)
        headers = {"X-Content-Type-Options": "nosniff", "Content-Disposition": "attachment"}
        return Response(data, media_type=media_type, headers=headers)

    @post("/{device:str}/{epoch:int}/{dseq:int}/assign", status_code=200, sync_to_thread=True)
    def assign(
        self,
        device: str,
        epoch: int,
        dseq: int,
        data: Assignment,
        arrivals: ArrivalReview,
        reviewer: ReviewerSession,
    ) -> ArrivalRow:
        """Say which deferral it is for."""
        return arrivals.assign(
            reviewer, device=device, epoch=epoch, dseq=dseq, application=data.application, material=data.material
        )

    @post("/{device:str}/{epoch:int}/{dseq:int}/decline", status_code=200, sync_to_thread=True)
    def decline(
        self, device: str, epoch: int, dseq: int, data: Declining, arrivals: ArrivalReview, reviewer: ReviewerSession
    ) -> ArrivalRow:
        """Say that it is for none."""
        return arrivals.decline(reviewer, device=device, epoch=epoch, dseq=dseq, reason=data.reason)
