"""Decisions on the outcomes at the window other than acceptance, and until when they may still be made."""

from __future__ import annotations

from collections.abc import Iterator

from forms.answer_day import answer_by, is_accepted_by_law
from forms.journal.answers import Lack, Standing
from forms.journal.commands import (
    DeclareNotRequired,
    OwnWords,
    ReceiveApplication,
    RefuseApplication,
    RequestCorrection,
    WithdrawApplication,
)
from forms.journal.decide_acceptance import missing
from forms.journal.decide_intake import intake_refusal
from forms.journal.decision import Decision, Now, Refusal, refuse
from forms.journal.numbering import is_taken
from forms.journal.outcomes import (
    ApplicationNotRequired,
    ApplicationReceived,
    ApplicationRefused,
    ApplicationWithdrawn,
    CorrectionRequested,
)
from forms.journal.papers import receipt_paper
from forms.journal.rules import Rules
from forms.journal.state import ApplicationState, ApplicationStatus

_NOTHING_KNOWN = ("", "")
"""The subject of a line that is about no field and no material."""


def receive(state: ApplicationState, command: ReceiveApplication, rules: Rules, now: Now) -> Decision:
    """Taken in once, complete or not; the clock of the answer begins."""
    refusal = intake_refusal(state)
    if refusal is not None:
        return refusal
    if state.received is not None:
        return refuse("answer.already_received", number=state.received.number, day=state.received.day)
    if not command.receipt_number:
        return refuse("answer.no_number")
    if is_taken(state, command.receipt_number):
        return refuse("paper.number_used", number=command.receipt_number)
    return (_received(state, command.receipt_number, rules, now),)


def _received(state: ApplicationState, number: str, rules: Rules, now: Now) -> ApplicationReceived:
    return ApplicationReceived(
        receipt_number=number,
        answer_by=answer_by(now.day, add_working_days=rules.add_working_days),
        calendar_revision=rules.calendar_revision,
        complete=not missing(state, rules, now),
        papers=(receipt_paper(number),),
    )


def request_correction(state: ApplicationState, command: RequestCorrection, rules: Rules, now: Now) -> Decision:
    """All lacks in one notice; one that comes late must be meant. What was not taken in yet is taken in with it."""
    refusal = _answer_refusal(state, now)
    if refusal is not None:
        return refusal
    lacks = lacks_of(state, command.words, rules, now)
    if isinstance(lacks, Refusal):
        return lacks
    late = late_lacks(state, lacks, rules)
    if late and not command.is_late_known:
        assert state.standing is not None
        return refuse("correction.late", names="、".join(lack.name for lack in late), day=state.standing.day)
    if not command.number:
        return refuse("answer.no_number")
    if is_taken(state, command.number) and not _goes_with_receipt(state, command.number):
        return refuse("paper.number_used", number=command.number)
    names = rules.item_names(state.items)
    told = CorrectionRequested(number=command.number, items=names, lacks=lacks, late=late)
    return (told,) if state.received is not None else (_received(state, command.number, rules, now), told)


def _goes_with_receipt(state: ApplicationState, number: str) -> bool:
    """The first notice may stand under the number of a receipt that was given with it."""
    return state.received is not None and state.received.number == number and not state.corrections


def lacks_of(
    state: ApplicationState, words: tuple[OwnWords, ...], rules: Rules, now: Now
) -> tuple[Lack, ...] | Refusal:
    """Everything that the rules miss, then what the clerk adds; a clerk's words about the same thing go to it.

    Words about nothing that the form knows are a line of their own.

    A value that two windows filled differently is the clerk's to choose, and nothing the applicant can put right.
    """
    said_of = [((said.element, said.material), said.words.strip()) for said in words if said.words.strip()]
    own = {subject: said for subject, said in said_of if subject != _NOTHING_KNOWN}
    others = [_other(said) for subject, said in said_of if subject == _NOTHING_KNOWN]
    lacks = {lack.subject: lack for lack in _found(state, own, rules, now)}
    for subject, said in own.items():
        if subject not in lacks:
            named = _named(state, subject, rules, now)
            if named is None:
                return refuse("correction.not_asked", element=subject[0], material=subject[1], subject="".join(subject))
            lacks[subject] = _lack(subject, name=named, code="", words=said, rules=rules)
    return (*lacks.values(), *others) or refuse("correction.nothing_lacks")


