"""Reminders and keepers in the journal: who may write what, and that a deferral is not moved by being talked about."""

from __future__ import annotations

import itertools

import msgspec
import pytest
from journal_story import CENTRE, CLERK, REVIEWER, Story, scan_of
from msgspec.structs import replace

from forms.journal.actor import Actor, ActorKind
from forms.journal.authority import authorise
from forms.journal.commands import ChangeKeeper, MakeReminder, PassDeferral, ReceiveDocument
from forms.journal.decide_keeping import keeper_fault, reminder_fault
from forms.journal.decision import Now
from forms.journal.keeping import KeeperChanged, may_hand_over
from forms.journal.operation import APPLICATION
from forms.journal.reminders import ReminderMade
from forms.journal.seal import Place, seal
from forms.journal.state import DeferralStatus

COLLEAGUE = replace(CLERK, account="c2", name="赵磊")
SUPERVISOR = replace(CLERK, kind=ActorKind.SUPERVISOR, account="s1")
ELSEWHERE = replace(COLLEAGUE, site="s2")
PHONED = MakeReminder(material="M-HEALTH", step=3, way="phone", reached=True, note=" 周一送来 ")


def told_elsewhere(story: Story, body: msgspec.Struct) -> None:
    """What another window wrote down without having seen this one."""
    place = Place(
        device="pc2",
        epoch=1,
        dseq=len(story.entries) + 1,
        stream=APPLICATION + story.state.id,
        catalog=story.rules.catalog,
        base_rev=1,
        salt="00",
    )
    story.take(seal(body, place=place, actor=COLLEAGUE, now=Now(wall=1_790_000_000_000, day=story.day)))


def give(to: str, *, by: Actor, reason: str = "休假") -> ChangeKeeper:
    return ChangeKeeper(to_account=to, to_name=to.upper(), reason=reason, by=by)


def test_a_reminder_is_a_line_of_the_history_and_moves_nothing(accepted: Story) -> None:
    before = accepted.state.deferrals["M-HEALTH"]
    accepted.done(PHONED)
    held = accepted.state.deferrals["M-HEALTH"]
    assert replace(held, history=before.history, reminders=()) == before
    (made,) = held.reminders
    assert (made.step, made.due_day, made.way, made.reached, made.actor) == (3, "2026-09-28", "phone", True, "陈晓")
    assert (held.history[-1].kind, held.history[-1].reason) == ("reminder_made", "周一送来")
    assert accepted.state.deferrals["M-DRAINT"].reminders == ()


def test_only_what_is_still_to_come_is_reminded_of(accepted: Story) -> None:
    assert list(accepted.refused(replace(PHONED, material="M-ID"))) == ["deferral.none_open"]
    accepted.done(ReceiveDocument(material="M-HEALTH", scans=(scan_of("health"),)))
    assert list(accepted.refused(PHONED)) == ["reminder.arrived"]
    accepted.done(PassDeferral(material="M-HEALTH"), by=REVIEWER)
    assert list(accepted.refused(PHONED)) == ["reminder.not_needed"]


@pytest.mark.parametrize("wrong", [{"way": "smoke"}, {"step": -2}, {"due_day": "soon"}])
def test_a_malformed_reminder_is_no_honest_windows(wrong: dict[str, object]) -> None:
    made = ReminderMade(material="M-HEALTH", due_day="2026-09-28", step=-1, way="sms", reached=False)
    assert reminder_fault(made) is None
    assert reminder_fault(replace(made, **wrong)) is not None


def test_a_document_that_came_meanwhile_keeps_the_call_in_the_history(accepted: Story) -> None:
    """Two windows apart: one phones while the other receives."""
    call = ReminderMade(material="M-HEALTH", due_day="2026-09-28", step=3, way="phone", reached=True)
    accepted.done(ReceiveDocument(material="M-HEALTH", scans=(scan_of("health"),)))
    told_elsewhere(accepted, call)
    held = accepted.state.deferrals["M-HEALTH"]
    assert (held.status, len(held.reminders)) == (DeferralStatus.ARRIVED, 1)


def test_who_accepts_is_the_keeper_until_it_is_handed_over(accepted: Story) -> None:
    assert (accepted.state.keeper, accepted.state.keeper_name) == ("c1", "陈晓")
    accepted.done(give("c2", by=CLERK, reason=""))
    assert (accepted.state.keeper, accepted.state.keeper_name) == ("c2", "C2")
    assert accepted.tell(give("c2", by=CLERK)) == []


WHO = [
    (CLERK, "c2", True),
    (COLLEAGUE, "c2", True),
    (COLLEAGUE, "c3", False),
    (ELSEWHERE, "c2", False),
    (replace(CLERK, site="s2"), "c2", False),
    (SUPERVISOR, "c3", True),
    (replace(SUPERVISOR, site="s2"), "c3", True),
]


@pytest.mark.parametrize(("actor", "to", "allowed"), WHO)
def test_who_may_hand_over(accepted: Story, actor: Actor, to: str, allowed: bool) -> None:
    assert may_hand_over(actor, site="s1", keeper="c1", to_account=to) is allowed
    changed = KeeperChanged(from_account="c1", to_account=to, to_name="", reason="休假")
    assert (keeper_fault(changed, actor=actor, site="s1") is None) is allowed
    if not allowed:
        assert list(accepted.refused(give(to, by=actor))) == ["keeper.not_yours"]


def test_taking_over_needs_a_reason(accepted: Story) -> None:
    assert list(accepted.refused(give("c2", by=COLLEAGUE, reason=" "))) == ["keeper.reason_missing"]


def test_before_acceptance_there_is_no_keeper(filled: Story) -> None:
    assert list(filled.refused(give("c2", by=CLERK))) == ["keeper.not_accepted"]


def test_the_last_hand_over_in_order_holds(accepted: Story) -> None:
    bodies = [KeeperChanged(from_account="c1", to_account=to, to_name=to, reason="休假") for to in ("c2", "c3", "c1")]
    for order in itertools.permutations(bodies):
        for body in order:
            told_elsewhere(accepted, body)
        assert accepted.state.keeper == order[-1].to_account


@pytest.mark.parametrize("kind", ["reminder_made", "keeper_changed"])
def test_only_the_desk_writes_them(kind: str) -> None:
    assert [authorise(actor, kind) is None for actor in (CLERK, SUPERVISOR, REVIEWER, CENTRE)] == [
        True,
        True,
        False,
        False,
    ]
