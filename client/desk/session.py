"""The session: who sits at which window. Every verb takes it first."""

from __future__ import annotations

import msgspec

from forms.journal.actor import Actor, ActorKind


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A signed-in clerk at a window; `offline` when the centre was not asked, `channel` post for a letter."""

    account: str
    name: str
    role: str
    site: str
    site_name: str
    window: str
    offline: bool = False
    channel: str = "window"

    @property
    def actor(self) -> Actor:
        """This clerk as the actor of operations; a role that is no kind of actor is a ValueError."""
        return Actor(
            kind=ActorKind(self.role),
            account=self.account,
            name=self.name,
            site=self.site,
            window=self.window,
            channel=self.channel,
        )
