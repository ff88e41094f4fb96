"""What reviewers do at the centre: look at cases, move them on, end them, judge deferred documents.

Every act is a command that `decide` turns into facts or refuses; the facts are the centre's own operations with
the reviewer as their actor, and reach the windows through the feed like any other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from msgspec.structs import replace

from forms.journal.actor import ActorKind
from forms.journal.authority import authorise
from forms.journal.commands import (
    Command,
    IssueResult,
    MoveStage,
    PassDeferral,
    PauseCase,
    ResumeCase,
    ReturnDeferral,
    SendBackApplication,
)
from forms.journal.decide import decide
from forms.journal.decision import Refusal
from forms.journal.kinds import KIND_OF_BODY
from forms.journal.operation import APPLICATION
from forms.journal.state import ApplicationState, DeferralStatus
from forms.message import Message, message
from forms.values import Value
from sync.central.enrolment import token_hash
from sync.central.handlers import Centre
from sync.central.refused import CallRefused, refused
from sync.central.sessions import ALL_DEPARTMENTS, ReviewerSession
from sync.central.store.rows import AlarmRow, QueuedCase, ReleaseRow, Ticket

REVIEWER = "reviewer"
_TOKEN_BYTES = 32
_TOKENS_KEPT = 8
_TOKEN_MS = 12 * 3600 * 1000
"""A reviewer signs in once a day."""

_RELEASING = frozenset({ActorKind.REVIEWER})
"""Who may end a quarantine. No operation is written, so the matrix of operations does not know it."""


class ReviewerSignIn(msgspec.Struct, frozen=True, kw_only=True):
    """A reviewer's account and password."""

    account: str
    password: str


class ReviewerToken(msgspec.Struct, frozen=True, kw_only=True):
    """Who signed in, the departments ('*': all) and the bearer token for twelve hours."""

    account: str
    name: str
    departments: tuple[str, ...]
    token: str


