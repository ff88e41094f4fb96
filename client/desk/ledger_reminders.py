"""Reminders (催办): whom to phone at T-3, T-1 and T, what is overdue, what the applicant is told, and that it was done.

Steps are working days before the due day, as the hall says (`reminders`); see `forms.reminding`.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

import msgspec

from client.desk.carry_out import carry_out
from client.desk.desk import Desk
from client.desk.hall_day import hall_day
from client.desk.ledger import shortened
from client.desk.session import Session
from client.store.rows import LedgerRow
from forms.calendar import working_days_between
from forms.catalog.model import WorkCalendar
from forms.elements.typed_text import tidy
from forms.journal.commands import MakeReminder
from forms.journal.decision import Refusal, refuse
from forms.journal.reminders import OVERDUE
from forms.journal.state import ApplicationState
from forms.message import Message, message
from forms.reminding import DueDays, day_before, due_days, step_on

__all__ = ["OVERDUE", "Call", "DueLine", "DueStep", "ReminderWay", "TodayDue"]

LINES = 100
"""Lines of each step that a screen gets; the totals count all."""


class ReminderWay(StrEnum):
    """How somebody was reminded."""

    PHONE = "phone"
    SMS = "sms"
    IN_PERSON = "in_person"


class DueLine(msgspec.Struct, frozen=True, kw_only=True):
    """One deferral that an applicant is to be reminded of.

    `left` working days until it is due, negative when it is overdue. `done` when somebody was told of this due day in
    this step; who and when stands in `row.reminded`. `proposal` says what the hall's rule for an overdue one allows,
    None while it is not overdue.
    """

    row: LedgerRow
    step: int
    left: int
    done: bool
    proposal: Message | None = None


class DueStep(msgspec.Struct, frozen=True, kw_only=True):
    """All that is at one step: due days `first` to `last` (ISO). Of `total` deferrals `waiting` were not told yet."""

    step: int
    first: str
    last: str
    lines: tuple[DueLine, ...]
    total: int
    waiting: int


class TodayDue(msgspec.Struct, frozen=True, kw_only=True):
    """What is due on `day` (ISO): the steps, nearest first, then what is overdue, longest first."""

    day: str
    steps: tuple[DueStep, ...]
    overdue: DueStep

    @property
    def waiting(self) -> int:
        """How many deferrals somebody has still to be told of."""
        return self.overdue.waiting + sum(step.waiting for step in self.steps)


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the call list: an application, its phone, and all that its applicant is to be reminded of."""

    application: str
    receipt_number: str
    applicant: str
    phone: str
    lines: tuple[DueLine, ...]


def today_due(desk: Desk, *, keeper: str = "", limit: int = LINES) -> TodayDue:
    """What is due today, at most `limit` lines of each step; of one `keeper` (account) when given."""
    day = desk.today()
    telling = _Telling(desk, day)
    *steps, overdue = (_step(desk, days, telling, keeper=keeper, limit=limit) for days in _days(desk, day))
    return TodayDue(day=day, steps=tuple(steps), overdue=overdue)


def call_list(desk: Desk, *, keeper: str = "", limit: int = LINES) -> tuple[Call, ...]:
    """Whom to phone today: applicants not told in this step yet, at most `limit` lines, what is due first in front.

    What is overdue comes after what can still be in time.
    """
    day = desk.today()
    telling = _Telling(desk, day)
    found: dict[str, list[DueLine]] = {}
    for days in _days(desk, day):
        rows = desk.store.ledger.due(
            first=days.first, last=days.last, keeper=keeper, beyond_step=days.step, limit=limit
        )
        for line in telling.lines(rows, days.step):
            found.setdefault(line.row.application, []).append(line)
    return tuple(_call(lines) for lines in list(found.values())[:limit])


def notice_text(desk: Desk, line: DueLine) -> Message:
    """What the applicant is told of one document; see `notice_texts`."""
    return notice_texts(desk, (line,))[0]


def notice_texts(desk: Desk, lines: Sequence[DueLine]) -> tuple[Message, ...]:
    """What the applicant is told by SMS or phone of documents of one application, one text for each due day.

    Hall, receipt number, documents and day: no name, no id number, nothing of the case. Others may read a phone.
    """
    hall, today = _hall_name(desk), desk.today()
    by_day: dict[str, list[DueLine]] = {}
    for line in lines:
        by_day.setdefault(line.row.due_day, []).append(line)
    return tuple(
        message(
            _NOTICES[(day > today) - (day < today)],
            hall=hall,
            number=due[0].row.receipt_number,
            name="、".join(line.row.material_name for line in due),
            day=day,
        )
        for day, due in sorted(by_day.items())
    )


