"""Who looks after an application once it is accepted: whoever accepted it, until somebody hands it over."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from forms.journal.actor import Actor, ActorKind
from forms.journal.operation import Operation
from forms.journal.state import ApplicationState


class KeeperChanged(msgspec.Struct, frozen=True, kw_only=True):
    """Another clerk looks after the application from now on; both by their accounts."""

    from_account: str
    to_account: str
    to_name: str
    reason: str


def apply_keeper(state: ApplicationState, operation: Operation, body: KeeperChanged, rev: int) -> ApplicationState:
    """The last one in order holds: of two who hand over apart, each had its reason, and nobody's work is lost."""
    return replace(state, keeper=body.to_account, keeper_name=body.to_name)


def may_hand_over(actor: Actor, *, site: str, keeper: str, to_account: str) -> bool:
    """Whether `actor` may give an application of `site`, looked after by `keeper`, to `to_account`.

    A supervisor may, and its keeper; another clerk of its site may only take it over: a colleague is ill, and at a
    village desk no supervisor is near.
    """
    if actor.kind is ActorKind.SUPERVISOR:
        return True
    return actor.site == site and actor.account in (keeper, to_account)
