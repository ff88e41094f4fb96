"""Moves of deferrals that windows decided apart, and the ends that they meet at the centre: G9 holds in any order."""

from __future__ import annotations

import pytest
from journal_story import CLERK, REVIEWER, Story, scan_of
from msgspec.structs import replace

from forms.journal.actor import Actor, ActorKind
from forms.journal.commands import (
    AcceptApplication,
    CompleteDeferrals,
    ExtendDeferral,
    IssueResult,
    PassDeferral,
    ReceiveDocument,
    ReturnDeferral,
    TerminateDeferral,
    WithdrawApplication,
)
from forms.journal.decision import Refusal
from forms.journal.fold import apply
from forms.journal.operation import Operation
from forms.journal.state import ApplicationState, ApplicationStatus, DeferralStatus, decode_state, digest, encode_state
from sync.central.deferral_faults import deferral_fault, without_effect

SUPERVISOR = Actor(kind=ActorKind.SUPERVISOR, account="s1", name="李敏", site="s1", window="A01")
HEALTH, DRAIN = "M-HEALTH", "M-DRAINT"
TERMINABLE, LATER = "2026-10-31", "2026-11-06"

receives = ReceiveDocument(material=HEALTH, scans=(scan_of("M-HEALTH-1"),))
extends = ExtendDeferral(material=HEALTH, due_day="2026-10-12", reason="台风")
terminates = TerminateDeferral(material=HEALTH, reason="逾期未补")
withdraws = WithdrawApplication(reason="不办了")


def beside(story: Story, *, day: str = "") -> Story:
    """Another window with the same past."""
    other = Story(story.rules, day=day or story.day, device="pc2")
    other.state, other.entries = story.state, list(story.entries)
    return other


def held(story: Story) -> DeferralStatus:
    return story.state.deferrals[HEALTH].status


def test_a_stored_state_makes_the_same_papers(accepted: Story) -> None:
    """The centre stores what it folds, and mappings come back in another order: the notice lists what it listed."""
    for material in (DRAIN, HEALTH):
        accepted.done(ReceiveDocument(material=material, scans=(scan_of(material),)))
        accepted.done(PassDeferral(material=material), by=REVIEWER)
    accepted.done(CompleteDeferrals(number="S1-A01-20260921-0009"))
    stored = ApplicationState(id=accepted.state.id)
    for rev, entry in enumerate(accepted.entries, start=1):
        stored = decode_state(encode_state(apply(stored, entry.operation, rev)))
    assert list(stored.deferrals) != list(accepted.state.deferrals), "else nothing is shown here"
    assert digest(stored) == digest(accepted.state)


@pytest.mark.parametrize("first", ["withdrawn", "moved"])
@pytest.mark.parametrize("command", [receives, extends, terminates], ids=lambda told: type(told).__name__)
def test_what_was_decided_apart_from_a_withdrawal_opens_nothing(
    accepted: Story, command: ReceiveDocument | ExtendDeferral | TerminateDeferral, first: str
) -> None:
    day = TERMINABLE if command is terminates else "2026-09-22"
    moved = beside(accepted, day=day).done(command, by=SUPERVISOR)
    withdrawn = beside(accepted, day=LATER).done(withdraws)
    for operation in (withdrawn, moved) if first == "withdrawn" else (moved, withdrawn):
        accepted.take(operation)
    assert accepted.state.status is ApplicationStatus.WITHDRAWN
    assert held(accepted) is DeferralStatus.TERMINATED
    if command is receives:
        assert accepted.state.scans[HEALTH] == receives.scans, "the document is kept"


@pytest.mark.parametrize("command", [receives, extends, terminates], ids=lambda told: type(told).__name__)
def test_the_centre_takes_it_and_says_that_it_came_to_nothing(
    accepted: Story, command: ReceiveDocument | ExtendDeferral | TerminateDeferral
) -> None:
    """Its window could not know of the withdrawal. A second end is no news."""
    moved = beside(accepted, day=TERMINABLE if command is terminates else "2026-09-22").done(command, by=SUPERVISOR)
    accepted.done(withdraws)
    pinned = {accepted.rules.catalog: accepted.rules}.__getitem__
    assert deferral_fault(accepted.state, moved, pinned, lambda _: accepted.rules) is None
    accepted.take(moved)
    codes = {"deferral_arrived": ["centre.arrival_crossed"], "deferral_extended": ["centre.extension_crossed"]}
    assert [said.code for said in without_effect(accepted.state, moved)] == codes.get(moved.kind, [])


