"""Decisions about documents that came in elsewhere: what a window may note, which deferral the centre finds for it."""

from __future__ import annotations

from collections.abc import Iterator

from forms.distrust import party_key
from forms.elements.date import iso_day
from forms.journal.arrivals import ArrivalRecorded, CameBy
from forms.journal.commands import ReceiveDocument
from forms.journal.decide_centre import receive_document
from forms.journal.decision import Decision, Now, Refusal, refuse
from forms.journal.rules import Rules
from forms.journal.state import ApplicationState, DeferralState, DeferralStatus
from forms.message import Message, message


def record_arrival(arrival: ArrivalRecorded, now: Now) -> Decision:
    """`arrival` itself, or every reason why it cannot be noted so; no application is asked, for none is known here."""
    faults = tuple(_faults(arrival, now))
    return Refusal(faults) if faults else (arrival,)


def _faults(arrival: ArrivalRecorded, now: Now) -> Iterator[Message]:
    if not arrival.receipt_number:
        yield message("arrival.no_receipt")
    if arrival.came_by not in list(CameBy):
        yield message("arrival.way_unknown", way=arrival.came_by)
    if not arrival.party and arrival.came_by != CameBy.POST:
        yield message("arrival.no_party")
    if not arrival.scans:
        yield message("arrival.no_scan")
    if not arrival.number:
        yield message("arrival.no_number")
    yield from _day_faults(arrival, now)


def _day_faults(arrival: ArrivalRecorded, now: Now) -> Iterator[Message]:
    """A letter may have come in on a day before; what a person brings comes in when it is noted."""
    if iso_day(arrival.came_day) is None:
        yield message("arrival.day_unreadable", day=arrival.came_day)
    elif arrival.came_day > now.day:
        yield message("arrival.day_to_come", day=arrival.came_day)
    elif arrival.came_by == CameBy.WINDOW and arrival.came_day != now.day:
        yield message("arrival.day_of_window", day=now.day)


def match_arrival(state: ApplicationState, arrival: ArrivalRecorded, rules: Rules, now: Now) -> Decision:
    """One `deferral_arrived` for the deferral that is meant, or why a person must say which: nothing is guessed."""
    if state.needs_upgrade:
        return refuse("application.needs_upgrade")
    if not state.deferrals:
        return refuse("arrival.nothing_deferred", number=arrival.receipt_number)
    if not arrival.party:
        return refuse("arrival.party_unsaid", number=arrival.receipt_number)
    if arrival.party != party_key(state.party.id_no):
        return refuse("arrival.other_party", number=arrival.receipt_number)
    material = _material(state, arrival)
    if not material:
        return refuse("arrival.material_unclear", said=arrival.words, names=_names(state))
    return assign_arrival(state, arrival, material, rules, now)


def assign_arrival(
    state: ApplicationState, arrival: ArrivalRecorded, material: str, rules: Rules, now: Now
) -> Decision:
    """The arrival of `material`, as a person said; refused like at any window (nothing deferred so, passed before)."""
    if state.needs_upgrade:
        return refuse("application.needs_upgrade")
    return receive_document(
        state, ReceiveDocument(material=material, scans=arrival.scans, note=_note(state, arrival, material)), rules, now
    )


def _material(state: ApplicationState, arrival: ArrivalRecorded) -> str:
    """The deferred material that the window named, by its id or its very name; the only open one when it named none."""
    if arrival.material in state.deferrals:
        return arrival.material
    if arrival.words or arrival.material:
        named = [held.material for held in state.deferrals.values() if held.name == arrival.words]
        return named[0] if len(named) == 1 else ""
    waiting = [held for held in state.deferrals.values() if _waits(state, held)]
    return waiting[0].material if len(waiting) == 1 else ""


def _waits(state: ApplicationState, deferral: DeferralState) -> bool:
    return deferral.status is not DeferralStatus.PASSED and not state.has_ended(deferral.items)


def _names(state: ApplicationState) -> str:
    return "、".join(held.name for held in state.deferrals.values() if _waits(state, held))


def _note(state: ApplicationState, arrival: ArrivalRecorded, material: str) -> str:
    """What the clerk said of the document, with the number of the letter, for its line in the history."""
    held = state.deferrals.get(material)
    words = "" if held is not None and held.name == arrival.words else arrival.words
    return "；".join(part for part in (words, arrival.note, arrival.post_number) if part)
