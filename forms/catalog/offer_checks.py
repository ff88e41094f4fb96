"""What may be wrong in how an item is offered: its charges, its steps, and until when it is taken in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forms.catalog.faults import Fault, Place
from forms.catalog.model import Offer, ServiceItem
from forms.elements.date import iso_day
from forms.message import message

_AMOUNT = re.compile(r"(0|[1-9][0-9]{0,9})(\.[0-9]{1,2})?")


def offer_faults(item: ServiceItem, place: Place) -> Iterator[Fault]:
    """Faults of the charges, steps and policy of `item`, which stands at `place`."""
    yield from _fees(item, place)
    for index, step in enumerate(item.steps):
        if not step.zh.strip():
            yield Fault(place=(*place, "steps", index), message=message("catalog.step_empty", number=index + 1))
    yield from _policy(item, place)


def _fees(item: ServiceItem, place: Place) -> Iterator[Fault]:
    names: set[str] = set()
    for index, fee in enumerate(item.fees):
        at = (*place, "fees", index)
        if not _AMOUNT.fullmatch(fee.amount):
            yield Fault(place=(*at, "amount"), message=message("catalog.not_an_amount", value=fee.amount))
        if fee.name.zh in names:
            yield Fault(place=(*at, "name"), message=message("catalog.listed_twice", id=fee.name.zh))
        names.add(fee.name.zh)


def _policy(item: ServiceItem, place: Place) -> Iterator[Fault]:
    policy = item.policy
    at = (*place, "policy")
    if policy.offer is Offer.CLOSING and not policy.until:
        yield Fault(place=at, message=message("catalog.closing_without_day", item=item.name.zh))
    elif policy.offer is not Offer.CLOSING and policy.until:
        wrong = message("catalog.until_unused", item=item.name.zh, offer=policy.offer.value)
        yield Fault(place=(*at, "until"), message=wrong)
    elif policy.until and iso_day(policy.until) is None:
        yield Fault(place=(*at, "until"), message=message("catalog.not_a_day", value=policy.until))
