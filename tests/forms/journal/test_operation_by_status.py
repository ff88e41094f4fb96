"""Which operation on deferrals and outcomes is taken in which status of its application: at the window, at the centre.

A window refuses what it knows to be over; the centre takes what a window decided apart when it is a fact outside the
computer (a paper, a document, a person's decision on a deferral), and rejects what the window owned before only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from journal_story import REVIEWER, Story, scan_of

from forms.journal.actor import Actor, ActorKind
from forms.journal.admission import admission
from forms.journal.commands import (
    AcceptApplication,
    AnswerSendBack,
    Command,
    CompleteDeferrals,
    DeclareNotRequired,
    ExtendDeferral,
    FindFlaw,
    IssueResult,
    OwnWords,
    PassDeferral,
    ReceiveApplication,
    ReceiveDocument,
    RefuseApplication,
    RequestCorrection,
    RequestDeferral,
    ReturnDeferral,
    SendBackApplication,
    SignCommitment,
    TerminateDeferral,
    WithdrawApplication,
)
from forms.journal.decision import Refusal
from forms.journal.operation import Operation
from forms.journal.state import ApplicationStatus
from sync.central.deferral_faults import deferral_fault
from sync.central.outcomes import outcome_fault

SUPERVISOR = Actor(kind=ActorKind.SUPERVISOR, account="s1", name="李敏", site="s1", window="A01")
HEALTH, DRAIN = "M-HEALTH", "M-DRAINT"
TERMINABLE = "2026-10-31"


def _accepted(story: Story) -> None:
    """HEALTH is awaited; DRAIN has passed."""
    story.done(RequestDeferral(material=HEALTH, reason="正在体检", due_day="2026-09-28"))
    story.done(RequestDeferral(material=DRAIN, reason="化验未出", due_day="2026-09-29"))
    story.done(AcceptApplication(receipt_number="江A01-260921-0001"))
    story.done(ReceiveDocument(material=DRAIN, scans=(scan_of(DRAIN),)))
    story.done(PassDeferral(material=DRAIN), by=REVIEWER)


def _concluded(story: Story) -> None:
    _accepted(story)
    for item in ("BIZ-IND", *(item for item in story.state.cases if item != "BIZ-IND")):
        story.done(IssueResult(item=item, outcome="refused", number="", note="不符", elements={}), by=REVIEWER)


def _withdrawn(story: Story) -> None:
    _accepted(story)
    story.done(WithdrawApplication(reason="不办了"))


def _refused(story: Story) -> None:
    story.done(RefuseApplication(number="江A01-260921-0001", reason="不符", remedies="可以复议"))


def _not_required(story: Story) -> None:
    story.done(DeclareNotRequired(reason="不用办"))


STATUSES: Mapping[ApplicationStatus, Callable[[Story], None]] = {
    ApplicationStatus.INTAKE: lambda story: None,
    ApplicationStatus.ACCEPTED: _accepted,
    ApplicationStatus.CONCLUDED: _concluded,
    ApplicationStatus.WITHDRAWN: _withdrawn,
    ApplicationStatus.REFUSED: _refused,
    ApplicationStatus.NOT_REQUIRED: _not_required,
}


COMMANDS: Mapping[str, tuple[Command, str]] = {
    "deferral_requested": (RequestDeferral(material=HEALTH, reason="正在体检", due_day="2026-09-28"), "intake"),
    "scans_flawed": (FindFlaw(material="M-ID", scans=(scan_of("M-ID").sha256,), flaw="模糊"), "intake"),
    "commitment_signed": (SignCommitment(scan=scan_of("letter")), "accepted"),
    "deferral_arrived": (ReceiveDocument(material=HEALTH, scans=(scan_of("M-HEALTH-1"),)), "accepted"),
    "deferral_extended": (ExtendDeferral(material=HEALTH, due_day="2026-10-12", reason="台风"), "accepted"),
    "deferral_terminated": (TerminateDeferral(material=HEALTH, reason="逾期未补"), "late"),
    "deferrals_completed": (CompleteDeferrals(number="S1-A01-20260921-0009"), "complete"),
    "application_received": (ReceiveApplication(receipt_number="江A01-260921-0002"), "intake"),
    "correction_requested": (
        RequestCorrection(number="江A01-260921-0003", words=(OwnWords(material="M-ID", words="不清"),)),
        "received",
    ),
    "application_refused": (
        RefuseApplication(number="江A01-260921-0004", reason="不符", remedies="可以复议"),
        "intake",
    ),
    "application_not_required": (DeclareNotRequired(reason="不用办"), "intake"),
    "application_withdrawn": (WithdrawApplication(reason="不办了"), "accepted"),
    "send_back_answered": (AnswerSendBack(note="照旧"), "sent back"),
}
"""What is decided, and at what stage some window can decide it."""

AT_WINDOW: Mapping[str, set[str]] = {
    "deferral_requested": {"intake"},
    "scans_flawed": {"intake"},
    "commitment_signed": {"accepted", "concluded", "withdrawn"},
    "deferral_arrived": {"accepted", "concluded"},
    "deferral_extended": {"accepted"},
    "deferral_terminated": {"concluded"},
    "deferrals_completed": {"concluded"},
    "application_received": {"intake"},
    "correction_requested": {"intake"},
    "application_refused": {"intake"},
    "application_not_required": {"intake"},
    "application_withdrawn": {"intake", "accepted"},
    "send_back_answered": set(),
}
"""In which statuses a window that knows of them decides it. Too early to terminate, too early to complete: accepted."""

AFTER_ACCEPTANCE = {"accepted", "concluded", "withdrawn"}
ANYWHERE = {"intake", *AFTER_ACCEPTANCE, "refused", "not_required"}
AT_CENTRE: Mapping[str, set[str]] = {
    "deferral_requested": {"intake"},
    "scans_flawed": {"intake"},
    "commitment_signed": ANYWHERE,
    "deferral_arrived": AFTER_ACCEPTANCE,
    "deferral_extended": AFTER_ACCEPTANCE,
    "deferral_terminated": AFTER_ACCEPTANCE,
    "deferrals_completed": {"concluded", "withdrawn"},
    "application_received": ANYWHERE,
    "correction_requested": {"intake"},
    "application_refused": {"intake"},
    "application_not_required": {"intake"},
    "application_withdrawn": {"intake", "accepted"},
    "send_back_answered": set(),
}
"""In which statuses the centre takes what a window decided that knew of none of them."""


def _stage(story: Story, name: str) -> None:
    """Bring another window's view to where it can decide."""
    if name == "intake":
        return
    if name == "received":
        story.done(ReceiveApplication(receipt_number="江A01-260921-0008"))
        return
    _accepted(story)
    if name == "late":
        story.day = TERMINABLE
    if name == "complete":
        story.done(ReceiveDocument(material=HEALTH, scans=(scan_of(HEALTH),)))
        story.done(PassDeferral(material=HEALTH), by=REVIEWER)
    if name == "sent back":
        asked = SendBackApplication(item="BIZ-IND", elements=("shop_name",), materials=(), reason="重名")
        story.done(asked, by=REVIEWER)


