"""The clock of a theme at the desk: government time only, on the card always, on the workbench when it presses."""

from __future__ import annotations

import pytest

from client.desk import looking, theme_clocks
from client.desk.theme_clocks import ThemeRow
from forms.clock.clock import Light, Standing
from forms.journal.commands import PauseCase
from forms.unify.situations import theme_limit
from tests.client.desk.desk_hall import DAY_MS, Pc

REST = ("SEAL", "FOOD-LIC", "FIRE-OPEN", "SIGN", "DRAIN")
"""What is at work once the business licence is granted."""


@pytest.fixture
def running_pc(accepted_pc: Pc) -> Pc:
    """Accepted on Monday 23 November 2026 and the licence granted that day; the theme has seven working days."""
    accepted_pc.sync()
    accepted_pc.hall.issue_licence(accepted_pc.hall.application)
    accepted_pc.sync()
    return accepted_pc


def stands(pc: Pc) -> Standing:
    found = theme_clocks.theme_clock(pc.desk, pc.state(pc.hall.application))
    assert found is not None
    return found.stands


def pressing(pc: Pc) -> tuple[ThemeRow, ...]:
    return looking.workbench(pc.session, pc.desk).themes


def test_a_theme_runs_while_somebody_in_government_is_at_work(running_pc: Pc) -> None:
    pc = running_pc
    told = {}
    for _ in range(11):
        now = stands(pc)
        told[pc.desk.today()[5:]] = (now.light, now.left, now.due.day[5:], len(pressing(pc)))
        pc.off += DAY_MS
    assert told["11-23"] == (Light.GREEN, 7, "12-02", 0)
    assert told["11-30"] == (Light.GREEN, 2, "12-02", 0)
    assert told["12-01"] == (Light.YELLOW, 1, "12-02", 1)
    assert told["12-02"] == (Light.YELLOW, 0, "12-02", 1)
    assert told["12-03"] == (Light.RED, -1, "12-02", 1)


def test_it_stands_still_while_every_case_does_and_not_before(running_pc: Pc) -> None:
    pc, hall = running_pc, running_pc.hall
    hall.wall += DAY_MS
    for item in REST[1:]:
        pause(pc, item)
    pc.sync()
    hall.wall += 2 * DAY_MS
    pc.sync()
    assert (stands(pc).spent, stands(pc).light) == (3, Light.GREEN), "the seal is at work on the 26th"
    pause(pc, "SEAL")
    hall.wall += 4 * DAY_MS
    pc.sync()
    assert (pc.desk.today(), stands(pc).light) == ("2026-11-30", Light.PAUSED)
    hall.review.resume_case(hall.reviewer, hall.application, item="SIGN")
    pc.sync()
    assert stands(pc).due.day == "2026-12-04", "two working days, the 26th and the 27th, were nobody's"


def test_while_it_waits_for_what_is_overdue_the_applicant_is_at_work(running_pc: Pc) -> None:
    """Only SIGN, FOOD-LIC and the others without deferrals go on: a theme waits when all of them wait."""
    pc, hall = running_pc, running_pc.hall
    due = {held.material: held.due_day for held in pc.state(hall.application).deferrals.values()}
    for item in REST:
        if not any(item in held.items for held in pc.state(hall.application).deferrals.values()):
            hall.review.issue_result(
                hall.reviewer, hall.application, item=item, outcome="refused", number="", note="不符", elements={}
            )
    hall.wall += 21 * DAY_MS
    pc.sync()
    now = stands(pc)
    assert max(due.values()) < pc.desk.today() and now.light is Light.PAUSED


def test_what_has_ended_or_has_no_theme_has_no_clock(running_pc: Pc) -> None:
    pc, hall = running_pc, running_pc.hall
    single = pc.begin()
    assert theme_clocks.theme_clock(pc.desk, pc.state(single)) is None
    for item in REST:
        hall.review.issue_result(
            hall.reviewer, hall.application, item=item, outcome="refused", number="", note="不符", elements={}
        )
    hall.wall += 20 * DAY_MS
    pc.sync()
    assert theme_clocks.theme_clock(pc.desk, pc.state(hall.application)) is None and pressing(pc) == ()


def pause(pc: Pc, item: str) -> None:
    command = PauseCase(item=item, procedure="hearing", reason="听证")
    pc.hall.review.pause_case(pc.hall.reviewer, pc.hall.application, command)


def test_an_industrial_project_has_fifteen_days_and_another_thirty(running_pc: Pc) -> None:
    catalog = running_pc.desk.catalog(running_pc.desk.current_catalog())
    assert theme_limit(catalog, "C-LAND", {"q_industry": True}).days == 15
    assert theme_limit(catalog, "C-LAND", {"q_industry": False}).days == 30
    assert theme_limit(catalog, "C-LAND", {}).days == 30 and theme_limit(catalog, "C-STORE", {}).days == 10
