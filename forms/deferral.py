"""The rules of 容缺受理: which material may come later, and until when.

Sources: 国发〔2022〕5号 (容缺受理); the published lists of halls name per item the main materials, which the
decision rests on and which may never be deferred, and the deferrable ones with their time limit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from forms.elements.date import iso_day
from forms.journal.rules import NeededMaterial
from forms.message import Message, message


def latest_due(needed: NeededMaterial) -> str:
    """The latest due day that every item which needs the material allows (ISO day), '' when it may not be deferred."""
    if not may_be_deferred(needed):
        return ""
    return min(allowed.due_day for allowed in needed.deferrable_for)


def may_be_deferred(needed: NeededMaterial) -> bool:
    """True when nobody decides on the material and every item that needs it lists it as deferrable.

    What another case produces, or the window prints, is never asked from the applicant: there is nothing to defer.
    """
    if needed.awaited_from or needed.made:
        return False
    listed = {allowed.item for allowed in needed.deferrable_for}
    return not needed.decisive_for and bool(listed) and listed == set(needed.items)


def deferral_refusal(
    needed: Sequence[NeededMaterial],
    *,
    material: str,
    reason: str,
    due_day: str,
    today: str,
    is_working_day: Callable[[str], bool],
) -> tuple[Message, ...]:
    """Every reason why `material` may not be deferred until `due_day`, a working day; empty when it may."""
    need = next((candidate for candidate in needed if candidate.material == material), None)
    if need is None:
        return (message("deferral.not_needed", material=material),)
    if not may_be_deferred(need):
        return (not_deferrable(need),)
    problems: list[Message] = []
    if not reason.strip():
        problems.append(message("deferral.reason_missing", material=material, name=need.name))
    latest = latest_due(need)
    if not (iso_day(due_day) and today < due_day <= latest):
        problems.append(message("deferral.due_day", material=material, name=need.name, latest=latest))
    elif not is_working_day(due_day):
        problems.append(message("deferral.due_day_off", material=material, name=need.name, day=due_day, latest=latest))
    return tuple(problems)


def not_deferrable(need: NeededMaterial) -> Message:
    """Why a material may not be deferred: who decides on it, and that others would have allowed it."""
    if need.awaited_from:
        return message("deferral.awaited", material=need.material, name=need.name, item=need.named([need.awaited_from]))
    if need.made:
        return message("deferral.made", material=need.material, name=need.name)
    if need.decisive_for and need.deferrable_for:
        return message(
            "deferral.decisive_elsewhere",
            material=need.material,
            name=need.name,
            deciding=need.named(need.decisive_for),
            allowing=need.named([allowed.item for allowed in need.deferrable_for]),
        )
    return message("deferral.decisive", material=need.material, name=need.name, deciding=need.named(need.decisive_for))
