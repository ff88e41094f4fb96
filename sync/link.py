"""The state of the link as the clerk sees it: a frozen snapshot, and the pure step from one to the next."""

from __future__ import annotations

from enum import StrEnum

import msgspec
from msgspec.structs import replace

from forms.message import Message, message
from sync.report import StepReport, Work
from sync.transport import CentreFault, CentreRefused, NotOurServer, TornReply, TransportError

WEAK_RATE = 16 * 1024
"""Bytes per second below which scans are a matter of minutes."""

WEAK_ROUND_TRIP_MS = 4_000
FRESH_CONTACT_MS = 90_000
"""A first failure this soon after an answer is a weak link, not yet an outage."""

STALLED_EXCHANGES = 3
"""Answered exchanges without movement before the panel says so."""

SKEW_TOLD_MS = 300_000
"""A PC clock more than five minutes off is told to the clerk; it never stops saving or sending."""

_MOST_STRUGGLES = 3


class LinkState(StrEnum):
    """What the chip shows; `fault` is our own program's."""

    UNTRIED = "untried"
    ONLINE = "online"
    WEAK = "weak"
    OFFLINE = "offline"
    NOT_OUR_SERVER = "not_our_server"
    CENTRE_FAULT = "centre_fault"
    REFUSED = "refused"
    FAULT = "fault"


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A snapshot. Instants are UTC ms by the PC (0: never), `rate` bytes per second (0: not measured).

    `message` says what is wrong with the way to the centre, `trouble` what is wrong with one thing on it. `skew` is
    how many ms the PC is ahead of the centre. `retry_at` is when the next attempt is made by itself.
    """

    state: LinkState = LinkState.UNTRIED
    since: int = 0
    last_contact: int = 0
    rate: int = 0
    skew: int = 0
    retry_at: int = 0
    work: Work = Work.NOTHING
    message: Message | None = None
    trouble: Message | None = None
    trouble_of: Work = Work.NOTHING
    failures: int = 0
    struggles: int = 0


def after_step(link: Link, report: StepReport, *, wall: int, retry_s: float = 0.0) -> Link:
    """The link after a step that ended at `wall` (UTC ms); `retry_s` seconds until the next try of a failed one."""
    if report.error is not None:
        return _after_error(link, report, report.error, wall=wall, retry_s=retry_s)
    if report.work is Work.NOTHING:
        return replace(link, work=Work.NOTHING)
    link = _with_trouble(link, report)
    return _after_answer(link, report, wall=wall) if report.answered else replace(link, work=report.work)


def after_fault(link: Link, told: Message, *, wall: int, retry_s: float) -> Link:
    """The link after something on our own side broke: disk full, or a mistake of the program."""
    return _entered(link, LinkState.FAULT, wall=wall, told=told, retry_at=wall + int(retry_s * 1000))


def _after_answer(link: Link, report: StepReport, *, wall: int) -> Link:
    struggles = max(0, link.struggles - 1)
    slow = report.work is Work.EXCHANGE and report.took_ms > WEAK_ROUND_TRIP_MS
    weak = slow or struggles > 1 or 0 < report.rate < WEAK_RATE
    skew = link.skew if report.server_wall == 0 else wall - report.took_ms // 2 - report.server_wall
    link = _entered(link, LinkState.WEAK if weak else LinkState.ONLINE, wall=wall, told=_note(report, skew))
    return replace(
        link,
        last_contact=wall,
        rate=report.rate,
        skew=skew,
        work=report.work,
        failures=0,
        struggles=struggles,
    )


def _with_trouble(link: Link, report: StepReport) -> Link:
    """A trouble stays until work of its own kind goes well again."""
    if report.trouble is not None:
        return replace(link, trouble=report.trouble, trouble_of=report.work)
    if report.progress and report.work is link.trouble_of:
        return replace(link, trouble=None, trouble_of=Work.NOTHING)
    return link


def _note(report: StepReport, skew: int) -> Message | None:
    """What is worth telling although the link is good."""
    if report.stalled >= STALLED_EXCHANGES:
        return message("sync.stalled")
    if abs(skew) > SKEW_TOLD_MS:
        return message("sync.clock_off", minutes=abs(skew) // 60_000)
    return None


def _after_error(link: Link, report: StepReport, error: TransportError, *, wall: int, retry_s: float) -> Link:
    state = _state_of(link, error, wall=wall)
    link = _entered(link, state, wall=wall, told=error.message, retry_at=wall + int(retry_s * 1000))
    return replace(
        link,
        work=report.work,
        failures=link.failures + 1,
        struggles=min(_MOST_STRUGGLES, link.struggles + 1),
    )


def _state_of(link: Link, error: TransportError, *, wall: int) -> LinkState:
    if isinstance(error, NotOurServer):
        return LinkState.NOT_OUR_SERVER
    if isinstance(error, CentreFault):
        return LinkState.CENTRE_FAULT
    if isinstance(error, CentreRefused):
        return LinkState.REFUSED
    in_contact = link.last_contact > 0 and 0 <= wall - link.last_contact < FRESH_CONTACT_MS
    first_after_contact = link.failures == 0 and in_contact
    return LinkState.WEAK if first_after_contact or isinstance(error, TornReply) else LinkState.OFFLINE


def _entered(link: Link, state: LinkState, *, wall: int, told: Message | None, retry_at: int = 0) -> Link:
    since = link.since if link.state is state else wall
    return replace(link, state=state, since=since, message=told, retry_at=retry_at)
