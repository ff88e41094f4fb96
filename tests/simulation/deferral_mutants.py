"""Mistakes that somebody could make with deferrals; the machine has to find each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

import pytest
from msgspec.structs import replace

from forms.journal import deferrals, deferrals_ended
from forms.journal.actor import ActorKind
from forms.journal.authority import AUTHORITY
from forms.journal.deferrals_ended import DeferralTerminated
from forms.journal.fold import UNCONFIRMED
from forms.journal.kinds import KINDS
from forms.journal.operation import APPLICATION, Operation
from forms.journal.state import ApplicationState, DeferralState, DeferralStatus
from sync.central import deferral_faults
from sync.central.recounting import Recounting

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


def _extension_opens_the_withdrawn(patch: pytest.MonkeyPatch) -> None:
    """Whoever was terminated waits again, also when no case is left that would need it."""

    def opened(before: ApplicationState, after: ApplicationState, one: Operation) -> ApplicationState:
        was_ended = before.deferrals[one.body["material"]].status is DeferralStatus.TERMINATED
        return _with(after, one.body["material"], status=DeferralStatus.AWAITED) if was_ended else after

    _instead(patch, "deferral_extended", opened)


def _late_counts_as_in_time(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(deferrals, "_came_before_the_end", lambda state, deferral, operation: not deferral.is_open)


def _last_scan_wins(patch: pytest.MonkeyPatch) -> None:
    """Of what two windows took in at once only the later is kept."""

    def kept(before: ApplicationState, after: ApplicationState, one: Operation) -> ApplicationState:
        material = one.body["material"]
        return replace(after, scans={**after.scans, material: after.scans[material][-1:]})

    _instead(patch, "deferral_arrived", kept)


def _calendar_ends_deferrals(patch: pytest.MonkeyPatch) -> None:
    def ended(before: ApplicationState, after: ApplicationState, one: Operation) -> ApplicationState:
        moved = [name for name, held in after.deferrals.items() if held != before.deferrals[name]]
        return _with(after, moved[0], status=DeferralStatus.TERMINATED) if moved else after

    _instead(patch, "dates_recomputed", ended)


def _papers_in_stored_order(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(deferrals_ended, "sorted", lambda found, key: list(found), raising=False)


def _clerk_may_pass(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(cast(dict[str, object], AUTHORITY), "deferral_passed", frozenset(ActorKind))


def _machine_may_terminate(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(cast(dict[str, object], AUTHORITY), "deferral_terminated", frozenset(ActorKind))


def _anybody_terminates_early(patch: pytest.MonkeyPatch) -> None:
    patch.delitem(deferral_faults._JUDGES, "deferral_terminated")


def _centre_terminates_by_itself(patch: pytest.MonkeyPatch) -> None:
    """No person decides: with each exchange the centre ends what is overdue."""
    advance = Recounting.advance

    def ending(self: Recounting) -> None:
        advance(self)
        for state in self._store.applications.states():
            for held in state.deferrals.values():
                if held.status is DeferralStatus.AWAITED and held.due_day < self._moments.today():
                    ended = DeferralTerminated(material=held.material, reason="逾期")
                    self._ordering.write(ended, stream=APPLICATION + state.id)

    patch.setattr(Recounting, "advance", ending)


MUTANTS: Mapping[str, Patch] = {
    "gate_forgets_the_terminated": _gate_forgets_the_terminated,
    "termination_always_ends": _termination_always_ends,
    "extension_leaves_it_ended": _extension_leaves_it_ended,
    "arrival_opens_the_passed": _arrival_opens_the_passed,
    "result_ends_deferrals": _result_ends_deferrals,
    "overdue_ends_by_itself": _overdue_ends_by_itself,
    "extension_opens_the_withdrawn": _extension_opens_the_withdrawn,
    "late_counts_as_in_time": _late_counts_as_in_time,
    "last_scan_wins": _last_scan_wins,
    "calendar_ends_deferrals": _calendar_ends_deferrals,
    "papers_in_stored_order": _papers_in_stored_order,
    "clerk_may_pass": _clerk_may_pass,
    "machine_may_terminate": _machine_may_terminate,
    "anybody_terminates_early": _anybody_terminates_early,
    "centre_terminates_by_itself": _centre_terminates_by_itself,
}