def _found(state: ApplicationState, own: dict[tuple[str, str], str], rules: Rules, now: Now) -> Iterator[Lack]:
    for lack in missing(state, rules, now):
        subject = (lack.element, lack.material)
        if lack.code == "conflict.open" or subject == _NOTHING_KNOWN:
            continue
        name = lack.params.get("name", "") or (rules.element_label(lack.element) if lack.element else lack.material)
        yield _lack(subject, name=name, code=lack.code, words=own.get(subject, ""), rules=rules)


def _other(words: str) -> Lack:
    return Lack(name="其他补正内容", words=words)


def _lack(subject: tuple[str, str], *, name: str, code: str, words: str, rules: Rules) -> Lack:
    element, material = subject
    standard = rules.standard(material) if material else ""
    return Lack(element=element, material=material, name=name, standard=standard, code=code, words=words)


def _named(state: ApplicationState, subject: tuple[str, str], rules: Rules, now: Now) -> str | None:
    """The name of what the form asks for, None for what it does not."""
    element, material = subject
    if element:
        asked = element in rules.asked_elements(state.items, state.answers)
        return rules.element_label(element) if asked else None
    needed = rules.materials(state.items, state.answers, state.plain_values(), day=now.day)
    return next((need.name for need in needed if need.material == material), None)


def late_lacks(state: ApplicationState, lacks: tuple[Lack, ...], rules: Rules) -> tuple[Lack, ...]:
    """Those that no notice named although the first one could have: asked for then, and as it stood then until now.

    一次性告知: a second notice of such a lack is a breach of 行政许可法 第三十二条.
    """
    stood = state.standing
    if stood is None:
        return ()
    named = {lack.subject for given in state.corrections for lack in given.lacks}
    return tuple(lack for lack in lacks if lack.subject not in named and _stood(state, stood, lack, rules))


def _stood(state: ApplicationState, stood: Standing, lack: Lack, rules: Rules) -> bool:
    if lack.element:
        held = state.values.get(lack.element)
        unchanged = stood.values.get(lack.element) == (held.value if held is not None else None)
        return unchanged and lack.element in rules.asked_elements(stood.items, stood.answers)
    scans = tuple(scan.sha256 for scan in state.scans.get(lack.material, ()))
    needed = rules.materials(stood.items, stood.answers, stood.values, day=stood.day)
    asked = any(need.material == lack.material for need in needed)
    return asked and stood.scans.get(lack.material, ()) == scans


def refuse_application(state: ApplicationState, command: RefuseApplication, rules: Rules, now: Now) -> Decision:
    """Not accepted: with a reason and the ways to object, on paper."""
    refusal = _answer_refusal(state, now)
    if refusal is not None:
        return refusal
    if not command.reason.strip():
        return refuse("refusal.reason_missing")
    if not command.remedies.strip():
        return refuse("refusal.remedies_missing")
    if not command.number:
        return refuse("answer.no_number")
    if is_taken(state, command.number):
        return refuse("paper.number_used", number=command.number)
    refused = ApplicationRefused(
        reason=command.reason.strip(),
        remedies=command.remedies.strip(),
        number=command.number,
        items=rules.item_names(state.items),
        basis=command.basis.strip(),
        competent=command.competent.strip(),
    )
    return (refused,)


def declare_not_required(state: ApplicationState, command: DeclareNotRequired, rules: Rules, now: Now) -> Decision:
    """Nothing has to be asked for: the applicant is told why."""
    refusal = _answer_refusal(state, now)
    if refusal is not None:
        return refusal
    if not command.reason.strip():
        return refuse("not_required.reason_missing")
    return (ApplicationNotRequired(reason=command.reason.strip()),)


def withdraw(state: ApplicationState, command: WithdrawApplication, rules: Rules, now: Now) -> Decision:
    """The applicant's own wish, at any time before the last result."""
    if state.status not in (ApplicationStatus.INTAKE, ApplicationStatus.ACCEPTED):
        return intake_refusal(state) or refuse("application.unknown")
    if not command.reason.strip():
        return refuse("withdrawal.reason_missing")
    return (ApplicationWithdrawn(reason=command.reason.strip()),)


def _answer_refusal(state: ApplicationState, now: Now) -> Refusal | None:
    """Why no answer but acceptance is lawful any more."""
    refusal = intake_refusal(state)
    if refusal is not None or state.received is None:
        return refusal
    if is_accepted_by_law(state.received, state.corrections, today=now.day):
        return refuse("answer.accepted_by_law", day=state.received.day, answer_by=state.received.answer_by)
    return None
