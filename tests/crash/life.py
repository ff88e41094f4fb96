"""An application whose client dies at every step, in the middle of writing it and right after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.story.applicant import CLERK, PASSWORD, WINDOW
from tests.story.cable import Cable
from tests.story.child import Child, ChildFault
from tests.story.deaths import AFTER, BEFORE
from tests.story.desk_clerk import DIES_VARIABLE
from tests.story.desk_steps import CLERK_MODULE, all_sent, arrived
from tests.story.place import Place

Step = Callable[[Child], Any]

_TOLD = ("status", "deferral_requests", "deferrals", "commitments", "completions", "papers", "issued")


class Life:
    """`client` starts the next process on the same folder; `dies_at` kills two of them."""

    def __init__(self, place: Place, cable: Cable) -> None:
        self.place = place
        self.cable = cable
        self.application = ""
        self.deaths = 0
        self._saved: tuple[str, object] | None = None

    @contextmanager
    def client(self, moment: str = "", *, account: str = CLERK) -> Iterator[Child]:
        """The next process, signed in; what the last one saved when it died must be there."""
        armed = {DIES_VARIABLE: moment} if moment else {}
        with self.place.start_clerk(CLERK_MODULE, central=self.cable.url, **armed) as clerk:
            session = clerk.do("sign_in", account=account, password=PASSWORD, window=WINDOW)
            assert "refused" not in session, session
            if self._saved is not None:
                kind, before = self._saved
                self._saved = None
                assert self._told(clerk) != before, f"{kind} was saved and is gone"
            yield clerk

    def dies_at(self, kind: str, step: Step, *, account: str = CLERK) -> None:
        """Killed in the middle of writing: nothing of it is there. Killed after it: all of it is."""
        before = self._dies(BEFORE + kind, step, account)
        again = self._dies(AFTER + kind, step, account)
        assert again == before, f"half a {kind} was there"
        self._saved = kind, before

    def _dies(self, moment: str, step: Step, account: str) -> object:
        """What the journal said before the step that killed."""
        with self.client(moment, account=account) as clerk:
            told = self._told(clerk)
            with pytest.raises(ChildFault, match="ended with -9"):
                step(clerk)
        self.deaths += 1
        return told

    def _told(self, clerk: Child) -> object:
        """What the journal says, how often papers were printed, and what the numbers ended as."""
        assert clerk.do("verify") == []
        state = clerk.do("application", application=self.application)
        told = {name: state[name] for name in _TOLD}
        return told, clerk.do("prints", application=self.application), clerk.do("account")

    def sent(self) -> dict[str, Any]:
        """Everything is at the centre; the state here."""
        with self.client() as clerk:
            all_sent(clerk)
            state: dict[str, Any] = clerk.do("application", application=self.application)
            return state

    def told_by_the_centre(self, look: Callable[[dict[str, Any]], bool]) -> None:
        """Wait for what somebody else did."""
        with self.client() as clerk:
            arrived(clerk, self.application, "news from the centre", look)


_TOLD = ("status", "deferral_requests", "deferrals", "commitments", "completions", "papers", "issued")
