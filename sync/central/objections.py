"""Objections: what the centre's own rules say against an acceptance that was decided at a window.

An acceptance is never rejected, for the paper is in the applicant's hand. Whatever differs becomes an
`objection_raised`, which is work for a person.
"""

from __future__ import annotations

from collections.abc import Callable

import structlog

from forms.journal.acceptance import ApplicationAccepted
from forms.journal.commands import AcceptApplication
from forms.journal.decide import decide
from forms.journal.decision import Now, Refusal
from forms.journal.operation import Operation
from forms.journal.rules import Rules
from forms.journal.state import ApplicationState
from forms.message import Message, message

MOST = 20
"""Most objections against one acceptance: beyond that a person looks at the whole of it anyway."""

_log = structlog.get_logger()


def objections(
    before: ApplicationState, operation: Operation, body: ApplicationAccepted, rules: Callable[[str], Rules]
) -> tuple[Message, ...]:
    """What `decide` under the pinned catalog would have said otherwise; empty for an acceptance in order."""
    try:
        return _differences(before, operation, body, rules(before.catalog))[:MOST]
    except Exception as error:
        # Rules are data from outside and values are what any window typed: an acceptance must get in whatever
        # they do, so that failing to check it is itself an objection.
        _log.exception("centre.acceptance_unchecked", application=before.id)
        return (message("centre.acceptance_unchecked", reason=f"{type(error).__name__}: {error}"),)


def _differences(
    before: ApplicationState, operation: Operation, body: ApplicationAccepted, rules: Rules
) -> tuple[Message, ...]:
    # What was taken in before counts from an earlier day than the one it was accepted on.
    day = operation.day if before.received is not None else body.accepted_day
    now = Now(wall=operation.wall, day=day, skew=operation.skew)
    decision = decide(before, AcceptApplication(receipt_number=body.receipt_number), rules, now)
    if isinstance(decision, Refusal):
        return decision.messages
    (expected,) = decision
    assert isinstance(expected, ApplicationAccepted)
    return _cases_differ(expected, body) + _deferrals_differ(expected, body)


def _cases_differ(expected: ApplicationAccepted, body: ApplicationAccepted) -> tuple[Message, ...]:
    due = {case.item: case for case in expected.cases}
    given = {case.item: case for case in body.cases}
    wrong = [item for item in {**due, **given} if due.get(item) != given.get(item)]
    return (message("centre.cases_differ", items="、".join(wrong)),) if wrong else ()


def _deferrals_differ(expected: ApplicationAccepted, body: ApplicationAccepted) -> tuple[Message, ...]:
    due = {deferral.material: deferral for deferral in expected.deferrals}
    given = {deferral.material: deferral for deferral in body.deferrals}
    wrong = [material for material in {**due, **given} if due.get(material) != given.get(material)]
    return (message("centre.deferrals_differ", materials="、".join(wrong)),) if wrong else ()
