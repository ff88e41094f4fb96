"""The story without a window: what is saved offline reaches the centre exactly once, and the results come back."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from tests.story.applicant import CREDIT_CODE, DEFERRED, ITEMS
from tests.story.cable import Cable
from tests.story.centre import Centre
from tests.story.desk_steps import (
    CLERK_MODULE,
    accept,
    all_sent,
    arrived,
    begin,
    complete,
    counted,
    done,
    issue_all,
    sign_in,
    signed_in_with_catalog,
)
from tests.story.place import Place
from tests.story.reviewer import Refused, Reviewer


def test_an_application_accepted_offline_comes_to_its_end(
    place: Place, scans: Mapping[str, Path], centre: Centre, cable: Cable
) -> None:
    with place.start_clerk(CLERK_MODULE, central=cable.url) as clerk:
        signed_in_with_catalog(clerk)
        cable.pull()
        assert sign_in(clerk)["offline"]
        application = begin(clerk)
        complete(clerk, application, scans)
        receipt = accept(clerk, application)
        assert len(clerk.do("papers", application=application, folder=str(place.root))) >= 4
        cable.plug()
        all_sent(clerk)
        state = arrived(
            clerk, application, "case numbers", lambda s: all(c["case_number"] for c in s["cases"].values())
        )
        assert tuple(state["cases"]) == ITEMS and state["receipt_number"] == receipt
        reviewer = Reviewer(centre.url)
        assert len(reviewer.cases()) == len(ITEMS)
        with pytest.raises(Refused, match="健康"):
            issue_all(reviewer, application)
        for material in DEFERRED:
            done(clerk.do("receive", code=receipt, material=material, path=str(scans[material])))
        all_sent(clerk)
        for material in DEFERRED:
            reviewer.pass_deferral(application, material)
        issue_all(reviewer, application)
        reviewer.close()
        state = arrived(clerk, application, "every result", lambda s: s["status"] == "concluded")
        assert state["values"]["uscc"]["value"] == CREDIT_CODE
        assert clerk.do("verify") == []
        assert clerk.end() == 0
    numbers = counted(place)
    assert (numbers["applications"], numbers["cases"], numbers["waiting"]) == (1, 6, 0)
    assert (numbers["deferrals_opened"], numbers["deferrals_closed"]) == (2, 2)
    assert (numbers["lost"], numbers["duplicated"]) == (0, 0)
    assert numbers["operations_sent"] == numbers["operations_at_central"] > 20
    centre.stop()
    untouched = place.centre_data.rename(place.root / "untouched")
    place.centre_data.mkdir()
    _counting_sees_what_is_done_by_hand(place, untouched)


BY_HAND = {
    "an operation of the window gone": ("DELETE FROM ledger WHERE rowid = (SELECT min(rowid) FROM ledger)", (1, 0)),
    "an operation of the centre gone": ("DELETE FROM ledger WHERE kind = 'cases_numbered'", (1, 0)),
    "the application gone": ("DELETE FROM application", (1, 0)),
    "a case gone": ("DELETE FROM case_queue WHERE item = 'SIGN'", (1, 0)),
    "a part of a scan gone": ("DELETE FROM scan_bytes WHERE rowid = (SELECT min(rowid) FROM scan_bytes)", (1, 0)),
    "an operation changed": (
        "UPDATE ledger SET bytes = CAST(bytes || ' ' AS BLOB) WHERE kind = 'application_accepted'",
        (1, 0),
    ),
    "an operation doubled": (
        "INSERT INTO ledger SELECT device, epoch, dseq + 1000, content_hash, chain, stream, kind, outcome, rev, NULL,"
        " received_wall, bytes, message FROM ledger WHERE kind = 'application_accepted'",
        (0, 1),
    ),
    "the application doubled": ("INSERT INTO application SELECT id || 'x', site, rev, state FROM application", (0, 1)),
    "a case doubled": (
        "INSERT INTO case_queue SELECT application, item || 'x', name, department, department_name, status, stage,"
        " case_number, receipt_number, applicant, accepted_day, promised_due, open_deferrals FROM case_queue"
        " WHERE item = 'SIGN'",
        (0, 1),
    ),
}
"""What somebody does to the centre's database by hand, and what counting then says: (lost, duplicated)."""


def _counting_sees_what_is_done_by_hand(place: Place, untouched: Path) -> None:
    for what, (statement, expected) in BY_HAND.items():
        shutil.rmtree(place.centre_data)
        shutil.copytree(untouched, place.centre_data)
        with closing(sqlite3.connect(place.centre_data / "central.sqlite")) as database:
            assert database.execute(statement).rowcount == 1, what
            database.commit()
        numbers = counted(place)
        assert (numbers["lost"], numbers["duplicated"]) == expected, what
