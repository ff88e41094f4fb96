"""A promise in hours counts the office hours of the hall from the hour of the acceptance."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from forms.catalog.model import Term
from forms.catalog.source import read_source
from forms.rulebook import Rulebook

CATALOG = read_source(Path(__file__).resolve().parents[3] / "resources" / "catalog")
DAY = "2026-09-30"
"""The last working day before the holidays of National Day; 8 October is the next."""


def hours(count: int) -> Rulebook:
    food = replace(CATALOG.items["FOOD-LIC"], promised=Term(days=count, unit="h"))
    return Rulebook(replace(CATALOG, items={**CATALOG.items, "FOOD-LIC": food}), catalog_id="hours")


def at(hour: int, minute: int = 0) -> int:
    """UTC ms of a time in the hall, eight hours ahead of Greenwich."""
    return int(datetime(2026, 9, 30, hour - 8, minute, tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize(
    ("count", "wall", "due"),
    [
        (4, at(9), DAY),
        (4, at(12, 45), "2026-10-08"),
        (3, at(13, 30), DAY),
        (4, at(16), "2026-10-08"),
        (7, at(16), "2026-10-08"),
        (8, at(16), "2026-10-09"),
        (4, 0, DAY),
        (1, 10**18, "2026-10-08"),
    ],
)
def test_hours_run_on_after_the_holidays(count: int, wall: int, due: str) -> None:
    (case,) = hours(count).cases(("FOOD-LIC",), {}, {}, day=DAY, wall=wall)
    assert case.promised_due == due
    assert case.legal_due == "2026-10-20"
