"""Days that a newer calendar moved, from the centre's recount to the call: told once, at whichever window."""

from __future__ import annotations

from msgspec.structs import replace

from client.desk import attaching, deferring, installing, looking, moved_days
from client.desk.hall_day import day_of
from forms.catalog.package import Package
from forms.journal.decision import Refusal
from forms.journal.state import digest
from tests.client.desk.desk_hall import DAY, DAY_MS, Hall, Pc, codes, done, picture
from tests.support.accepted_papers import shipped_catalog
from tests.support.publisher import published

CATALOG = shipped_catalog()


def without(*days: str, revision: str) -> Package:
    """A catalog of which these days are no working days either."""
    calendar = replace(CATALOG.calendar, revision=revision, holidays=(*CATALOG.calendar.holidays, *days))
    return published(replace(CATALOG, version=revision, calendar=calendar))


def install(hall: Hall, package: Package, *pcs: Pc) -> None:
    hall.kept.catalogs.publish(package.id, version=package.id[:6], data=package.data)
    for pc in (*pcs, *pcs):
        pc.sync()
        installing.note_catalog(pc.session, pc.desk)


def lines(pc: Pc) -> set[tuple[str, str, str]]:
    return {(one.name, one.before, one.after) for one in moved_days.moved_days(pc.desk)}


def test_what_moved_is_listed_with_whom_to_phone_until_somebody_did(accepted_pc: Pc) -> None:
    pc, hall, application = accepted_pc, accepted_pc.hall, accepted_pc.hall.application
    pc.sync()
    hall.issue_licence(application)
    pc.sync()
    before = {held.material: held.due_day for held in pc.state(application).deferrals.values()}
    off = sorted(before.values())[0]
    assert lines(pc) == set()
    install(hall, without(off, revision="2027"), pc)
    state = pc.state(application)
    found = looking.workbench(pc.session, pc.desk).moved
    assert {(one.applicant, one.phone, one.receipt_number) for one in found} == {
        ("张三丰", state.party.phone, state.receipt_number)
    }
    deferred = {(one.before, one.after) for one in found if one.what == "deferral"}
    assert deferred and all(old == off and new > off for old, new in deferred)
    assert {one.what for one in found} >= {"promised", "legal", "deferral"}
    pc.reopen()
    assert lines(pc) == {(one.name, one.before, one.after) for one in found}
    pc.store.journal.rebuild()
    assert lines(pc) == {(one.name, one.before, one.after) for one in found}

    done(moved_days.tell(pc.session, pc.desk, application, way="phone"))
    assert lines(pc) == set()
    refused = moved_days.tell(pc.session, pc.desk, application, way="phone")
    assert isinstance(refused, Refusal) and codes(refused) == ["moves.none"]
    pc.sync()
    at_centre = hall.kept.applications.state(application)
    assert at_centre is not None and digest(at_centre) == digest(pc.state(application))
    assert at_centre.untold_moves == () and not at_centre.objections


def test_deferrals_are_recounted_alike_at_both_ends_and_none_is_lost(accepted_pc: Pc) -> None:
    """A due day that is free moves on to the next working day (民法典 第二百零三条); nothing opens or ends by it."""
    pc, hall, application = accepted_pc, accepted_pc.hall, accepted_pc.hall.application
    pc.sync()
    before = {held.material: held for held in pc.state(application).deferrals.values()}
    days = sorted({held.due_day for held in before.values()})
    package = without(*days, revision="2027")
    install(hall, package, pc)
    after, at_centre = pc.state(application).deferrals, hall.kept.applications.state(application)
    assert at_centre is not None and digest(at_centre) == digest(pc.state(application))
    rules = pc.desk.rules(package.id)
    for material, held in before.items():
        assert (
            after[material].due_day == rules.add_working_days(held.due_day, 1) == at_centre.deferrals[material].due_day
        )
        assert after[material].first_due == held.due_day and after[material].is_open
    for state in (pc.state(application), at_centre):
        pending = [held for held in state.deferrals.values() if held.is_open]
        ended = [held for held in state.deferrals.values() if not held.is_open]
        assert len(before) == len(pending) + len(ended) and not ended
    assert pc.store.views.counts(day=DAY)["open_deferrals"] == len(before)
    assert day_of(hall.wall) == DAY


