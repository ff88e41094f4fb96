"""What a journal says of its deferrals, worked out a second way: no fold, no state, no rule of the product is asked.

The oracle of G9: a node's state must stand where this leads, and whatever an operation may not do is a fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from forms.journal.operation import Operation
from forms.journal.state import ApplicationState, ApplicationStatus, DeferralState

AWAITED, ARRIVED, PASSED, TERMINATED = "awaited", "arrived", "passed", "terminated"
PENDING, ENDED = {AWAITED, ARRIVED}, {PASSED, TERMINATED}

PERSONS: Mapping[str, set[str]] = {
    "deferral_arrived": {"clerk", "supervisor", "applicant"},
    "deferral_passed": {"reviewer"},
    "deferral_returned": {"reviewer"},
    "deferral_extended": {"supervisor"},
    "deferral_terminated": {"clerk", "supervisor"},
    "application_withdrawn": {"clerk", "supervisor"},
    "result_issued": {"reviewer"},
}
"""Who may move a deferral, end a case or the application: people, by the words of the law and not by our matrix."""


@dataclass
class Held:
    """One deferral as the journal leaves it."""

    items: set[str]
    due: str
    at: str = AWAITED
    lines: list[tuple[str, str, int]] = field(default_factory=list)
    scans: set[str] = field(default_factory=set)
    ends: list[tuple[str, int]] = field(default_factory=list)
    came_since: bool = False


class Model:
    """Follows a journal from its first operation."""

    def __init__(self, journal: Iterable[Operation]) -> None:
        self.deferrals: dict[str, Held] = {}
        self.cases: set[str] = set()
        self.ended: set[str] = set()
        self.withdrawn = False
        self.faults: list[str] = []
        for operation in journal:
            self._follow(operation)

    def _follow(self, operation: Operation) -> None:
        allowed = PERSONS.get(operation.kind)
        if allowed is not None and operation.actor.kind not in allowed:
            self.faults.append(f"{operation.kind} by a {operation.actor.kind}")
        follow = getattr(self, f"_{operation.kind}", None)
        if follow is not None:
            follow(operation, operation.body)

    def _wanted(self, held: Held) -> bool:
        return bool(held.items - self.ended)

    def _application_accepted(self, one: Operation, body: Mapping[str, Any]) -> None:
        if not self.deferrals:
            self.cases = {fact["item"] for fact in body["cases"]}
            for fact in body["deferrals"]:
                self.deferrals[fact["material"]] = Held(items=set(fact["items"]), due=fact["due_day"])

    def _application_withdrawn(self, one: Operation, body: Mapping[str, Any]) -> None:
        if self.withdrawn or self.ended == self.cases:
            return
        self.withdrawn, self.ended = True, set(self.cases)
        for held in self.deferrals.values():
            if held.at in PENDING:
                held.at = TERMINATED
                held.lines.append(("deferral_terminated", one.actor.name, one.wall))

    def _result_issued(self, one: Operation, body: Mapping[str, Any]) -> None:
        granted = body["outcome"] == "granted" and body["item"] not in self.ended
        early = [name for name, held in self.deferrals.items() if body["item"] in held.items and held.at != PASSED]
        if granted and early:
            self.faults.append(f"{body['item']} was granted while {early} had not passed")
        self.ended.add(body["item"])

    def _dates_recomputed(self, one: Operation, body: Mapping[str, Any]) -> None:
        for move in body["moves"]:
            held = self.deferrals.get(move["id"])
            if held is not None and move["what"] == "deferral" and held.due == move["before"]:
                held.due = move["after"]
                held.lines.append((one.kind, one.actor.name, one.wall))

    def _moved(self, one: Operation) -> Held:
        held = self.deferrals[one.body["material"]]
        held.lines.append((one.kind, one.actor.name, one.wall))
        return held

    def _deferral_arrived(self, one: Operation, body: Mapping[str, Any]) -> None:
        held = self._moved(one)
        held.scans |= {scan["sha256"] for scan in body["scans"]}
        held.came_since = True
        in_time = bool(held.ends) and (one.day, one.wall) < min(held.ends) and self._wanted(held)
        if held.at in PENDING or (held.at == TERMINATED and in_time):
            held.at = ARRIVED

    def _deferral_passed(self, one: Operation, body: Mapping[str, Any]) -> None:
        held = self._moved(one)
        if held.at != ARRIVED:
            self.faults.append("something passed that had not arrived")
        held.at = PASSED

    def _deferral_returned(self, one: Operation, body: Mapping[str, Any]) -> None:
        held = self._moved(one)
        held.at, held.came_since, held.ends = AWAITED, False, []

    def _deferral_extended(self, one: Operation, body: Mapping[str, Any]) -> None:
        held = self._moved(one)
        held.due, held.ends = max(held.due, body["due_day"]), []
        if held.at == TERMINATED and self._wanted(held):
            held.at = ARRIVED if held.came_since else AWAITED

    def _deferral_terminated(self, one: Operation, body: Mapping[str, Any]) -> None:
        held = self._moved(one)
        is_late = one.day > held.due
        if is_late:
            held.ends.append((one.day, one.wall))
        if held.at == AWAITED and (is_late or not self._wanted(held)):
            held.at = TERMINATED


def faults(state: ApplicationState, journal: Iterable[Operation]) -> Iterator[str]:
    """What breaks G9 at one node: its state against its journal."""
    model = Model(journal)
    yield from model.faults
    pending = {name for name, held in state.deferrals.items() if held.status in PENDING}
    ended = {name for name, held in state.deferrals.items() if held.status in ENDED}
    if len(pending) + len(ended) != len(state.deferrals) or pending | ended != set(model.deferrals):
        yield f"opened {sorted(model.deferrals)} is not pending {sorted(pending)} and ended {sorted(ended)}"
    for material, held in state.deferrals.items():
        yield from _deferral_faults(held, model.deferrals[material])
        kept = {scan.sha256 for scan in state.scans.get(material, ())}
        if not model.deferrals[material].scans <= kept:
            yield f"a scan of {material} is lost"
    if pending and state.status is ApplicationStatus.WITHDRAWN:
        yield f"{sorted(pending)} wait for a withdrawn application"


def _deferral_faults(held: DeferralState, expected: Held) -> Iterator[str]:
    if [(move.kind, move.actor, move.wall) for move in held.history[1:]] != expected.lines:
        yield f"{held.material} moved without an operation of an actor, or one left no line"
    if (held.status.value, held.due_day) != (expected.at, expected.due):
        yield f"{held.material} is {held.status} until {held.due_day}, its journal says {expected.at} {expected.due}"
