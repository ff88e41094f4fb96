"""What is known of an applicant's credit (失信名单), for screens."""

from __future__ import annotations

from enum import StrEnum

from forms.distrust import credit_key
from forms.journal.rules import Rules
from forms.journal.state import ApplicationState


class Credit(StrEnum):
    """On the list; not on it; no list could be asked; nobody looked."""

    LISTED = "listed"
    CLEARED = "cleared"
    UNCHECKED = "unchecked"
    UNKNOWN = ""


def credit_standing(state: ApplicationState, rules: Rules, *, day: str) -> Credit:
    """What the last look said of who applies in `state` now; a look at another number says nothing."""
    held = state.credit
    if held is None or held.party != credit_key(rules.credit_numbers(state.plain_values(), today=day)):
        return Credit.UNKNOWN
    return standing_of(state)


def standing_of(state: ApplicationState) -> Credit:
    """What the last look said of who was accepted: after the acceptance nobody else can apply."""
    held = state.credit
    if held is None:
        return Credit.UNKNOWN
    if held.listed:
        return Credit.LISTED
    return Credit.UNCHECKED if held.unchecked else Credit.CLEARED
