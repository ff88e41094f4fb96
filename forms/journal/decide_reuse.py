"""The decision to take over what the same applicant gave before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from forms.journal.commands import ReuseData
from forms.journal.decide_intake import intake_refusal
from forms.journal.decision import Decision, Now, refuse
from forms.journal.reuse import DataReused, ReusedScan
from forms.journal.rules import NeededMaterial, Rules
from forms.journal.state import ApplicationState
from forms.values import Value, Values, is_empty


def reuse_data(state: ApplicationState, command: ReuseData, rules: Rules, now: Now) -> Decision:
    """Only the same party's, only what the catalog lets be reused, only into what is empty, only while it is valid."""
    refusal = intake_refusal(state)
    if refusal is not None:
        return refusal
    values = rules.completed(state.items, state.answers, state.plain_values())
    if not command.party or rules.applicant_number(values, today=now.day) != command.party:
        return refuse("reuse.other_party")
    taken = _values(command.values, state, values, rules, now)
    needed = rules.materials(state.items, state.answers, {**values, **taken}, day=now.day)
    scans = {need.material: _scans(command, need, state, rules, now) for need in needed}
    scans = {material: found for material, found in scans.items() if found}
    if not taken and not scans:
        return refuse("reuse.nothing")
    return (
        DataReused(
            application=command.application,
            receipt_number=command.receipt_number,
            day=command.day,
            values=taken,
            scans=scans,
        ),
    )


def _values(
    offered: Mapping[str, Value], state: ApplicationState, values: Values, rules: Rules, now: Now
) -> dict[str, Value]:
    asked = rules.asked_elements(state.items, state.answers)
    return {
        element: value
        for element, value in offered.items()
        if element in asked
        and rules.is_reusable(element)
        and is_empty(values.get(element))
        and not rules.check_value(element, value, {**offered, **values}, today=now.day)
    }


def _scans(
    command: ReuseData, need: NeededMaterial, state: ApplicationState, rules: Rules, now: Now
) -> tuple[ReusedScan, ...]:
    if need.made or need.awaited_from or state.scans.get(need.material):
        return ()
    days = rules.reusable_days(need.material)
    return tuple(one for one in command.scans.get(need.material, ()) if is_still_valid(one.taken_day, days, now.day))


def is_still_valid(taken_day: str, days: int, today: str) -> bool:
    """True while a paper taken in on `taken_day` (ISO) is at most `days` natural days old; 0 days: never."""
    try:
        age = date.fromisoformat(today) - date.fromisoformat(taken_day)
    except ValueError:
        return False
    return days > 0 and age.days <= days
