"""Who is calling: a device of a site, or a reviewer of departments."""

from __future__ import annotations

import msgspec

from forms.journal.actor import Actor, ActorKind

ALL_DEPARTMENTS = "*"


class DeviceSession(msgspec.Struct, frozen=True, kw_only=True):
    """A device at one epoch, as its token says; `site` and `window` are those of its enrolment."""

    device: str
    epoch: int
    site: str
    window: str


class ReviewerSession(msgspec.Struct, frozen=True, kw_only=True):
    """A reviewer at the centre and the departments that the reviewer decides for."""

    account: str
    name: str
    departments: tuple[str, ...]

    @property
    def actor(self) -> Actor:
        """This reviewer as the actor of operations."""
        return Actor(kind=ActorKind.REVIEWER, account=self.account, name=self.name, channel="centre")

    def decides_for(self, department: str) -> bool:
        """Whether cases of `department` are this reviewer's."""
        return department in self.departments or ALL_DEPARTMENTS in self.departments
