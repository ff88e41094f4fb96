"""Decisions of the ledger: an applicant was reminded, another clerk looks after an application."""

from __future__ import annotations

from forms.elements.date import iso_day
from forms.journal.actor import Actor
from forms.journal.commands import ChangeKeeper, MakeReminder
from forms.journal.decision import Decision, Now, Refusal, refuse
from forms.journal.keeping import KeeperChanged, may_hand_over
from forms.journal.reminders import OVERDUE, WAYS, ReminderMade
from forms.journal.rules import Rules
from forms.journal.state import ApplicationState, DeferralStatus
from forms.message import Message, message


def make_reminder(state: ApplicationState, command: MakeReminder, rules: Rules, now: Now) -> Decision:
    """Only what the applicant still has to bring is reminded of."""
    deferral = state.deferrals.get(command.material)
    if deferral is None:
        return refuse("deferral.none_open", material=command.material)
    about = {"material": command.material, "name": deferral.name}
    if deferral.status is DeferralStatus.ARRIVED:
        return refuse("reminder.arrived", **about)
    if not deferral.is_open or state.has_ended(deferral.items):
        return refuse("reminder.not_needed", **about)
    made = ReminderMade(
        material=command.material,
        due_day=deferral.due_day,
        step=command.step,
        way=command.way,
        reached=command.reached,
        note=command.note.strip(),
    )
    fault = reminder_fault(made)
    return Refusal((fault,)) if fault is not None else (made,)


def reminder_fault(made: ReminderMade) -> Message | None:
    """What no honest window can have written; where the deferral stands by now is no fault."""
    if made.way in WAYS and made.step >= OVERDUE and iso_day(made.due_day):
        return None
    return message("reminder.malformed", way=made.way, step=made.step)


def change_keeper(state: ApplicationState, command: ChangeKeeper, rules: Rules, now: Now) -> Decision:
    """What is accepted has a keeper; to hand it to whom has it already changes nothing."""
    if not state.accepted_day:
        return refuse("keeper.not_accepted")
    if command.to_account == state.keeper:
        return ()
    changed = KeeperChanged(
        from_account=state.keeper,
        to_account=command.to_account,
        to_name=command.to_name,
        reason=command.reason.strip(),
    )
    fault = keeper_fault(changed, actor=command.by, site=state.site)
    return Refusal((fault,)) if fault is not None else (changed,)


def keeper_fault(changed: KeeperChanged, *, actor: Actor, site: str) -> Message | None:
    """Why `actor` may not hand an application of `site` over, judged by the keeper that its window saw."""
    if not may_hand_over(actor, site=site, keeper=changed.from_account, to_account=changed.to_account):
        return message("keeper.not_yours", actor=actor.name or actor.account)
    if not changed.reason and actor.account != changed.from_account:
        return message("keeper.reason_missing")
    return None
