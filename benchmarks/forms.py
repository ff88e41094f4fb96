"""`python -m benchmarks.forms`: is the form quick? Unifying, checking, finding, loading, an editor of 150 fields.

A table, or `--json`. Exit code 0 when every limit is kept. The editor is off-screen unless QT_QPA_PLATFORM says
otherwise.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.harness import Row, as_json, as_table

ROOT = Path(__file__).resolve().parents[1]


def main(arguments: list[str]) -> int:
    """Measure what was asked for."""
    options = _parser().parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
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


def _editor(folder: Path, options: argparse.Namespace) -> list[Row]:
    from benchmarks.editing import measure_large

    return measure_large(folder, turns=options.edits)


QUESTIONS: Mapping[str, Callable[[Path, argparse.Namespace], list[Row]]] = {
    "form": _form,
    "catalog": _catalog,
    "editor": _editor,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.forms", description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", nargs="+", choices=tuple(QUESTIONS), default=list(QUESTIONS))
    parser.add_argument("--changes", type=int, default=1000)
    parser.add_argument("--edits", type=int, default=100)
    parser.add_argument("--finds", type=int, default=500)
    parser.add_argument("--loads", type=int, default=30)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
