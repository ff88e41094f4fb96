"""Looking an applicant up in the distrust list (失信名单) that is here, with or without a link.

It is done when a deferral or a promise is asked for, when the number of who applies changes, at the acceptance, and
once more when a list arrives for whom none could be asked before. Every look is an operation, so that the centre and
every other window know what was known when.
"""

from __future__ import annotations

from datetime import date

from client.desk.carry_out import carry_out
from client.desk.desk import Desk
from client.desk.session import Session
from forms.distrust import credit_key, party_key
from forms.journal.commands import CheckCredit, PromiseMaterial, RequestDeferral
from forms.journal.decide import decide
from forms.journal.decision import Now, Refusal
from forms.journal.state import ApplicationState, ApplicationStatus

_NOTED = "noted_distrust_list"
_DISTRUSTED = frozenset({"deferral.distrusted", "promise.distrusted"})


def looked_up(desk: Desk, state: ApplicationState, now: Now) -> CheckCredit:
    """What the list here says of who applies in `state`.

    Who is on it is so however old it is; who is not is cleared only by a list that the centre confirmed lately.
    """
    rules, kept = desk.rules(state.catalog), desk.store.distrust.kept()
    numbers = rules.credit_numbers(state.plain_values(), today=now.day)
    listed = kept is not None and any(kept.entries.has(party_key(number)) for number in numbers)
    clears = kept is not None and bool(numbers) and _age(kept.confirmed, now.day) <= rules.distrust_days
    return CheckCredit(
        party=credit_key(numbers),
        list_revision=kept.revision if kept is not None else "",
        listed=listed,
        unchecked=not (listed or clears),
    )


def ask(
    session: Session, desk: Desk, application: str, command: RequestDeferral | PromiseMaterial
) -> ApplicationState | Refusal:
    """Carry out a wish that is not for who is on the list, after looking the applicant up.

    A wish that would be refused in any case is refused without a look; what a look found stays known.
    """
    with desk.store.turn():
        state, now = desk.store.journal.state(application), desk.now()
        if state.status is ApplicationStatus.INTAKE:
            decision = decide(state, command, desk.rules(state.catalog), now)
            if isinstance(decision, Refusal) and not any(said.code in _DISTRUSTED for said in decision.messages):
                return decision
            check(session, desk, state, now=now)
        return carry_out(session, desk, application=application, command=command, now=now)


def check(session: Session, desk: Desk, state: ApplicationState, *, now: Now) -> ApplicationState:
    """Look the applicant up and keep what was found; the state afterwards."""
    command = looked_up(desk, state, now)
    if not decide(state, command, desk.rules(state.catalog), now):
        return state
    result = carry_out(session, desk, application=state.id, command=command, now=now)
    # Who may not look up may not defer either, and is told so there.
    return state if isinstance(result, Refusal) else result


def follow(session: Session, desk: Desk, state: ApplicationState) -> ApplicationState:
    """Look up anew when something is deferred or promised in `state` by another number than was looked up."""
    if state.status is not ApplicationStatus.INTAKE or not depends_on_credit(state):
        return state
    now = desk.now()
    numbers = desk.rules(state.catalog).credit_numbers(state.plain_values(), today=now.day)
    if state.credit is not None and state.credit.party == credit_key(numbers):
        return state
    return check(session, desk, state, now=now)


def depends_on_credit(state: ApplicationState) -> bool:
    """True while something is asked for that is not for who is on the distrust list."""
    return bool(state.deferral_requests or state.promises)


def note_list(session: Session, desk: Desk) -> None:
    """Look those up, once per list that arrived, whom none could be asked about; cheap when there is nothing new."""
    revision = desk.store.distrust.revision()
    if not revision or desk.store.settings.get(_NOTED) == revision:
        return
    for application in desk.store.views.unchecked():
        state = desk.store.journal.state(application)
        if _is_open_question(state) and desk.catalog_if_here(state.catalog) is not None:
            check(session, desk, state, now=desk.now())
    desk.store.settings.put(_NOTED, revision)


def _is_open_question(state: ApplicationState) -> bool:
    if state.credit is None or not state.credit.unchecked:
        return False
    return depends_on_credit(state) or any(deferral.is_open for deferral in state.deferrals.values())


def _age(confirmed: str, day: str) -> int:
    """Days since the centre confirmed the list; a PC's day before that counts as none."""
    return max(0, (date.fromisoformat(day) - date.fromisoformat(confirmed)).days)
