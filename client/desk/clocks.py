"""Clocks as the desk shows them: lights of cases, years whose calendar is not here, drafts that a calendar moves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from client.desk.carry_out import carry_out
from client.desk.desk import Desk
from client.desk.session import Session
from forms.calendar import is_newer
from forms.catalog.model import Catalog, WorkCalendar
from forms.clock.clock import Hours, Light, Moment, Pause, Standing, hours_of, recorded
from forms.journal.answers import Receipt
from forms.journal.clocks import clock_start
from forms.journal.commands import RecomputeDates
from forms.journal.state import ApplicationState, CaseState, CaseStatus

_WORST = (Light.RED, Light.YELLOW, Light.PAUSED, Light.GREEN)


def standings(desk: Desk, state: ApplicationState) -> Mapping[str, Standing]:
    """How the clock of each running case stands today, by item; none for one that has ended or not started."""
    catalog = desk.catalog_if_here(state.catalog or desk.current_catalog())
    if catalog is None:
        return {}
    hours, now = counting_hours(desk, catalog), Moment(desk.today())
    return {
        case.item: recorded(
            hours,
            start=clock_start(state, case),
            due=case.promised_due,
            unit=_unit(catalog, case.item),
            pauses=pauses_of(case),
            now=now,
        )
        for case in state.cases.values()
        if case.promised_due and case.status is not CaseStatus.ENDED
    }


def answer_standing(desk: Desk, received: Receipt, *, day: str) -> Standing:
    """How the time for an answer to what was taken in stands on `day` (ISO): a clock like any other, without pauses."""
    catalog = desk.catalog(desk.current_catalog())
    return recorded(
        hours_of(catalog), start=received.day, due=received.answer_by, unit="wd", pauses=(), now=Moment(day)
    )


def worst(standings: Mapping[str, Standing]) -> Standing | None:
    """The clock that matters most of an application: over before soon due, then the one that is due first."""
    ranked = sorted(standings.values(), key=lambda one: (_WORST.index(one.light), one.due))
    return ranked[0] if ranked else None


def unknown_year(desk: Desk) -> str:
    """The first year whose calendar is not here though something is due in it; '' when all days are sure."""
    catalog = desk.current_catalog()
    if not catalog:
        return ""
    last = desk.catalog(catalog).calendar.last
    latest = max(desk.today(), desk.store.views.latest_due())
    return str((date.fromisoformat(last) + timedelta(days=1)).year) if latest > last else ""


def recompute_drafts(session: Session, desk: Desk) -> None:
    """Move what this clerk's drafts ask for off days that a newer calendar has made free."""
    catalog = desk.current_catalog()
    if not catalog:
        return
    for draft in desk.store.views.drafts(session.account):
        state = desk.store.journal.state(draft.application)
        pinned = desk.catalog_if_here(state.catalog)
        if not state.deferral_requests or pinned is None:
            continue
        calendar = newest(desk, pinned)
        if calendar.revision not in (pinned.calendar.revision, state.calendar_revision):
            target = desk.rules(state.catalog).counting_by(calendar)
            carry_out(session, desk, application=state.id, command=RecomputeDates(target=target))


def newest(desk: Desk, pinned: Catalog) -> WorkCalendar:
    """The calendar that days of an application pinned to `pinned` follow."""
    current = desk.current_catalog()
    calendar = desk.catalog(current).calendar if current else pinned.calendar
    return calendar if is_newer(calendar, pinned.calendar) else pinned.calendar


def counting_hours(desk: Desk, catalog: Catalog) -> Hours:
    """What clocks of an application pinned to `catalog` are read by."""
    return Hours(calendar=newest(desk, catalog), office=catalog.hall.office_hours)


def _unit(catalog: Catalog, item: str) -> str:
    """Recorded days are whole days: those of a term in hours are working days."""
    known = catalog.items.get(item)
    return "nd" if known is not None and known.promised.unit == "nd" else "wd"


def pauses_of(case: CaseState) -> tuple[Pause, ...]:
    """When the promised clock of a case stood still."""
    return tuple(
        Pause(first=Moment(one.first), last=Moment(one.last) if one.last else None)
        for one in case.pauses
        if one.stops_promise
    )
