"""The calls of reviewers: JSON, bearer token, errors with code and sentence; OpenAPI at /schema/openapi.json."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from litestar import Controller, Response, get, post

from forms.journal.commands import PauseCase
from forms.journal.state import ApplicationState
from forms.values import Value
from sync.central.review import Review, ReviewerSignIn, ReviewerToken
from sync.central.sessions import ReviewerSession
from sync.central.store.rows import AlarmRow, QueuedCase, ReleaseRow


class StageMove(msgspec.Struct, frozen=True, kw_only=True):
    """Move the case of `item` to `stage`."""

    item: str
    stage: str
    note: str = ""


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """End the case of `item`: outcome 'granted' or 'refused', licence number, and what a granted case hands over."""

    item: str
    outcome: str
    number: str
    note: str = ""
    elements: Mapping[str, Value] = {}


class DeferralPass(msgspec.Struct, frozen=True, kw_only=True):
    """The deferred document of `material` is in order."""

    material: str
    note: str = ""


class DeferralReturn(msgspec.Struct, frozen=True, kw_only=True):
    """The deferred document of `material` is not in order."""

    material: str
    reason: str


class SendBack(msgspec.Struct, frozen=True, kw_only=True):
    """Exactly these fields and materials of the case of `item` are to be put right."""

    item: str
    elements: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    reason: str


class CasePause(msgspec.Struct, frozen=True, kw_only=True):
    """Stop the clock of the case of `item`; `procedure` is the id of one that the application's catalog knows.

    `until` is the ISO day on which it is expected to go on; '' for what the catalog expects.
    """

    item: str
    procedure: str
    reason: str
    basis: str = ""
    until: str = ""


class CaseResumption(msgspec.Struct, frozen=True, kw_only=True):
    """Let the clock of the case of `item` go on."""

    item: str
    note: str = ""


class Released(msgspec.Struct, frozen=True, kw_only=True):
    """How many quarantines ended."""

    released: int


class ReviewerCalls(Controller):
    """The verbs of `Review`."""

    path = "/admin/v1"

    @post("/sign-in", status_code=200, sync_to_thread=True)
    def sign_in(self, data: ReviewerSignIn, review: Review) -> ReviewerToken:
        """A token for twelve hours."""
        return review.sign_in(data)

    @get("/cases", sync_to_thread=True)
    def cases(self, review: Review, reviewer: ReviewerSession, department: str = "") -> list[QueuedCase]:
        """The reviewer's cases, of one department or of all."""
        return list(review.list_cases(reviewer, department))

    @get("/numbers/{number:str}", sync_to_thread=True)
    def numbers(self, number: str, review: Review, reviewer: ReviewerSession) -> list[QueuedCase]:
        """The reviewer's cases under a receipt or case number."""
        return list(review.find_number(reviewer, number))

    @get("/alarms", sync_to_thread=True)
    def alarms(self, review: Review, reviewer: ReviewerSession) -> list[AlarmRow]:
        """What a person must look into: reused identities, untrue heads."""
        return list(review.alarms(reviewer))

    @get("/releases", sync_to_thread=True)
    def releases(self, review: Review, reviewer: ReviewerSession) -> list[ReleaseRow]:
        """Which quarantines were ended, by whom and when."""
        return list(review.releases(reviewer))

    @get("/applications/{application:str}", sync_to_thread=True)
    def application(self, application: str, review: Review, reviewer: ReviewerSession) -> ApplicationState:
        """One application."""
        return review.application(reviewer, application)

    @get("/applications/{application:str}/scans/{sha256:str}", sync_to_thread=True)
    def scan(self, application: str, sha256: str, review: Review, reviewer: ReviewerSession) -> Response[bytes]:
        """The bytes of a complete scan; never rendered as a page of this origin."""
        media_type, data = review.scan(reviewer, application, sha256)
        headers = {"X-Content-Type-Options": "nosniff", "Content-Disposition": "attachment"}
        return Response(data, media_type=media_type, headers=headers)

    @post("/applications/{application:str}/stages", status_code=200, sync_to_thread=True)
    def move_stage(
        self, application: str, data: StageMove, review: Review, reviewer: ReviewerSession
    ) -> ApplicationState:
        """Move a case to its next stage."""
        return review.move_stage(reviewer, application, item=data.item, stage=data.stage, note=data.note)

    @post("/applications/{application:str}/results", status_code=200, sync_to_thread=True)
    def issue_result(
        self, application: str, data: Result, review: Review, reviewer: ReviewerSession
    ) -> ApplicationState:
        """End a case."""
        return review.issue_result(
            reviewer,
            application,
            item=data.item,
            outcome=data.outcome,
            number=data.number,
            note=data.note,
            elements=data.elements,
        )

    @post("/applications/{application:str}/deferrals/pass", status_code=200, sync_to_thread=True)
    def pass_deferral(
        self, application: str, data: DeferralPass, review: Review, reviewer: ReviewerSession
    ) -> ApplicationState:
        """A deferred document is in order."""
        return review.pass_deferral(reviewer, application, material=data.material, note=data.note)

    @post("/applications/{application:str}/deferrals/return", status_code=200, sync_to_thread=True)
    def return_deferral(
        self, application: str, data: DeferralReturn, review: Review, reviewer: ReviewerSession
    ) -> ApplicationState:
        """A deferred document is not in order."""
        return review.return_deferral(reviewer, application, material=data.material, reason=data.reason)

    @post("/applications/{application:str}/send-backs", status_code=200, sync_to_thread=True)
    def send_back(
        self, application: str, data: SendBack, review: Review, reviewer: ReviewerSession
    ) -> ApplicationState:
        """Ask the window to put fields and materials right."""
        return review.send_back(
            reviewer,
            application,
            item=data.item,
            elements=data.elements,
            materials=data.materials,
            reason=data.reason,
        )

    @post("/applications/{application:str}/pauses", status_code=200, sync_to_thread=True)
    def pause_case(
        self, application: str, data: CasePause, review: Review, reviewer: ReviewerSession
    ) -> ApplicationState:
        """Stop the clock of a case."""
        return review.pause_case(reviewer, application, PauseCase(**msgspec.structs.asdict(data)))

    @post("/applications/{application:str}/resumptions", status_code=200, sync_to_thread=True)
    def resume_case(
        self, application: str, data: CaseResumption, review: Review, reviewer: ReviewerSession
    ) -> ApplicationState:
        """Let the clock of a case go on."""
        return review.resume_case(reviewer, application, item=data.item, note=data.note)

    @post("/applications/{application:str}/release", status_code=200, sync_to_thread=True)
    def release(self, application: str, review: Review, reviewer: ReviewerSession) -> Released:
        """End the quarantine of an application."""
        return Released(released=review.release(reviewer, application))
