from __future__ import annotations

import pytest

from sync.backoff import Backoff


def test_waits_grow_to_ten_minutes_and_no_further() -> None:
    backoff = Backoff(lambda: 0.999999)
    waits = [backoff.failed() for _ in range(12)]
    assert waits[:4] == pytest.approx([2, 4, 8, 16], rel=1e-3)
    assert max(waits) == pytest.approx(600, rel=1e-3)
    assert backoff.failures == 12


def test_jitter_is_full() -> None:
    backoff = Backoff(lambda: 0.0)
    assert [backoff.failed() for _ in range(5)] == [0.0] * 5


def test_the_centre_may_ask_for_more_patience_but_not_for_ever() -> None:
    backoff = Backoff(lambda: 0.5)
    assert backoff.failed(retry_after=120) == 120
    assert backoff.failed(retry_after=1e9) == 3600


def test_progress_starts_over() -> None:
    backoff = Backoff(lambda: 0.5)
    for _ in range(8):
        backoff.failed()
    backoff.progress()
    assert backoff.failed() == 1.0


def test_thousands_of_failures_do_not_overflow() -> None:
    backoff = Backoff(lambda: 0.5)
    assert max(backoff.failed() for _ in range(5000)) == 300.0
