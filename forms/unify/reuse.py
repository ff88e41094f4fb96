"""Whose data may be taken over: the number by which a returning applicant is known."""

from __future__ import annotations

from collections.abc import Iterable

from forms.catalog.model import Party
from forms.values import Values, is_empty


def applicant_number(parties: Iterable[Party], values: Values) -> tuple[str, str]:
    """(element, number) of the first of `parties` that is named at all, by name or number; empty texts for nobody.

    The number alone is enough: a returning applicant's name is among what is offered. A party in a table has none.
    """
    party = _named(parties, values)
    return _number(party.id_no, values) if party is not None else ("", "")


def representative_number(parties: Iterable[Party], values: Values) -> tuple[str, str]:
    """(element, number) of who acts by law for the party that `applicant_number` finds; empty texts for nobody."""
    party = _named(parties, values)
    return _number(party.representative_no, values) if party is not None else ("", "")


def _named(parties: Iterable[Party], values: Values) -> Party | None:
    for party in parties:
        if not party.table and any(not is_empty(values.get(name)) for name in (party.name, party.id_no) if name):
            return party
    return None


def _number(element: str, values: Values) -> tuple[str, str]:
    number = values.get(element)
    return (element, number) if isinstance(number, str) else ("", "")
