"""`python -m benchmarks.ledger`: is a large ledger quick? Opening, sorting, what is due today, an arrival saved.

A window that has 200,000 applications with 20,000 open deferrals, caught up from the centre's feed through the fold and
the projector, encrypted; built at the first run and kept in `build/ledger`. A table, or `--json`. Exit code 0 when
every limit is kept. The window is off-screen unless QT_QPA_PLATFORM says otherwise.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.harness import as_json, as_table
from benchmarks.ledger_store import FULL, KEPT, Size, kept_store


def main(arguments: list[str]) -> int:
    """Build what is not there, measure, print."""
    options = _parser().parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from benchmarks.ledger_work import measure

    size = Size(applications=options.applications, open_deferrals=options.deferrals)
    kept = kept_store(size, place=options.place, say=_say)
    _say(f"built in {kept.built_s:.0f} s" if kept.built_s else f"found in {kept.folder.name}")
    _say(f"load {os.getloadavg()[0]:.1f} before")
    with tempfile.TemporaryDirectory(prefix="ledger-", dir=options.place) as folder:
        rows = measure(kept, Path(folder), opens=options.opens, asks=options.asks, arrivals=options.arrivals)
    _say(f"load {os.getloadavg()[0]:.1f} after")
    sys.stdout.write((as_json(rows) if options.json else as_table(rows)) + "\n")
    return 0 if all(row.ok for row in rows) else 1


def _say(text: str) -> None:
    """Beside the figures, which may be read by a program."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ledger", description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--applications", type=int, default=FULL.applications)
    parser.add_argument("--deferrals", type=int, default=FULL.open_deferrals)
    parser.add_argument("--place", type=Path, default=KEPT, help="where the built store is kept")
    parser.add_argument("--opens", type=int, default=40)
    parser.add_argument("--asks", type=int, default=200)
    parser.add_argument("--arrivals", type=int, default=200)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
