"""The log of faults: kind and place of every mistake and of what led to it, no value, and never too long."""

from __future__ import annotations

import json
import threading
from pathlib import Path

from client.fault_log import LARGEST, NAME, OLDER, FaultLog
from forms.errors import StorageFailed
from forms.message import message

SECRET = "110105194912310021"


def broken(applicant: str) -> None:
    try:
        raise StorageFailed(message("store.disk_full", file=applicant))
    except StorageFailed as full:
        raise ValueError(f"no such applicant: {applicant}") from full


def caught() -> ValueError:
    try:
        broken(SECRET)
    except ValueError as error:
        return error
    raise AssertionError


def test_a_fault_is_a_line_without_values(tmp_path: Path) -> None:
    log = FaultLog(tmp_path)
    log.note("sync_worker_fault", caught())
    log.note("sync_worker_fault", KeyError(SECRET))
    text = (tmp_path / NAME).read_text("utf-8")
    first, second = (json.loads(line) for line in text.splitlines())
    assert first["event"] == "sync_worker_fault" and first["at"].endswith("+00:00")
    value, full = first["faults"]
    assert (value["kind"], value["code"]) == ("ValueError", "")
    assert (full["kind"], full["code"]) == ("StorageFailed", "store.disk_full")
    assert value["where"][-1].startswith("client/program/test_fault_log.py:") and value["where"][-1].endswith(" broken")
    assert second["faults"] == [{"kind": "KeyError", "code": "", "where": []}]
    assert SECRET not in text


def test_a_full_log_becomes_the_older_one(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"x" * LARGEST)
    (tmp_path / OLDER).write_bytes(b"gone")
    FaultLog(tmp_path).note("again", KeyError())
    assert (tmp_path / OLDER).stat().st_size == LARGEST
    assert json.loads((tmp_path / NAME).read_text("utf-8"))["event"] == "again"


def test_an_unwritable_folder_stops_nothing(tmp_path: Path) -> None:
    FaultLog(tmp_path / "missing").note("start_fault", KeyError())
    (tmp_path / NAME).mkdir()
    FaultLog(tmp_path).note("start_fault", KeyError())


def test_causes_that_run_in_a_circle_end(tmp_path: Path) -> None:
    first, second = KeyError(), ValueError()
    first.__cause__, second.__cause__ = second, first
    FaultLog(tmp_path).note("circle", first)
    (line,) = (tmp_path / NAME).read_text("utf-8").splitlines()
    assert [fault["kind"] for fault in json.loads(line)["faults"]] == ["KeyError", "ValueError"]


def test_threads_write_whole_lines(tmp_path: Path) -> None:
    log = FaultLog(tmp_path)
    writers = [threading.Thread(target=lambda: [log.note("many", caught()) for _ in range(50)]) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    lines = (tmp_path / NAME).read_text("utf-8").splitlines()
    assert [json.loads(line)["event"] for line in lines] == ["many"] * 200
