"""What a clerk typed and has not yet saved, over what is saved."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from forms.journal.state import ApplicationState, FieldValue
from forms.values import Value

Patch = Mapping[str, Value | None]
"""What was typed and is not yet saved; `None` empties a field."""


def typed_over(state: ApplicationState, patch: Patch) -> ApplicationState:
    """`state` as if `patch` were saved; a field that was typed into is in conflict no more."""
    values = dict(state.values)
    for element, value in patch.items():
        if value is None:
            values.pop(element, None)
        else:
            values[element] = FieldValue(value=value, device="", rev=0)
    conflicts = {element: kept for element, kept in state.conflicts.items() if element not in patch}
    return replace(state, values=values, conflicts=conflicts)
