"""The clock of the PC is a year off: law counts in the hall's day, and the screen says what is going on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.story.cable import Cable
from tests.story.desk_clerk import CLOCK_VARIABLE
from tests.story.desk_steps import (
    CLERK_MODULE,
    accept,
    all_sent,
    begin,
    complete,
    counted,
    sign_in,
    signed_in_with_catalog,
)
from tests.story.place import Place
from tests.story.waiting import until

YEAR_MS = 365 * 24 * 3600 * 1000
HALF_A_MINUTE_MS = 30_000


@pytest.mark.parametrize("off", [YEAR_MS, -YEAR_MS])
def test_the_centre_corrects_it(place: Place, scans: Mapping[str, Path], cable: Cable, off: int) -> None:
    """Online: the day is the hall's, the link says that the clock is wrong, and everything is sent."""
    with place.start_clerk(CLERK_MODULE, central=cable.url, **{CLOCK_VARIABLE: str(off)}) as clerk:
        signed_in_with_catalog(clerk)
        link = until(lambda: _with_words(clerk.do("link")), "the words about the clock")
        assert "sync.clock_off" in link["codes"] and abs(link["skew"] - off) < HALF_A_MINUTE_MS
        assert "时间" in link["says"][0] or "时钟" in link["says"][0]
        application = begin(clerk)
        complete(clerk, application, scans)
        receipt = accept(clerk, application)
        state = clerk.do("application", application=application)
        assert state["accepted_day"] == _hall_day() and _hall_day().replace("-", "") in receipt
        all_sent(clerk)
        assert clerk.do("application", application=application)["objections"] == []
    _nothing_lost_nothing_doubled(place)


@pytest.mark.parametrize("off", [YEAR_MS, -YEAR_MS])
def test_without_network_the_clerk_confirms_the_date(
    place: Place, scans: Mapping[str, Path], cable: Cable, off: int
) -> None:
    """The clock jumps while there is no link: nothing lawful is dated before a person looked at a calendar."""
    with place.start_clerk(CLERK_MODULE, central=cable.url) as clerk:
        signed_in_with_catalog(clerk)
        application = begin(clerk)
        complete(clerk, application, scans)
        all_sent(clerk)
    cable.pull()
    with place.start_clerk(CLERK_MODULE, central=cable.url, **{CLOCK_VARIABLE: str(off)}) as clerk:
        assert sign_in(clerk)["offline"]
        assert clerk.do("today")["doubtful"]
        refused = clerk.do("accept", application=application)
        assert refused["codes"] == ["day.confirm_first"] and "日期" in refused["refused"][0]
        clerk.do("confirm_day", day=_hall_day())
        assert _hall_day().replace("-", "") in accept(clerk, application)
        cable.plug()
        all_sent(clerk)
    counts = _nothing_lost_nothing_doubled(place)
    assert (counts["applications"], counts["cases"]) == (1, 6)


def _with_words(link: dict[str, object]) -> dict[str, object]:
    return link if link["says"] else {}


def _hall_day() -> str:
    return datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat()


def _nothing_lost_nothing_doubled(place: Place) -> dict[str, int]:
    counts = counted(place)
    assert (counts["lost"], counts["duplicated"], counts["waiting"]) == (0, 0, 0)
    return counts
