"""Decisions during intake: choosing, filling, attaching, asking for a deferral."""

from __future__ import annotations

from collections.abc import Sequence

from forms.deferral import deferral_refusal
from forms.journal.commands import (
    AttachScan,
    ChooseItems,
    FillFields,
    OpenApplication,
    RemoveScan,
    RequestDeferral,
    SettleConflict,
    WithdrawDeferralRequest,
)
from forms.journal.decide_deferrals import is_distrusted
from forms.journal.decision import Decision, Now, Refusal, refuse
from forms.journal.intake import (
    ApplicationOpened,
    ConflictSettled,
    DeferralRequested,
    DeferralRequestWithdrawn,
    FieldsFilled,
    ItemsChosen,
    ScanAttached,
    ScanRemoved,
)
from forms.journal.rules import Rules
from forms.journal.send_backs import marked_materials
from forms.journal.state import ApplicationState, ApplicationStatus
from forms.message import Message, message
from forms.values import Value


def open_application(state: ApplicationState, command: OpenApplication, rules: Rules, now: Now) -> Decision:
    """An application begins with at least one item that the catalog offers."""
    if state.status is not ApplicationStatus.NEW:
        return refuse("application.already_open")
    refusal = _choice_refusal(command.items, rules) or not_taken_in(command.items, rules, now)
    if refusal is not None:
        return refusal
    return (ApplicationOpened(theme=command.theme, items=command.items, answers=dict(command.answers)),)


def choose_items(state: ApplicationState, command: ChooseItems, rules: Rules, now: Now) -> Decision:
    """Items may change until acceptance. One that is closed may stay, since it was begun, but not come."""
    added = tuple(item for item in command.items if item not in state.items)
    refusal = intake_refusal(state) or _choice_refusal(command.items, rules) or not_taken_in(added, rules, now)
    if refusal is not None:
        return refusal
    if (command.items, dict(command.answers)) == (state.items, dict(state.answers)):
        return ()
    return (ItemsChosen(items=command.items, answers=dict(command.answers)),)


def fill_fields(state: ApplicationState, command: FillFields, rules: Rules, now: Now) -> Decision:
    """Only what differs becomes a fact; wrong values may be saved, but none for what is computed."""
    refusal = intake_refusal(state)
    if refusal is not None:
        return refusal
    typed = {name: value for name, value in command.values.items() if value is None or not rules.is_computed(name)}
    changed = {element: value for element, value in typed.items() if _differs(state, element, value)}
    return (FieldsFilled(values=changed),) if changed else ()


def _differs(state: ApplicationState, element: str, value: Value | None) -> bool:
    held = state.values.get(element)
    return value is not None if held is None else held.value != _as_kept(value)


def _as_kept(value: Value | None) -> Value | None:
    """Several chosen come from a screen as any sequence; a fold keeps what JSON gives, a list."""
    return list(value) if isinstance(value, tuple) else value


def settle_conflict(state: ApplicationState, command: SettleConflict, rules: Rules, now: Now) -> Decision:
    """Only an open conflict can be settled."""
    if command.element not in state.conflicts:
        return refuse("conflict.not_open", element=command.element)
    return (ConflictSettled(element=command.element, value=command.value),)


def attach_scan(state: ApplicationState, command: AttachScan, rules: Rules, now: Now) -> Decision:
    """A scan may be attached to any material; attaching it twice is no new fact."""
    refusal = intake_refusal(state)
    if refusal is not None and command.material not in marked_materials(state):
        return refusal
    if any(scan.sha256 == command.scan.sha256 for scan in state.scans.get(command.material, ())):
        return ()
    return (ScanAttached(material=command.material, scan=command.scan),)


def remove_scan(state: ApplicationState, command: RemoveScan, rules: Rules, now: Now) -> Decision:
    """Scans may be taken off until acceptance."""
    refusal = intake_refusal(state)
    if refusal is not None:
        return refusal
    if all(scan.sha256 != command.sha256 for scan in state.scans.get(command.material, ())):
        return ()
    return (ScanRemoved(material=command.material, sha256=command.sha256),)


def request_deferral(state: ApplicationState, command: RequestDeferral, rules: Rules, now: Now) -> Decision:
    """Only what every item that needs the material lets come later, with a reason and a due working day."""
    refusal = intake_refusal(state)
    if refusal is not None:
        return refusal
    needed = rules.materials(state.items, state.answers, state.plain_values(), day=now.day)
    if is_distrusted(state, rules, now):
        name = next((need.name for need in needed if need.material == command.material), command.material)
        return refuse("deferral.distrusted", material=command.material, name=name)
    if command.material in state.promises:
        return refuse("promise.given", material=command.material, name=state.promises[command.material].name)
    reasons = deferral_refusal(
        needed,
        material=command.material,
        reason=command.reason,
        due_day=command.due_day,
        today=now.day,
        is_working_day=rules.is_working_day,
    )
    if reasons:
        return Refusal(reasons)
    return (DeferralRequested(material=command.material, reason=command.reason.strip(), due_day=command.due_day),)


def withdraw_deferral_request(
    state: ApplicationState, command: WithdrawDeferralRequest, rules: Rules, now: Now
) -> Decision:
    """A wish may be taken back until acceptance."""
    refusal = intake_refusal(state)
    if refusal is not None:
        return refusal
    return (DeferralRequestWithdrawn(material=command.material),) if command.material in state.deferral_requests else ()


def intake_refusal(state: ApplicationState) -> Refusal | None:
    """Why the window may change nothing any more, or not yet."""
    if state.status is ApplicationStatus.INTAKE:
        return None
    if state.status is ApplicationStatus.NEW:
        return refuse("application.unknown")
    return Refusal((closed(state),))


def closed(state: ApplicationState) -> Message:
    """How an application left the intake."""
    if state.status is ApplicationStatus.REFUSED:
        return message("application.is_refused", number=state.receipt_number)
    if state.status is ApplicationStatus.NOT_REQUIRED:
        return message("application.is_not_required")
    if state.status is ApplicationStatus.WITHDRAWN:
        return message("application.is_withdrawn")
    return message("application.already_accepted", number=state.receipt_number)


def not_taken_in(items: Sequence[str], rules: Rules, now: Now) -> Refusal | None:
    """Why some of `items` are not taken in for new applications on this day."""
    reasons = rules.not_taken_in(items, day=now.day)
    return Refusal(reasons) if reasons else None


def _choice_refusal(items: tuple[str, ...], rules: Rules) -> Refusal | None:
    if not items:
        return refuse("items.none_chosen")
    unknown = rules.unknown_items(items)
    return refuse("items.unknown", items="、".join(unknown)) if unknown else None
