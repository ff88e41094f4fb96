"""Lists, search and counts, and that a rebuild shows exactly the same."""

from __future__ import annotations

import pytest
from store_window import CENTRE, DAY, REVIEWER, Centre, Window, accepted

from client.store import outbox, views
from client.store.ledger_query import LedgerFilters, LedgerShows
from forms.journal.acceptance import CasesNumbered
from forms.journal.deferrals import DeferralArrived, DeferralPassed
from forms.journal.intake import ApplicationOpened, DeferralRequested
from forms.journal.progress import ResultIssued, StageMoved
from forms.journal.state import ScanRef

RECEIPT = "S1-W1-20261123-00042"


@pytest.fixture
def hall(window: Window, centre: Centre) -> Window:
    """Three applications: one accepted and at the centre, one in intake, one of an organisation."""
    window.begin("shan", ap_name="单曾国", ap_id_no="11010519491231002X", ap_phone="13800138000")
    window.commit("shan", accepted(RECEIPT))
    window.sync(centre)
    centre.write("shan", CasesNumbered(numbers={"BIZ-IND": "SCJG-20261123-000007"}))
    window.sync(centre)
    window.begin("li", ap_name="李敏", ap_phone="13912345678")
    window.begin("org", org_name="江州市好味道餐饮店", uscc="91350100M000100Y43")
    return window


FOUND = {
    "单": "shan",
    "单曾国": "shan",
    "曾国": "shan",
    "单 国": "shan",
    "scg": "shan",
    "dzg": "shan",
    "shanzengguo": "shan",
    "danceng": "shan",
    "Shan Zeng": "shan",
    "zengguo": "shan",
    "00042": "shan",
    "42": "shan",
    "w1-20261123-00042": "shan",
    "S1-W1-2026": "shan",
    "000007": "shan",
    "scjg-20261123-000007": "shan",
    "11010519491231002X": "shan",
    "11010519491231002x": "shan",
    "002X": "shan",
    "31002x": "shan",
    "8000": "shan",
    "139": "li",
    "lm": "li",
    "limin": "li",
    "味道": "org",
    "州": "org",
    "00Y43": "org",
    "单 lm": "",
    "道味": "",
    "王": "",
    '"': "",
    "* OR a": "",
}


@pytest.mark.parametrize("query", FOUND)
def test_search_finds_by_every_reading_and_number(hall: Window, query: str) -> None:
    found = [row.application for row in hall.store.views.search(query)]
    assert found == ([FOUND[query]] if FOUND[query] else [])


def test_an_empty_query_lists_the_newest_first(hall: Window) -> None:
    assert [row.application for row in hall.store.views.search(" ")] == ["org", "li", "shan"]
    assert [row.application for row in hall.store.views.search("", limit=1)] == ["org"]
    hall.fill("li", ap_addr="江州路1号")
    assert [row.application for row in hall.store.views.search("州")] == ["li", "org"]


def test_a_corrected_name_is_found_and_the_wrong_one_is_not(hall: Window) -> None:
    hall.fill("li", ap_name="李明")
    assert [row.application for row in hall.store.views.search("李明")] == ["li"]
    assert hall.store.views.search("李敏") == ()


def test_a_row_shows_what_a_list_needs(hall: Window) -> None:
    (row,) = hall.store.views.search("00042")
    assert (row.status, row.receipt_number, row.case_numbers) == ("accepted", RECEIPT, ("SCJG-20261123-000007",))
    assert (row.applicant, row.phone, row.title) == ("单曾国", "13800138000", "BIZ-IND,FOOD")
    assert (row.accepted_day, row.cases, row.cases_ended, row.open_deferrals) == (DAY, 2, 0, 1)
    assert (row.pending, row.quarantined) == (0, False)
    (intake,) = hall.store.views.search("lm")
    assert (intake.status, intake.applicant, intake.phone, intake.pending) == ("intake", "", "", 2)


def test_numbers_on_paper_lead_to_the_application(hall: Window) -> None:
    views = hall.store.views
    assert views.by_receipt(f" {RECEIPT} ") == "shan"
    assert views.by_receipt("SCJG-20261123-000007") == "shan"
    assert views.by_receipt("S1-W1-20261123-0004") is None


def test_the_ledger_shows_open_deferrals_by_due_day(hall: Window, centre: Centre) -> None:
    (row,) = hall.store.ledger.lines()
    assert (row.application, row.receipt_number, row.applicant) == ("shan", RECEIPT, "单曾国")
    assert (row.material_name, row.item_names, row.reason) == ("租赁合同", ("个体工商户设立登记",), "在办")
    assert (row.due_day, row.status) == ("2026-12-03", "awaited")
    scan = ScanRef(sha256="a" * 64, media_type="image/png", size=5, pages=1)
    hall.commit("shan", DeferralArrived(material="M-LEASE", scans=(scan,)))
    hall.sync(centre)
    assert hall.store.ledger.lines()[0].status == "arrived"
    centre.write("shan", DeferralPassed(material="M-LEASE"), actor=REVIEWER)
    hall.sync(centre)
    assert hall.store.ledger.lines() == ()
    assert [row.status for row in hall.store.ledger.lines(filters=LedgerFilters(shows=LedgerShows.ENDED))] == ["passed"]


def test_due_cases_leave_when_they_end(hall: Window, centre: Centre) -> None:
    assert hall.store.views.due_cases(until="2026-11-23") == ()
    (due,) = hall.store.views.due_cases(until="2026-11-24")
    assert (due.item_name, due.promised_due, due.stage, due.receipt_number) == (
        "个体工商户设立登记",
        "2026-11-24",
        "",
        RECEIPT,
    )
    centre.write("shan", StageMoved(item="BIZ-IND", stage="accepted"), actor=REVIEWER)
    hall.sync(centre)
    assert hall.store.views.due_cases(until="2026-11-24")[0].stage == "accepted"
    centre.write("shan", result("BIZ-IND"), actor=REVIEWER)
    hall.sync(centre)
    assert hall.store.views.due_cases(until="2026-11-24") == ()


