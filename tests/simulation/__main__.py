"""`python -m tests.simulation --seeds 200 --start 1 [--mutant drop_at_ack]`: play seeds, print what they find."""

from __future__ import annotations

import argparse
import sys

from tests.simulation.mutants import MUTANTS
from tests.simulation.world import EVENTS, run


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=200, help="how many seeds to play")
    parser.add_argument("--start", type=int, default=1, help="the first seed")
    parser.add_argument("--events", type=int, default=EVENTS, help="events per seed")
    parser.add_argument("--mutant", choices=sorted(MUTANTS), help="make this mistake on purpose")
    parser.add_argument("--trace", action="store_true", help="print what happened")
    asked = parser.parse_args()
    found = 0
    for seed in range(asked.start, asked.start + asked.seeds):
        outcome = run(seed, MUTANTS.get(asked.mutant or ""), events=asked.events)
        found += bool(outcome.violations)
        lines = [*(outcome.trace if asked.trace else ()), *outcome.violations]
        sys.stdout.writelines(f"seed {seed}: {line}\n" for line in lines)
    sys.stdout.write(f"{asked.seeds} seeds, {found} with violations\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
