from __future__ import annotations

import pytest

from forms.message import message
from sync.link import Link, LinkState, after_fault, after_step
from sync.report import StepReport, Work
from sync.transport import CentreFault, CentreRefused, NotOurServer, TornReply, TransportError, Unreachable

GOOD = StepReport(work=Work.EXCHANGE, answered=True, progress=True, took_ms=100)


def failed(error: TransportError) -> StepReport:
    return StepReport(work=Work.EXCHANGE, error=error)


def test_an_answer_is_online_and_contact() -> None:
    link = after_step(Link(), GOOD, wall=5_000)
    assert (link.state, link.last_contact, link.since, link.message) == (LinkState.ONLINE, 5_000, 5_000, None)


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (Unreachable(message("sync.unreachable")), LinkState.OFFLINE),
        (TornReply(message("sync.torn")), LinkState.WEAK),
        (NotOurServer(message("sync.portal")), LinkState.NOT_OUR_SERVER),
        (CentreFault(message("sync.centre_fault")), LinkState.CENTRE_FAULT),
        (CentreRefused(message("sync.signed_out")), LinkState.REFUSED),
    ],
)
def test_each_error_has_its_state_and_its_sentence(error: TransportError, state: LinkState) -> None:
    link = after_step(Link(), failed(error), wall=1_000_000, retry_s=2.5)
    assert (link.state, link.message, link.retry_at) == (state, error.message, 1_002_500)


def test_a_first_failure_soon_after_an_answer_is_weak_and_the_second_offline() -> None:
    link = after_step(Link(), GOOD, wall=1_000)
    link = after_step(link, failed(Unreachable(message("sync.unreachable"))), wall=2_000)
    assert link.state is LinkState.WEAK
    link = after_step(link, failed(Unreachable(message("sync.unreachable"))), wall=3_000)
    assert (link.state, link.since, link.last_contact) == (LinkState.OFFLINE, 3_000, 1_000)


def test_after_an_outage_the_link_is_weak_until_it_proved_itself() -> None:
    link = Link()
    for _ in range(10):
        link = after_step(link, failed(Unreachable(message("sync.unreachable"))), wall=1_000_000)
    states = []
    for _ in range(3):
        link = after_step(link, GOOD, wall=2_000_000)
        states.append(link.state)
    assert states == [LinkState.WEAK, LinkState.ONLINE, LinkState.ONLINE]
    assert link.failures == 0


@pytest.mark.parametrize("slow", [{"took_ms": 5_000}, {"rate": 8_000}])
def test_slow_is_weak(slow: dict[str, int]) -> None:
    report = StepReport(work=Work.EXCHANGE, answered=True, **slow)
    assert after_step(Link(), report, wall=1).state is LinkState.WEAK


def test_a_clock_far_off_is_told_and_measured_at_the_middle_of_the_request() -> None:
    report = StepReport(work=Work.EXCHANGE, answered=True, took_ms=2_000, server_wall=1_000_000)
    link = after_step(Link(), report, wall=1_601_000)
    assert link.skew == 600_000
    assert link.message == message("sync.clock_off", minutes=10)
    assert link.state is LinkState.ONLINE


def test_a_stalled_outbox_is_told_after_three_exchanges() -> None:
    def report(stalled: int) -> StepReport:
        return StepReport(work=Work.EXCHANGE, answered=True, stalled=stalled)

    assert after_step(Link(), report(2), wall=1).message is None
    assert after_step(Link(), report(3), wall=1).message == message("sync.stalled")


def test_a_trouble_stays_until_its_own_work_goes_well() -> None:
    dropped = StepReport(work=Work.CATALOG, trouble=message("catalog.torn"))
    link = after_step(Link(), dropped, wall=1)
    link = after_step(link, GOOD, wall=2)
    assert link.trouble == message("catalog.torn")
    link = after_step(link, StepReport(work=Work.CATALOG, answered=True, progress=True), wall=3)
    assert link.trouble is None


def test_work_that_needed_no_answer_is_no_contact() -> None:
    link = after_step(Link(), StepReport(work=Work.CATALOG, progress=True), wall=9)
    assert (link.last_contact, link.state) == (0, LinkState.UNTRIED)


def test_our_own_fault_is_visible() -> None:
    link = after_fault(Link(), message("sync.fault"), wall=10, retry_s=1.0)
    assert (link.state, link.message, link.retry_at) == (LinkState.FAULT, message("sync.fault"), 1_010)


def test_rest_keeps_the_state() -> None:
    link = after_step(Link(), GOOD, wall=1)
    assert after_step(link, StepReport(work=Work.NOTHING), wall=2).state is LinkState.ONLINE
