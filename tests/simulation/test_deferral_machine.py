"""G9 over histories of 50 steps, in parts that run side by side; `YICHUANG_DEFERRAL_EXAMPLES` sets how many in all."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.simulation.deferral_machine import DeferralMachine
from tests.simulation.deferral_mutants import MUTANTS
from tests.simulation.deferral_run import SEEN

EXAMPLES = int(os.environ.get("YICHUANG_DEFERRAL_EXAMPLES", "200"))
FIRST_SEED = int(os.environ.get("YICHUANG_DEFERRAL_SEED", "0"))
STEPS = 50
PARTS = 4
ENOUGH = 100
"""A mistake that so many histories do not find would slip through."""

WANTED = (
    "deferral_arrived",
    "deferral_passed",
    "deferral_returned",
    "deferral_extended",
    "deferral_terminated",
    "deferrals_completed",
    "application_withdrawn",
    "dates_recomputed",
    "scope_granted",
    "result_issued.granted",
    "result_issued.refused",
    "result result.deferral_open",
    "objection_raised.centre.termination_crossed",
    "killed",
)


def play(examples: int, *, number: int = 0) -> None:
    """So many histories by the dice of `number`: the same number plays the same."""
    machine = seed(number)(type("DeferralMachine", (DeferralMachine,), {}))
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            phases=(Phase.generate,),
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.timeout(0)
@pytest.mark.parametrize("part", range(PARTS))
def test_g9_holds_whoever_moves_deferrals_in_any_order(part: int) -> None:
    SEEN.clear()
    play(EXAMPLES // PARTS, number=FIRST_SEED + part)
    if FIRST_SEED + part == 0 and EXAMPLES >= 200:
        # A machine that never passes, ends, withdraws or kills would find nothing and say so proudly.
        assert [word for word in WANTED if not SEEN[word]] == []


@pytest.mark.timeout(0)
@pytest.mark.parametrize("name", sorted(MUTANTS))
def test_a_mistake_with_deferrals_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    MUTANTS[name](monkeypatch)
    with pytest.raises(Exception):  # noqa: B017 - an assertion, or several told as a group
        play(ENOUGH)
