"""What the story is played on: the processes, and the ways to ask, to look and to wait."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.story import applicant
from tests.story.cable import Cable
from tests.story.centre import Centre
from tests.story.child import Child
from tests.story.place import Place
from tests.story.scan_files import make_scans, make_wrong_files
from tests.story.waiting import until

CLERK_MODULE = "tests.story.clerk"


class Stage:
    """A centre, a cable and a clerk in the folders of `place`; pictures and papers go to `out`."""

    def __init__(self, place: Place, out: Path, *, say: Callable[[str], None]) -> None:
        self._place = place
        self._out = out
        self._say = say
        self._scans = make_scans(place.scans)
        self._wrong = make_wrong_files(place.scans)
        self._centre = Centre(place)
        self._cable = Cable(self._centre.port)
        self._clerk = self._start_clerk()
        self.receipt = ""
        self.application = ""

    def close(self) -> None:
        """End every process that is still there."""
        self._clerk.kill()
        self._cable.close()
        self._centre.stop()

    def _history(self, material: str) -> list[str]:
        self._do("ledger.choose", material=material)
        history: list[str] = self._do("ledger.history")
        return history

    def _until_cases(self, what: str, look: Callable[[list[list[str]]], bool]) -> None:
        self._until_news(lambda: look(self._do("applications.cases")), what)

    def _until_delivered(self) -> None:
        self._until_news(lambda: "全部已送达" in self._do("applications.link_text"), "everything delivered")

    def _until_news(self, look: Callable[[], bool], what: str) -> None:
        """F5, and wait until what the centre has is on the screen."""
        self._do("applications.sync_now")
        until(look, what)

    def _start_clerk(self) -> Child:
        return self._place.start_clerk(CLERK_MODULE, central=self._cable.url, out=self._out)

    def _sign_in(self, *, picture: str) -> None:
        self._do(
            "sign_in.sign_in",
            account=applicant.CLERK,
            password=applicant.PASSWORD,
            window=applicant.WINDOW,
            picture=picture,
        )

    def _do(self, verb: str, **facts: Any) -> Any:
        return self._clerk.do(verb, patience=120, **facts)

    def _shoot(self, name: str) -> None:
        self._do("shoot", name=name)
