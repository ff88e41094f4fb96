"""How many working days are left until days of a list, by the calendar that days follow now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from client.desk.desk import Desk
from forms.calendar import working_days_between


def days_left(desk: Desk, days: Iterable[str]) -> Mapping[str, int]:
    """Working days from today to each of `days` (ISO): 0 today, negative for past ones; none without a catalog."""
    current = desk.current_catalog()
    if not current:
        return {}
    calendar, today = desk.catalog(current).calendar, desk.today()
    return {day: working_days_between(calendar, today, day) for day in set(days)}