def test_more_time_for_what_no_case_waits_for_any_more_opens_nothing(accepted: Story) -> None:
    more = beside(accepted).done(extends, by=SUPERVISOR)
    accepted.day = TERMINABLE
    accepted.done(terminates)
    refuse(accepted, *accepted.state.deferrals[HEALTH].items)
    accepted.take(more)
    assert held(accepted) is DeferralStatus.TERMINATED
    assert [said.code for said in without_effect(accepted.state, more)] == ["centre.extension_crossed"]


def refuse(story: Story, *items: str) -> None:
    """End these cases; who waits for a case that was refused can only be refused."""
    for item in dict.fromkeys(("BIZ-IND", *items)):
        story.done(IssueResult(item=item, outcome="refused", number="", note="不符", elements={}), by=REVIEWER)


def test_an_end_that_came_to_nothing_is_no_measure_for_what_came_in(accepted: Story) -> None:
    """Sent back since, it waited on: a document that came in before the second, true end was in time for it."""
    end = beside(accepted, day=TERMINABLE).done(terminates)
    accepted.done(receives)
    accepted.take(end)
    accepted.done(ReturnDeferral(material=HEALTH, reason="看不清"), by=REVIEWER)
    arrival = beside(accepted, day=LATER).done(receives)
    accepted.day = "2026-11-09"
    accepted.done(terminates)
    accepted.take(arrival)
    assert held(accepted) is DeferralStatus.ARRIVED


def test_a_notice_that_crossed_a_result_moves_no_clock_that_has_ended(accepted: Story) -> None:
    for material in (HEALTH, DRAIN):
        accepted.done(ReceiveDocument(material=material, scans=(scan_of(material),)))
        accepted.done(PassDeferral(material=material), by=REVIEWER)
    complete = beside(accepted).done(CompleteDeferrals(number="S1-A01-20260921-0009"))
    moved = _moving(complete, "FOOD-LIC")
    refuse(accepted, "FOOD-LIC")
    before = accepted.state.cases["FOOD-LIC"]
    accepted.take(moved)
    assert accepted.state.cases["FOOD-LIC"] == before
    assert accepted.state.completions and "S1-A01-20260921-0009-QB" in accepted.state.issued


def _moving(complete: Operation, item: str) -> Operation:
    clock = {"item": item, "promised_due": "2027-01-04", "legal_due": "2027-01-04"}
    return replace(complete, body={**complete.body, "clocks": (clock,)})


@pytest.mark.parametrize(
    "command",
    [receives, extends, CompleteDeferrals(number="S1-A01-20260921-0009")],
    ids=lambda told: type(told).__name__,
)
def test_the_window_knows_that_it_is_withdrawn(accepted: Story, command: ReceiveDocument | ExtendDeferral) -> None:
    accepted.done(ReceiveDocument(material=DRAIN, scans=(scan_of(DRAIN),)))
    accepted.done(PassDeferral(material=DRAIN), by=REVIEWER)
    accepted.done(withdraws)
    told = accepted.tell(command, by=CLERK)
    assert isinstance(told, Refusal)
    assert [said.code for said in told.messages] == ["application.is_withdrawn"]


def test_a_second_acceptance_of_what_is_withdrawn_opens_no_deferral(accepted: Story) -> None:
    """Two windows accepted apart, and it was withdrawn since: the second paper's number is kept, nothing is opened."""
    again = next(entry.operation for entry in accepted.entries if entry.operation.kind == "application_accepted")
    accepted.done(withdraws)
    accepted.take(again)
    assert accepted.state.status is ApplicationStatus.WITHDRAWN
    assert held(accepted) is DeferralStatus.TERMINATED
    assert isinstance(accepted.tell(AcceptApplication(receipt_number="另一个号")), Refusal)
