"""The harness counts right; how fast anything is, is not asked here."""

from __future__ import annotations

import json

import pytest

from benchmarks.harness import Row, as_json, as_table, compared, interleaved, percentile, timed


def row(*, value: float, limit: float) -> Row:
    return Row(name="a row", value=value, unit="ms p95", limit=limit, n=3, p50=1.0, p95=value)


def test_percentiles_lie_straight_between_the_nearest_samples() -> None:
    samples = [40.0, 10.0, 30.0, 20.0]
    assert percentile(samples, 0.5) == 25.0
    assert percentile(samples, 0.0) == 10.0
    assert percentile(samples, 1.0) == 40.0
    assert percentile([float(number) for number in range(101)], 0.95) == pytest.approx(95.0)
    assert percentile([7.0], 0.95) == 7.0


def test_no_samples_have_no_percentile() -> None:
    with pytest.raises(ValueError, match="no samples"):
        percentile([], 0.5)


def test_a_timed_row_limits_its_p95() -> None:
    samples = [float(number) for number in range(101)]
    kept = timed("t", samples, limit=95.0)
    assert (kept.n, kept.p50, kept.p95, kept.value, kept.ok) == (101, 50.0, 95.0, 95.0, True)
    assert not timed("t", samples, limit=94.9).ok


def test_a_compared_row_limits_how_many_times_the_floor_it_is() -> None:
    ours, floor = [30.0, 10.0, 20.0], [4.0, 8.0, 12.0]
    made = compared("c", ours, floor, share=0.5, limit=2.5)
    assert (made.value, made.floor, made.p50, made.unit, made.ok) == (2.5, 8.0, 20.0, "x p50", True)
    assert not compared("c", ours, floor, share=0.5, limit=2.4).ok


def test_turns_alternate_who_goes_first() -> None:
    order: list[str] = []

    def take(who: str) -> float:
        order.append(who)
        return float(len(order))

    ours, floor = interleaved(4, lambda: take("product"), lambda: take("floor"))
    assert "".join(who[0] for who in order) == "fppffppf"
    assert (len(ours), len(floor)) == (4, 4)
    assert sorted([*ours, *floor]) == [float(number) for number in range(1, 9)]


def test_json_says_what_is_needed_to_judge_a_row() -> None:
    told = json.loads(as_json([row(value=2.0, limit=1.0)]))
    assert told["machine"]
    (only,) = told["rows"]
    assert {"name", "value", "unit", "floor", "limit", "ok", "n", "p50", "p95"} <= only.keys()
    assert (only["ok"], only["floor"]) == (False, None)


def test_the_table_names_every_row_and_says_which_limit_was_missed() -> None:
    lines = as_table([row(value=0.5, limit=1.0), row(value=2.0, limit=1.0)]).splitlines()
    assert lines[-2].endswith("ok")
    assert lines[-1].endswith("MISSED")
    assert lines[-1].startswith("a row")
