"""How a document that was taken in for another site is said: in a list, in whole sentences, on the workbench."""

from __future__ import annotations

from collections.abc import Sequence

from client.store.rows import ArrivalLine
from client.ui.translation import tr
from client.ui.widgets.day_words import day_words, moment_words
from client.ui.widgets.rows_model import Cell, Row
from forms.words import Words

ARRIVALS = "arrivals"
"""The kind in the key of the workbench's line."""

_TROUBLE = frozenset({"declined", "refused"})
_FINDS_ITSELF = frozenset({"arrival.receipt_unknown", "arrival.nothing_deferred"})


def line_key(line: ArrivalLine) -> str:
    """The key of a line."""
    return f"{line.epoch}|{line.dseq}"


def standing_cell(line: ArrivalLine) -> Cell:
    """Where a document stands."""
    words = {
        "": (tr("receive", "Not sent yet"), "warn", "clock"),
        "waiting": (tr("receive", "Unmatched"), "deferral", "clock"),
        "matched": (tr("receive", "Matched"), "ok", "check"),
        "declined": (tr("receive", "Not used"), "danger", "error"),
        "refused": (tr("receive", "Refused"), "danger", "error"),
    }
    text, level, icon = words.get(line.standing, (line.standing, "", ""))
    return Cell(text, level=level, icon=icon)


def arrival_rows(lines: Sequence[ArrivalLine]) -> list[Row]:
    """The rows of the list."""
    return [
        Row(line_key(line), (standing_cell(line), line.name or line.words or "—", line.receipt_number, _came(line)))
        for line in lines
    ]


def _came(line: ArrivalLine) -> str:
    return line.came_day[5:] if line.came_by == "post" else moment_words(line.wall)[5:]


def told(line: ArrivalLine, words: Words) -> str:
    """Everything there is to say of a document, what to do first."""
    return "\n".join(part for part in (_what_now(line, words), _facts(line)) if part)


def _what_now(line: ArrivalLine, words: Words) -> str:
    if line.said is not None:
        return words.say(line.said)
    if line.standing == "matched":
        return tr("receive", "It went to the application, and waits for its check there. Enter opens the application.")
    if line.standing == "waiting":
        return tr("receive", "The centre has it and looks for the application.")
    return tr("receive", "It goes to the centre with the next exchange. The applicant need not wait.")


def _facts(line: ArrivalLine) -> str:
    came = tr("receive", "by post on {day}") if line.came_by == "post" else tr("receive", "in person on {day}")
    facts = tr("receive", "Came {came}, taken in by {clerk}. Its paper is {number}.")
    return facts.format(came=came.format(day=day_words(line.came_day)), clerk=line.clerk, number=line.number)


def _needs_somebody(line: ArrivalLine) -> bool:
    """What only waits for its application to reach the centre needs nobody."""
    if line.said is None or line.standing == "matched":
        return False
    return line.standing in _TROUBLE or line.said.code not in _FINDS_ITSELF


def arrival_task(lines: Sequence[ArrivalLine]) -> list[Row]:
    """One line of the workbench for all that is not matched; none when nothing waits."""
    trouble = sum(_needs_somebody(line) for line in lines)
    waiting = sum(line.standing in ("", "waiting") for line in lines)
    if not trouble and not waiting:
        return []
    text = tr("receive", "For other sites: {count}").format(count=trouble or waiting)
    state = Cell(tr("receive", "look"), level="warn") if trouble else Cell(tr("receive", "waits"), icon="clock")
    return [Row(f"{ARRIVALS}||", ("—", Cell(text, icon="inbox"), state, ""))]
