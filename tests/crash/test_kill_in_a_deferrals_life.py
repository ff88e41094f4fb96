"""kill -9 at every step of a deferral's life, before and after it is durable: nothing is lost or miscounted."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from forms.notices.receipt_code import make_code
from tests.crash.life import Life
from tests.story.applicant import BROUGHT, CREDIT_CODE, DEFERRED, TYPED
from tests.story.cable import Cable
from tests.story.centre import Centre
from tests.story.child import Child
from tests.story.desk_steps import CLERK_MODULE, accept, all_sent, begin, counted, done, signed_in_with_catalog
from tests.story.place import Place
from tests.story.reviewer import Reviewer

pytestmark = pytest.mark.timeout(600)
"""Some twenty processes are started and killed, one after the other."""

HEALTH, DRAINT = DEFERRED
SUPERVISOR = "limin"


def test_a_deferral_is_whole_at_both_ends_wherever_the_client_dies(
    place: Place, scans: Mapping[str, Path], centre: Centre, cable: Cable
) -> None:
    life = Life(place, cable)
    with place.start_clerk(CLERK_MODULE, central=cable.url) as clerk:
        signed_in_with_catalog(clerk)
        life.application = begin(clerk)
        _handed_in(clerk, life.application, scans)
    _asked_and_accepted(life, scans)
    with closing(Reviewer(centre.url)) as reviewer:
        _arrives_and_is_returned(life, scans, reviewer)
        _extended_terminated_completed(life, reviewer)
        assert life.deaths == 2 * 9
        _everything_is_counted(life, reviewer)


def _handed_in(clerk: Child, application: str, scans: Mapping[str, Path]) -> None:
    done(clerk.do("fill", application=application, texts=dict(TYPED)))
    for material in BROUGHT:
        done(clerk.do("attach", application=application, material=material, path=str(scans[material])))
    done(clerk.do("defer", application=application, material=DRAINT, reason=DEFERRED[DRAINT]))


def _asked_and_accepted(life: Life, scans: Mapping[str, Path]) -> None:
    """Asked for, accepted, printed, the signed letter scanned; the cable is out meanwhile."""
    application, folder = life.application, str(life.place.root)
    life.cable.pull()
    asked = {"application": application, "material": HEALTH, "reason": DEFERRED[HEALTH]}
    life.dies_at("deferral_requested", lambda clerk: clerk.do("defer", **asked))
    life.dies_at("application_accepted", lambda clerk: accept(clerk, application))
    life.dies_at("paper_printed", lambda clerk: clerk.do("papers", application=application, folder=folder))
    letter = {"application": application, "path": str(scans["M-PREM"])}
    life.dies_at("commitment_signed", lambda clerk: clerk.do("sign_commitment", **letter))
    life.cable.plug()
    assert life.sent()["status"] == "accepted"


def _arrives_and_is_returned(life: Life, scans: Mapping[str, Path], reviewer: Reviewer) -> None:
    with life.client() as clerk:
        number = clerk.do("application", application=life.application)["receipt_number"]
    came = {"code": make_code(number), "material": HEALTH, "path": str(scans[HEALTH])}
    life.dies_at("deferral_arrived", lambda clerk: clerk.do("receive", **came))
    life.sent()
    reviewer.return_deferral(life.application, HEALTH, reason="缺少公章")
    life.told_by_the_centre(lambda state: state["deferrals"][HEALTH]["status"] == "awaited")
    with life.client() as clerk:
        done(clerk.do("receive", **{**came, "path": str(scans["M-ID"])}))
        all_sent(clerk)
    reviewer.pass_deferral(life.application, HEALTH)
    life.told_by_the_centre(lambda state: state["deferrals"][HEALTH]["status"] == "passed")


def _extended_terminated_completed(life: Life, reviewer: Reviewer) -> None:
    more = {"application": life.application, "material": DRAINT, "reason": "检测机构停电"}
    life.dies_at("deferral_extended", lambda clerk: clerk.do("extend", **more), account=SUPERVISOR)
    life.sent()
    reviewer.move_to_approval(life.application, "BIZ-IND")
    reviewer.issue(life.application, "BIZ-IND", number=CREDIT_CODE, elements={"uscc": CREDIT_CODE})
    reviewer.move_to_approval(life.application, "DRAIN")
    reviewer.refuse(life.application, "DRAIN")
    life.told_by_the_centre(lambda state: state["cases"]["DRAIN"]["status"] == "ended")
    ends = {"application": life.application, "material": DRAINT, "reason": "不再需要"}
    life.dies_at("deferral_terminated", lambda clerk: clerk.do("terminate", **ends))
    papers = {"application": life.application}
    life.dies_at("deferrals_completed", lambda clerk: clerk.do("make_paper", key="completion_notice", **papers))
    life.dies_at("paper_issued", lambda clerk: clerk.do("make_paper", key="delivery_receipt", **papers))


def _everything_is_counted(life: Life, reviewer: Reviewer) -> None:
    here = life.sent()
    there = reviewer.application(life.application)
    assert here["deferrals"] == there["deferrals"] and here["papers"] == there["papers"]
    statuses = {material: held["status"] for material, held in there["deferrals"].items()}
    assert statuses == {HEALTH: "passed", DRAINT: "terminated"}, "opened = ended, nothing pending"
    assert here["objections"] == there["objections"] == []
    with life.client() as clerk:
        (block, *_) = clerk.do("account")
        all_sent(clerk)
    counts = counted(life.place)
    assert (counts["lost"], counts["duplicated"], counts["waiting"]) == (0, 0, 0)
    assert (counts["applications"], counts["deferrals_opened"], counts["deferrals_closed"]) == (1, 2, 1)
    assert block["used"] + block["void"] + block["returned"] + block["left"] == block["last"] - block["first"] + 1
    assert block["used"] == 3, "receipt, completion, proof of service: a number is taken with what was saved only"
