"""What waits for an answer at this window: received and unanswered, corrections, what a reviewer sent back."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from client.desk.choosing import title_of
from client.desk.clocks import answer_standing
from client.desk.desk import Desk
from forms.answer_day import is_accepted_by_law
from forms.clock.clock import Light, Standing
from forms.errors import StorageFailed
from forms.journal.send_backs import marked_elements, marked_materials
from forms.journal.state import ApplicationState, ApplicationStatus

_DISTRUSTED = "centre.deferral_distrusted"
"""The centre's objection."""


class Waits(StrEnum):
    """For what: an answer of the window, the applicant's correction, an acceptance that the law has made, a person's
    word on what is deferred for who turned out to be on the distrust list (失信名单), the signed letter of commitment.
    """

    DISTRUSTED = "distrusted"
    SENT_BACK = "sent_back"
    BY_LAW = "by_law"
    UNANSWERED = "unanswered"
    CORRECTION = "correction"
    LETTER = "letter"


_MOST_LETTERS = 20
"""So many missing letters are named, the last accepted first: their applicants are near still."""

_DISTRUSTED = "centre.deferral_distrusted"
"""The centre's objection."""


class WaitingRow(msgspec.Struct, frozen=True, kw_only=True):
    """One application that waits. `since` and `due` ISO days, `due` '' where there is none; `reason` a reviewer's.

    `stands` is the clock of an answer that is still to be given. `is_alarm`: somebody has to act now.
    """

    application: str
    waits: Waits
    applicant: str
    title: str
    since: str
    due: str = ""
    is_alarm: bool = False
    reason: str = ""
    stands: Standing | None = None


def waiting(desk: Desk, *, day: str) -> tuple[WaitingRow, ...]:
    """Everything that waits on `day` (ISO), what is most pressing first."""
    views = desk.store.views
    states = [desk.store.journal.state(each) for each in (*views.received(), *views.sent_back())]
    rows = [row for state in states if (row := _row(desk, state, day=day)) is not None]
    distrusted = (desk.store.journal.state(each) for each in views.distrusted())
    rows += [_distrusted(desk, state) for state in distrusted if is_distrust_open(state)]
    unsigned = (desk.store.journal.state(each) for each in views.unsigned(limit=_MOST_LETTERS))
    rows += [_told(desk, state, Waits.LETTER, since=state.accepted_day) for state in unsigned]
    return tuple(sorted(rows, key=lambda row: (_rank(row), row.due or row.since, row.application)))


def _rank(row: WaitingRow) -> int:
    """What the law has decided, then what it soon will, then what a reviewer waits for, then what has time."""
    if row.waits is Waits.UNANSWERED and row.is_alarm:
        return 1
    ranks = {Waits.BY_LAW: 0, Waits.SENT_BACK: 2, Waits.DISTRUSTED: 2, Waits.UNANSWERED: 3, Waits.CORRECTION: 4}
    return ranks.get(row.waits, len(ranks))


def is_distrust_open(state: ApplicationState) -> bool:
    """True while something is deferred still for who the centre found on the list: then a person has to decide."""
    return any(said.code == _DISTRUSTED for said in state.objections) and any(
        deferral.is_open for deferral in state.deferrals.values()
    )


def _distrusted(desk: Desk, state: ApplicationState) -> WaitingRow:
    return _told(desk, state, Waits.DISTRUSTED, since=state.accepted_day, is_alarm=True)


def _row(desk: Desk, state: ApplicationState, *, day: str) -> WaitingRow | None:
    if state.status is not ApplicationStatus.INTAKE:
        return _sent_back(desk, state)
    received = state.received
    if received is None:
        return None
    by_law = is_accepted_by_law(received, state.corrections, today=day)
    if state.corrections and not by_law:
        return _told(desk, state, Waits.CORRECTION, since=state.corrections[-1].day)
    stands = answer_standing(desk, received, day=day)
    return _told(
        desk,
        state,
        Waits.BY_LAW if by_law else Waits.UNANSWERED,
        since=received.day,
        due=received.answer_by,
        is_alarm=stands.light is not Light.GREEN,
        stands=stands,
    )


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
    stands: Standing | None = None,
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
        stands=stands,
    )


def _applicant(desk: Desk, state: ApplicationState) -> str:
    """Whom the form names so far; nobody while the pinned catalog is on its way."""
    try:
        return desk.rules(state.catalog).applicant(state.plain_values()).name
    except StorageFailed:
        return ""
