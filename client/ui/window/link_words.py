"""What the link chip says: is it sent, how much waits, since when. Pure; the words are the clerk's."""

from __future__ import annotations

from dataclasses import dataclass

from client.store.rows import OutboxSummary
from client.ui.translation import tr, tr_later
from client.ui.widgets.day_words import moment_words
from sync.link import Link, LinkState

_STATES = {
    LinkState.UNTRIED: ("info", tr_later("window", "Connecting")),
    LinkState.ONLINE: ("ok", tr_later("window", "Online")),
    LinkState.WEAK: ("warn", tr_later("window", "Weak link")),
    LinkState.OFFLINE: ("offline", tr_later("window", "Offline")),
    LinkState.NOT_OUR_SERVER: ("danger", tr_later("window", "Not the centre")),
    LinkState.CENTRE_FAULT: ("warn", tr_later("window", "Centre in trouble")),
    LinkState.REFUSED: ("danger", tr_later("window", "Centre refuses")),
    LinkState.FAULT: ("danger", tr_later("window", "Sync stopped")),
}


_PORTAL = tr_later("window", "Network login page")
_PROXY = tr_later("window", "Stopped by a proxy")
_UNSAFE = tr_later("window", "No safe connection")
_NOT_OURS = {
    "sync.portal": _PORTAL,
    "sync.redirected": _PORTAL,
    "sync.proxy_sign_in": _PROXY,
    "sync.proxy_too_large": _PROXY,
    "sync.proxy_refused": _PROXY,
    "sync.certificate": _UNSAFE,
    "sync.clock_or_certificate": _UNSAFE,
    "sync.no_tls": _UNSAFE,
    "sync.plain_http": _UNSAFE,
}
"""What stands between the window and the centre, by the code of the link's message."""


@dataclass(frozen=True)
class LinkWords:
    """The chip's text, its level, and a short form for narrow windows."""

    text: str
    level: str
    short: str


def link_words(link: Link, outbox: OutboxSummary) -> LinkWords:
    """The chip for `link` while `outbox` waits."""
    level, state = _STATES[link.state]
    if link.state is LinkState.NOT_OUR_SERVER and link.message is not None:
        state = _NOT_OURS.get(link.message.code, state)
    short = tr("window", state)
    if link.state is LinkState.UNTRIED and outbox.operations == 0:
        return LinkWords(f"{short}…", level, short)
    return LinkWords(f"{short} · {_waiting(link, outbox)}", level, short)


def _waiting(link: Link, outbox: OutboxSummary) -> str:
    if outbox.operations == 0 and outbox.scans == 0:
        return tr("window", "all delivered")
    if outbox.applications == 0 and outbox.scans == 0:
        return tr("window", "{count} notes of this window to send").format(count=outbox.operations)
    if link.state in (LinkState.ONLINE, LinkState.WEAK):
        words = tr("window", "{applications} applications to send")
        if outbox.scans:
            words = tr("window", "{applications} applications, {scans} scans to send")
        words = words.format(applications=outbox.applications, scans=outbox.scans)
        return f"{words} · {_time_left(link.rate, outbox.scan_bytes)}" if link.rate and outbox.scan_bytes else words
    return tr("window", "{applications} saved here · oldest {moment}").format(
        applications=outbox.applications, moment=moment_words(outbox.oldest_wall)[5:] if outbox.oldest_wall else "-"
    )


def _time_left(rate: int, scan_bytes: int) -> str:
    """Minutes at the measured rate, rounded up: an honest figure is never too small."""
    return tr("window", "about {minutes} min").format(minutes=max(1, -(-scan_bytes // (rate * 60))))
