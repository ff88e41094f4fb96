"""`python -m benchmarks.forms`: is the form quick? Unifying, checking a change, finding, loading; a table, or `--json`.

Exit code 0 when every limit is kept. No window is opened.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.harness import Row, as_json, as_table

ROOT = Path(__file__).resolve().parents[1]


def main(arguments: list[str]) -> int:
    """Measure what was asked for."""
    options = _parser().parse_args(arguments)
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="forms-", dir=build) as folder:
        rows = [row for name in options.only for row in QUESTIONS[name](Path(folder), options)]
    sys.stdout.write((as_json(rows) if options.json else as_table(rows)) + "\n")
    return 0 if all(row.ok for row in rows) else 1


def _form(folder: Path, options: argparse.Namespace) -> list[Row]:
    from benchmarks.form_work import measure

    return measure(folder, turns=options.changes)


def _catalog(folder: Path, options: argparse.Namespace) -> list[Row]:
    from benchmarks.catalog_work import measure

    return measure(folder, loads=options.loads, finds=options.finds)


QUESTIONS: Mapping[str, Callable[[Path, argparse.Namespace], list[Row]]] = {
    "form": _form,
    "catalog": _catalog,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.forms", description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", nargs="+", choices=tuple(QUESTIONS), default=list(QUESTIONS))
    parser.add_argument("--changes", type=int, default=1000)
    parser.add_argument("--finds", type=int, default=500)
    parser.add_argument("--loads", type=int, default=30)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
