"""The rows about forms are taken from the real work: a few turns of each."""

from __future__ import annotations

from pathlib import Path

from benchmarks.form_work import measure


def test_each_row_has_its_samples_and_its_limit(tmp_path: Path) -> None:
    rows = measure(tmp_path, turns=5)
    assert [(row.n, row.limit, row.unit) for row in rows] == [(5, 5.0, "ms p95"), (5, 2.0, "ms p95")]
    assert all(0 < row.p50 <= row.p95 == row.value for row in rows)
