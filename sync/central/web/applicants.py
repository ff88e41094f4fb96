"""The calls of a portal in an applicant's name: JSON, bearer token, errors with code and sentence."""

from __future__ import annotations

import msgspec
from litestar import Controller, get, post

from sync.central.applicants import (
    Applicants,
    ApplicantSession,
    ApplicantSignIn,
    ApplicantToken,
    OwnDeferral,
    SentFile,
)
from sync.central.web.bodies import AnyRequest, number
from sync.wire import PartReply, ScanPart


class HandedIn(msgspec.Struct, frozen=True, kw_only=True):
    """The document of `material`: files whose bytes were sent before."""

    material: str
    files: tuple[SentFile, ...]
    note: str = ""


class ApplicantCalls(Controller):
    """The verbs of `Applicants`."""

    path = "/applicant/v1"

    @post("/sign-in", status_code=200, sync_to_thread=True)
    def sign_in(self, data: ApplicantSignIn, applicants: Applicants) -> ApplicantToken:
        """A token for half an hour, by receipt and identity number."""
        return applicants.sign_in(data)

    @get("/deferrals", sync_to_thread=True)
    def deferrals(self, applicants: Applicants, applicant: ApplicantSession) -> list[OwnDeferral]:
        """What may be brought later, until when."""
        return list(applicants.deferrals(applicant))

    @post("/scans/{scan:str}/parts", status_code=200, sync_to_thread=True)
    def send_part(
        self, request: AnyRequest, scan: str, body: bytes, applicants: Applicants, applicant: ApplicantSession
    ) -> PartReply:
        """A run of bytes of a file, as they are: query `offset` and `total`, content type of the file."""
        part = ScanPart(
            scan=scan,
            offset=number(request, "offset"),
            total=number(request, "total"),
            media_type=request.headers.get("content-type", "").partition(";")[0].strip().lower(),
            data=body,
        )
        return applicants.send_part(applicant, part)

    @post("/arrivals", status_code=200, sync_to_thread=True)
    def arrive(self, data: HandedIn, applicants: Applicants, applicant: ApplicantSession) -> OwnDeferral:
        """Hand a deferred document in."""
        return applicants.arrive(applicant, material=data.material, files=data.files, note=data.note)
