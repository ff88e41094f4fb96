"""Who acts: every operation names its actor, and the authority matrix is keyed by the actor's kind."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class ActorKind(StrEnum):
    """Kinds of actor, as the authority matrix knows them."""

    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    REVIEWER = "reviewer"
    APPLICANT = "applicant"
    DEVICE = "device"
    CENTRE = "centre"


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """One person or machine at work; `channel` is where the act happened: window, web, post or centre."""

    kind: ActorKind
    account: str
    name: str = ""
    site: str = ""
    window: str = ""
    channel: str = "window"
