"""Mistakes that somebody could make with deferrals; the machine has to find each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from msgspec.structs import replace

from forms.journal.fold import UNCONFIRMED
from forms.journal.kinds import KINDS
from forms.journal.operation import Operation
from forms.journal.state import ApplicationState, DeferralState, DeferralStatus

Patch = Callable[[pytest.MonkeyPatch], None]


def _instead(patch: pytest.MonkeyPatch, kind: str, wrong: Callable[..., ApplicationState]) -> None:
    """Fold `kind` by `wrong`, which gets the state before, the state after, and the operation."""
    published = KINDS[(kind, 1)]

    def apply(state: ApplicationState, operation: Operation, body: Any, rev: int = UNCONFIRMED) -> ApplicationState:
        assert published.apply is not None
        return wrong(state, published.apply(state, operation, body, rev), operation)

    patch.setitem(KINDS, (kind, 1), replace(published, apply=apply))


def _with(state: ApplicationState, material: str, **changed: Any) -> ApplicationState:
    held = state.deferrals[material]
    return replace(state, deferrals={**state.deferrals, material: replace(held, **changed)})


def _gate_forgets_the_terminated(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(DeferralState, "holds_back", DeferralState.is_open)


def _termination_always_ends(patch: pytest.MonkeyPatch) -> None:
    _instead(
        patch,
        "deferral_terminated",
        lambda before, after, one: _with(after, one.body["material"], status=DeferralStatus.TERMINATED),
    )


def _extension_leaves_it_ended(patch: pytest.MonkeyPatch) -> None:
    def ended(before: ApplicationState, after: ApplicationState, one: Operation) -> ApplicationState:
        return _with(after, one.body["material"], status=before.deferrals[one.body["material"]].status)

    _instead(patch, "deferral_extended", ended)


def _arrival_opens_the_passed(patch: pytest.MonkeyPatch) -> None:
    _instead(
        patch,
        "deferral_arrived",
        lambda before, after, one: _with(after, one.body["material"], status=DeferralStatus.ARRIVED),
    )


def _result_ends_deferrals(patch: pytest.MonkeyPatch) -> None:
    def ended(before: ApplicationState, after: ApplicationState, one: Operation) -> ApplicationState:
        kept = {name: held for name, held in after.deferrals.items() if not after.has_ended(held.items)}
        return replace(after, deferrals=kept)

    _instead(patch, "result_issued", ended)


def _overdue_ends_by_itself(patch: pytest.MonkeyPatch) -> None:
    def ended(before: ApplicationState, after: ApplicationState, one: Operation) -> ApplicationState:
        held = after.deferrals[one.body["material"]]
        late = held.due_day < one.day and held.status is DeferralStatus.AWAITED
        return _with(after, held.material, status=DeferralStatus.TERMINATED) if late else after

    _instead(patch, "deferral_returned", ended)


MUTANTS: Mapping[str, Patch] = {
    "gate_forgets_the_terminated": _gate_forgets_the_terminated,
    "termination_always_ends": _termination_always_ends,
    "extension_leaves_it_ended": _extension_leaves_it_ended,
    "arrival_opens_the_passed": _arrival_opens_the_passed,
    "result_ends_deferrals": _result_ends_deferrals,
    "overdue_ends_by_itself": _overdue_ends_by_itself,
}
