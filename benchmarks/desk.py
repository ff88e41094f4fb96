"""`python -m benchmarks.desk`: is the desk quick? Starting, opening a form, typing, saving; a table, or `--json`.

Exit code 0 when every limit is kept. It runs in a session of its own with an unlocked key ring, and off-screen unless
QT_QPA_PLATFORM says otherwise.
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
WITH_KEYRING = ROOT / "tests" / "story" / "with-keyring.sh"


def main(arguments: list[str]) -> int:
    """Measure what was asked for."""
    options = _parser().parse_args(arguments)
    if "KEYRING_HOME" not in os.environ:
        os.execv(WITH_KEYRING, [str(WITH_KEYRING), sys.executable, "-m", "benchmarks.desk", *arguments])
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # A start that compiles every module again is not what a clerk has.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="desk-", dir=build) as folder:
        rows = [row for name in options.only for row in QUESTIONS[name](Path(folder), options)]
    sys.stdout.write((as_json(rows) if options.json else as_table(rows)) + "\n")
    return 0 if all(row.ok for row in rows) else 1


def _start(folder: Path, options: argparse.Namespace) -> list[Row]:
    from benchmarks.starting import measure

    return measure(folder, turns=options.starts)


def _edit(folder: Path, options: argparse.Namespace) -> list[Row]:
    from benchmarks.editing import measure

    return measure(folder, turns=options.edits)


def _save(folder: Path, options: argparse.Namespace) -> list[Row]:
    from benchmarks.saving import measure

    return measure(folder, turns=options.saves)


QUESTIONS: Mapping[str, Callable[[Path, argparse.Namespace], list[Row]]] = {
    "start": _start,
    "edit": _edit,
    "save": _save,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.desk", description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", nargs="+", choices=tuple(QUESTIONS), default=list(QUESTIONS))
    parser.add_argument("--starts", type=int, default=30)
    parser.add_argument("--edits", type=int, default=100)
    parser.add_argument("--saves", type=int, default=300)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
