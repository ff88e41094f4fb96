"""Looking: the workbench, lists, an application's timeline, the ledger, the outbox. Reads only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec
from msgspec.structs import replace

from client.desk.choosing import title_of
from client.desk.desk import Desk
from client.desk.filling import typed_over
from client.desk.ledger import LedgerFilters, LedgerShows, shortened
from client.desk.ledger_reminders import TodayDue, today_due
from client.desk.moved_days import moved_days
from client.desk.session import Session
from client.desk.theme_clocks import ThemeRow, pressing_themes
from client.desk.waiting import WaitingRow, waiting
from client.store.rows import (
    ApplicationRow,
    DraftRow,
    DueCase,
    LedgerRow,
    MovedDay,
    OutboxSummary,
    PendingApplication,
    PendingScan,
    QuarantineRow,
)
from forms.calendar import add_working_days
from forms.elements.element import Label
from forms.errors import StorageFailed
from forms.journal.clocks import DatesRecomputed
from forms.journal.date_moves import DateMove
from forms.journal.fold import UNCONFIRMED, Entry
from forms.journal.kinds import body_of, kind_of
from forms.journal.operation import Operation
from forms.journal.state import ApplicationState
from forms.message import Message

MOST_DUE = 50
"""Deferrals of one step that the workbench lists; the ledger has them all."""

_OF_ALL_DEFERRALS = {"application_accepted": "deferral_opened", "application_withdrawn": "deferral_terminated"}
"""Operations that open or end every deferral at once, and what their histories call it."""

_NOT_IN_TIMELINE = frozenset({"fields_filled", "scan_attached", "scan_removed", "items_chosen"})


class Workbench(msgspec.Struct, frozen=True, kw_only=True):
    """What the workbench shows: deferrals by their steps, due cases, drafts, counts of today, the hall's day.

    `themes` are those soon due or over, `moved` the days that a newer calendar moved and nobody was told of.
    """

    day: str
    due: TodayDue
    due_cases: tuple[DueCase, ...]
    drafts: tuple[DraftRow, ...]
    waiting: tuple[WaitingRow, ...]
    counts: dict[str, int]
    numbers_left: int
    themes: tuple[ThemeRow, ...] = ()
    moved: tuple[MovedDay, ...] = ()


class TimelineEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of an application's history.

    `facts` are the operation's plain facts for the sentence of its kind, `moves` the days that a newer calendar moved,
    `procedure` what a pause is for, `scans` how many came with it. What an acceptance or a withdrawal makes of each
    deferral is a line of its own (`deferral_opened`, `deferral_terminated`).
    """

    kind: str
    wall: int
    day: str
    actor: str
    item: str
    material: str
    facts: dict[str, str]
    confirmed: bool
    moves: tuple[DateMove, ...] = ()
    procedure: Label | None = None
    scans: int = 0


class Outbox(msgspec.Struct, frozen=True, kw_only=True):
    """What waits for the centre and what it refused."""

    summary: OutboxSummary
    applications: tuple[PendingApplication, ...]
    scans: tuple[PendingScan, ...]
    quarantine: tuple[QuarantineRow, ...]
    last_contact_wall: int


def workbench(session: Session, desk: Desk) -> Workbench:
    """Today at this window; deferrals to be reminded of or overdue, cases due until the next working day."""
    day = desk.today()
    until = _due_until(desk, day)
    views = desk.store.views
    return Workbench(
        day=day,
        due=today_due(desk, limit=MOST_DUE),
        due_cases=views.due_cases(until=until),
        drafts=tuple(_titled_draft(session, desk, row) for row in views.drafts(session.account)),
        waiting=waiting(desk, day=day),
        counts=dict(views.counts(day=day)),
        numbers_left=desk.store.numbers.left(),
        themes=pressing_themes(desk),
        moved=moved_days(desk),
    )


def due_count(desk: Desk) -> int:
    """How many documents are to come until the next working day, for the rail."""
    until = _due_until(desk, desk.today())
    total, _ = desk.store.ledger.due_count(first="", last=until, step=0)
    return total


def _due_until(desk: Desk, day: str) -> str:
    catalog = desk.current_catalog()
    return add_working_days(desk.catalog(catalog).calendar, day, 1) if catalog else day


def _titled_draft(session: Session, desk: Desk, row: DraftRow) -> DraftRow:
    """Who applies is known from the first word typed, long before anything is accepted."""
    typed = desk.store.drafts.load(row.application, session.account)
    state = typed_over(desk.store.journal.state(row.application), typed.patch if typed is not None else {})
    return replace(row, title=title_of(desk, state), applicant=row.applicant or _applicant(desk, state))


def _applicant(desk: Desk, state: ApplicationState) -> str:
    """Whom the form names so far; while the pinned catalog is on its way the current one tells its fields."""
    catalog = state.catalog if desk.catalog_if_here(state.catalog) is not None else desk.current_catalog()
    return desk.rules(catalog).applicant(state.plain_values()).name if catalog else ""


