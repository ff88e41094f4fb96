"""What is wrong with a built program, as sentences; nothing found means it may be shipped."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path

from PyInstaller.archive.readers import CArchiveReader

from tests.packaging.program import Program, Ran, screen

NOT_SHIPPED = ("sync.central", "litestar", "uvicorn", "chinese_calendar", "pytest", "hypothesis", "tkinter", "tests")
"""Modules of the centre and of the workshop."""

OF_THE_PLATFORM = ("This plugin does not support propagateSizeHints()", "This plugin does not support raise()")
"""What Qt's off-screen platform says of itself."""

SCREENS_S = 30


def of_self_test(program: Program, checks: Collection[str]) -> Iterator[str]:
    """The self-test in an empty home: one line per check of `checks`, all well, nothing else said or left behind."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        ran = program.run(home, "--self-test", platform="offscreen")
        yield from of_lines(ran, checks)
        yield from (f"left behind: {path.name}" for path in (home / "tmp").iterdir())


def of_lines(ran: Ran, checks: Collection[str]) -> Iterator[str]:
    """What is wrong with the output of a self-test."""
    told: set[str] = set()
    for line in ran.out.splitlines():
        check, fault = _read(line)
        told.add(check)
        if fault:
            yield fault
    yield from (f"the self-test does not speak of: {check}" for check in checks if check not in told)
    yield from (f"on standard error: {line}" for line in ran.err.splitlines())
    if ran.code != 0:
        yield f"the self-test ended with {ran.code}"


def _read(line: str) -> tuple[str, str]:
    """The name of the check and what is wrong with its line, '' for nothing."""
    try:
        outcome = json.loads(line)
        check, ok, detail = outcome["check"], outcome["ok"], outcome["detail"]
    except (ValueError, KeyError, TypeError):
        return "", f"unexpected output: {line}"
    return check, "" if ok is True else f"{check}: {detail}"


def of_window(program: Program, *, platform: str) -> Iterator[str]:
    """The sign-in window comes up, its store is made behind it, and it has nothing to complain of."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        if platform == "xcb":
            with screen() as display:
                ran = _watched(program, home, platform=platform, display=display)
        else:
            ran = _watched(program, home, platform=platform)
        yield from (f"window on {platform}: {fault}" for fault in of_watched(ran))
        if not _has_store(home):
            yield f"window on {platform}: no store was made"


def _watched(program: Program, home: Path, *, platform: str, display: str = "") -> Ran:
    return program.watch(home, platform=platform, display=display, ready=lambda: _has_store(home), seconds=SCREENS_S)


def _has_store(home: Path) -> bool:
    return any(home.glob(".local/share/*/scans.db"))


def of_watched(ran: Ran) -> Iterator[str]:
    """What is wrong with a window that was started and ended again."""
    if ran.code is not None:
        yield f"it ended by itself with {ran.code}"
    for line in (ran.out + ran.err).splitlines():
        if line not in OF_THE_PLATFORM:
            yield f"unexpected output: {line}"


def of_catalog_tool(program: Program, source: Path) -> Iterator[str]:
    """The packaged program can check a catalog."""
    with tempfile.TemporaryDirectory() as folder:
        ran = program.run(Path(folder), "catalog", "check", str(source), platform="offscreen")
    if ran.code != 0 or ran.err or ran.out.count("\n") != 1:
        yield f"catalog check: {ran}"


def of_content(program: Program) -> Iterator[str]:
    """Modules that must not be shipped."""
    archive = CArchiveReader(str(program.executable))
    for module in archive.open_embedded_archive("PYZ.pyz").toc:
        if any(module == name or module.startswith(f"{name}.") for name in NOT_SHIPPED):
            yield f"shipped by mistake: {module}"
