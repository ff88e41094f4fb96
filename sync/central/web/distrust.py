"""The calls about the distrust list: put a new one in force, and see which ones were."""

from __future__ import annotations

from litestar import Controller, get, post

from sync.central.credit_office import CreditOffice
from sync.central.handlers import Centre
from sync.central.sessions import ReviewerSession
from sync.central.store.rows import DistrustRow


class DistrustCalls(Controller):
    """For reviewers of all departments."""

    path = "/admin/v1/distrust"

    @post("/", status_code=200, sync_to_thread=True)
    def publish(self, body: bytes, centre: Centre, reviewer: ReviewerSession) -> DistrustRow:
        """Put the list file in the body in force; it holds keys of parties only (`forms.distrust`)."""
        return CreditOffice(centre).publish(reviewer, body)

    @get("/", sync_to_thread=True)
    def lists(self, centre: Centre, reviewer: ReviewerSession) -> list[DistrustRow]:
        """Every list that was published, the newest first."""
        return list(CreditOffice(centre).lists(reviewer))
