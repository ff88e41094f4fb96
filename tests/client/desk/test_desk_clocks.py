"""Clocks at the desk: lights from recorded days, years without a calendar, drafts that a newer calendar moves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from client.desk import clocks, deferring, installing, ledger_reminders, looking, signing_in
from client.desk.hall_day import day_of, hall_zone
from forms.catalog.package import Package
from forms.clock.clock import Light
from forms.journal.commands import PauseCase
from sync.central.review import Review
from sync.central.sessions import ReviewerSession
from tests.client.desk.desk_hall import DAY, DAY_MS, MORNING, YEAR_MS, Hall, Pc, done
from tests.support.accepted_papers import shipped_catalog
from tests.support.publisher import published

ALL = ReviewerSession(account="wu", name="吴敏", departments=("*",))
CATALOG = shipped_catalog()


def with_calendar(*, holidays: tuple[str, ...] = (), last: str = "2027-12-31", zone: str = "Asia/Shanghai") -> Package:
    calendar = replace(
        CATALOG.calendar, revision=f"to {last}", last=last, holidays=(*CATALOG.calendar.holidays, *holidays)
    )
    hall = replace(CATALOG.hall, zone=zone)
    return published(replace(CATALOG, version="later", calendar=calendar, hall=hall))


def install(pc: Pc, package: Package) -> None:
    pc.hall.kept.catalogs.publish(package.id, version="later", data=package.data)
    pc.sync()
    installing.note_catalog(pc.session, pc.desk)


def light(pc: Pc, item: str) -> str:
    return clocks.standings(pc.desk, pc.state(pc.hall.application))[item].light


@pytest.fixture
def running_pc(accepted_pc: Pc) -> Pc:
    """The licence is granted: the cases that waited for it have five working days from today, a Monday."""
    accepted_pc.sync()
    accepted_pc.hall.issue_licence(accepted_pc.hall.application)
    accepted_pc.sync()
    return accepted_pc


def test_lights_follow_the_days(running_pc: Pc) -> None:
    seen = {}
    for days in (0, 3, 4, 7, 8):
        running_pc.off = days * DAY_MS
        seen[days] = light(running_pc, "FOOD-LIC")
    assert seen == {0: "green", 3: "green", 4: "yellow", 7: "yellow", 8: "red"}
    assert "BIZ-IND" not in clocks.standings(running_pc.desk, running_pc.state(running_pc.hall.application))


def test_a_paused_clock_says_so_and_the_worst_light_speaks_for_the_application(running_pc: Pc) -> None:
    application = running_pc.hall.application
    review = Review(running_pc.hall.centre)
    review.pause_case(ALL, application, PauseCase(item="FOOD-LIC", procedure="survey", reason="踏勘"))
    running_pc.sync()
    standings = clocks.standings(running_pc.desk, running_pc.state(application))
    assert standings["FOOD-LIC"].light is Light.PAUSED
    running_pc.off = 8 * DAY_MS
    standings = clocks.standings(running_pc.desk, running_pc.state(application))
    worst = clocks.worst(standings)
    assert standings["FOOD-LIC"].light is Light.PAUSED and worst is not None and worst.light is Light.RED
    assert clocks.worst({}) is None


@pytest.mark.parametrize("off", [-YEAR_MS, YEAR_MS])
def test_a_clock_that_is_a_year_off_changes_no_light_and_no_list(running_pc: Pc, off: int) -> None:
    """The last day that was sure is read until a person says which it is; then that one is."""
    pc = running_pc
    pc.hall.wall += 8 * DAY_MS
    pc.sync()
    overdue = [row.item_name for row in looking.workbench(pc.session, pc.desk).due_cases]
    assert light(pc, "FOOD-LIC") == "red" and len(overdue) == 5
    days, due, calls = promised_days(pc), ledger_reminders.today_due(pc.desk), ledger_reminders.call_list(pc.desk)
    assert calls
    pc.off = off
    assert signing_in.today(pc.desk).doubtful
    assert light(pc, "FOOD-LIC") == "red" and pc.desk.today() == "2026-12-01"
    assert (ledger_reminders.today_due(pc.desk), ledger_reminders.call_list(pc.desk)) == (due, calls)
    bench = looking.workbench(pc.session, pc.desk)
    assert (bench.day, [row.item_name for row in bench.due_cases]) == ("2026-12-01", overdue)
    signing_in.confirm_day(pc.session, pc.desk, day="2026-12-04")
    assert (light(pc, "FOOD-LIC"), pc.desk.today()) == ("red", "2026-12-04")
    assert clocks.standings(pc.desk, pc.state(pc.hall.application))["FOOD-LIC"].over == 4
    pc.hall.wall += DAY_MS
    assert signing_in.today(pc.desk).doubtful and pc.desk.today() == "2026-12-04"
    pc.sync()
    assert promised_days(pc) == days == promised_days_at_centre(pc)


def promised_days(pc: Pc) -> dict[str, str]:
    return {case.item: case.promised_due for case in pc.state(pc.hall.application).cases.values()}


def promised_days_at_centre(pc: Pc) -> dict[str, str]:
    state = pc.hall.kept.applications.state(pc.hall.application)
    assert state is not None
    return {case.item: case.promised_due for case in state.cases.values()}


def test_a_year_without_calendar_is_told_while_something_is_due_in_it(running_pc: Pc) -> None:
    assert clocks.unknown_year(running_pc.desk) == ""
    install(running_pc, with_calendar(last="2026-11-27"))
    assert clocks.unknown_year(running_pc.desk) == "2026", "what is due on the 30th lies beyond it"


def test_beyond_the_calendar_the_year_is_named(pc: Pc) -> None:
    pc.sign_in()
    pc.sync()
    pc.off = 60 * DAY_MS
    assert pc.desk.now().day > "2027"
    assert clocks.unknown_year(pc.desk) == "2027"
    install(pc, with_calendar())
    assert clocks.unknown_year(pc.desk) == ""


def test_a_draft_asks_for_a_day_that_is_worked_under_the_newer_calendar_too(pc: Pc) -> None:
    application = pc.begin()
    pc.hand_in(application, but={})
    material, due = _deferred(pc, application)
    before = pc.kinds(application)
    install(pc, with_calendar(holidays=(due,)))
    moved = pc.state(application).deferral_requests[material].due_day
    assert DAY < moved < due and pc.kinds(application) == [*before, "dates_recomputed"]
    clocks.recompute_drafts(pc.session, pc.desk)
    assert pc.kinds(application) == [*before, "dates_recomputed"]


def _deferred(pc: Pc, application: str) -> tuple[str, str]:
    state = pc.state(application)
    rules = pc.desk.rules(state.catalog)
    values = state.plain_values()
    for need in rules.materials(state.items, state.answers, values, day=DAY):
        latest = rules.latest_due(state.items, state.answers, values, material=need.material, day=DAY)
        if latest:
            done(
                deferring.defer(pc.session, pc.desk, application, material=need.material, reason="在办", due_day=latest)
            )
            return need.material, latest
    raise AssertionError("nothing may be deferred")


def test_the_zone_is_the_halls(pc: Pc) -> None:
    """At 09:42 in China it is still the day before in Honolulu."""
    pc.sign_in()
    pc.sync()
    install(pc, with_calendar(zone="Pacific/Honolulu"))
    assert hall_zone(pc.desk.store) == "Pacific/Honolulu"
    assert signing_in.today(pc.desk).pc_day == "2026-11-22"


@pytest.mark.parametrize(("wall", "day"), [(10**18, "9999-12-30"), (-(10**18), "0001-01-02")])
def test_a_clock_beyond_all_years_still_has_a_day(hall: Hall, wall: int, day: str) -> None:
    assert day_of(wall) in {day, "9999-12-30", "0001-01-02"} and day_of(wall)[:4] == day[:4]
    pc = hall.pc("09")
    pc.off = wall
    assert pc.desk.now().day[:4] == day[:4]


def test_day_and_time_of_an_operation_come_from_one_look_at_the_clock(pc: Pc) -> None:
    """Midnight falls between two looks: no operation has the time of the one and the day of the other."""
    midnight = MORNING + int(timedelta(hours=14, minutes=18).total_seconds() * 1000)
    looks = iter([midnight - 1, midnight + 1, midnight + 2])
    pc.desk.clock = lambda: next(looks)
    now = pc.desk.now()
    assert (now.wall, now.day) == (midnight - 1, DAY)
