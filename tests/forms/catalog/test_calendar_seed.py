from datetime import date
from pathlib import Path

from forms.catalog.calendar_seed import as_yaml, main, seed
from forms.catalog.model import Catalog


def test_the_seed_knows_holidays_and_moved_working_days() -> None:
    calendar = seed(2025, 2026)
    assert (calendar.first, calendar.last) == ("2025-01-01", "2026-12-31")
    assert {"2025-10-08", "2026-02-17", "2026-10-01"} <= set(calendar.holidays)
    assert {"2025-10-11", "2026-02-28"} <= set(calendar.workdays)
    assert all(date.fromisoformat(day).weekday() < 5 for day in calendar.holidays)
    assert all(date.fromisoformat(day).weekday() >= 5 for day in calendar.workdays)


def test_the_committed_calendar_is_the_seed(sample: Catalog, tmp_path: Path) -> None:
    assert sample.calendar == seed(2025, 2026)
    assert main(["2025", "2026", str(tmp_path / "calendar.yaml")]) == 0
    assert (tmp_path / "calendar.yaml").read_text(encoding="utf-8") == as_yaml(sample.calendar)
