"""The summary of a played story, and whether it held."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.story.applicant import DEFERRED, ITEMS


@dataclass(frozen=True)
class Summary:
    """What the counting program counted; the names stand in `summary.json`."""

    applications: int
    cases: int
    deferrals_opened: int
    deferrals_closed: int
    operations_sent: int
    operations_at_central: int
    lost: int
    duplicated: int
    waiting: int

    def lines(self) -> list[str]:
        """For the console."""
        return [f"{name:24} {number}" for name, number in asdict(self).items()]


def held(summary: Summary) -> bool:
    """One application, a case of each item, every deferral opened and closed, nothing lost, doubled or waiting."""
    return (
        summary.applications == 1
        and summary.cases == len(ITEMS)
        and summary.deferrals_opened == summary.deferrals_closed == len(DEFERRED)
        and summary.operations_sent == summary.operations_at_central > 0
        and summary.lost == summary.duplicated == summary.waiting == 0
    )


def write_summary(path: Path, summary: Summary) -> None:
    """As JSON."""
    path.write_text(json.dumps(asdict(summary), indent=2) + "\n", "utf-8")