def result(item: str) -> ResultIssued:
    return ResultIssued(
        item=item, outcome="granted", number="L1", note="", elements={"uscc": "9135"}, materials={}, started=()
    )


def test_counts_are_of_the_asked_day(hall: Window) -> None:
    counts = hall.store.views.counts(day=DAY)
    assert counts["accepted_today"] == 1
    assert (counts["drafts"], counts["open_deferrals"], counts["quarantined"]) == (2, 1, 0)
    later = hall.store.views.counts(day="2026-12-04")
    assert (later["accepted_today"], later["deferrals_overdue"], later["overdue"]) == (0, 1, 1)
    assert hall.store.views.counts(day="2026-12-03")["deferrals_due_today"] == 1
    assert hall.store.views.counts(day="2026-11-24")["due_today"] == 1


def test_drafts_are_of_the_clerk_who_opened_or_typed(hall: Window) -> None:
    from store_window import CATALOG

    from client.store.rows import Draft

    assert [(row.application, row.typed) for row in hall.store.views.drafts("li")] == [("org", 0), ("li", 0)]
    assert hall.store.views.drafts("wang") == ()
    patch = {"ap_name": "李", "ap_phone": None}
    draft = Draft(application="li", clerk="wang", base_rev=0, catalog=CATALOG, patch=patch, saved_wall=hall.tick())
    hall.store.drafts.save(draft)
    (row,) = hall.store.views.drafts("wang")
    assert (row.application, row.typed, row.touched_wall) == ("li", 2, draft.saved_wall)


def test_a_rebuild_shows_exactly_the_same(hall: Window, other: Window, centre: Centre) -> None:
    centre.lease(hall.store.device.id, prefix="S1-W1-", first=1, last=50)
    hall.commit("li", DeferralRequested(material="M-LEASE", reason="在办", due_day="2026-12-03"))
    hall.commit("li", accepted("S1-W1-20261123-00043", name="李敏", deferred=False))
    hall.sync(centre)
    centre.write("shan", result("BIZ-IND"), actor=REVIEWER)
    centre.refuse.add("org")
    hall.fill("org", ap_name="王五")
    hall.commit("org", accepted("S1-W1-20261123-00044", name="王五"))
    hall.sync(centre)
    before = everything(hall)
    hall.store.journal.rebuild()
    assert everything(hall) == before
    hall.reopen()
    assert everything(hall) == before
    other.sync(centre)
    assert other.store.journal.digests() == hall.store.journal.digests()


TABLES = (
    "view_cases",
    "view_deferrals",
    "view_numbers",
    "view_blocks",
    "view_carried",
    "view_ended",
    "view_prints",
    "view_moves",
)


def everything(window: Window) -> list[object]:
    database = window.store.journal._database
    shown: list[object] = [window.store.views.search(query) for query in ("", *FOUND)]
    shown += [database.all(f"SELECT * FROM {table} ORDER BY 1, 2") for table in TABLES]
    shown += [window.store.journal.digests(), window.store.numbers.peek(DAY), window.store.numbers.left()]
    return shown


@pytest.mark.parametrize(
    ("query", "params"),
    [
        (views._FOUND, 2),
        (views._NEWEST, 1),
        (views._DRAFTS, 2),
        (views._COUNTS, 5),
        (outbox._SUMMARY, 0),
        (outbox._PENDING, 0),
    ],
)
def test_no_list_reads_the_whole_journal(window: Window, query: str, params: int) -> None:
    plan = window.store.journal._database.all(f"EXPLAIN QUERY PLAN {query}", (1,) * params)
    partial = ("operations_unanswered", "operations_refused")
    scans = [row[3] for row in plan if row[3].startswith(("SCAN o ", "SCAN operations"))]
    assert [scan for scan in scans if not scan.endswith(partial)] == []


def test_a_theme_is_the_title(window: Window) -> None:
    window.commit("a1", ApplicationOpened(theme="T-SHOP", items=("BIZ-IND",), answers={}))
    assert window.store.views.search("")[0].title == "T-SHOP"


def test_numbers_come_from_the_lowest_leased_and_are_never_given_twice(window: Window, centre: Centre) -> None:
    numbers = window.store.numbers
    assert (numbers.peek(DAY), numbers.left()) == (None, 0)
    device = window.store.device.id
    centre.lease(device, prefix="S1-W1-", first=7, last=8)
    centre.lease("another", prefix="S1-W9-", first=1, last=99)
    window.sync(centre)
    assert (numbers.peek(DAY), numbers.left()) == ("S1-W1-20261123-00007", 2)
    for number in (7, 8):
        window.begin(f"a{number}")
        assert numbers.peek(DAY) == f"S1-W1-20261123-{number:05d}"
        window.commit(f"a{number}", accepted(f"S1-W1-20261123-{number:05d}"))
    assert (numbers.peek(DAY), numbers.left()) == (None, 0)
    centre.refuse.add("a8")
    centre.lease(device, prefix="S1-W1-", first=30, last=31)
    window.sync(centre)
    assert numbers.peek("2026-11-24") == "S1-W1-20261124-00030"
    window.store.journal.rebuild()
    assert (numbers.peek(DAY), numbers.left()) == ("S1-W1-20261123-00030", 2)
    assert CENTRE.kind == "centre"
