"""The ASGI application: devices, reviewers and applicants over one centre."""

from __future__ import annotations

from collections.abc import Callable

from litestar import Litestar, Response
from litestar.di import Provide
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin

from forms.words import Words
from sync.central.applicants import Applicants, ApplicantSession
from sync.central.arrival_review import ArrivalReview
from sync.central.handlers import Centre
from sync.central.review import Review
from sync.central.sessions import ReviewerSession
from sync.central.web.applicants import ApplicantCalls
from sync.central.web.arrivals import ArrivalCalls
from sync.central.web.bodies import REQUEST_BYTES, AnyRequest, bearer
from sync.central.web.devices import DeviceCalls
from sync.central.web.distrust import DistrustCalls
from sync.central.web.faults import AdminError, device_fault, reviewer_fault
from sync.central.web.reviewers import ReviewerCalls

_PEOPLE = ("/admin/", "/applicant/")
"""Calls of people: their errors come with sentences."""


def create_app(centre: Centre, words: Words, *, committed: Callable[[int], None] = lambda operations: None) -> Litestar:
    """The application. `committed` is told the number of operations of each exchange after its commit."""
    review, applicants = Review(centre), Applicants(centre)
    arrivals = ArrivalReview(centre, review)

    def answer(request: AnyRequest, error: Exception) -> Response[bytes] | Response[AdminError]:
        if request.url.path.startswith(_PEOPLE):
            return reviewer_fault(error, words)
        return device_fault(request, error)

    def reviewer(request: AnyRequest) -> ReviewerSession:
        return review.session(bearer(request))

    def applicant(request: AnyRequest) -> ApplicantSession:
        return applicants.session(bearer(request))

    return Litestar(
        route_handlers=[DeviceCalls, ReviewerCalls, DistrustCalls, ArrivalCalls, ApplicantCalls],
        dependencies={
            "centre": Provide(lambda: centre, sync_to_thread=False),
            "review": Provide(lambda: review, sync_to_thread=False),
            "committed": Provide(lambda: committed, sync_to_thread=False),
            "reviewer": Provide(reviewer, sync_to_thread=True),
            "arrivals": Provide(lambda: arrivals, sync_to_thread=False),
            "applicants": Provide(lambda: applicants, sync_to_thread=False),
            "applicant": Provide(applicant, sync_to_thread=True),
        },
        exception_handlers={Exception: answer},
        request_max_body_size=REQUEST_BYTES,
        openapi_config=OpenAPIConfig(
            title="Yichuang reference approval centre", version="1", render_plugins=[JsonRenderPlugin()]
        ),
        logging_config=None,
    )
