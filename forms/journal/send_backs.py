"""Send-back: a reviewer asks the window to put exactly these fields and materials right, after acceptance.

What was accepted changes only so: marked fields are amended, marked materials get further scans, then the window
answers. The reviewer sees what stood there before.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from forms.journal.answers import SendBack
from forms.journal.intake import FieldsFilled, apply_filled
from forms.journal.operation import Operation
from forms.journal.state import ApplicationState, ApplicationStatus
from forms.values import Value


class SendBackRequested(msgspec.Struct, frozen=True, kw_only=True):
    """These fields and materials are to be put right, for `reason`."""

    elements: tuple[str, ...]
    materials: tuple[str, ...]
    reason: str


class FieldsAmended(msgspec.Struct, frozen=True, kw_only=True):
    """Marked fields got other values; `None` empties a field."""

    values: Mapping[str, Value | None]


class SendBackAnswered(msgspec.Struct, frozen=True, kw_only=True):
    """The window has done what was asked, or says in `note` why it stays as it is."""

    note: str


def apply_requested(
    state: ApplicationState, operation: Operation, body: SendBackRequested, rev: int
) -> ApplicationState:
    """A task for the window."""
    values = state.plain_values()
    scans = {material: tuple(scan.sha256 for scan in state.scans.get(material, ())) for material in body.materials}
    asked = SendBack(
        elements=body.elements,
        materials=body.materials,
        reason=body.reason,
        day=operation.day,
        by=operation.actor.name,
        values={element: values[element] for element in body.elements if element in values},
        scans=scans,
    )
    return replace(state, send_backs=(*state.send_backs, asked))


def apply_amended(state: ApplicationState, operation: Operation, body: FieldsAmended, rev: int) -> ApplicationState:
    """Like filling: what two windows amend differently becomes a conflict."""
    return apply_filled(state, operation, FieldsFilled(values=body.values), rev)


def apply_answered(state: ApplicationState, operation: Operation, body: SendBackAnswered, rev: int) -> ApplicationState:
    """Everything that was asked until then is answered; one asked later stays open."""
    answered = tuple(
        replace(asked, answered_day=operation.day, answered_by=operation.actor.name, note=body.note)
        if asked.is_open
        else asked
        for asked in state.send_backs
    )
    return replace(state, send_backs=answered)


def marked_elements(state: ApplicationState) -> frozenset[str]:
    """Fields that a send-back which is not answered asks about."""
    return frozenset(element for asked in _waiting(state) for element in asked.elements)


def marked_materials(state: ApplicationState) -> frozenset[str]:
    """Materials that a send-back which is not answered asks about."""
    return frozenset(material for asked in _waiting(state) for material in asked.materials)


def _waiting(state: ApplicationState) -> tuple[SendBack, ...]:
    """Nothing changes any more once the application has ended."""
    if state.status is not ApplicationStatus.ACCEPTED:
        return ()
    return tuple(asked for asked in state.send_backs if asked.is_open)