class Review:
    """The verbs of reviewers. Each raises `CallRefused`: 401, 403, 404, or 409 with every reason of `decide`."""

    def __init__(self, centre: Centre) -> None:
        self._centre = centre
        self._store = centre.store

    def sign_in(self, request: ReviewerSignIn) -> ReviewerToken:
        """A token for a reviewer."""
        person = self._centre.passwords.confirm(self._store.accounts.find(request.account), request.password)
        if person.role != REVIEWER:
            raise refused("centre.not_a_reviewer", status=403, account=person.account)
        token = self._centre.moments.random_bytes(_TOKEN_BYTES).hex()
        wall = self._centre.moments.clock()
        ticket = Ticket(account=person.account, device="", epoch=0, expires_wall=wall + _TOKEN_MS)
        with self._store.transaction():
            self._store.tokens.put(token_hash(token), ticket, wall=wall)
            self._store.tokens.keep_newest(account=person.account, device="", count=_TOKENS_KEPT)
        return ReviewerToken(account=person.account, name=person.name, departments=person.departments, token=token)

    def session(self, token: str) -> ReviewerSession:
        """The reviewer behind a token."""
        ticket = self._store.tokens.find(token_hash(token))
        person = self._store.accounts.find(ticket.account) if ticket and not ticket.device else None
        expired = ticket is None or ticket.expires_wall < self._centre.moments.clock()
        if expired or person is None or person.role != REVIEWER:
            raise refused("centre.token_unknown", status=401)
        return ReviewerSession(account=person.account, name=person.name, departments=person.departments)

    def list_cases(self, session: ReviewerSession, department: str = "") -> Sequence[QueuedCase]:
        """The cases of a department, or of all departments of this reviewer, oldest acceptance first."""
        if department and not session.decides_for(department):
            raise refused("centre.other_department", status=403, department=department)
        found = self._store.cases.of_department(department)
        return [case for case in found if session.decides_for(case.department)]

    def application(self, session: ReviewerSession, application: str) -> ApplicationState:
        """One application that has a case of this reviewer's."""
        return self._open(session, application)

    def find_number(self, session: ReviewerSession, number: str) -> Sequence[QueuedCase]:
        """The reviewer's cases under a receipt number or a case number."""
        return [case for case in self._store.cases.of_number(number) if session.decides_for(case.department)]

    def move_stage(
        self, session: ReviewerSession, application: str, *, item: str, stage: str, note: str = ""
    ) -> ApplicationState:
        """Move a case to its next stage."""
        return self._carry_out(session, application, MoveStage(item=item, stage=stage, note=note), items=(item,))

    def issue_result(
        self,
        session: ReviewerSession,
        application: str,
        *,
        item: str,
        outcome: str,
        number: str,
        note: str = "",
        elements: Mapping[str, Value],
    ) -> ApplicationState:
        """End a case. A granted result hands its elements and papers to the cases that wait for them."""
        command = IssueResult(item=item, outcome=outcome, number=number, note=note, elements=elements)
        return self._carry_out(session, application, command, items=(item,))

    def pass_deferral(
        self, session: ReviewerSession, application: str, *, material: str, note: str = ""
    ) -> ApplicationState:
        """A deferred document is in order (合格): only what the centre holds whole can be found so."""
        command = PassDeferral(material=material, note=note)
        # One transaction with the decision: a document that arrives in between would pass without its scans.
        with self._store.transaction():
            state = self._open(session, application)
            self._check_scans(state, material)
            return self._carry_out(session, application, command, items=_items_of(state, material))

    def return_deferral(
        self, session: ReviewerSession, application: str, *, material: str, reason: str
    ) -> ApplicationState:
        """A deferred document is not in order; it is awaited again."""
        items = _items_of(self._open(session, application), material)
        return self._carry_out(session, application, ReturnDeferral(material=material, reason=reason), items=items)

    def send_back(
        self,
        session: ReviewerSession,
        application: str,
        *,
        item: str,
        elements: Sequence[str] = (),
        materials: Sequence[str] = (),
        reason: str,
    ) -> ApplicationState:
        """Have exactly these fields and materials of a case put right at the window."""
        command = SendBackApplication(item=item, elements=tuple(elements), materials=tuple(materials), reason=reason)
        return self._carry_out(session, application, command, items=(item,))

    def pause_case(self, session: ReviewerSession, application: str, command: PauseCase) -> ApplicationState:
        """Stop the clock of a case for a procedure whose time is not counted; the state holds its paper."""
        # One transaction with the decision: a number is taken from the ledger only for a paper that is made.
        with self._store.transaction():
            state, day = self._open(session, application), self._centre.moments.now().day
            numbered = replace(command, number=self._centre.numbering.of_paper(state, day=day))
            return self._carry_out(session, application, numbered, items=(command.item,))

    def resume_case(self, session: ReviewerSession, application: str, *, item: str, note: str = "") -> ApplicationState:
        """Let the clock of a case go on."""
        return self._carry_out(session, application, ResumeCase(item=item, note=note), items=(item,))

    def release(self, session: ReviewerSession, application: str) -> int:
        """End the quarantine of an application: what devices send for it from now on is admitted again.

        It is noted who did it and when: it is an act of the centre, not a fact of the application.
        """
        actor, wall = session.actor, self._centre.moments.clock()
        if actor.kind not in _RELEASING:
            raise refused("authority.not_allowed", status=403, actor=actor.name or actor.account)
        with self._store.transaction():
            self._open(session, application)
            return self._store.applications.release(application, account=actor.account, name=actor.name, wall=wall)

    def releases(self, session: ReviewerSession) -> Sequence[ReleaseRow]:
        """The quarantines that were ended, oldest first; for reviewers of all departments."""
        self._check_all_departments(session)
        return self._store.applications.releases()

    def alarms(self, session: ReviewerSession) -> Sequence[AlarmRow]:
        """What only a cloned device, a tamperer or a bug can cause; for reviewers of all departments."""
        self._check_all_departments(session)
        return self._store.ledger.alarms()

    def scan(self, session: ReviewerSession, application: str, sha256: str) -> tuple[str, bytes]:
        """Media type and bytes of a complete scan of an application: of a material or of a signed commitment."""
        state = self._open(session, application)
        known = {scan.sha256 for scans in state.scans.values() for scan in scans}
        known |= {signed.scan.sha256 for signed in state.commitments}
        found = [standing for standing in self._store.scans.find([sha256]) if standing.complete]
        if sha256 not in known or not found:
            raise refused("centre.scan_unknown", status=404)
        return found[0].media_type, b"".join(self._store.scans.runs(sha256))

    def _check_all_departments(self, session: ReviewerSession) -> None:
        if not session.decides_for(ALL_DEPARTMENTS):
            raise refused("centre.other_department", status=403, department=ALL_DEPARTMENTS)

    def _open(self, session: ReviewerSession, application: str) -> ApplicationState:
        state = self._store.applications.state(application)
        if state is None or not any(session.decides_for(case.department) for case in state.cases.values()):
            raise refused("centre.application_unknown", status=404)
        return state

    def _carry_out(
        self, session: ReviewerSession, application: str, command: Command, *, items: Sequence[str]
    ) -> ApplicationState:
        with self._store.transaction():
            state = self._open(session, application)
            mine = [item for item in items if item in state.cases]
            if mine and not any(session.decides_for(state.cases[item].department) for item in mine):
                raise refused("centre.other_department", status=403, department=state.cases[mine[0]].department)
            state = self._centre.recounting.settle(application)
            for body in self._decided(state, command):
                self._authorise(session, body)
                self._centre.ordering.write(body, stream=APPLICATION + application, actor=session.actor)
            return self._centre.ordering.state(application)

    def _decided(self, state: ApplicationState, command: Command) -> tuple[msgspec.Struct, ...]:
        try:
            rules = self._centre.calendars.newest(state.catalog)
        except KeyError as error:
            raise refused("centre.catalog_unknown", status=409, catalog=state.catalog) from error
        decision = decide(state, command, rules, self._centre.moments.now())
        if isinstance(decision, Refusal):
            raise CallRefused(*decision.messages, status=409)
        return decision

    def _authorise(self, session: ReviewerSession, body: msgspec.Struct) -> None:
        forbidden = authorise(session.actor, KIND_OF_BODY[type(body)].name)
        if forbidden is not None:
            raise CallRefused(forbidden, status=403)

    def _check_scans(self, state: ApplicationState, material: str) -> None:
        needed = [scan.sha256 for scan in state.scans.get(material, ())]
        complete = {standing.sha256 for standing in self._store.scans.find(needed) if standing.complete}
        missing = [sha256 for sha256 in needed if sha256 not in complete]
        deferral = state.deferrals.get(material)
        if missing and deferral is not None and deferral.status is DeferralStatus.ARRIVED:
            raise CallRefused(_not_here(material, deferral.name, missing), status=409)


def _not_here(material: str, name: str, missing: Sequence[str]) -> Message:
    return message("centre.scan_not_here", material=material, name=name, count=len(missing))


def _items_of(state: ApplicationState, material: str) -> tuple[str, ...]:
    deferral = state.deferrals.get(material)
    return deferral.items if deferral else ()