def test_after_a_newer_calendar_more_time_ends_on_its_working_days_at_both_ends(accepted_pc: Pc) -> None:
    """The pinned catalog takes the day for a working day; the calendar that the days follow does not."""
    pc, hall, application = accepted_pc, accepted_pc.hall, accepted_pc.hall.application
    pc.sync()
    install(hall, without("2026-12-08", revision="2027"), pc)
    pc.sign_in("limin")
    about = {"material": "M-HEALTH", "reason": "体检中心停业"}
    refused = deferring.extend(pc.session, pc.desk, application, due_day="2026-12-08", **about)
    assert isinstance(refused, Refusal) and codes(refused) == ["deferral.due_day_off"]
    done(deferring.extend(pc.session, pc.desk, application, due_day="2026-12-09", **about))
    pc.sync()
    at_centre = hall.kept.applications.state(application)
    assert at_centre is not None and digest(at_centre) == digest(pc.state(application))
    assert at_centre.deferrals["M-HEALTH"].due_day == "2026-12-09" and not at_centre.objections


def test_a_window_that_has_not_heard_of_the_newer_calendar_is_not_rejected(accepted_pc: Pc) -> None:
    pc, hall, application = accepted_pc, accepted_pc.hall, accepted_pc.hall.application
    pc.sync()
    package = without("2026-12-08", revision="2027")
    hall.kept.catalogs.publish(package.id, version="2027", data=package.data)
    pc.sign_in("limin")
    done(
        deferring.extend(
            pc.session, pc.desk, application, material="M-HEALTH", due_day="2026-12-08", reason="体检中心停业"
        )
    )
    other = hall.pc("09")
    other.sign_in()
    other.sync()
    pc.sync()
    pc.sync()
    at_centre = hall.kept.applications.state(application)
    assert at_centre is not None and digest(at_centre) == digest(pc.state(application))
    assert at_centre.deferrals["M-HEALTH"].due_day == "2026-12-09", "taken, then moved off the day that is free"
    assert pc.store.sync.quarantine() == ()


def test_a_completion_counted_by_the_older_calendar_is_counted_anew(accepted_pc: Pc) -> None:
    """Overdue by two working days, so that the clocks end two days later; the newer one knows that one is free."""
    pc, hall, application = accepted_pc, accepted_pc.hall, accepted_pc.hall.application
    pc.sync()
    hall.issue_licence(application)
    pc.sync()
    hall.wall += 9 * DAY_MS
    pc.sync()
    for material in pc.state(application).deferrals:
        paper = attaching.keep_scan(pc.desk, picture(material), name=f"{material}.jpg")
        done(deferring.receive(pc.session, pc.desk, application, material=material, scans=(paper,)))
    pc.sync()
    for material in pc.state(application).deferrals:
        hall.review.pass_deferral(hall.reviewer, application, material=material)
    pc.sync()
    package = without("2026-12-08", revision="2027")
    hall.kept.catalogs.publish(package.id, version="2027", data=package.data)
    told = done(deferring.complete(pc.session, pc.desk, application))
    other = hall.pc("09")
    other.sign_in()
    other.sync()
    pc.sync()
    pc.sync()
    at_centre = hall.kept.applications.state(application)
    assert at_centre is not None and digest(at_centre) == digest(pc.state(application)) and not at_centre.objections
    assert told.cases["FOOD-LIC"].legal_due == "2026-12-09", "two working days were lost"
    assert at_centre.cases["FOOD-LIC"].legal_due == "2026-12-10", "the 8th is free after all"
    assert ("食品经营许可新办", "2026-12-09", "2026-12-10") in lines(pc)
