"""`python -m tests.packaging dist/yichuang`: may this be shipped? Needs an unlocked key ring (`with-keyring.sh`)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from client.self_test import CHECKS
from tests.packaging import findings
from tests.packaging.program import Program

SOURCE = Path(__file__).parents[2] / "resources" / "catalog"


def main(arguments: list[str]) -> int:
    """0 when nothing is wrong, else 1 with everything that is."""
    (folder,) = arguments
    name = "yichuang.exe" if sys.platform == "win32" else "yichuang"
    program = Program(Path(folder).resolve() / name)
    faults = 0
    for question, found in _questions(program):
        told = list(found)
        faults += len(told)
        sys.stdout.write(f"{question}: {'ok' if not told else ''}\n")
        sys.stdout.writelines(f"  {fault}\n" for fault in told)
        sys.stdout.flush()
    return 1 if faults else 0


def _questions(program: Program) -> Iterator[tuple[str, Iterator[str]]]:
    yield "content", findings.of_content(program)
    yield "self-test", findings.of_self_test(program, CHECKS)
    yield "catalog tool", findings.of_catalog_tool(program, SOURCE)
    yield "window without a screen", findings.of_window(program, platform="offscreen")
    if sys.platform != "win32":
        yield "window on a screen", findings.of_window(program, platform="xcb")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
