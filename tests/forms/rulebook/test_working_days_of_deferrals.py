"""A due day is a working day (国发〔2022〕5号 lists count in working days), moved ones included."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.catalog.source import read_source
from forms.deferral import deferral_refusal, latest_due
from forms.rulebook import Rulebook

CATALOG = Path(__file__).resolve().parents[3] / "resources" / "catalog"


@pytest.fixture(scope="module")
def rules() -> Rulebook:
    return Rulebook(read_source(CATALOG), catalog_id="sample")


@pytest.mark.parametrize(
    ("due_day", "code"),
    [
        ("2026-11-27", ""),
        ("2026-11-28", "deferral.due_day_off"),
        ("2026-11-30", ""),
        ("2026-12-01", "deferral.due_day"),
        ("2026-11-23", "deferral.due_day"),
    ],
)
def test_a_due_day_is_a_working_day_within_the_limit(rules: Rulebook, due_day: str, code: str) -> None:
    needed = rules.materials(("FOOD-LIC",), {}, {}, day="2026-11-23")
    health = next(need for need in needed if need.material == "M-HEALTH")
    assert latest_due(health) == "2026-11-30"
    refusal = deferral_refusal(
        needed,
        material="M-HEALTH",
        reason="体检还没有结果",
        due_day=due_day,
        today="2026-11-23",
        is_working_day=rules.is_working_day,
    )
    assert [message.code for message in refusal] == ([code] if code else [])


def test_a_moved_saturday_is_a_working_day_and_a_holiday_is_none(rules: Rulebook) -> None:
    calendar = rules.source.calendar
    assert rules.is_working_day(next(day for day in calendar.workdays if day.startswith("2026")))
    assert not rules.is_working_day("2026-10-01")
