from __future__ import annotations

from functools import cache

import pytest

from tests.simulation.mutants import MUTANTS
from tests.simulation.world import Outcome, run

SEEDS = 200
CHUNK = 20
ENOUGH = 40
"""A mistake that so many runs do not find would slip through the gate."""


@cache
def played(seed: int) -> Outcome:
    return run(seed)


@pytest.mark.parametrize("first", range(1, SEEDS + 1, CHUNK))
def test_no_promise_is_broken(first: int) -> None:
    found = [
        f"seed {seed}: {violation}" for seed in range(first, first + CHUNK) for violation in played(seed).violations
    ]
    assert found == []


@pytest.mark.parametrize("name", sorted(MUTANTS))
def test_a_mistake_made_on_purpose_is_found(name: str) -> None:
    assert any(run(seed, MUTANTS[name]).violations for seed in range(1, ENOUGH + 1))


@pytest.mark.parametrize("seed", [3, 17, 88])
def test_the_same_seed_plays_the_same(seed: int) -> None:
    first, second = played(seed), run(seed)
    assert first.trace == second.trace
    assert first.fingerprint != played(seed + 1).fingerprint


def test_the_dice_make_what_the_promises_are_about() -> None:
    """A generator that never kills, cuts, refuses or conflicts would find nothing and say so proudly."""
    told = "\n".join(line for seed in range(1, CHUNK + 1) for line in played(seed).trace)
    wanted = (
        "killed",
        "request lost",
        "reply lost",
        "twice",
        "cut",
        "page",
        "gateway",
        "centre dies before commit",
        "centre dies after commit",
        "late exchange",
        "AcceptApplication [",
        "ReceiveDocument [",
        "RequestDeferral [",
        "SettleConflict [",
        "pass ",
        "end BIZ-IND",
        "publish 2",
        "ms off",
    )
    assert [word for word in wanted if word not in told] == []
