"""The lines that an application has in the ledger: what is shown of each deferral and what it is sorted by."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from client.store.rows import NEVER_REACHED
from forms.journal.state import ApplicationState, DeferralState, DeferralStatus
from forms.pinyin import sort_key


class DeferralRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of `view_deferrals`, its fields in the order of the columns.

    `is_awaited` while the applicant still has to bring it. `reached_step` is the nearest step at which somebody was
    told of the day that it is due on by now.
    """

    application: str
    material: str
    material_name: str
    item_names: str
    reason: str
    due_day: str
    status: str
    is_open: bool
    is_needed: bool
    is_awaited: bool
    site: str
    keeper: str
    keeper_name: str
    receipt_number: str
    applicant: str
    phone: str
    catalog: str
    applicant_key: str
    item_key: str
    reached_step: int = NEVER_REACHED
    reminded_step: int = 0
    reminded_day: str = ""
    reminded_way: str = ""
    reminded_reached: bool = False
    reminded_by: str = ""


def deferral_rows(state: ApplicationState) -> tuple[DeferralRow, ...]:
    """The rows of `state`, in the order of its deferrals."""
    return tuple(_row(state, held) for held in state.deferrals.values())


def _row(state: ApplicationState, held: DeferralState) -> DeferralRow:
    names = [state.cases[item].name if item in state.cases else item for item in held.items]
    is_needed = not state.has_ended(held.items)
    row = DeferralRow(
        application=state.id,
        material=held.material,
        material_name=held.name,
        item_names="\n".join(names),
        reason=held.reason,
        due_day=held.due_day,
        status=held.status,
        is_open=held.is_open,
        is_needed=is_needed,
        is_awaited=is_needed and held.status is DeferralStatus.AWAITED,
        site=state.site,
        keeper=state.keeper,
        keeper_name=state.keeper_name,
        receipt_number=state.receipt_number,
        applicant=state.party.name,
        phone=state.party.phone,
        catalog=state.catalog,
        applicant_key=_key(state.party.name),
        item_key=" ".join(_key(name) for name in names),
    )
    return _reminded(row, held) if held.reminders else row


def _reminded(row: DeferralRow, held: DeferralState) -> DeferralRow:
    last = held.reminders[-1]
    reached = [made.step for made in held.reminders if made.reached and made.due_day == held.due_day]
    return msgspec.structs.replace(
        row,
        reached_step=min(reached, default=NEVER_REACHED),
        reminded_step=last.step,
        reminded_day=last.day,
        reminded_way=last.way,
        reminded_reached=last.reached,
        reminded_by=last.actor,
    )


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    return sort_key(text)
