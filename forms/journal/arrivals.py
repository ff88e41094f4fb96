"""Documents that come in where the application is not known: another site, the post (容缺材料异地收件).

The window notes what it took in, for which receipt and from whom, on its own stream (`arrival_recorded`). The centre
finds the application, writes `deferral_arrived` there with the window's time and clerk, lets the site see it
(`scope_granted`), and tells the window (`arrival_answered`), all in one transaction: the answer that names a record
stands beside what was done with it, so that a record is used at most once.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from forms.journal.operation import Operation
from forms.journal.state import ApplicationState, ScanRef


class CameBy(StrEnum):
    """How a document came to the window."""

    WINDOW = "window"
    POST = "post"


class ArrivalOutcome(StrEnum):
    """What the centre answered: found its deferral, waits for a person or for the application, was declined by one."""

    MATCHED = "matched"
    WAITING = "waiting"
    DECLINED = "declined"


class ArrivalRecorded(msgspec.Struct, frozen=True, kw_only=True):
    """A document came in for the application of a receipt that this window does not know.

    `party` is the key of whom the paper names (`forms.distrust.party_key`), '' for a letter that says no number.
    `material` is an id of the catalog, '' when unknown; `words` say in the clerk's words what it is. `came_day` (ISO)
    is the day on which it came in, for a letter the day of its receipt. `number` is that of the 材料收件凭证 given out.
    """

    receipt_number: str
    party: str
    material: str
    words: str
    scans: tuple[ScanRef, ...]
    note: str
    came_by: str
    came_day: str
    post_number: str
    number: str


class ArrivalAnswered(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the record that this device made as `epoch` and `dseq`; a later answer takes an earlier's place.

    `application`, `material` and its `name` are '' unless it was matched. `code` and `params` are the message that
    says why it is not.
    """

    epoch: int
    dseq: int
    outcome: str
    application: str
    material: str
    name: str
    code: str
    params: Mapping[str, str]


class ScopeGranted(msgspec.Struct, frozen=True, kw_only=True):
    """The windows of `site` see the application from now on."""

    site: str


def apply_scope_granted(
    state: ApplicationState, operation: Operation, body: ScopeGranted, rev: int
) -> ApplicationState:
    """Note the site, once."""
    if body.site in state.granted_sites:
        return state
    return replace(state, granted_sites=(*state.granted_sites, body.site))
