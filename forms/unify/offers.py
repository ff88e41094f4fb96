"""Offers: whether an item is taken in on a day. What is begun goes on, whatever its policy says by then."""

from __future__ import annotations

from forms.catalog.model import Offer, Policy, ServiceItem
from forms.message import Message, message


def is_closed(policy: Policy, *, day: str) -> bool:
    """True when new applications are not taken in on `day` (ISO); the last day of a closing item still counts."""
    if policy.offer is Offer.CLOSING:
        return bool(policy.until) and day > policy.until
    return policy.offer is Offer.CLOSED


def not_taken_in(item: ServiceItem, *, day: str) -> Message | None:
    """Why `item` is not taken in for new applications on `day`; None when it is."""
    if not is_closed(item.policy, day=day):
        return None
    if item.policy.offer is Offer.CLOSING:
        return message("item.closing_passed", item=item.id, name=item.short.zh, until=item.policy.until)
    return message("item.closed", item=item.id, name=item.short.zh)
