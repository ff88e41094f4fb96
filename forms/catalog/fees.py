"""What items charge (收费), and how a charge is said."""

from __future__ import annotations

from collections.abc import Iterable

from forms.catalog.model import Fee, ServiceItem
from forms.message import Message, message
from forms.words import Words


def charges(items: Iterable[ServiceItem]) -> tuple[Fee, ...]:
    """The charges of `items` in their order, an equal one once; none when everything is free."""
    return tuple(dict.fromkeys(fee for item in items for fee in item.fees))


def fees_in_words(fees: Iterable[Fee], words: Words) -> tuple[str, ...]:
    """One text for each charge, in the language of `words`; that nothing is charged when there is none."""
    said = tuple(words.say(_charge(fee, words.language)) for fee in fees)
    return said or (words.say(message("catalog.fee_none")),)


def _charge(fee: Fee, language: str) -> Message:
    name, per = fee.name.text(language), fee.per.text(language)
    if fee.is_free:
        return message("catalog.fee_free", name=name)
    if per:
        return message("catalog.fee_per", name=name, amount=fee.amount, per=per)
    return message("catalog.fee", name=name, amount=fee.amount)
