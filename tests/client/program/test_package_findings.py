"""The packager's judge: a program with a flaw must not pass it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests.packaging import findings
from tests.packaging.program import Program, Ran

WELL = '{"check":"store","ok":true,"detail":"kept"}\n'


def program(folder: Path, script: str) -> Program:
    executable = folder / "program"
    executable.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    executable.chmod(executable.stat().st_mode | stat.S_IXUSR)
    return Program(executable)


def test_a_program_that_is_well_passes(tmp_path: Path) -> None:
    assert not list(findings.of_self_test(program(tmp_path, f"echo '{WELL.strip()}'"), ["store"]))


@pytest.mark.parametrize(
    ("ran", "said"),
    [
        (Ran(0, WELL + "QWarning: hello\n", ""), "unexpected output: QWarning: hello"),
        (Ran(0, WELL + "7\n", ""), "unexpected output: 7"),
        (Ran(0, WELL, "a plugin is missing\n"), "on standard error: a plugin is missing"),
        (Ran(1, WELL, ""), "the self-test ended with 1"),
        (Ran(0, "", ""), "the self-test does not speak of: store"),
        (Ran(0, WELL.replace("true", "false"), ""), "store: kept"),
    ],
)
def test_every_flaw_is_found(ran: Ran, said: str) -> None:
    assert list(findings.of_lines(ran, ["store"])) == [said]


def test_what_is_left_behind_is_found(tmp_path: Path) -> None:
    found = list(findings.of_self_test(program(tmp_path, f"echo '{WELL.strip()}'; touch $TMPDIR/plain.jpg"), ["store"]))
    assert found == ["left behind: plain.jpg"]


def test_a_window_that_ends_by_itself_is_found(tmp_path: Path) -> None:
    found = list(findings.of_window(program(tmp_path, "echo Aborted >&2; exit 134"), platform="offscreen"))
    assert found == [
        "window on offscreen: it ended by itself with 134",
        "window on offscreen: unexpected output: Aborted",
        "window on offscreen: no store was made",
    ]


def test_a_window_that_stays_passes_and_is_ended(tmp_path: Path) -> None:
    script = "mkdir -p $HOME/.local/share/x; touch $HOME/.local/share/x/scans.db; exec sleep 600"
    assert not list(findings.of_window(program(tmp_path, script), platform="offscreen"))