@pytest.mark.parametrize("status", STATUSES, ids=str)
@pytest.mark.parametrize("kind", COMMANDS)
def test_what_a_window_decides(kind: str, status: ApplicationStatus, filled: Story) -> None:
    STATUSES[status](filled)
    assert filled.state.status is status
    told = filled.tell(COMMANDS[kind][0], by=SUPERVISOR)
    done = not isinstance(told, Refusal) and kind in {operation.kind for operation in told}
    assert done is (status.value in AT_WINDOW[kind])


@pytest.mark.parametrize("status", STATUSES, ids=str)
@pytest.mark.parametrize("kind", COMMANDS)
def test_what_the_centre_takes(kind: str, status: ApplicationStatus, filled: Story) -> None:
    apart = _beside(filled)
    _stage(apart, COMMANDS[kind][1])
    told = apart.tell(COMMANDS[kind][0], by=SUPERVISOR)
    assert not isinstance(told, Refusal), [said.code for said in told.messages]
    operation = next(made for made in told if made.kind == kind)
    STATUSES[status](filled)
    assert (_fault(filled, operation) == "") is (status.value in AT_CENTRE[kind]), _fault(filled, operation)


def _beside(story: Story) -> Story:
    other = Story(story.rules, day=story.day, device="pc2")
    other.state, other.entries = story.state, list(story.entries)
    return other


def _fault(story: Story, operation: Operation) -> str:
    """The code of the centre's rejection, '' when it takes the operation."""
    rules = {story.rules.catalog: story.rules}.__getitem__
    found = (
        admission(story.state, operation)
        or deferral_fault(story.state, operation, rules, lambda state: story.rules)
        or outcome_fault(story.state, operation, rules)
    )
    return found.code if found is not None else ""


@pytest.mark.parametrize("status", [status for status in STATUSES if status is not ApplicationStatus.ACCEPTED], ids=str)
def test_a_reviewer_judges_no_deferral_that_waits_or_has_ended(status: ApplicationStatus, filled: Story) -> None:
    """Of what is withdrawn everything is terminated; elsewhere only a document that is there can be judged."""
    STATUSES[status](filled)
    for command in (PassDeferral(material=HEALTH), ReturnDeferral(material=HEALTH, reason="看不清")):
        assert isinstance(filled.tell(command, by=REVIEWER), Refusal)
