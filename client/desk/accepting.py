"""Accepting (受理): one operation for all cases, with a receipt number from the leased block."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from client.desk import credit
from client.desk.carry_out import carry_out
from client.desk.desk import Desk
from client.desk.filling import Patch, save, typed_over
from client.desk.hall_day import hall_day
from client.desk.session import Session
from forms.catalog.fees import charges
from forms.catalog.model import Catalog, Fee
from forms.journal.commands import AcceptApplication
from forms.journal.decide import decide
from forms.journal.decide_acceptance import obstacles
from forms.journal.decision import Decision, Now, Refusal, refuse
from forms.journal.fold import apply
from forms.journal.operation import APPLICATION
from forms.journal.promises import promised_names
from forms.journal.seal import Place, seal
from forms.journal.state import ApplicationState
from forms.notices.notice import paper_title


class CaseLine(msgspec.Struct, frozen=True, kw_only=True):
    """One case of an acceptance; `due` ISO day ('' while it waits), `waits_for` short names of what it waits for."""

    item: str
    name: str
    department_name: str
    due: str
    waits_for: str


class DeferralLine(msgspec.Struct, frozen=True, kw_only=True):
    """One deferral of an acceptance."""

    material: str
    name: str
    reason: str
    due_day: str


class Acceptance(msgspec.Struct, frozen=True, kw_only=True):
    """What an acceptance does or did: cases, deferrals, fees, titles of its papers.

    `promised` are names of materials that a promise replaces (告知承诺). `unchecked`: something is deferred or
    promised, and no distrust list could be asked about the applicant.
    """

    cases: tuple[CaseLine, ...]
    deferrals: tuple[DeferralLine, ...]
    fees: tuple[Fee, ...]
    papers: tuple[str, ...]
    promised: tuple[str, ...] = ()
    unchecked: bool = False


def accept(session: Session, desk: Desk, application: str, patch: Patch) -> ApplicationState | Refusal:
    """Save what is typed, then accept everything at once, or say everything that is missing."""
    now = desk.now()
    if hall_day(desk.store, wall=now.wall).doubtful:
        return refuse("day.confirm_first", day=now.day)
    with desk.store.turn():
        saved = save(session, desk, application, patch) if patch else desk.store.journal.state(application)
        if isinstance(saved, Refusal):
            return saved
        if not saved.accepted_day and credit.depends_on_credit(saved):
            saved = credit.check(session, desk, saved, now=now)
        # What is accepted lacks nothing any more; decide says that it is accepted.
        lacks = () if saved.accepted_day else obstacles(saved, desk.rules(saved.catalog), now)
        if lacks:
            return Refusal(lacks)
        # The number carries the day of the acceptance: one moment for both, also at midnight.
        command = AcceptApplication(receipt_number=desk.store.numbers.next(now.day))
        return carry_out(session, desk, application=application, command=command, ends_draft=True, now=now)


def plan(session: Session, desk: Desk, application: str, patch: Patch) -> Acceptance | Refusal:
    """What `accept` would do now: the same decision, folded, and nothing written."""
    known = hall_day(desk.store, wall=desk.clock())
    if known.doubtful:
        return refuse("day.confirm_first", day=known.day)
    state, now = typed_over(desk.store.journal.state(application), patch), desk.now()
    rules = desk.rules(state.catalog)
    if credit.depends_on_credit(state):
        state = _folded(session, state, decide(state, credit.looked_up(desk, state, now), rules, now), now)
    lacks = obstacles(state, rules, now)
    if lacks:
        return Refusal(lacks)
    decision = decide(state, AcceptApplication(receipt_number=desk.store.numbers.next(known.day)), rules, now)
    if isinstance(decision, Refusal):
        return decision
    return described(desk, _folded(session, state, decision, now))


def _folded(session: Session, state: ApplicationState, decision: Decision, now: Now) -> ApplicationState:
    place = Place(
        device="", epoch=0, dseq=0, stream=APPLICATION + state.id, catalog=state.catalog, base_rev=state.rev, salt=""
    )
    for body in decision if isinstance(decision, tuple) else ():
        state = apply(state, seal(body, place=place, actor=session.actor, now=now))
    return state


def described(desk: Desk, state: ApplicationState) -> Acceptance:
    """The acceptance that `state` holds, for the sheet."""
    catalog = desk.catalog(state.catalog)
    cases = tuple(
        CaseLine(
            item=case.item,
            name=case.name,
            department_name=case.department_name,
            due=case.promised_due,
            waits_for="" if case.promised_due else _short_names(catalog, case.waits_for),
        )
        for case in state.cases.values()
    )
    deferrals = tuple(
        DeferralLine(material=held.material, name=held.name, reason=held.reason, due_day=held.due_day)
        for held in state.deferrals.values()
    )
    fees = charges(catalog.items[item] for item in state.items if item in catalog.items)
    papers = tuple(paper_title(paper, catalog) for paper in state.papers)
    promised = promised_names(state)
    unchecked = bool(deferrals or promised) and state.credit is not None and state.credit.unchecked
    return Acceptance(
        cases=cases, deferrals=deferrals, fees=fees, papers=papers, promised=promised, unchecked=unchecked
    )


def _short_names(catalog: Catalog, items: Sequence[str]) -> str:
    return "、".join(catalog.items[item].short.zh for item in items if item in catalog.items)
