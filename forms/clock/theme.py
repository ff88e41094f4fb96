"""The clock of a theme (拿地即开工 15/30): only the time of the government counts.

A day counts while at least one case of the theme is worked on. It does not while every case that has not ended is
paused, waits for its input, or has not begun: then the applicant, or nobody, is at work.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from forms.catalog.model import Term
from forms.clock.clock import Clock, Moment, Pause

_NEVER = Moment("9999-12-31")


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """One case at work: from `first` until it ended (`last`, None while it goes on), less its pauses."""

    first: Moment
    last: Moment | None = None
    pauses: tuple[Pause, ...] = ()


def theme_clock(start: Moment, limit: Term, works: Sequence[Work], *, now: Moment) -> Clock:
    """The clock of a theme that was accepted at `start`: its pauses are when nobody in government is at work."""
    idle = [(start, now)] if now > start else []
    for work in works:
        idle = [part for span in idle for part in _within(span, _idle_of(work, start))]
    pauses = tuple(Pause(first=first, last=None if last == now else last) for first, last in _joined(idle))
    return Clock(start=start, term=limit, pauses=pauses)


def _idle_of(work: Work, start: Moment) -> list[tuple[Moment, Moment]]:
    """When a case is not worked on. Its last day still counts, as the day of a result is worked on."""
    spans = [(start, work.first)] if work.first > start else []
    spans += [(pause.first, pause.last or _NEVER) for pause in work.pauses]
    if work.last is not None:
        spans.append((_after(work.last), _NEVER))
    return spans


def _after(moment: Moment) -> Moment:
    """The first moment of the day after."""
    day = date.fromisoformat(moment.day)
    return Moment((day + timedelta(days=1)).isoformat()) if day < date.max else _NEVER


def _within(span: tuple[Moment, Moment], others: Sequence[tuple[Moment, Moment]]) -> list[tuple[Moment, Moment]]:
    parts = ((max(span[0], first), min(span[1], last)) for first, last in others)
    return [part for part in parts if part[0] < part[1]]


def _joined(spans: Sequence[tuple[Moment, Moment]]) -> list[tuple[Moment, Moment]]:
    joined: list[tuple[Moment, Moment]] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined
