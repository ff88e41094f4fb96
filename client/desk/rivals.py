"""Rivals: the values that windows gave the same field, and who gave them, for the clerk who has to choose."""

from __future__ import annotations

from client.desk.desk import Desk
from client.desk.rival import Rival as Rival
from forms.journal.fold import Entry
from forms.journal.state import ApplicationState
from forms.values import Value


def rivals_of(desk: Desk, state: ApplicationState) -> dict[str, tuple[Rival, ...]]:
    """By element: the value in force first, then the others that were kept, each value once."""
    if not state.conflicts:
        return {}
    entries = desk.store.journal.entries(state.id)
    return {element: _of_field(desk, state, element, entries) for element in state.conflicts}


def _of_field(desk: Desk, state: ApplicationState, element: str, entries: tuple[Entry, ...]) -> tuple[Rival, ...]:
    held = state.values.get(element)
    given: list[tuple[Value | None, str]] = [(held.value, held.device)] if held is not None else [(None, "")]
    given += [(None if kept.value == "" else kept.value, kept.device) for kept in state.conflicts[element]]
    found: list[Rival] = []
    for value, device in given:
        if all(rival.value != value for rival in found):
            found.append(_rival(desk, element, value, device, entries))
    return tuple(found)


def _rival(desk: Desk, element: str, value: Value | None, device: str, entries: tuple[Entry, ...]) -> Rival:
    if device == desk.store.device.id:
        return Rival(value=value, own=True)
    for entry in reversed(entries):
        operation = entry.operation
        if operation.device == device and _is_about(operation.body, element):
            return Rival(value=value, own=False, window=operation.actor.window, clerk=operation.actor.name)
    return Rival(value=value, own=False)


def _is_about(body: object, element: str) -> bool:
    """True for a body that filled or settled `element`."""
    if not isinstance(body, dict):
        return False
    values = body.get("values")
    return body.get("element") == element or (isinstance(values, dict) and element in values)
