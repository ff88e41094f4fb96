"""kill -9 of the centre after its commit, before its reply: the window sends again, and nothing doubles."""

from __future__ import annotations

import signal
from collections.abc import Mapping
from pathlib import Path

from tests.story.applicant import ITEMS
from tests.story.cable import Cable
from tests.story.centre import Centre
from tests.story.desk_steps import CLERK_MODULE, accept, all_sent, begin, complete, counted, signed_in_with_catalog
from tests.story.place import Place
from tests.story.waiting import until


def test_after_its_commit_before_its_reply(
    place: Place, scans: Mapping[str, Path], centre: Centre, cable: Cable
) -> None:
    with place.start_clerk(CLERK_MODULE, central=cable.url) as clerk:
        signed_in_with_catalog(clerk)
        application = begin(clerk)
        complete(clerk, application, scans)
        all_sent(clerk)
        cable.pull()
        accept(clerk, application)
        centre.stop()
        centre.start(fault_after_commit=1)
        cable.target = centre.port
        cable.plug()
        clerk.do("sync_now")
        assert centre.wait_until_dead() == -signal.SIGKILL
        link = until(lambda: _unreached(clerk.do("link")), "the words about the link")
        assert any("中心" in said for said in link["says"]), link
        assert clerk.do("outbox")["operations"] > 0
        there = counted(place)
        assert (there["applications"], there["cases"]) == (1, len(ITEMS)), "it died before its commit"
        centre.start()
        cable.target = centre.port
        all_sent(clerk)
        assert clerk.do("link")["state"] in ("online", "weak")
    counts = counted(place)
    assert (counts["applications"], counts["cases"]) == (1, len(ITEMS))
    assert (counts["lost"], counts["duplicated"], counts["waiting"]) == (0, 0, 0)


def _unreached(link: dict[str, object]) -> dict[str, object]:
    return link if link["state"] in ("weak", "offline") and link["says"] else {}
