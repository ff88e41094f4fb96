"""A reviewer at the centre, over its HTTP API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx

from forms.journal.state import STAGES

ACCOUNT, PASSWORD = "reviewer", "demo-2026"


class Refused(Exception):
    """The centre refused; `texts` are its sentences."""

    def __init__(self, status: int, texts: tuple[str, ...]) -> None:
        super().__init__(f"{status}: {' / '.join(texts)}")
        self.texts = texts


class Reviewer:
    """Decides for all departments."""

    def __init__(self, url: str) -> None:
        self._client = httpx.Client(base_url=f"{url}/admin/v1", trust_env=False, timeout=20)
        signed_in = self._post("/sign-in", account=ACCOUNT, password=PASSWORD)
        self._client.headers["Authorization"] = f"Bearer {signed_in['token']}"

    def cases(self, department: str = "") -> list[dict[str, Any]]:
        """The queue of a department, or all of them."""
        found: list[dict[str, Any]] = self._got(self._client.get("/cases", params={"department": department}))
        return found

    def application(self, application: str) -> dict[str, Any]:
        """The centre's state of an application."""
        state: dict[str, Any] = self._got(self._client.get(f"/applications/{application}"))
        return state

    def move_to_approval(self, application: str, item: str) -> None:
        """Every stage that a case still has before its result."""
        at = self.application(application)["cases"][item]["stage"]
        for stage in STAGES[STAGES.index(at) + 1 if at else 0 : -1]:
            self._post(f"/applications/{application}/stages", item=item, stage=stage)

    def issue(self, application: str, item: str, *, number: str, elements: Mapping[str, str] = {}) -> None:
        """Grant a case. Raises `Refused`."""
        self._post(
            f"/applications/{application}/results", item=item, outcome="granted", number=number, elements=dict(elements)
        )

    def pass_deferral(self, application: str, material: str) -> None:
        """Find a deferred document in order. Raises `Refused`."""
        self._post(f"/applications/{application}/deferrals/pass", material=material)

    def return_deferral(self, application: str, material: str, *, reason: str) -> None:
        """Send a deferred document back. Raises `Refused`."""
        self._post(f"/applications/{application}/deferrals/return", material=material, reason=reason)

    def refuse(self, application: str, item: str) -> None:
        """End a case without a grant."""
        self._post(f"/applications/{application}/results", item=item, outcome="refused", number="", elements={})

    def close(self) -> None:
        """Go home."""
        self._client.close()

    def _post(self, path: str, **said: Any) -> Any:
        return self._got(self._client.post(path, json=said))

    @staticmethod
    def _got(response: httpx.Response) -> Any:
        if response.is_error:
            said = response.json()
            raise Refused(response.status_code, tuple(one["text"] for one in said.get("messages", ())) or (str(said),))
        return response.json()
