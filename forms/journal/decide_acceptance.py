"""The decision to accept (受理): everything that is lacking at once, or one operation with every fact."""

from __future__ import annotations

from collections.abc import Set

import msgspec

from forms.answer_day import acceptance_day, is_accepted_by_law
from forms.deferral import deferral_refusal, may_be_deferred
from forms.journal.acceptance import ApplicationAccepted, CaseFact, DeferralFact
from forms.journal.commands import AcceptApplication
from forms.journal.decide_deferrals import is_distrusted
from forms.journal.decide_intake import intake_refusal
from forms.journal.decide_promises import is_promised, promise_lacks
from forms.journal.decision import Decision, Now, Refusal, refuse
from forms.journal.intake import FieldsFilled
from forms.journal.numbering import is_taken
from forms.journal.papers import papers_of
from forms.journal.rules import NeededMaterial, Rules
from forms.journal.state import ApplicationState, Party
from forms.message import Message, message


def accept(state: ApplicationState, command: AcceptApplication, rules: Rules, now: Now) -> Decision:
    """`application_accepted`, or every lack.

    What was typed into a field before its catalog computed it is emptied first: what is computed becomes the fact.
    """
    refusal = intake_refusal(state)
    if refusal is not None:
        return refusal
    lacks = obstacles(state, rules, now)
    if lacks:
        return Refusal(lacks)
    if state.received is not None:
        command = AcceptApplication(receipt_number=state.received.number)
    if not command.receipt_number:
        return refuse("acceptance.no_number")
    if state.received is None and is_taken(state, command.receipt_number):
        return refuse("paper.number_used", number=command.receipt_number)
    stale = _stale(state, rules)
    accepted = _accepted(state, command, rules, now, stale=stale.keys())
    return (FieldsFilled(values=stale), accepted) if stale else (accepted,)


def _stale(state: ApplicationState, rules: Rules) -> dict[str, None]:
    """Typed answers to fields of the form that are computed by now, as the emptying of them."""
    typed = [element for element in state.values if rules.is_computed(element)]
    asked = rules.asked_elements(state.items, state.answers) if typed else frozenset()
    return dict.fromkeys(element for element in typed if element in asked)


_ABSENT = frozenset({"field.missing", "material.missing", "material.flawed"})
"""Lacks that were to be told in time: the law accepts without them. A value that is wrong can still not be kept."""


def obstacles(state: ApplicationState, rules: Rules, now: Now) -> tuple[Message, ...]:
    """What forbids the acceptance. What is accepted by law lacks nothing that the applicant was not told of."""
    lacks = missing(state, rules, now)
    if is_accepted_by_law(state.received, state.corrections, today=now.day):
        return tuple(lack for lack in lacks if lack.code not in _ABSENT)
    return lacks


def missing(state: ApplicationState, rules: Rules, now: Now) -> tuple[Message, ...]:
    """What stands between this application and its acceptance, in the order of the screen.

    What another case of the same application will produce is awaited from it: neither missing nor deferred.
    """
    values = rules.completed(state.items, state.answers, state.plain_values())
    fields = rules.field_lacks(state.items, state.answers, values, today=now.day)
    needed = rules.materials(state.items, state.answers, values, day=now.day)
    return lacking(state, fields=fields, needed=needed, rules=rules, now=now)


def lacking(
    state: ApplicationState,
    *,
    fields: tuple[Message, ...],
    needed: tuple[NeededMaterial, ...],
    rules: Rules,
    now: Now,
) -> tuple[Message, ...]:
    """See `missing`, for one who knows already what `rules` say of the fields and which materials are `needed`."""
    materials = tuple(lack for need in needed for lack in _material_lacks(state, need, needed, rules, now))
    return _conflicts(state, rules) + fields + materials


def _conflicts(state: ApplicationState, rules: Rules) -> tuple[Message, ...]:
    """Open conflicts over fields of the form; one over a field that no chosen item asks for stands in nobody's way."""
    if not state.conflicts:
        return ()
    asked = rules.asked_elements(state.items, state.answers)
    return tuple(message("conflict.open", element=element) for element in state.conflicts if element in asked)


def _material_lacks(
    state: ApplicationState, need: NeededMaterial, needed: tuple[NeededMaterial, ...], rules: Rules, now: Now
) -> tuple[Message, ...]:
    if need.made or need.awaited_from or state.sound_scans(need.material):
        return ()
    if is_promised(state, need):
        return promise_lacks(state, need, rules, now)
    request = state.deferral_requests.get(need.material)
    if request is None:
        code = "material.flawed" if state.scans.get(need.material) else "material.missing"
        return (message(code, material=need.material, name=need.name),)
    if is_distrusted(state, rules, now):
        return (message("deferral.distrusted", material=need.material, name=need.name),)
    return deferral_refusal(
        needed,
        material=need.material,
        reason=request.reason,
        due_day=request.due_day,
        today=now.day,
        is_working_day=rules.is_working_day,
    )


def _accepted(
    state: ApplicationState, command: AcceptApplication, rules: Rules, now: Now, *, stale: Set[str]
) -> ApplicationAccepted:
    typed = {element: value for element, value in state.plain_values().items() if element not in stale}
    values = rules.completed(state.items, state.answers, typed)
    needed = rules.materials(state.items, state.answers, values, day=now.day)
    applicant = rules.applicant(values)
    deferrals = tuple(_deferral(state, need) for need in needed if _is_deferred(state, need))
    promised = any(is_promised(state, need) for need in needed)
    # Taken in before, it counts from an earlier day than today.
    from_day = acceptance_day(state.received, state.corrections, today=now.day)
    wall = now.wall + now.skew if from_day == now.day else 0
    return ApplicationAccepted(
        receipt_number=command.receipt_number,
        accepted_day=from_day,
        calendar_revision=rules.calendar_revision,
        template_hash=rules.template_hash,
        party=Party(**msgspec.structs.asdict(applicant)),
        filled={element: value for element, value in values.items() if element not in typed},
        cases=tuple(
            _case(planned, later=rules.starts_when_complete and any(planned.item in held.items for held in deferrals))
            for planned in rules.cases(state.items, state.answers, values, day=from_day, wall=wall)
        ),
        deferrals=deferrals,
        papers=papers_of(needed, receipt_number=command.receipt_number, deferred=bool(deferrals), promised=promised),
    )


def _case(planned: msgspec.Struct, *, later: bool) -> CaseFact:
    """A planned case is a fact from now on; one that waits for another, or starts `later`, has no clock yet."""
    facts = msgspec.structs.asdict(planned)
    if facts["waits_for"] or later:
        facts["promised_due"] = facts["legal_due"] = ""
    return CaseFact(**facts)


def _is_deferred(state: ApplicationState, need: NeededMaterial) -> bool:
    wanted = need.material in state.deferral_requests and not state.sound_scans(need.material)
    return wanted and may_be_deferred(need) and not is_promised(state, need)


def _deferral(state: ApplicationState, need: NeededMaterial) -> DeferralFact:
    request = state.deferral_requests[need.material]
    return DeferralFact(
        material=need.material, name=need.name, items=need.items, reason=request.reason, due_day=request.due_day
    )
