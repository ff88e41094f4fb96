"""The ledger: every order by its index, pages that meet, filters, counts; only the projector writes it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from store_window import CENTRE, CLERK, DAY, REVIEWER, Centre, Window, accepted

from client.store.ledger import Asked, asked, count_query, due_count_query, due_query, due_where, page_query
from client.store.ledger_query import LedgerFilters, LedgerOrder, LedgerPage, LedgerPlace, LedgerShows
from client.store.rows import LedgerRow
from forms.journal.acceptance import DeferralFact
from forms.journal.deferrals import DeferralArrived, DeferralPassed
from forms.journal.deferrals_ended import DeferralTerminated
from forms.journal.keeping import KeeperChanged
from forms.journal.progress import ResultIssued
from forms.journal.reminders import ReminderMade
from forms.journal.state import ScanRef

NAMES = ("张三", "李四", "单曾国", "王芳", "欧阳修", "李斯", "赵磊", "解缙")
MATERIALS = (
    ("M-LEASE", "租赁合同", ("BIZ-IND",)),
    ("M-HEALTH", "健康证明", ("FOOD",)),
    ("M-ID", "证明", ("BIZ-IND", "FOOD")),
)
DAYS = tuple(f"2026-11-{day:02d}" for day in range(16, 30))
SCAN = ScanRef(sha256="a" * 64, media_type="image/png", size=5, pages=1)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    """Sixty applications with one to three deferrals each, of which some arrived, passed or were terminated."""
    window, centre, chance = Window(tmp_path_factory.mktemp("ledger")), Centre(), random.Random(1)
    for number in range(60):
        take_in(window, centre, f"a{number:03d}", number, chance)
    window.sync(centre)
    yield window
    window.store.close()


def take_in(window: Window, centre: Centre, application: str, number: int, chance: random.Random) -> None:
    window.begin(application, ap_name=chance.choice(NAMES))
    facts = tuple(
        DeferralFact(material=material, name=name, items=items, reason="在办", due_day=chance.choice(DAYS))
        for material, name, items in chance.sample(MATERIALS, chance.randint(1, 3))
    )
    body = accepted(f"S1-W1-20261123-{number:05d}", name=chance.choice(NAMES))
    window.commit(application, replace(body, deferrals=facts))
    window.sync(centre)
    for fact in facts:
        move(window, centre, application, fact.material, chance.randrange(8))


def move(window: Window, centre: Centre, application: str, material: str, fate: int) -> None:
    if fate in (1, 2):
        window.commit(application, DeferralArrived(material=material, scans=(SCAN,)))
        window.sync(centre)
    if fate == 2:
        centre.write(application, DeferralPassed(material=material), actor=REVIEWER)
    if fate == 3:
        window.commit(application, DeferralTerminated(material=material, reason="逾期"))
    if fate == 4:
        window.commit(
            application,
            ReminderMade(material=material, due_day="2026-11-27", step=1, way="phone", reached=True),
        )
    if fate == 5:
        window.commit(application, KeeperChanged(from_account="li", to_account="zhao", to_name="赵磊", reason="休假"))


def page(window: Window, **asked_for: object) -> LedgerPage:
    given = {"order": LedgerOrder.DUE, "descending": False, "filters": LedgerFilters(), "after": None, "limit": 20}
    return window.store.ledger.page(day=DAY, **{**given, **asked_for})  # type: ignore[arg-type]


def walked(window: Window, order: LedgerOrder, descending: bool, shows: LedgerShows, limit: int) -> list[LedgerRow]:
    """All pages one after the other."""
    rows: list[LedgerRow] = []
    after: LedgerPlace | None = None
    filters = LedgerFilters(shows=shows)
    while True:
        found = page(window, order=order, descending=descending, filters=filters, after=after, limit=limit)
        assert len(found.lines) <= limit
        rows += found.lines
        after = found.after
        if after is None:
            assert len(rows) == found.total == sum(group.lines for group in found.groups)
            return rows


KEYS = {
    LedgerOrder.DUE: lambda row: (row.due_day, row.receipt_number, row.material),
    LedgerOrder.SITE: lambda row: (row.site, row.due_day, row.receipt_number, row.material),
    LedgerOrder.STATE: lambda row: (row.status, row.due_day, row.receipt_number, row.material),
}


@pytest.mark.parametrize("descending", [False, True], ids=["up", "down"])
@pytest.mark.parametrize("shows", LedgerShows)
@pytest.mark.parametrize("order", LedgerOrder)
def test_pages_of_any_size_are_the_whole_list_in_order(
    hall: Window, order: LedgerOrder, shows: LedgerShows, descending: bool
) -> None:
    whole = hall.store.ledger.lines(order=order, descending=descending, filters=LedgerFilters(shows=shows), day=DAY)
    assert len({(row.application, row.material) for row in whole}) == len(whole) > 0
    for limit in (1, 7, 1000):
        assert walked(hall, order, descending, shows, limit) == list(whole)
    if order in KEYS:
        assert list(whole) == sorted(whole, key=KEYS[order], reverse=descending)


def test_names_are_in_the_order_of_pinyin(hall: Window) -> None:
    lines = hall.store.ledger.lines(order=LedgerOrder.APPLICANT)
    names = list(dict.fromkeys(row.applicant for row in lines))
    assert names == ["李四", "李斯", "欧阳修", "单曾国", "王芳", "解缙", "张三", "赵磊"]


def test_the_same_items_are_together(hall: Window) -> None:
    lines = hall.store.ledger.lines(order=LedgerOrder.ITEM)
    groups = list(dict.fromkeys(row.item_names for row in lines))
    assert [row.item_names for row in lines] == sorted((row.item_names for row in lines), key=groups.index)
    assert len(groups) == 3


def by_hand(hall: Window) -> list[LedgerRow]:
    return [*hall.store.ledger.lines(), *hall.store.ledger.lines(filters=LedgerFilters(shows=LedgerShows.ENDED))]


def test_what_arrived_is_neither_due_nor_overdue(hall: Window) -> None:
    rows = by_hand(hall)
    counted = {shows: page(hall, filters=LedgerFilters(shows=shows)).total for shows in LedgerShows}
    awaited = [row for row in rows if row.status == "awaited"]
    assert counted[LedgerShows.OVERDUE] == sum(row.due_day < DAY for row in awaited) > 5
    assert counted[LedgerShows.DUE_TODAY] == sum(row.due_day == DAY for row in awaited) > 0
    assert counted[LedgerShows.TO_VERIFY] == sum(row.status == "arrived" for row in rows) > 5
    assert any(row.due_day < DAY for row in rows if row.status == "arrived")
    assert counted[LedgerShows.ENDED] == sum(row.status in ("passed", "terminated") for row in rows) > 5
    assert counted[LedgerShows.OPEN] + counted[LedgerShows.ENDED] == len(rows)


def test_groups_count_by_due_day(hall: Window) -> None:
    found = page(hall, limit=3)
    rows = hall.store.ledger.lines()
    assert {group.due_day: group.lines for group in found.groups} == {
        day: sum(row.due_day == day for row in rows) for day in {row.due_day for row in rows}
    }
    day = found.groups[2].due_day
    only = page(hall, filters=LedgerFilters(due_day=day), limit=100)
    assert only.total == found.groups[2].lines == len(only.lines) and {row.due_day for row in only.lines} == {day}


@pytest.mark.parametrize("text", ["李", "ls", "ouyang", "00007", "W1-20261123-00011", "李 四", "没有", '"', "* OR a"])
def test_text_finds_applicants_and_receipts(hall: Window, text: str) -> None:
    found = {row.application for row in hall.store.views.search(text, limit=1000)}
    lines = page(hall, filters=LedgerFilters(text=text), limit=1000)
    assert {row.application for row in lines.lines} == {
        row.application for row in hall.store.ledger.lines() if row.application in found
    }
    assert lines.total == len(lines.lines)


def test_lines_are_filtered_by_keeper_site_and_application(hall: Window) -> None:
    rows = hall.store.ledger.lines()
    zhao = page(hall, filters=LedgerFilters(keeper="zhao"), limit=1000).lines
    assert {row.keeper_name for row in zhao} == {"赵磊"} and len(zhao) == sum(row.keeper == "zhao" for row in rows) > 2
    assert page(hall, filters=LedgerFilters(site="S1")).total == len(rows)
    assert page(hall, filters=LedgerFilters(site="S2")).total == 0
    assert page(hall, filters=LedgerFilters(application="a003")).total == sum(row.application == "a003" for row in rows)
    shares = {share.key: (share.name, share.lines) for share in hall.store.ledger.keepers()}
    assert shares == {"li": ("李敏", len(rows) - len(zhao)), "zhao": ("赵磊", len(zhao))}
    assert [(share.key, share.lines) for share in hall.store.ledger.sites()] == [("S1", len(rows))]
    assert hall.store.ledger.kept_by("zhao") == tuple(sorted({row.application for row in zhao}))


def test_reminders_stand_in_the_line_and_count_for_the_day_they_named(hall: Window) -> None:
    reminded = [row for row in by_hand(hall) if row.reminded.day]
    assert reminded and {(row.reminded.way, row.reminded.reached, row.reminded.actor) for row in reminded} == {
        ("phone", True, "李敏")
    }
    assert {row.reached_step == 1 for row in reminded if row.due_day == "2026-11-27"} <= {True}
    assert {row.reached_step > 1 for row in reminded if row.due_day != "2026-11-27"} == {True}
    waiting = hall.store.ledger.due_count(first=DAYS[0], last=DAYS[-1], step=1)
    lines = hall.store.ledger.due(first=DAYS[0], last=DAYS[-1], beyond_step=1, limit=1000)
    assert waiting == (len(hall.store.ledger.due(first=DAYS[0], last=DAYS[-1], limit=1000)), len(lines))


def test_a_page_goes_on_where_it_ended_though_lines_went(window: Window, centre: Centre) -> None:
    for number in range(6):
        take_in(window, centre, f"a{number}", number, random.Random(number))
    whole = window.store.ledger.lines()
    first = page(window, limit=3)
    gone = whole[2]
    window.commit(gone.application, DeferralTerminated(material=gone.material, reason="不再需要"))
    rest = page(window, after=first.after, limit=100)
    assert list(rest.lines) == list(whole[3:])


def test_when_the_cases_ended_nobody_is_asked_for_the_document(window: Window, centre: Centre) -> None:
    window.begin("a1")
    window.commit("a1", accepted("S1-W1-20261123-00001"))
    window.sync(centre)
    refused = ResultIssued(item="BIZ-IND", outcome="refused", number="", note="", elements={}, materials={}, started=())
    overdue = LedgerFilters(shows=LedgerShows.OVERDUE)
    assert (
        window.store.ledger.page(
            order=LedgerOrder.DUE, descending=False, filters=overdue, after=None, limit=5, day="2026-12-31"
        ).total
        == 1
    )
    centre.write("a1", refused, actor=REVIEWER)
    window.sync(centre)
    (line,) = window.store.ledger.lines()
    assert not line.needed
    assert window.store.ledger.due(first="", last="2026-12-31", limit=5) == ()
    assert window.store.views.counts(day="2026-12-31")["deferrals_overdue"] == 0


def test_a_rebuild_writes_the_same_lines(hall: Window) -> None:
    database = hall.store.journal._database
    sql = "SELECT * FROM view_deferrals ORDER BY application, material"
    before = database.all(sql)
    hall.store.journal.rebuild()
    assert database.all(sql) == before
    hall.store.journal.rebuild_ledger()
    assert database.all(sql) == before


# By index


@pytest.mark.parametrize("continued", [False, True], ids=["first", "next"])
@pytest.mark.parametrize("descending", [False, True], ids=["up", "down"])
@pytest.mark.parametrize("order", LedgerOrder)
def test_every_order_is_an_index(hall: Window, order: LedgerOrder, descending: bool, continued: bool) -> None:
    for filters in (LedgerFilters(), LedgerFilters(site="S1", keeper="li"), LedgerFilters(shows=LedgerShows.ENDED)):
        after = page(hall, order=order, filters=LedgerFilters(), limit=1).after if continued else None
        sql, values = page_query(asked(filters, day=DAY), order, descending=descending, after=after)
        assert_sorted_by_index(hall, sql, (*values, 10), order)


def assert_sorted_by_index(hall: Window, sql: str, values: tuple[object, ...], order: LedgerOrder) -> None:
    plan = [row[3] for row in hall.store.journal._database.all(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert not any("TEMP B-TREE" in step for step in plan), plan
    assert plan[0].startswith("SEARCH view_deferrals USING INDEX view_deferrals_"), plan
    wanted = {LedgerOrder.DUE: "due", LedgerOrder.APPLICANT: "applicant", LedgerOrder.ITEM: "item"}
    wanted |= {LedgerOrder.SITE: "site", LedgerOrder.STATE: "state"}
    if "site = ?" not in sql:
        assert f"view_deferrals_{wanted[order]} " in plan[0], plan


@pytest.mark.parametrize("shows", [shows for shows in LedgerShows])
def test_counting_reads_an_index_alone(hall: Window, shows: LedgerShows) -> None:
    where = asked(LedgerFilters(shows=shows, keeper="li"), day=DAY)
    plan = [str(row[3]) for row in explained(hall, where)]
    assert len(plan) == 1 and "USING COVERING INDEX view_deferrals_" in plan[0], plan


def test_what_is_due_is_counted_and_listed_by_index(hall: Window) -> None:
    where = due_where(first="", last=DAY)
    database = hall.store.journal._database
    (counted,) = database.all(f"EXPLAIN QUERY PLAN {due_count_query(where)}", (1, *where.values))
    assert "USING COVERING INDEX view_deferrals_awaited (is_awaited=? AND due_day>? AND due_day<?)" in counted[3]
    listed = [row[3] for row in database.all(f"EXPLAIN QUERY PLAN {due_query(where)}", (*where.values, 5))]
    assert listed == ["SEARCH view_deferrals USING INDEX view_deferrals_due (is_open=? AND due_day>? AND due_day<?)"]


def explained(hall: Window, where: Asked) -> list[tuple[object, ...]]:
    return hall.store.journal._database.all(f"EXPLAIN QUERY PLAN {count_query(where)}", where.values)


def test_a_store_of_an_earlier_program_shows_its_ledger(tmp_path: Path) -> None:
    window, centre = Window(tmp_path / "old"), Centre()
    take_in(window, centre, "a1", 1, random.Random(3))
    before = window.store.ledger.lines()
    database = window.store.journal._database
    with database.write():
        database.run("DELETE FROM view_deferrals")
        database.run("INSERT INTO meta VALUES ('views_behind', 'ledger')")
    window.reopen()
    assert window.store.ledger.lines() == before != ()
    assert window.store.journal._database.one("SELECT value FROM meta WHERE name = 'views_behind'") == ("",)
    window.store.close()
    assert CLERK.account == "li" and CENTRE.kind == "centre"
