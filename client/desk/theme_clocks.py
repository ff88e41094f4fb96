"""Clocks of themes (拿地即开工 30 个工作日): one limit for all that is wanted together, of government time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from client.desk.choosing import title_of
from client.desk.clocks import counting_hours, pauses_of
from client.desk.desk import Desk
from forms.catalog.model import Catalog, OnOverdue, Term
from forms.clock.clock import Light, Moment, Pause, Standing, standing
from forms.clock.theme import Work
from forms.clock.theme import theme_clock as clock_of
from forms.journal.clocks import clock_start
from forms.journal.state import ApplicationState, ApplicationStatus, CaseState, CaseStatus
from forms.unify.situations import theme_limit

MOST = 100
"""Running applications of themes that are looked at for the workbench, the oldest first: 2 ms each."""


class ThemeClock(msgspec.Struct, frozen=True, kw_only=True):
    """The limit of a theme and how its clock stands."""

    limit: Term
    stands: Standing


class ThemeRow(msgspec.Struct, frozen=True, kw_only=True):
    """An application whose theme is soon due or over."""

    application: str
    applicant: str
    title: str
    stands: Standing


def theme_clock(desk: Desk, state: ApplicationState) -> ThemeClock | None:
    """The theme of an accepted application today; None without a limit, and once everything has ended."""
    return _clock(desk, state, today=desk.today())


def _clock(desk: Desk, state: ApplicationState, *, today: str) -> ThemeClock | None:
    catalog = desk.catalog_if_here(state.catalog)
    if catalog is None or state.theme not in catalog.themes or state.status is not ApplicationStatus.ACCEPTED:
        return None
    limit = theme_limit(catalog, state.theme, state.answers)
    if not limit.days:
        return None
    now = Moment(today)
    clock = clock_of(Moment(state.accepted_day), limit, tuple(_works(state, catalog)), now=now)
    return ThemeClock(limit=limit, stands=standing(counting_hours(desk, catalog), clock, now=now))


def pressing_themes(desk: Desk) -> tuple[ThemeRow, ...]:
    """Applications whose theme is soon due or over, the most pressing first."""
    current = desk.current_catalog()
    themes = desk.catalog(current).themes if current else {}
    limits = [limit for theme in themes.values() for limit in (theme.limit, theme.quick)]
    warned = [_warns_after(limit) for limit in limits if limit.days]
    if not warned:
        return ()
    today = desk.today()
    until = date.fromisoformat(today) - timedelta(days=min(warned))
    found = desk.store.views.running(tuple(themes), accepted_until=until.isoformat(), limit=MOST)
    rows = [row for application in found if (row := _row(desk, application, today=today)) is not None]
    return tuple(sorted(rows, key=lambda row: (row.stands.left, row.application)))


def _warns_after(limit: Term) -> int:
    """Days after an acceptance before which no light of this limit can warn, whatever the calendar says."""
    return 0 if limit.unit == "h" else max(0, min(limit.days - 1, limit.days * 4 // 5))


def _row(desk: Desk, application: str, *, today: str) -> ThemeRow | None:
    state = desk.store.journal.state(application)
    clock = _clock(desk, state, today=today)
    if clock is None or clock.stands.light not in (Light.YELLOW, Light.RED):
        return None
    return ThemeRow(
        application=application, applicant=state.party.name, title=title_of(desk, state), stands=clock.stands
    )


def _works(state: ApplicationState, catalog: Catalog) -> Iterator[Work]:
    """The cases at work; one that waits for another, or whose clock has not started, is not."""
    for case in state.cases.values():
        start = clock_start(state, case)
        if start and case.status is not CaseStatus.WAITING:
            ended = Moment(case.result.day) if case.result is not None else None
            pauses = (*pauses_of(case), *_overdue(state, case, catalog))
            yield Work(first=Moment(start), last=ended, pauses=pauses)


def _overdue(state: ApplicationState, case: CaseState, catalog: Catalog) -> Iterator[Pause]:
    """While a material that a case needs is overdue it is the applicant who is waited for, where the hall says so."""
    if catalog.hall.deferral.on_overdue is OnOverdue.TERMINATE:
        return
    for deferral in state.deferrals.values():
        arrived = deferral.last_day("deferral_arrived")
        if case.item in deferral.items and (not arrived or arrived > deferral.due_day):
            last = Moment(_next_day(arrived)) if arrived else None
            yield Pause(first=Moment(_next_day(deferral.due_day)), last=last)


def _next_day(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
