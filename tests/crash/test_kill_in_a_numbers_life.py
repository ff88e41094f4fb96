"""kill -9 at every step in the life of a window's numbers: the centre accounts for each one that it leased."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.crash.life import Life
from tests.story.cable import Cable
from tests.story.desk_steps import CLERK_MODULE, accept, all_sent, begin, complete, counted, signed_in_with_catalog
from tests.story.number_account import OUTSTANDING, RETURNED, TWICE, USED, VOID, fates
from tests.story.place import Place

pytestmark = pytest.mark.timeout(600)
"""Some twenty processes are started and killed, one after the other."""

LEASE = 200
SERVED = "delivery_receipt"


def test_every_leased_number_ends_once_wherever_the_client_dies(
    place: Place, scans: Mapping[str, Path], cable: Cable
) -> None:
    life = Life(place, cable)
    with place.start_clerk(CLERK_MODULE, central=cable.url) as clerk:
        signed_in_with_catalog(clerk)
        life.application = begin(clerk)
        complete(clerk, life.application, scans)
        all_sent(clerk)
    cable.pull()
    mine = {"application": life.application}
    life.dies_at("application_accepted", lambda clerk: accept(clerk, life.application))
    life.dies_at("number_voided", lambda clerk: clerk.do("void_number", reason="卡纸"))
    life.dies_at("paper_issued", lambda clerk: clerk.do("make_paper", key=SERVED, **mine))
    with life.client() as clerk:
        number = clerk.do("application", **mine)["papers"][-1]["number"]
    void = {**mine, "number": number, "reason": "地址写错"}
    life.dies_at("paper_voided", lambda clerk: clerk.do("void_paper", **void))
    life.dies_at("numbers_returned", lambda clerk: clerk.do("return_numbers", reason="窗口撤销"))
    life.dies_at("paper_issued", lambda clerk: clerk.do("make_paper", key=SERVED, **mine))
    with life.client() as clerk:
        provisional = clerk.do("application", **mine)["papers"][-1]["number"].removesuffix("-SD")
    assert provisional.startswith("临〔")
    cable.plug()
    _every_number_is_accounted_for(life, provisional)


def _every_number_is_accounted_for(life: Life, provisional: str) -> None:
    known = life.sent()
    if provisional not in known["bound_numbers"]:
        life.told_by_the_centre(lambda state: provisional in state["bound_numbers"])
    said = fates(life.place.centre_data)
    leased = sum(said.values())
    assert (said[USED], said[VOID], said[RETURNED], said[TWICE]) == (1, 2, LEASE - 3, 0)
    assert leased % LEASE == 0 and said[OUTSTANDING] == leased - LEASE, "a later sign-in brought a new block"
    with life.client() as clerk:
        blocks = clerk.do("account")
        all_sent(clerk)
    assert blocks[0]["used"] == 1 and blocks[0]["void"] == 2 and blocks[0]["returned"] == LEASE - 3
    counts = counted(life.place)
    assert (counts["lost"], counts["duplicated"], counts["waiting"]) == (0, 0, 0)
