"""What may be wrong in a hall's rules for deferrals (容缺)."""

from __future__ import annotations

from collections.abc import Iterator

from forms.catalog.faults import Fault
from forms.catalog.model import Catalog, OnOverdue
from forms.message import message

MOST = 250
"""A year of working days: nobody waits longer for a paper."""


def deferral_faults(catalog: Catalog) -> Iterator[Fault]:
    """Counts of working days that make no sense."""
    rules = catalog.hall.deferral
    least = {"return_after": int(rules.on_overdue is OnOverdue.RETURN_AFTER), "most_days": 0, "extension_days": 0}
    for field, fewest in least.items():
        days = getattr(rules, field)
        if not fewest <= days <= MOST:
            wrong = message("catalog.deferral_days", field=field, days=days, least=fewest, most=MOST)
            yield Fault(place=("hall", "hall", "deferral", field), message=wrong)
    if not 1 <= rules.distrust_days <= MOST:
        wrong = message("catalog.deferral_days", field="distrust_days", days=rules.distrust_days, least=1, most=MOST)
        yield Fault(place=("hall", "hall", "deferral", "distrust_days"), message=wrong)
    place = ("hall", "hall", "deferral", "reminders")
    if not rules.reminders:
        yield Fault(place=place, message=message("catalog.no_reminder"))
    for days in rules.reminders:
        if not 0 <= days <= MOST:
            wrong = message("catalog.deferral_days", field="reminders", days=days, least=0, most=MOST)
            yield Fault(place=place, message=wrong)