def applications(desk: Desk, query: str, *, limit: int = 50) -> tuple[ApplicationRow, ...]:
    """Applications by name (every reading of its characters), initials, number or phone; newest first."""
    return tuple(_titled(desk, row) for row in desk.store.views.search(query, limit=limit))


def _titled(desk: Desk, row: ApplicationRow) -> ApplicationRow:
    state = desk.store.journal.state(row.application)
    return replace(row, title=title_of(desk, state), applicant=row.applicant or _applicant(desk, state))


def material_label(desk: Desk, application: str, material: str) -> Label:
    """The name of a material of an application; its id while the catalog is not here."""
    catalog = desk.catalog_if_here(desk.store.journal.state(application).catalog)
    known = catalog.materials.get(material) if catalog is not None else None
    return known.name if known is not None else Label(material)


def catalog_lack(desk: Desk, state: ApplicationState) -> Message | None:
    """Why an application cannot be opened now: the catalog that it pins is still on its way."""
    try:
        desk.rules(state.catalog)
    except StorageFailed as lacking:
        return lacking.message
    return None


def application(desk: Desk, application: str) -> ApplicationState:
    """The state of one application."""
    return desk.store.journal.state(application)


def ledger(desk: Desk, *, open_only: bool = True) -> tuple[LedgerRow, ...]:
    """The deferral ledger by due day, what has ended after what is open; items by their short names."""
    shown = (LedgerShows.OPEN,) if open_only else (LedgerShows.OPEN, LedgerShows.ENDED)
    rows = (row for shows in shown for row in desk.store.ledger.lines(filters=LedgerFilters(shows=shows)))
    return tuple(shortened(desk, tuple(rows)))


def timeline(desk: Desk, application: str) -> tuple[TimelineEntry, ...]:
    """The history of an application, oldest first; typing and scanning during intake stay out."""
    entries = desk.store.journal.entries(application)
    shown = (entry for entry in entries if entry.operation.kind not in _NOT_IN_TIMELINE)
    state = desk.store.journal.state(application)
    catalog = desk.catalog_if_here(state.catalog)
    known = {each.id: each.label for each in catalog.hall.procedures} if catalog is not None else {}
    return tuple(
        line for entry in shown for line in (_timeline_entry(entry, known), *_deferral_lines(entry, known, state))
    )


def _timeline_entry(entry: Entry, procedures: Mapping[str, Label]) -> TimelineEntry:
    operation = entry.operation
    facts = {name: value for name, value in operation.body.items() if isinstance(value, str)}
    return TimelineEntry(
        kind=operation.kind,
        wall=operation.wall,
        day=operation.day,
        actor=operation.actor.name or operation.actor.account,
        item=facts.pop("item", ""),
        material=facts.pop("material", ""),
        facts=facts,
        confirmed=entry.rev != UNCONFIRMED,
        moves=_moves(operation),
        procedure=_procedure(facts, procedures),
        scans=len(operation.needs_blobs),
    )


def _deferral_lines(entry: Entry, procedures: Mapping[str, Label], state: ApplicationState) -> Iterator[TimelineEntry]:
    """What the operation made of deferrals without being about one: it opened them all, or ended what was open."""
    operation = entry.operation
    if operation.kind not in _OF_ALL_DEFERRALS:
        return
    line = _timeline_entry(entry, procedures)
    for deferral in state.deferrals.values():
        for move in deferral.history:
            if move.kind == _OF_ALL_DEFERRALS[operation.kind] and move.wall == operation.wall:
                due = deferral.first_due if move.kind == "deferral_opened" else ""
                facts = {"reason": move.reason, "due_day": due}
                yield replace(line, kind=move.kind, material=deferral.material, facts=facts)


def _procedure(facts: Mapping[str, str], known: Mapping[str, Label]) -> Label | None:
    """What a pause is for: as the catalog calls it in both languages, else as its operation does."""
    procedure = facts.get("procedure", "")
    return known.get(procedure, Label(facts.get("label") or procedure)) if procedure else None


def _moves(operation: Operation) -> tuple[DateMove, ...]:
    body = body_of(operation) if operation.kind == "dates_recomputed" and kind_of(operation) else None
    return body.moves if isinstance(body, DatesRecomputed) else ()


def outbox_summary(desk: Desk) -> OutboxSummary:
    """How much waits for the centre, for the link chip."""
    return desk.store.sync.summary()


def outbox(desk: Desk) -> Outbox:
    """What waits for the centre, per application and per scan."""
    sync = desk.store.sync
    return Outbox(
        summary=sync.summary(),
        applications=tuple(_titled_pending(desk, row) for row in sync.pending_applications()),
        scans=sync.pending_scans(),
        quarantine=sync.quarantine(),
        last_contact_wall=sync.last_contact_wall(),
    )


def _titled_pending(desk: Desk, row: PendingApplication) -> PendingApplication:
    state = desk.store.journal.state(row.application)
    return replace(row, title=title_of(desk, state), applicant=row.applicant or _applicant(desk, state))
