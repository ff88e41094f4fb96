"""Who keeps the distrust list (失信名单): reviewers of all departments put lists in force and see which ones were."""

from __future__ import annotations

from collections.abc import Sequence

from forms.errors import DistrustRefused
from sync.central.handlers import Centre
from sync.central.refused import CallRefused, refused
from sync.central.sessions import ALL_DEPARTMENTS, ReviewerSession
from sync.central.store.rows import DistrustRow


class CreditOffice:
    """Raises `CallRefused`: 403 for who decides for one department only, 409 for a list that is not put in force."""

    def __init__(self, centre: Centre) -> None:
        self._centre = centre

    def publish(self, session: ReviewerSession, data: bytes) -> DistrustRow:
        """Put a list file in force for all windows."""
        _check(session)
        try:
            return self._centre.distrust.publish(data, account=session.account, name=session.name)
        except DistrustRefused as error:
            raise CallRefused(error.message, status=409) from error

    def lists(self, session: ReviewerSession) -> Sequence[DistrustRow]:
        """Every list that was published, the newest first."""
        _check(session)
        return self._centre.store.distrust.all()


def _check(session: ReviewerSession) -> None:
    if not session.decides_for(ALL_DEPARTMENTS):
        raise refused("centre.other_department", status=403, department=ALL_DEPARTMENTS)
