"""Operations that no honest window makes, sent by a device that the centre knows: nothing may come of them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from forms.journal.actor import Actor, ActorKind
from forms.journal.decision import Now
from forms.journal.deferrals import DeferralPassed, DeferralReturned
from forms.journal.deferrals_ended import DeferralExtended, DeferralsCompleted, DeferralTerminated
from forms.journal.operation import APPLICATION, Operation
from forms.journal.progress import ResultIssued
from forms.journal.seal import Place, seal
from forms.journal.state import ApplicationState
from tests.simulation.catalogs import LICENCE, USCC
from tests.simulation.centre_node import SITE

MACHINE = Actor(kind=ActorKind.DEVICE, account="", name="", site=SITE, window="W1")
REVIEWER = Actor(kind=ActorKind.REVIEWER, account="reviewer", name="吴敏", site=SITE, window="W1")


def lies(state: ApplicationState, material: str, *, clerk: Actor, day: str) -> Sequence[tuple[msgspec.Struct, Actor]]:
    """What is a lie now, and who tells it: a clerk who judges, a machine that decides, an end before its day."""
    result = ResultIssued(
        item=LICENCE, outcome="granted", number="1", note="", elements={"uscc": USCC}, materials={}, started=()
    )
    always: list[tuple[msgspec.Struct, Actor]] = [
        (DeferralPassed(material=material), clerk),
        (DeferralReturned(material=material, reason="看不清"), clerk),
        (DeferralExtended(material=material, due_day="2026-12-04", reason="台风"), clerk),
        (DeferralTerminated(material=material, reason="逾期"), MACHINE),
        (DeferralPassed(material=material), REVIEWER),
        (result, clerk),
    ]
    held = state.deferrals[material]
    if day <= held.first_due and not state.has_ended(held.items):
        always.append((DeferralTerminated(material=material, reason="不等了"), clerk))
    if held.is_open and not state.has_ended(held.items):
        always.append((DeferralsCompleted(number="S1-W1-9999", clocks=()), clerk))
    return always


def sealed(body: msgspec.Struct, *, by: Actor, device: str, state: ApplicationState, now: Now) -> Operation:
    """The first operation of `device`."""
    place = Place(
        device=device,
        epoch=1,
        dseq=1,
        stream=APPLICATION + state.id,
        catalog=state.catalog,
        base_rev=state.rev,
        salt="00",
    )
    return seal(body, place=place, actor=by, now=now)