def remind(
    session: Session,
    desk: Desk,
    application: str,
    *,
    material: str,
    way: ReminderWay,
    reached: bool,
    note: str = "",
) -> ApplicationState | Refusal:
    """Write down that the applicant was told, or not reached, in the step of today, so that nobody does it again."""
    known = hall_day(desk.store, wall=desk.clock())
    if known.doubtful:
        return refuse("day.confirm_first", day=known.day)
    deferral = desk.store.journal.state(application).deferrals.get(material)
    if deferral is None:
        return refuse("deferral.none_open", material=material)
    calendar = _calendar(desk)
    step = step_on(calendar, known.day, deferral.due_day, _steps(desk)) if calendar is not None else OVERDUE
    command = MakeReminder(material=material, step=step, way=way, reached=reached, note=tidy(note))
    return carry_out(session, desk, application=application, command=command)


_NOTICES = {1: "reminder.notice", 0: "reminder.notice_today", -1: "reminder.notice_overdue"}


def _days(desk: Desk, day: str) -> tuple[DueDays, ...]:
    """The due days of each step on `day` (ISO), then those that are over."""
    calendar = _calendar(desk)
    steps = due_days(calendar, day, _steps(desk)) if calendar is not None else ()
    return (*steps, DueDays(step=OVERDUE, first="", last=day_before(day)))


def _step(desk: Desk, days: DueDays, telling: _Telling, *, keeper: str, limit: int) -> DueStep:
    ledger = desk.store.ledger
    total, waiting = ledger.due_count(first=days.first, last=days.last, step=days.step, keeper=keeper)
    rows = ledger.due(first=days.first, last=days.last, keeper=keeper, limit=limit) if total else ()
    return DueStep(
        step=days.step,
        first=days.first,
        last=days.last,
        lines=telling.lines(rows, days.step),
        total=total,
        waiting=waiting,
    )


def _call(lines: Sequence[DueLine]) -> Call:
    row = lines[0].row
    return Call(
        application=row.application,
        receipt_number=row.receipt_number,
        applicant=row.applicant,
        phone=row.phone,
        lines=tuple(lines),
    )


def _calendar(desk: Desk) -> WorkCalendar | None:
    catalog = desk.current_catalog()
    return desk.catalog(catalog).calendar if catalog else None


def _steps(desk: Desk) -> tuple[int, ...]:
    catalog = desk.current_catalog()
    return desk.catalog(catalog).hall.deferral.reminders if catalog else ()


def _hall_name(desk: Desk) -> str:
    catalog = desk.current_catalog()
    return desk.catalog(catalog).hall.name.zh if catalog else ""


class _Telling:
    """Makes lines of rows; days and proposals are worked out once for all that are due on the same day."""

    def __init__(self, desk: Desk, day: str) -> None:
        self._desk = desk
        self._day = day
        self._left = lru_cache(maxsize=None)(self._count_left)
        self._proposal = lru_cache(maxsize=None)(self._propose)

    def lines(self, rows: tuple[LedgerRow, ...], step: int) -> tuple[DueLine, ...]:
        return tuple(
            DueLine(
                row=row,
                step=step,
                left=self._left(row.due_day),
                done=row.reached_step <= step,
                proposal=self._proposal(row.catalog, row.due_day) if step == OVERDUE else None,
            )
            for row in shortened(self._desk, rows)
        )

    def _count_left(self, due_day: str) -> int:
        calendar = _calendar(self._desk)
        return working_days_between(calendar, self._day, due_day) if calendar is not None else 0

    def _propose(self, catalog: str, due_day: str) -> Message | None:
        """What `decide` would allow today; nothing while the pinned catalog is on its way."""
        if self._desk.catalog_if_here(catalog) is None:
            return None
        first, late = self._desk.rules(catalog).terminable_from(due_day), -self._left(due_day)
        if not first:
            return message("reminder.overdue_wait", days=late)
        if self._day < first:
            return message("reminder.overdue_until", days=late, first=first)
        return message("reminder.overdue_terminate", days=late)
