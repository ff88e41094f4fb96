"""What waits for an answer at this window: received and unanswered, corrections, what a reviewer sent back."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from client.desk.choosing import title_of
from client.desk.desk import Desk
from forms.answer_day import is_accepted_by_law
from forms.calendar import working_days_between
from forms.errors import StorageFailed
from forms.journal.send_backs import marked_elements, marked_materials
from forms.journal.state import ApplicationState, ApplicationStatus

ALARM_DAYS = 2
"""From so many working days before the last day for an answer on the desk raises an alarm."""


class Waits(StrEnum):
    """For what: an answer of the window, the applicant's correction, an acceptance that the law has made."""

    SENT_BACK = "sent_back"
    BY_LAW = "by_law"
    UNANSWERED = "unanswered"
    CORRECTION = "correction"


class WaitingRow(msgspec.Struct, frozen=True, kw_only=True):
    """One application that waits. `since` and `due` ISO days, `due` '' where there is none; `reason` a reviewer's.

    `is_alarm`: the day of the answer is so near that somebody has to act.
    """

    application: str
    waits: Waits
    applicant: str
    title: str
    since: str
    due: str = ""
    is_alarm: bool = False
    reason: str = ""


def waiting(desk: Desk, *, day: str) -> tuple[WaitingRow, ...]:
    """Everything that waits on `day` (ISO), what is most pressing first."""
    views = desk.store.views
    states = [desk.store.journal.state(each) for each in (*views.received(), *views.sent_back())]
    rows = [row for state in states if (row := _row(desk, state, day=day)) is not None]
    order = list(Waits)
    return tuple(sorted(rows, key=lambda row: (order.index(row.waits), row.due or row.since, row.application)))


def _row(desk: Desk, state: ApplicationState, *, day: str) -> WaitingRow | None:
    if state.status is not ApplicationStatus.INTAKE:
        return _sent_back(desk, state)
    received = state.received
    if received is None:
        return None
    if is_accepted_by_law(received, state.corrections, today=day):
        return _told(desk, state, Waits.BY_LAW, since=received.day, due=received.answer_by, is_alarm=True)
    if state.corrections:
        return _told(desk, state, Waits.CORRECTION, since=state.corrections[-1].day)
    left = _working_days(desk, day, received.answer_by)
    return _told(desk, state, Waits.UNANSWERED, since=received.day, due=received.answer_by, is_alarm=left <= ALARM_DAYS)


def _sent_back(desk: Desk, state: ApplicationState) -> WaitingRow | None:
    if not (marked_elements(state) or marked_materials(state)):
        return None
    asked = next(each for each in state.send_backs if each.is_open)
    return _told(desk, state, Waits.SENT_BACK, since=asked.day, is_alarm=True, reason=asked.reason)


def _told(
    desk: Desk,
    state: ApplicationState,
    waits: Waits,
    *,
    since: str,
    due: str = "",
    is_alarm: bool = False,
    reason: str = "",
) -> WaitingRow:
    return WaitingRow(
        application=state.id,
        waits=waits,
        applicant=state.party.name or _applicant(desk, state),
        title=title_of(desk, state),
        since=since,
        due=due,
        is_alarm=is_alarm,
        reason=reason,
    )


def _applicant(desk: Desk, state: ApplicationState) -> str:
    """Whom the form names so far; nobody while the pinned catalog is on its way."""
    try:
        return desk.rules(state.catalog).applicant(state.plain_values()).name
    except StorageFailed:
        return ""


def _working_days(desk: Desk, first: str, last: str) -> int:
    return working_days_between(desk.catalog(desk.current_catalog()).calendar, first, last)
