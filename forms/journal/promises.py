"""Promises instead of proofs (告知承诺): during intake an applicant promises in writing what a material would prove.

Nothing is deferred by it: the material is not needed any more, no document is awaited, and no result waits for one;
the department checks afterwards (国办发〔2020〕42号). It lives beside deferrals (容缺) and never counts among them.
"""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from forms.journal.operation import Operation
from forms.journal.state import ApplicationState, Promise


class MaterialPromised(msgspec.Struct, frozen=True, kw_only=True):
    """The applicant promises in writing what `material` (called `name`) would prove, and does not bring it."""

    material: str
    name: str


class MaterialPromiseWithdrawn(msgspec.Struct, frozen=True, kw_only=True):
    """The material will be brought after all."""

    material: str


def apply_promised(state: ApplicationState, operation: Operation, body: MaterialPromised, rev: int) -> ApplicationState:
    """Keep the promise; a second one for the same material is the same promise."""
    if body.material in state.promises:
        return state
    promise = Promise(name=body.name, actor=operation.actor.name, wall=operation.wall, day=operation.day)
    return replace(state, promises={**state.promises, body.material: promise})


def apply_promise_withdrawn(
    state: ApplicationState, operation: Operation, body: MaterialPromiseWithdrawn, rev: int
) -> ApplicationState:
    """The material is needed again."""
    kept = {material: promise for material, promise in state.promises.items() if material != body.material}
    return replace(state, promises=kept)


def promised_materials(state: ApplicationState) -> tuple[str, ...]:
    """What was promised instead of brought, as the acceptance in `state` has it; a good copy makes a promise idle."""
    brought = {material for material, given in state.handed_in.items() if not given.flaw}
    needed = {material for case in state.cases.values() for material in case.needs_materials} - brought
    return tuple(material for material in state.promises if material in needed)


def promised_names(state: ApplicationState) -> tuple[str, ...]:
    """The names of `promised_materials`."""
    return tuple(state.promises[material].name for material in promised_materials(state))
