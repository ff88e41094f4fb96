"""The demonstration is a test: the whole story by keys and mouse, counted by another program, and no trace left."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.story.applicant import ID_NO, NAME
from tests.story.child import REPOSITORY
from tests.story.place import Place
from tests.story.scan_files import scan
from tests.story.traces import MAGIC, plain_traces

PAPERS = {"政务服务事项申请表", "收件凭证", "受理通知书", "容缺受理通知书", "申请容缺受理承诺书", "确认补齐通知书"}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a played story."""
    out = tmp_path_factory.mktemp("demo")
    ended = subprocess.run(
        [sys.executable, "-m", "tests.story", "--out", str(out), "--offscreen"],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=200,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return out


@pytest.mark.timeout(240)
def test_one_application_six_cases_nothing_lost_nothing_doubled(played: Path) -> None:
    summary = json.loads((played / "summary.json").read_text("utf-8"))
    sent, there = summary.pop("operations_sent"), summary.pop("operations_at_central")
    assert sent == there > 20
    assert summary == {
        "applications": 1,
        "cases": 6,
        "deferrals_opened": 2,
        "deferrals_closed": 2,
        "lost": 0,
        "duplicated": 0,
        "waiting": 0,
    }


def test_pictures_and_papers_are_left(played: Path) -> None:
    pictures = sorted(path.name for path in played.glob("*.png"))
    assert [name[:2] for name in pictures] == [f"{number:02d}" for number in range(1, len(pictures) + 1)]
    assert {path.stem for path in played.glob("*.pdf")} == PAPERS
    assert all(path.read_bytes().startswith(MAGIC["PDF"]) for path in played.glob("*.pdf"))


def test_nothing_personal_lies_in_plain_on_the_clerks_pc(played: Path) -> None:
    client = Place(played / "place").root / "client"
    assert (client / "data" / "journal.db").stat().st_size > 100_000
    assert plain_traces(client) == []


def test_the_search_finds_what_it_looks_for(tmp_path: Path) -> None:
    for suffix in (".jpg", ".png", ".pdf"):
        (tmp_path / f"scan{suffix}").write_bytes(scan("M-ID", suffix, seed=1))
    (tmp_path / "draft.json").write_text(json.dumps({"ap_name": NAME}), "utf-8")
    (tmp_path / "cache").write_bytes(b"\x00" * 7 + NAME.encode("utf-16-le"))
    (tmp_path / "old.db").write_bytes(MAGIC["SQLite"] + b"\x00" * 84)
    traces = "\n".join(plain_traces(tmp_path))
    for what in ("a JPEG file", "a PNG file", "a PDF file", "a SQLite file", f"{ID_NO} as utf-8", f"{NAME} as utf-8"):
        assert what in traces
    assert "scan.pdf: " in traces and f"{NAME} as gbk" in traces
    assert f"{NAME} as utf-16-le" in traces and f"{NAME} as \\u" in traces
