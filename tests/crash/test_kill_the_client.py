"""kill -9 of the client at bad moments: what the window called saved is there, and nothing is there twice."""

from __future__ import annotations

import random
import signal
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.story.applicant import ITEMS
from tests.story.cable import Cable
from tests.story.child import Child, ChildFault
from tests.story.desk_clerk import AFTER_ACCEPT, AT_INSTALL, AT_PAPER, DIES_VARIABLE
from tests.story.desk_steps import (
    CLERK_MODULE,
    all_sent,
    begin,
    complete,
    counted,
    sign_in,
    signed_in_with_catalog,
)
from tests.story.place import Place
from tests.story.scan_files import scan

ROUNDS, SAVES = 3, 25
A3_AT_300_DPI = (1654, 2339)


def test_during_autosave(place: Place, cable: Cable) -> None:
    """What was acknowledged before the kill is in the draft; at most the save under way is missing or there."""
    dice = random.Random(20261203)
    with place.start_clerk(CLERK_MODULE, central=cable.url) as clerk:
        signed_in_with_catalog(clerk)
        application = begin(clerk)
    last = 0
    for _ in range(ROUNDS):
        with place.start_clerk(CLERK_MODULE, central=cable.url) as clerk:
            sign_in(clerk)
            _check_draft(clerk, application, last=last)
            clerk.ask("type_on", application=application, element="shop_name")
            for _ in range(dice.randint(1, SAVES)):
                last = int(clerk.event()["text"])
            clerk.kill()
    with place.start_clerk(CLERK_MODULE, central=cable.url) as clerk:
        sign_in(clerk)
        _check_draft(clerk, application, last=last)
        all_sent(clerk)
    _nothing_lost_nothing_doubled(place)


def _check_draft(clerk: Child, application: str, *, last: int) -> None:
    """What was on the way when it died may be there too; nothing else may."""
    kept = int(clerk.do("draft", application=application).get("shop_name", "0"))
    assert last <= kept <= last + SAVES
    assert clerk.do("drafts") == [application]
    assert clerk.do("verify") == []


@pytest.mark.parametrize("moment", [AFTER_ACCEPT, AT_PAPER])
def test_between_the_commit_of_accept_and_its_paper(
    place: Place, scans: Mapping[str, Path], cable: Cable, moment: str
) -> None:
    """The acceptance holds with its number; the paper is printed after the start; there is one application."""
    with place.start_clerk(CLERK_MODULE, central=cable.url, **{DIES_VARIABLE: moment}) as clerk:
        signed_in_with_catalog(clerk)
        cable.pull()
        application = begin(clerk)
        complete(clerk, application, scans)
        with pytest.raises(ChildFault, match="ended with -9"):
            clerk.do("accept", application=application)
            clerk.do("papers", application=application, folder=str(place.root))
    with place.start_clerk(CLERK_MODULE, central=cable.url) as clerk:
        sign_in(clerk)
        state = clerk.do("application", application=application)
        assert state["status"] == "accepted" and tuple(state["cases"]) == ITEMS
        assert "已受理" in clerk.do("accept", application=application)["refused"][0]
        assert "收件凭证" in clerk.do("papers", application=application, folder=str(place.root))
        cable.plug()
        all_sent(clerk)
    counts = _nothing_lost_nothing_doubled(place)
    assert (counts["applications"], counts["cases"]) == (1, len(ITEMS))


def test_in_the_middle_of_a_scan_part(place: Place, cable: Cable) -> None:
    """The link stands still inside a part, the client dies; afterwards the scan comes whole, once."""
    large = place.scans / "large.jpg"
    large.write_bytes(scan("large", ".jpg", seed=7, size=A3_AT_300_DPI))
    assert large.stat().st_size > 400_000
    with place.start_clerk(CLERK_MODULE, central=cable.url) as clerk:
        signed_in_with_catalog(clerk)
        application = begin(clerk)
        all_sent(clerk)
        held = cable.hold(b"/parts?", after=20_000)
        clerk.do("attach", application=application, material="M-PREM", path=str(large))
        clerk.do("sync_now")
        assert held.reached.wait(30), "no part of the scan was on its way"
        assert clerk.do("outbox")["scans"] == 1
        clerk.kill()
    cable.release()
    with place.start_clerk(CLERK_MODULE, central=cable.url) as clerk:
        sign_in(clerk)
        all_sent(clerk)
    _nothing_lost_nothing_doubled(place)


def test_during_the_install_of_a_catalog(place: Place, cable: Cable) -> None:
    """The catalog is not there in half: it is installed at the next start, and only then work begins."""
    with place.start_clerk(CLERK_MODULE, central=cable.url, **{DIES_VARIABLE: AT_INSTALL}) as clerk:
        sign_in(clerk)
        assert clerk.wait() == -signal.SIGKILL
    cable.pull()
    with place.start_clerk(CLERK_MODULE, central=cable.url) as clerk:
        assert sign_in(clerk)["offline"]
        assert clerk.do("catalog") == ""
    cable.plug()
    with place.start_clerk(CLERK_MODULE, central=cable.url) as clerk:
        signed_in_with_catalog(clerk)
        begin(clerk)
        all_sent(clerk)
    _nothing_lost_nothing_doubled(place)


def _nothing_lost_nothing_doubled(place: Place) -> dict[str, int]:
    counts = counted(place)
    assert (counts["lost"], counts["duplicated"], counts["waiting"]) == (0, 0, 0)
    return counts
