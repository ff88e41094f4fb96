"""Outcomes at the window and answers to send-backs: what `decide` refuses under the pinned catalog is rejected."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from forms.journal.commands import (
    AmendFields,
    AnswerSendBack,
    Command,
    DeclareNotRequired,
    OwnWords,
    RefuseApplication,
    RequestCorrection,
    WithdrawApplication,
)
from forms.journal.decide import decide
from forms.journal.decision import Now, Refusal
from forms.journal.kinds import body_of
from forms.journal.operation import Operation
from forms.journal.outcomes import (
    ApplicationNotRequired,
    ApplicationRefused,
    ApplicationWithdrawn,
    CorrectionRequested,
)
from forms.journal.rules import Rules
from forms.journal.send_backs import FieldsAmended, SendBackAnswered
from forms.journal.state import ApplicationState
from forms.message import Message


def outcome_fault(state: ApplicationState, operation: Operation, rules: Callable[[str], Rules]) -> Message | None:
    """Why an outcome is not lawful after `state`; None when it is, and for every other operation."""
    command = _command(body_of(operation))
    if command is None:
        return None
    try:
        pinned = rules(state.catalog)
    except KeyError:
        # A catalog that the centre never published: admission has said what can be said.
        return None
    decision = decide(state, command, pinned, Now(wall=operation.wall, day=operation.day, skew=operation.skew))
    return decision.messages[0] if isinstance(decision, Refusal) else None


def _command(body: msgspec.Struct) -> Command | None:
    """What the window decided, to be decided again."""
    if isinstance(body, CorrectionRequested):
        words = tuple(
            OwnWords(element=lack.element, material=lack.material, words=lack.words or lack.name) for lack in body.lacks
        )
        return RequestCorrection(number=body.number, words=words, is_late_known=True)
    if isinstance(body, ApplicationRefused):
        return RefuseApplication(number=body.number, reason=body.reason, remedies=body.remedies)
    if isinstance(body, ApplicationNotRequired):
        return DeclareNotRequired(reason=body.reason)
    if isinstance(body, ApplicationWithdrawn):
        return WithdrawApplication(reason=body.reason)
    return _answer(body)


def _answer(body: msgspec.Struct) -> Command | None:
    """What two windows amend differently becomes a conflict, so that only what is not marked is refused."""
    if isinstance(body, FieldsAmended):
        return AmendFields(values=body.values)
    return AnswerSendBack(note=body.note) if isinstance(body, SendBackAnswered) else None
