"""Moves of an application to another catalog: decided again here, under the catalogs that the centre holds."""

from __future__ import annotations

from collections.abc import Callable

from forms.journal.commands import MoveCatalog
from forms.journal.decide import decide
from forms.journal.decision import Now, Refusal
from forms.journal.kinds import body_of
from forms.journal.operation import Operation
from forms.journal.rules import Rules
from forms.journal.state import ApplicationState
from forms.journal.versions import CatalogMoved
from forms.message import Message, message


def move_fault(state: ApplicationState, operation: Operation, rules: Callable[[str], Rules]) -> Message | None:
    """Why a move to another catalog is no good here; None when it is, and for every other operation."""
    if operation.kind != "catalog_moved":
        return None
    body = body_of(operation)
    assert isinstance(body, CatalogMoved)
    if state.catalog == body.to_catalog:
        return None
    try:
        pinned, target = rules(body.from_catalog), rules(body.to_catalog)
    except KeyError as lacking:
        return message("catalog.not_held", catalog=str(lacking.args[0])[:12])
    now = Now(wall=operation.wall, day=operation.day, skew=operation.skew)
    decision = decide(state, MoveCatalog(target=target), pinned, now)
    return decision.messages[0] if isinstance(decision, Refusal) else None
