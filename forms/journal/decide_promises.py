"""Decisions about promises instead of proofs (告知承诺): which material may be promised, and by whom."""

from __future__ import annotations

from forms.journal.commands import PromiseMaterial, WithdrawPromise
from forms.journal.decide_deferrals import is_distrusted
from forms.journal.decide_intake import intake_refusal
from forms.journal.decision import Decision, Now, Refusal, refuse
from forms.journal.promises import MaterialPromised, MaterialPromiseWithdrawn
from forms.journal.rules import NeededMaterial, Rules
from forms.journal.state import ApplicationState
from forms.message import Message, message


def promise_material(state: ApplicationState, command: PromiseMaterial, rules: Rules, now: Now) -> Decision:
    """Only what the catalog lets be promised, is needed now and neither here nor deferred; by nobody distrusted."""
    refusal = intake_refusal(state)
    if refusal is not None:
        return refusal
    if command.material in state.promises:
        return ()
    needed = rules.materials(state.items, state.answers, state.plain_values(), day=now.day)
    need = next((one for one in needed if one.material == command.material), None)
    if need is None:
        return refuse("deferral.not_needed", material=command.material)
    if is_distrusted(state, rules, now):
        return refuse("promise.distrusted", material=need.material, name=need.name)
    fault = promise_fault(need) or _fault_of_now(state, need)
    if fault is not None:
        return Refusal((fault,))
    return (MaterialPromised(material=need.material, name=need.name),)


def promise_fault(need: NeededMaterial) -> Message | None:
    """Why `need` may never be promised instead; None when it may."""
    if need.promise_instead and not need.awaited_from and not need.made:
        return None
    return message("promise.not_allowed", material=need.material, name=need.name)


def is_promised(state: ApplicationState, need: NeededMaterial) -> bool:
    """True while a promise takes the place of `need`: what is brought nevertheless counts, and needs none."""
    promised = need.material in state.promises and not state.sound_scans(need.material)
    return promised and promise_fault(need) is None


def promise_lacks(state: ApplicationState, need: NeededMaterial, rules: Rules, now: Now) -> tuple[Message, ...]:
    """What stands between the promise for `need` and the acceptance.

    Two windows may have promised and deferred it, or whoever promises turned out to be on the distrust list.
    """
    about = {"material": need.material, "name": need.name}
    if is_distrusted(state, rules, now):
        return (message("promise.distrusted", **about),)
    return (message("promise.deferred", **about),) if need.material in state.deferral_requests else ()


def _fault_of_now(state: ApplicationState, need: NeededMaterial) -> Message | None:
    about = {"material": need.material, "name": need.name}
    if need.material in state.deferral_requests:
        return message("promise.deferred", **about)
    return message("promise.brought", **about) if state.sound_scans(need.material) else None


def withdraw_promise(state: ApplicationState, command: WithdrawPromise, rules: Rules, now: Now) -> Decision:
    """A promise may be taken back until acceptance."""
    refusal = intake_refusal(state)
    if refusal is not None:
        return refusal
    return (MaterialPromiseWithdrawn(material=command.material),) if command.material in state.promises else ()
