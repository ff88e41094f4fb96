"""The lines of the acceptance sheet, of an acceptance. No widgets."""

from __future__ import annotations

from dataclasses import dataclass

from client.desk.accepting import Acceptance
from client.ui.translation import tr
from client.ui.widgets.day_words import day_words
from forms.catalog.fees import fees_in_words
from forms.words import Words

Line = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class AcceptLines:
    """Keyed lines of cases (name, department, due) and deferrals (name, reason, day), fees, paper titles.

    `promised` are names of materials; `unchecked`: no distrust list could be asked about the applicant.
    """

    cases: tuple[Line, ...]
    deferrals: tuple[Line, ...]
    fees: tuple[str, ...]
    papers: tuple[str, ...]
    promised: tuple[str, ...] = ()
    unchecked: bool = False


def lines_of(acceptance: Acceptance, words: Words) -> AcceptLines:
    """An acceptance in `words`."""
    cases = tuple(
        (case.item, (case.name, case.department_name, _due(case.waits_for, case.due))) for case in acceptance.cases
    )
    deferrals = tuple((d.material, (d.name, d.reason, day_words(d.due_day))) for d in acceptance.deferrals)
    fees = fees_in_words(acceptance.fees, words)
    return AcceptLines(
        cases=cases,
        deferrals=deferrals,
        fees=fees,
        papers=acceptance.papers,
        promised=acceptance.promised,
        unchecked=acceptance.unchecked,
    )


def _due(waits_for: str, due: str) -> str:
    if waits_for:
        return tr("editor", "after {item}").format(item=waits_for)
    return day_words(due) if due else tr("editor", "at once")
