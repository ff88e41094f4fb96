"""Promises instead of proofs (告知承诺): one for a material that the pinned catalog does not name so is rejected.

What two windows did at the same time (one promised, another deferred or brought the document) is no fault of either:
the acceptance says what stands in its way.
"""

from __future__ import annotations

from collections.abc import Callable

from forms.journal.kinds import body_of
from forms.journal.operation import Operation
from forms.journal.promises import MaterialPromised
from forms.journal.rules import Rules
from forms.journal.state import ApplicationState
from forms.message import Message, message


def promise_fault(state: ApplicationState, operation: Operation, rules: Callable[[str], Rules]) -> Message | None:
    """Why no window can have taken this promise under its catalog; None when it can, and for other operations."""
    if operation.kind != "material_promised":
        return None
    body = body_of(operation)
    assert isinstance(body, MaterialPromised)
    try:
        pinned = rules(state.catalog)
    except KeyError:
        # Its catalog was never published here: an objection against its acceptance says so.
        return None
    if pinned.may_be_promised(body.material):
        return None
    return message("promise.not_allowed", material=body.material, name=pinned.material_name(body.material))
